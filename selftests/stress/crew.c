// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "crew.h"

void storm_expedite(const char *value)
{
	int fd = open("/sys/kernel/rcu_expedited", O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, value, 1) != 1)
		perror("# rcu_expedited");
	close(fd);
}

unsigned int storm_seed(void)
{
	const char *given = getenv("STORM_SEED");
	struct timespec now;
	unsigned int seed;

	clock_gettime(CLOCK_REALTIME, &now);
	seed = given ? strtoul(given, NULL, 0) : (unsigned int)now.tv_nsec;
	printf("# seed %u\n", seed);
	return seed;
}

static int attaches_wanted(void)
{
	const char *given = getenv("STORM_ATTACHES");
	int attaches = given ? atoi(given) : 0;

	return attaches > 0 ? attaches : ATTACHES;
}

static int open_units(struct storm *s)
{
	int i, ret = 0;

	for (i = 0; i < UNITS && !ret; i++)
		ret = pppsim_unit_open(&s->unit[i]) ?:
		      pppsim_unit_up(&s->unit[i]);
	return ret;
}

int storm_begin(struct storm *s)
{
	struct rlimit files = { 65536, 65536 };
	int ret;

	setrlimit(RLIMIT_NOFILE, &files);
	storm_expedite("1");
	memset(s, 0, sizeof(*s));
	s->seed = storm_seed();
	s->enough = attaches_wanted();
	ret = pppsim_netns_unshare() ?: pppsim_if_add_dummy("lower") ?:
	      pppsim_if_up("lower");
	if (ret)
		return ret;
	s->oracle = oracle_start();
	return s->oracle ? open_units(s) : -EIO;
}

void storm_close_units(struct storm *s)
{
	int i;

	for (i = 0; i < UNITS; i++)
		pppsim_unit_close(&s->unit[i]);
}

void storm_end(void)
{
	storm_expedite("0");
}

int storm_open_channel(struct pppsim_channel *ch, unsigned int n)
{
	static const enum pppev_kind kinds[] = {
		PPPEV_KIND_ASYNC, PPPEV_KIND_SYNC, PPPEV_KIND_PPPOE,
		PPPEV_KIND_L2TP, PPPEV_KIND_PPTP,
	};

	return pppsim_channel_open(ch, kinds[n % 5], "lower");
}

bool storm_enough(struct storm *s)
{
	return __atomic_load_n(&s->attaches, __ATOMIC_RELAXED) >= s->enough;
}

void storm_fail(struct storm *s)
{
	__atomic_add_fetch(&s->failures, 1, __ATOMIC_RELAXED);
}

bool storm_attach(struct worker *w)
{
	struct storm *s = w->storm;
	int unit = s->unit[rand_r(&w->rand) % UNITS].index;

	if (pppsim_channel_connect(w->ch, unit))
		return false;
	oracle_connected(s->oracle, w->ch->index);
	__atomic_add_fetch(&s->attaches, 1, __ATOMIC_RELAXED);
	return true;
}

/* Nothing may fail. */
void *storm_flip_alone(void *arg)
{
	struct worker *w = arg;

	while (!storm_enough(w->storm)) {
		if (!storm_attach(w) || pppsim_channel_disconnect(w->ch))
			storm_fail(w->storm);
		if (rand_r(&w->rand) & 1)
			sched_yield();
	}
	return NULL;
}

/* Any of the two may find the channel taken or free. */
void *storm_flip_shared(void *arg)
{
	struct worker *w = arg;

	while (!storm_enough(w->storm)) {
		storm_attach(w);
		if (rand_r(&w->rand) & 1)
			sched_yield();
		pppsim_channel_disconnect(w->ch);
	}
	return NULL;
}

void storm_run(struct storm *s, struct worker *workers, int count,
	       void *(*body)(void *))
{
	int i;

	for (i = 0; i < count; i++) {
		workers[i].storm = s;
		workers[i].rand = s->seed + i;
		if (pthread_create(&workers[i].thread, NULL, body, &workers[i]))
			abort();
	}
	for (i = 0; i < count; i++)
		pthread_join(workers[i].thread, NULL);
}
