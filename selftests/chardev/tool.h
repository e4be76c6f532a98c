/* SPDX-License-Identifier: GPL-2.0 */
/* Running the pppev tool beside a test and reading what it prints. */
#ifndef CHARDEV_TOOL_H
#define CHARDEV_TOOL_H

#include <stddef.h>
#include <sys/types.h>

struct tool {
	pid_t pid;
	int out;		/* its standard output and error */
	char buf[4096];		/* read, not yet given out */
	size_t len;
};

#define TOOL_ARGS	12

/*
 * Starts "pppev" as user @uid with arguments up to a NULL, TOOL_ARGS at most
 * with it.  0 or -errno.
 */
int tool_start(struct tool *tool, uid_t uid, const char *const *args);

/* Waits until it sleeps in system call @nr, as /proc shows it. */
int tool_sleeps_in(const struct tool *tool, long nr);

/*
 * The next line without its end.  -ETIMEDOUT, -EPIPE at the end of the
 * output, -EMSGSIZE if it is longer than @size.
 */
int tool_line(struct tool *tool, char *line, size_t size);

/* Sends @signo unless it is 0, and returns the exit code or -signal. */
int tool_stop(struct tool *tool, int signo);

#endif /* CHARDEV_TOOL_H */
