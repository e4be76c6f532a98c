/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A process that is stopped, so that rtnetlink loses what it has for it.
 * Works in a namespace where nobody else listens.
 */
#ifndef SHIM_STOPPED_H
#define SHIM_STOPPED_H

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

struct stopped {
	pid_t pid;	/* 0: there is none */
	int ready[2];	/* a byte for each time that it can be stopped */
};

/* Calls that in a child, which exits with the result.  0 or -1. */
static inline int stopped_start(struct stopped *stopped,
				int (*function)(struct stopped *, void *),
				void *argument)
{
	if (pipe(stopped->ready))
		return -1;
	stopped->pid = fork();
	if (!stopped->pid)
		_exit(function(stopped, argument));
	close(stopped->ready[1]);
	return stopped->pid < 0 ? -1 : 0;
}

/* In the child: what is done next, is done after it was stopped. */
static inline int stopped_here(struct stopped *stopped)
{
	return write(stopped->ready[1], "", 1) == 1 ? 0 : -1;
}

/* Stops it once it is ready. */
static inline int stopped_stop(struct stopped *stopped)
{
	int status;
	char byte;

	if (read(stopped->ready[0], &byte, 1) != 1)
		return -1;
	kill(stopped->pid, SIGSTOP);
	return waitpid(stopped->pid, &status, WUNTRACED) == stopped->pid &&
	       WIFSTOPPED(status) ? 0 : -1;
}

static inline void stopped_continue(struct stopped *stopped)
{
	kill(stopped->pid, SIGCONT);
}

/* Continues it to its end; its result, or -1. */
static inline int stopped_end(struct stopped *stopped)
{
	int status;

	stopped_continue(stopped);
	waitpid(stopped->pid, &status, 0);
	close(stopped->ready[0]);
	stopped->pid = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static inline void stopped_kill(struct stopped *stopped)
{
	if (stopped->pid <= 0)
		return;
	kill(stopped->pid, SIGKILL);
	stopped_end(stopped);
}

/* Of the sockets of this namespace that listen to links. */
static inline unsigned long messages_lost(void)
{
	unsigned long lost = 0;
	char line[256];
	FILE *file = fopen("/proc/net/netlink", "r");

	while (file && fgets(line, sizeof(line), file)) {
		unsigned long groups, drops;

		if (sscanf(line, "%*s 0 %*s %lx %*s %*s %*s %*s %lu", &groups,
			   &drops) == 2 && groups == 1)
			lost += drops;
	}
	if (file)
		fclose(file);
	return lost;
}

#endif /* SHIM_STOPPED_H */
