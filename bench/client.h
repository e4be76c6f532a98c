/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A program of Windows in a network namespace: a process that enumerates
 * connections or waits for one, by librasapi32.
 */
#ifndef BENCH_CLIENT_H
#define BENCH_CLIENT_H

#include <stdint.h>
#include <sys/types.h>

struct client_shared;

struct client {
	struct client_shared *shared;
	pid_t pid;
	int done;		/* eventfd: it has done something */
};

enum client_wait {
	CLIENT_ANY,		/* for any connection to come up */
	CLIENT_LINK,		/* for a link that one connection gets */
};

/*
 * Starts one that waits, again and again.  @device: name of the interface of
 * the one connection.  Runs before anybody else that can run.  0 or -errno.
 */
int client_start(struct client *client, int ns, enum client_wait wait,
		 const char *device);

/* When WaitForSingleObject() returned, by CLOCK_MONOTONIC; or -errno. */
int64_t client_woken(struct client *client, int timeout_ms);

void client_end(struct client *client);

/*
 * Starts one that asks for all connections @n times, as programs do: for the
 * size, then for them.  @ns[]: nanoseconds that took.  Returns how many
 * connections there were, or -errno.
 */
int client_enumerate(int ns, double *nanoseconds, unsigned int n);

#endif /* BENCH_CLIENT_H */
