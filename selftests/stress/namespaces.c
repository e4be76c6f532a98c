// SPDX-License-Identifier: GPL-2.0
/*
 * Namespaces that go, with hundreds of interfaces in them, while threads
 * connect channels to the units behind these interfaces.
 *
 * The channels and the unit numbers are at home in namespace A, the
 * interfaces in B, and B is deleted.  A link may then be told in B, or, if its
 * interface was gone already, in A; so the records of both are merged by
 * their time, which is one clock under one lock, and replayed.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "kselftest_harness.h"
#include "crew.h"

#define ROUNDS		4
#define NS_UNITS	60	/* of each round */
#define NS_THREADS	8
#define BEFORE		1500	/* attaches before the end of a round */
#define RECORDS		(1 << 16)
#define CHANNEL_LIMIT	(1 << 16)
#define LEAD		500	/* attaches the reader may be behind: 4 records each */
#define PATIENCE	1000	/* milliseconds */

struct round {
	struct pppsim_unit unit[NS_UNITS];
	struct pppsim_channel ch[NS_THREADS];
	uint32_t connects[NS_THREADS];
	unsigned int seed;
	int attaches;			/* atomic */
	int stop;			/* atomic */
	int a, b;			/* streams */
	uint64_t seq_a, seq_b;		/* of their last records */
	struct pppev_event *record;	/* of both streams */
	unsigned int records;
	int adds;			/* among them; atomic, the reader's */
};

struct flipper {
	struct round *round;
	pthread_t thread;
	int nr;
};

/*
 * Where a detach waits for nothing (5.10) the storm is faster than its reader,
 * who would lose records.
 */
static void wait_for_reader(struct round *r)
{
	int i, attaches = __atomic_load_n(&r->attaches, __ATOMIC_RELAXED);

	for (i = 0; i < PATIENCE * slowness(); i++) {
		if (attaches <= __atomic_load_n(&r->adds, __ATOMIC_RELAXED) +
				LEAD)
			return;
		usleep(1000);
	}
}

/* Until told to stop; from some moment on, no unit can be found any more. */
static void *flip(void *arg)
{
	struct flipper *f = arg;
	struct round *r = f->round;
	struct pppsim_channel *ch = &r->ch[f->nr];
	unsigned int rand = r->seed + f->nr;

	while (!__atomic_load_n(&r->stop, __ATOMIC_RELAXED)) {
		if (pppsim_channel_connect(ch, r->unit[rand_r(&rand) %
						       NS_UNITS].index)) {
			sched_yield();
		} else {
			r->connects[f->nr]++;
			__atomic_add_fetch(&r->attaches, 1, __ATOMIC_RELAXED);
			wait_for_reader(r);
		}
		pppsim_channel_disconnect(ch);
	}
	return NULL;
}

static int set_up_all(void *arg)
{
	struct round *r = arg;
	int i, rc = 0;

	for (i = 0; i < NS_UNITS && !rc; i++)
		rc = pppsim_unit_up(&r->unit[i]);
	return rc;
}

static int open_stream(void *unused)
{
	(void)unused;
	return pppsim_dev_open(O_RDONLY | O_NONBLOCK);
}

/* Returns the namespace B. */
static int populate(struct round *r)
{
	int b = pppsim_netns_new();
	int i, rc = 0;

	if (b < 0)
		return b;
	r->a = open_stream(NULL);
	r->b = pppsim_netns_run(b, open_stream, NULL);
	for (i = 0; i < NS_UNITS && !rc; i++)
		rc = pppsim_unit_open(&r->unit[i]) ?:
		     pppsim_if_move(r->unit[i].ifname, b);
	for (i = 0; i < NS_THREADS && !rc; i++)
		rc = storm_open_channel(&r->ch[i], r->seed + i);
	rc = rc ?: pppsim_netns_run(b, set_up_all, r);
	return rc ?: b;
}

/* Each stream by itself is without a gap. */
static int take(struct round *r, int fd, uint64_t *seq)
{
	struct pppev_event *ev;

	while (r->records < RECORDS) {
		ev = &r->record[r->records];
		if (read(fd, ev, sizeof(*ev)) != sizeof(*ev))
			return 0;
		if (*seq && ev->seq != *seq + 1)
			return -EBADMSG;
		*seq = ev->seq;
		r->records++;
		if (ev->type == PPPEV_EVENT_LINK_ADDED)
			__atomic_add_fetch(&r->adds, 1, __ATOMIC_RELAXED);
	}
	return -ENOSPC;
}

static bool hung_up(int fd)
{
	struct pollfd pfd = { .fd = fd };

	return poll(&pfd, 1, 0) == 1 && pfd.revents == (POLLHUP | POLLERR);
}

/* Reads both streams while the storm blows, and ends it with B. */
static int follow(struct round *r, int b)
{
	uint64_t limit = pppsim_now() + 3 * PPPSIM_TIMEOUT * 1000000ull;
	int rc = 0;

	while (!rc && !hung_up(r->b)) {
		if (b >= 0 && __atomic_load_n(&r->attaches,
					      __ATOMIC_RELAXED) >= BEFORE) {
			close(b);
			b = -1;
		}
		if (pppsim_now() > limit)
			rc = -ETIMEDOUT;
		rc = rc ?: take(r, r->b, &r->seq_b) ?: take(r, r->a, &r->seq_a);
	}
	return rc ?: take(r, r->b, &r->seq_b);
}

static int by_time(const void *a, const void *b)
{
	const struct pppev_event *first = a, *second = b;

	return first->time_ns < second->time_ns ? -1 :
	       first->time_ns > second->time_ns;
}

static int complain(const struct pppev_event *ev, const char *what)
{
	char line[512];

	fprintf(stderr, "# %s: %s\n", what,
		pppsim_event_str(ev, line, sizeof(line)));
	return 1;
}

struct replay {
	uint64_t link[CHANNEL_LIMIT];	/* by channel number, 0: none */
	uint32_t adds[CHANNEL_LIMIT];
	unsigned int ups, downs, gone, stray;
	int complaints;
};

static void replay_one(struct replay *p, const struct pppev_event *ev)
{
	uint64_t *link = &p->link[ev->channel & (CHANNEL_LIMIT - 1)];

	p->ups += ev->type == PPPEV_EVENT_CONNECTED;
	p->downs += ev->type == PPPEV_EVENT_DISCONNECTED;
	p->gone += ev->reason == PPPEV_REASON_NAMESPACE_GONE;
	if (ev->type == PPPEV_EVENT_LINK_ADDED) {
		p->adds[ev->channel]++;
		p->stray += !ev->conn_id;
		if (*link)
			p->complaints += complain(ev, "added twice");
		*link = ev->link_id;
	}
	if (ev->type == PPPEV_EVENT_LINK_REMOVED) {
		if (*link != ev->link_id || !ev->reason)
			p->complaints += complain(ev, "removed, but not there");
		*link = 0;
	}
	if (ev->type == PPPEV_EVENT_LOST)
		p->complaints += complain(ev, "unexpected");
}

static bool replay(struct round *r, int number)
{
	struct replay *p = calloc(1, sizeof(*p));
	unsigned int i;
	bool good;

	qsort(r->record, r->records, sizeof(*r->record), by_time);
	for (i = 0; i < r->records; i++)
		replay_one(p, &r->record[i]);
	for (i = 0; i < NS_THREADS; i++) {
		int channel = r->ch[i].index;

		if (r->connects[i] == p->adds[channel] && !p->link[channel])
			continue;
		fprintf(stderr, "# channel %d: %u connects, %u added\n",
			channel, r->connects[i], p->adds[channel]);
		p->complaints++;
	}
	printf("# round %d: %d connects, %u up, %u down, %u by the end of the namespace, %u stray\n",
	       number, r->attaches, p->ups, p->downs, p->gone, p->stray);
	good = !p->complaints && p->ups == p->downs && p->ups;
	free(p);
	return good;
}

static void leave(struct round *r)
{
	int i;

	for (i = 0; i < NS_THREADS; i++)
		pppsim_channel_close(&r->ch[i]);
	for (i = 0; i < NS_UNITS; i++)
		pppsim_unit_close(&r->unit[i]);
	close(r->a);
	close(r->b);
}

static int blow(struct round *r)
{
	struct flipper f[NS_THREADS];
	int b = populate(r);
	int i, rc;

	if (b < 0)
		return b;
	for (i = 0; i < NS_THREADS; i++) {
		f[i] = (struct flipper){ .round = r, .nr = i };
		if (pthread_create(&f[i].thread, NULL, flip, &f[i]))
			abort();
	}
	rc = follow(r, b);
	__atomic_store_n(&r->stop, 1, __ATOMIC_RELAXED);
	for (i = 0; i < NS_THREADS; i++)
		pthread_join(f[i].thread, NULL);
	/* What was told at home after the end: links to units on their way out. */
	return rc ?: take(r, r->a, &r->seq_a);
}

FIXTURE(namespaces)
{
	unsigned int seed;
	struct round round;
};

FIXTURE_SETUP(namespaces)
{
	struct rlimit files = { 65536, 65536 };

	setrlimit(RLIMIT_NOFILE, &files);
	storm_expedite("1");
	self->seed = storm_seed();
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, pppsim_if_add_dummy("lower"));
	ASSERT_EQ(0, pppsim_if_up("lower"));
}

FIXTURE_TEARDOWN(namespaces)
{
	storm_expedite("0");
}

TEST_F_TIMEOUT(namespaces, that_go_under_a_storm_take_every_link_exactly_once,
	       300)
{
	struct pppev_event *record = calloc(RECORDS, sizeof(*record));
	struct round *r = &self->round;
	int i;

	ASSERT_NE(NULL, record);
	for (i = 0; i < ROUNDS; i++) {
		memset(r, 0, sizeof(*r));
		r->seed = self->seed + 100 * i;
		r->record = record;
		ASSERT_EQ(0, blow(r));
		EXPECT_TRUE(replay(r, i));
		leave(r);
	}
	free(record);
}

TEST_HARNESS_MAIN
