// SPDX-License-Identifier: GPL-2.0
/* The process that waits: one for each series, so that none inherits. */
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
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
	[DELETED] = PPPEV_EVENT_DISCONNECTED,
};

/* When the hook ran for what was just seen; before a deletion more happens. */
static uint64_t hook_time(int stream, const struct method *method,
			  enum event event)
{
	struct pppev_event ev;
	int rc;

	do {
		rc = pppsim_next(stream, &ev, PPPSIM_TIMEOUT);
	} while (!rc && event == DELETED && ev.type != type_of[event]);
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
	hook = method->hook ? method->hook(sh, event) :
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

static int preempt_others(pid_t tid)
{
	struct sched_param first = { .sched_priority = 1 };

	return sched_setscheduler(tid, SCHED_FIFO, &first) ? -errno : 0;
}

/*
 * Who has slept for long preempts whoever wakes it; who sleeps a millisecond
 * at a time, as here, may or may not.  So all threads on the way always do.
 */
static int hurry(const struct shared *sh)
{
	DIR *tasks = opendir("/proc/self/task");
	struct dirent *task;
	int rc = tasks ? 0 : -errno;

	while (!rc && (task = readdir(tasks)))
		if (*task->d_name != '.')
			rc = preempt_others(atoi(task->d_name));
	closedir(tasks);
	if (!rc && sh->helper)
		rc = preempt_others(sh->helper);
	return rc;
}

/* The descriptor, -1 where nobody is to listen, or -errno. */
static int open_stream(const struct method *method, int *stream)
{
	*stream = -1;
	if (method->alone)
		return 0;
	*stream = pppsim_dev_open(O_RDONLY | O_NONBLOCK);
	return *stream < 0 ? *stream :
			     pppsim_filter(*stream, filter_of(method), 0);
}

static void listen(struct shared *sh, const struct method *method,
		   const struct samples *samples)
{
	int stream, rc;

	sh->listener = getpid();
	sh->helper = 0;
	rc = open_stream(method, &stream) ?:
	     (method->hidden ? hide_device() : 0) ?: method->open(sh) ?:
	     hurry(sh);
	if (rc)
		errx(1, "%s: %s", method->name, strerror(-rc));
	for (int i = -(int)samples->warm_up; i < (int)samples->wanted; i++)
		run_cycle(sh, method, stream, samples, i);
	method->close(sh);
}

void listener_run(struct shared *sh, const struct method *method,
		  const struct samples *samples)
{
	pid_t pid = fork();
	int status;

	if (pid < 0)
		err(1, "fork");
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		listen(sh, method, samples);
		_exit(0);
	}
	if (waitpid(pid, &status, 0) != pid || status)
		errx(1, "%s: the listener ended with status %#x", method->name,
		     status);
}
