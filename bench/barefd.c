// SPDX-License-Identifier: GPL-2.0
/* The lower bound: a process writes an eventfd, another one sleeps in read(). */
#include <sys/eventfd.h>

#include "bench.h"

static int open_eventfd(struct shared *sh)
{
	(void)sh;
	return 0;
}

static uint64_t wait_eventfd(struct shared *sh, enum transition to)
{
	eventfd_t value;

	(void)to;
	return eventfd_read(sh->efd, &value) ? 0 : pppsim_now();
}

static void close_eventfd(struct shared *sh)
{
	(void)sh;
}

const struct method method_eventfd = {
	.name = "eventfd",
	.what = "bare eventfd, written by a process, read by another",
	.open = open_eventfd,
	.wait = wait_eventfd,
	.close = close_eventfd,
};
