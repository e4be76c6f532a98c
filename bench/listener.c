// SPDX-License-Identifier: GPL-2.0
/* The process that waits: one for each series, so that none inherits. */
#include <err.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "hide.h"
#include "latency.h"

/* Longer than any method takes: what was meant to wake us has not. */
#define PATIENCE	60	/* seconds */

static const uint32_t type_of[] = {
	[CONNECTED] = PPPEV_EVENT_CONNECTED,
	[LINK_ADDED] = PPPEV_EVENT_LINK_ADDED,
	[LINK_REMOVED] = PPPEV_EVENT_LINK_REMOVED,
	[DISCONNECTED] = PPPEV_EVENT_DISCONNECTED,
};

/* When the hook ran for what was just seen. */
static uint64_t hook_time(int stream, const struct method *method,
			  enum event event)
{
	struct pppev_event ev;
	int rc = pppsim_next(stream, &ev, PPPSIM_TIMEOUT);

	if (rc)
		errx(1, "%s: no record: %s", method->name, strerror(-rc));
	if (ev.type != type_of[event])
		errx(1, "%s: %s instead of %s", method->name,
		     pppsim_type_name(ev.type),
		     pppsim_type_name(type_of[event]));
	return ev.time_ns;
}

/* An actor that has died posts nothing. */
static void wait_acted(struct shared *sh, const struct method *method)
{
	struct timespec limit;

	clock_gettime(CLOCK_REALTIME, &limit);
	limit.tv_sec += PATIENCE;
	while (sem_timedwait(&sh->acted, &limit))
		if (errno != EINTR)
			errx(1, "%s: the actor is stuck", method->name);
}

static void take_sample(struct shared *sh, const struct method *method,
			int stream, enum event event, int64_t span[SPANS])
{
	uint64_t returned, hook;

	sh->event = event;
	sem_post(&sh->armed);
	alarm(PATIENCE);
	returned = method->wait(sh, event);
	if (!returned)
		errx(1, "%s: the wait failed", method->name);
	wait_acted(sh, method);
	hook = method->hook ? method->hook(sh) :
			      hook_time(stream, method, event);
	if (method->after)
		method->after(sh);
	span[FROM_HOOK] = returned - hook;
	span[FROM_CALL] = returned - sh->call_ns;
}

/* Once all events that the method knows; @at below 0: for nothing. */
static void run_cycle(struct shared *sh, const struct method *method,
		      int stream, const struct samples *samples, int at)
{
	int64_t span[SPANS];

	for (enum event event = 0; event < EVENTS; event++) {
		if (!(method->events & 1 << event))
			continue;
		take_sample(sh, method, stream, event, span);
		for (int s = 0; s < SPANS && at >= 0; s++)
			samples->ns[event][s][at] = span[s];
	}
}

static uint32_t filter_of(const struct method *method)
{
	uint32_t mask = 0;

	for (enum event event = 0; event < SIGNAL && !method->hook; event++)
		if (method->events & 1 << event)
			mask |= PPPEV_MASK(type_of[event]);
	return mask;
}

/*
 * Who has slept for long preempts whoever wakes it; who sleeps a millisecond
 * at a time, as here, may or may not.  So this process and what it starts
 * always do.
 */
static void preempt_others(void)
{
	struct sched_param first = { .sched_priority = 1 };

	if (sched_setscheduler(0, SCHED_FIFO, &first))
		err(1, "SCHED_FIFO");
}

static void listen(struct shared *sh, const struct method *method, int stream,
		   const struct samples *samples)
{
	int rc;

	preempt_others();
	sh->listener = getpid();
	sh->helper = 0;
	rc = pppsim_filter(stream, filter_of(method), 0) ?:
	     (method->hidden ? hide_device() : 0) ?: method->open(sh);
	if (rc)
		errx(1, "%s: %s", method->name, strerror(-rc));
	for (int i = -(int)samples->warm_up; i < (int)samples->wanted; i++)
		run_cycle(sh, method, stream, samples, i);
	method->close(sh);
}

void listener_run(struct shared *sh, const struct method *method, int stream,
		  const struct samples *samples)
{
	pid_t pid = fork();
	int status;

	if (pid < 0)
		err(1, "fork");
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		listen(sh, method, stream, samples);
		_exit(0);
	}
	if (waitpid(pid, &status, 0) != pid || status)
		errx(1, "%s: the listener ended with status %#x", method->name,
		     status);
}
