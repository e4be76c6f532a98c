// SPDX-License-Identifier: GPL-2.0
/* The process that causes what the listener waits for. */
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"

/*
 * A pause of 0.2 to 1.2 ms, so that the samples are spread over the phases of
 * the timer tick.  Nothing depends on its length.
 */
static void spread(unsigned int *seed)
{
	struct timespec ts = { .tv_nsec = 200000 + rand_r(seed) % 1000000 };

	nanosleep(&ts, NULL);
}

static void act(struct shared *sh, const struct method *method,
		enum transition to)
{
	sh->call_ns = pppsim_now();
	if (!method->events)
		eventfd_write(sh->efd, 1);
	else if (to == UP)
		pppsim_unit_up(&sh->unit);
	else
		pppsim_unit_down(&sh->unit);
}

/* Sample numbers are odd for up: the interface is down at first. */
static void run(struct shared *sh, const struct method *const *methods,
		unsigned int seed)
{
	pid_t listener = getppid();
	unsigned int done = 0;

	while (!sh->quit) {
		if (sh->armed == done) {
			sched_yield();
			continue;
		}
		done = sh->armed;
		if (pppsim_wait_asleep(listener, PPPSIM_TIMEOUT))
			return;
		spread(&seed);
		act(sh, methods[sh->method], done % 2 ? UP : DOWN);
	}
}

pid_t actor_start(struct shared *sh, const struct method *const *methods,
		  unsigned int seed)
{
	pid_t pid = fork();

	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	run(sh, methods, seed);
	_exit(0);
}
