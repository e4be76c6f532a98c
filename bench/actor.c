// SPDX-License-Identifier: GPL-2.0
/* The process that causes what the listener waits for. */
#include <err.h>
#include <errno.h>
#include <net/if.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>
#include <linux/ppp-ioctl.h>

#include "interface.h"
#include "latency.h"

/*
 * A pause, so that the samples are spread over the phases of the timer tick,
 * or over those of who looks every so often.  Nothing depends on its length.
 */
static void spread(const struct method *method, unsigned int *seed)
{
	unsigned int us = 200 + rand_r(seed) % (method->spread_us ?: 1000);
	struct timespec ts = {
		.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000,
	};

	nanosleep(&ts, NULL);
}

static int set_flags(struct shared *sh, short set, short clear)
{
	return interface_set(sh->control, sh->unit.ifname, set, clear,
			     &sh->call_ns);
}

/* Another connection with the second link, up. */
static int prepare(struct shared *sh, enum event event)
{
	if (event != DELETED)
		return 0;
	return pppsim_unit_open(&sh->victim) ?:
	       pppsim_channel_connect(&sh->link[1], sh->victim.index) ?:
	       pppsim_unit_up(&sh->victim);
}

/* The channel is attached to nothing afterwards, until it is detached. */
static int delete(struct shared *sh)
{
	sh->call_ns = pppsim_now();
	pppsim_unit_close(&sh->victim);
	return pppsim_channel_disconnect(&sh->link[1]);
}

static int act(struct shared *sh, const struct method *method,
	       enum event event)
{
	if (method->act)
		return method->act(sh, event);
	if (event == CONNECTED)
		return set_flags(sh, IFF_UP, 0);
	if (event == DISCONNECTED)
		return set_flags(sh, 0, IFF_UP);
	if (event == DELETED)
		return delete(sh);
	sh->call_ns = pppsim_now();
	if (event == LINK_ADDED)
		return pppsim_channel_connect(&sh->link[1], sh->unit.index);
	return pppsim_channel_disconnect(&sh->link[1]);
}

static int wait_for_sleepers(const struct shared *sh)
{
	int rc = pppsim_wait_asleep(sh->listener, PPPSIM_TIMEOUT);

	if (!rc && sh->helper)
		rc = pppsim_wait_asleep(sh->helper, PPPSIM_TIMEOUT);
	return rc;
}

static void run(struct shared *sh, unsigned int seed)
{
	const struct method *method;
	int rc;

	for (;;) {
		while (sem_wait(&sh->armed))
			;
		method = methods[sh->method];
		rc = prepare(sh, sh->event) ?: wait_for_sleepers(sh);
		if (!rc) {
			spread(method, &seed);
			rc = act(sh, method, sh->event);
		}
		if (rc)
			errx(1, "%s: the actor: %s", method->name,
			     strerror(-rc));
		sem_post(&sh->acted);
	}
}

pid_t actor_start(struct shared *sh, unsigned int seed)
{
	pid_t pid = fork();

	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	run(sh, seed);
	_exit(1);
}
