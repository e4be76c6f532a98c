// SPDX-License-Identifier: GPL-2.0
/*
 * The peer: a program that asks every so often.  SIOCGIFFLAGS is the least it
 * can ask.
 */
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>

#include "latency.h"

#define SECOND	1000000000ull

static struct timespec next;

static int open_clock(struct shared *sh)
{
	(void)sh;
	return clock_gettime(CLOCK_MONOTONIC, &next);
}

static void close_nothing(struct shared *sh)
{
	(void)sh;
}

static void sleep_on(uint64_t period)
{
	uint64_t ns = next.tv_nsec + period;

	next.tv_sec += ns / SECOND;
	next.tv_nsec = ns % SECOND;
	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
}

static uint64_t poll_every(struct shared *sh, bool up, uint64_t period)
{
	struct ifreq ifr = { 0 };

	strcpy(ifr.ifr_name, sh->unit.ifname);
	do {
		sleep_on(period);
		if (ioctl(sh->control, SIOCGIFFLAGS, &ifr))
			return 0;
	} while (!!(ifr.ifr_flags & IFF_UP) != up);
	return pppsim_now();
}

static uint64_t wait_100ms(struct shared *sh, enum event event)
{
	return poll_every(sh, event == CONNECTED, SECOND / 10);
}

static uint64_t wait_1s(struct shared *sh, enum event event)
{
	return poll_every(sh, event == CONNECTED, SECOND);
}

const struct method method_poll_100ms = {
	.name = "poll-100ms",
	.what = "SIOCGIFFLAGS every 100 ms",
	.events = ENDS,
	.share = 5,
	.spread_us = 100000,
	.open = open_clock,
	.wait = wait_100ms,
	.close = close_nothing,
};

const struct method method_poll_1s = {
	.name = "poll-1s",
	.what = "SIOCGIFFLAGS every second",
	.events = ENDS,
	.share = 50,
	.spread_us = 1000000,
	.open = open_clock,
	.wait = wait_1s,
	.close = close_nothing,
};
