// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "oracle.h"
#include "pppsim.h"

#define BATCH		256
#define COMPLAINTS	20
#define LEAD		500	/* connects the reader may be behind: 4 records each */
#define PATIENCE	(1000 * slowness())	/* milliseconds; it is lost then */

static void complain(struct oracle *o, const struct pppev_event *ev,
		     const char *what)
{
	char line[256];

	if (o->complaints++ < COMPLAINTS)
		fprintf(stderr, "# %s: %s\n", what,
			pppsim_event_str(ev, line, sizeof(line)));
}

static void added(struct oracle *o, const struct pppev_event *ev)
{
	o->added++;
	o->adds[ev->channel]++;
	if (!ev->conn_id)
		o->stray++;
	if (o->link[ev->channel])
		complain(o, ev, "added twice");
	if (ev->link_id <= o->newest_id)
		complain(o, ev, "id used before");
	o->newest_id = ev->link_id;
	o->link[ev->channel] = ev->link_id;
}

static void removed(struct oracle *o, const struct pppev_event *ev)
{
	o->removed++;
	if (o->link[ev->channel] != ev->link_id)
		complain(o, ev, "removed, but not there");
	if (!ev->reason)
		complain(o, ev, "no reason");
	o->link[ev->channel] = 0;
}

static void look(struct oracle *o, const struct pppev_event *ev)
{
	if (ev->seq != o->seq + 1)
		complain(o, ev, "sequence broken");
	if (ev->time_ns < o->time_ns)
		complain(o, ev, "time runs backwards");
	o->seq = ev->seq;
	o->time_ns = ev->time_ns;
	switch (ev->type) {
	case PPPEV_EVENT_LINK_ADDED:
		added(o, ev);
		break;
	case PPPEV_EVENT_LINK_REMOVED:
		removed(o, ev);
		break;
	case PPPEV_EVENT_CONNECTED:
		o->ups++;
		break;
	case PPPEV_EVENT_DISCONNECTED:
		o->downs++;
		break;
	default:
		complain(o, ev, "unexpected");
	}
}

static void drain(struct oracle *o)
{
	struct pppev_event ev[BATCH];
	ssize_t n, i;

	while ((n = read(o->stream, ev, sizeof(ev))) > 0)
		for (i = 0; i < n / (ssize_t)sizeof(ev[0]); i++)
			look(o, &ev[i]);
}

static void *reader(void *arg)
{
	struct oracle *o = arg;
	struct pollfd p[2] = {
		{ .fd = o->stream, .events = POLLIN },
		{ .fd = o->stop, .events = POLLIN },
	};

	while (!p[1].revents) {
		poll(p, 2, -1);
		drain(o);
	}
	drain(o);
	return NULL;
}

static int start_reader(struct oracle *o)
{
	struct sched_param param = { .sched_priority = 10 };
	int ret = pthread_create(&o->reader, NULL, reader, o);

	return ret ?: pthread_setschedparam(o->reader, SCHED_FIFO, &param);
}

static uint64_t known_channels(struct oracle *o)
{
	struct pppev_stats stats;

	return pppsim_stats(o->stream, &stats) ? UINT64_MAX : stats.channels;
}

struct oracle *oracle_start(void)
{
	struct oracle *o = calloc(1, sizeof(*o));

	if (!o)
		return NULL;
	o->stream = pppsim_dev_open(O_RDONLY | O_NONBLOCK);
	o->stop = eventfd(0, EFD_CLOEXEC);
	o->seq = pppsim_seq(o->stream);
	o->channels = known_channels(o);
	if (o->stream < 0 || o->stop < 0 || start_reader(o)) {
		free(o);
		return NULL;
	}
	return o;
}

/*
 * Where the processors of a guest take turns (QEMU with one thread for all)
 * priority does not help the reader: the storm waits for it.
 */
static void wait_for_reader(struct oracle *o, uint64_t connected)
{
	int i;

	for (i = 0; i < PATIENCE; i++) {
		if (connected <= __atomic_load_n(&o->added, __ATOMIC_RELAXED) +
				 LEAD)
			return;
		usleep(1000);
	}
}

void oracle_connected(struct oracle *o, int channel)
{
	__atomic_add_fetch(&o->connects[channel], 1, __ATOMIC_RELAXED);
	wait_for_reader(o, __atomic_add_fetch(&o->connected, 1,
					      __ATOMIC_RELAXED));
}

/* A driver may take its channel away after the close. */
static void forgets_channels(struct oracle *o)
{
	uint64_t known = known_channels(o);
	int i;

	for (i = 0; i < PATIENCE && known != o->channels; i++) {
		usleep(1000);
		known = known_channels(o);
	}
	if (known == o->channels)
		return;
	fprintf(stderr, "# %" PRIu64 " channels known, before it were %" PRIu64
		"\n", known, o->channels);
	o->complaints++;
}

static uint64_t compare(struct oracle *o)
{
	uint64_t connects = 0;
	int i;

	for (i = 0; i < ORACLE_CHANNELS; i++) {
		connects += o->connects[i];
		if (o->connects[i] == o->adds[i] && !o->link[i])
			continue;
		if (o->complaints++ < COMPLAINTS)
			fprintf(stderr,
				"# channel %d: %u connects, %u added, link left: %" PRIu64 "\n",
				i, o->connects[i], o->adds[i], o->link[i]);
	}
	return connects;
}

bool oracle_agrees(struct oracle *o, const char *storm)
{
	uint64_t connects;
	bool agrees;

	eventfd_write(o->stop, 1);
	pthread_join(o->reader, NULL);
	connects = compare(o);
	forgets_channels(o);
	printf("# %s: %" PRIu64 " connects, %" PRIu64 " added, %" PRIu64
	       " removed (%" PRIu64 " stray), %" PRIu64 " up, %" PRIu64
	       " down\n", storm, connects, o->added, o->removed, o->stray,
	       o->ups, o->downs);
	agrees = !o->complaints && connects == o->added &&
		 o->added == o->removed && o->ups == o->downs;
	close(o->stream);
	close(o->stop);
	free(o);
	return agrees;
}
