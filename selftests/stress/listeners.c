// SPDX-License-Identifier: GPL-2.0
/*
 * Listeners that come and go while links do: whatever a file is asked for in
 * its short life, the records it gave and those it says it lost are all that
 * there were.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <linux/ppp-ioctl.h>
#include <linux/ppp_defs.h>

#include "kselftest_harness.h"
#include "crew.h"

#define LISTENERS	4	/* processes */
#define CHANNELS	8
#define BATCH		64

/* What all processes of the storm see. */
struct shared {
	int stop;
	unsigned long opened, delivered, lost, signalled;	/* atomic */
};

struct listener {
	struct shared *shared;
	unsigned int rand;
	unsigned int first_rand;	/* of this life, for a complaint */
	int fd;
	uint64_t least, most;		/* where the stream may have begun */
	bool begun;
	uint64_t seq;			/* of the last record */
	unsigned long delivered, lost;
};

static int complain(const struct listener *l, const struct pppev_event *ev,
		    const char *what)
{
	char line[512] = "";

	if (ev)
		pppsim_event_str(ev, line, sizeof(line));
	fprintf(stderr, "# listener of seed %u: %s %s\n", l->first_rand, what,
		line);
	return -EBADMSG;
}

static bool stopped(const struct shared *shared)
{
	return __atomic_load_n(&shared->stop, __ATOMIC_RELAXED);
}

static void add(unsigned long *sum, unsigned long n)
{
	__atomic_add_fetch(sum, n, __ATOMIC_RELAXED);
}

/* Every number is either delivered or in the count of a LOST record. */
static int account(struct listener *l, const struct pppev_event *ev)
{
	uint64_t numbers = ev->type == PPPEV_EVENT_LOST ? ev->lost : 1;

	if (!numbers || ev->seq != l->seq + numbers)
		return complain(l, ev, "number out of order");
	l->seq = ev->seq;
	if (ev->type == PPPEV_EVENT_LOST)
		l->lost += ev->lost;
	else
		l->delivered++;
	return 0;
}

/* Between which numbers it was opened is known, the first record tells. */
static int begin(struct listener *l, const struct pppev_event *ev)
{
	l->begun = true;
	l->seq = ev->seq - (ev->type == PPPEV_EVENT_LOST ? ev->lost : 1);
	if (l->seq < l->least || l->seq > l->most)
		return complain(l, ev, "stream began elsewhere");
	return 0;
}

static int account_batch(struct listener *l, const struct pppev_event *ev,
			 int count)
{
	int i, rc = 0;

	if (!l->begun)
		rc = begin(l, ev);
	for (i = 0; i < count && !rc; i++)
		rc = account(l, &ev[i]);
	return rc;
}

/* Reads until number @last, which the kernel told, is accounted for. */
static int read_until(struct listener *l, uint64_t last)
{
	struct pppev_event ev[BATCH];
	int rc = 0;

	while (!rc && (l->begun ? l->seq : l->most) < last) {
		int batch = 1 + rand_r(&l->rand) % BATCH;
		ssize_t n = read(l->fd, ev, batch * sizeof(ev[0]));

		if (n <= 0)
			return complain(l, NULL, "records are missing");
		rc = account_batch(l, ev, n / sizeof(ev[0]));
	}
	return rc;
}

/* Let some of the storm pass. */
static void linger(struct listener *l)
{
	int i;

	for (i = rand_r(&l->rand) % 200; i; i--)
		sched_yield();
}

static int live_and_read(struct listener *l)
{
	int rc = 0, looks;

	for (looks = 1 + rand_r(&l->rand) % 4; looks && !rc; looks--) {
		linger(l);
		rc = read_until(l, pppsim_seq(l->fd));
	}
	add(&l->shared->delivered, l->delivered);
	add(&l->shared->lost, l->lost);
	return rc;
}

/* After FILTER only what was asked for comes, in order. */
static int live_and_filter(struct listener *l)
{
	uint32_t mask = rand_r(&l->rand) & PPPEV_MASK_ALL;
	struct pppev_event ev;
	uint64_t since;

	if (pppsim_filter(l->fd, mask, 0))
		return complain(l, NULL, "FILTER failed");
	since = pppsim_seq(l->fd);
	linger(l);
	for (l->seq = 0; read(l->fd, &ev, sizeof(ev)) == sizeof(ev);) {
		if (ev.seq <= l->seq)
			return complain(l, &ev, "number out of order");
		l->seq = ev.seq;
		if (ev.type != PPPEV_EVENT_LOST && ev.seq > since &&
		    !(PPPEV_MASK(ev.type) & mask))
			return complain(l, &ev, "passed the filter");
		if (stopped(l->shared))
			break;
	}
	return 0;
}

/* One signal per event between WATCH and UNWATCH, or the close. */
static int live_and_watch(struct listener *l)
{
	int efd = pppsim_efd_new();
	uint64_t before = pppsim_seq(l->fd);
	uint64_t begun, ended, after;
	int64_t count;
	int rc = 0;

	if (efd < 0 || pppsim_watch(l->fd, efd, PPPEV_MASK_ALL, 0))
		return complain(l, NULL, "WATCH failed");
	begun = pppsim_seq(l->fd);
	linger(l);
	ended = pppsim_seq(l->fd);
	if (rand_r(&l->rand) & 1)
		rc = pppsim_unwatch(l->fd, efd, PPPEV_MASK_ALL,
				    PPPEV_TARGET_ANY);
	after = pppsim_seq(l->fd);
	count = pppsim_efd_take(efd);
	if (count < 0 || (uint64_t)count < ended - begun)
		rc = complain(l, NULL, "events without a signal");
	if (!rc && pppsim_seq(l->fd) == after &&
	    (uint64_t)count > after - before)
		rc = complain(l, NULL, "signals without an event");
	/* A watch that is left behind ends with its file or with the eventfd. */
	close(efd);
	add(&l->shared->signalled, count > 0 ? count : 0);
	return rc;
}

static void be_born(struct listener *l, int probe)
{
	l->first_rand = l->rand;
	l->begun = false;
	l->delivered = 0;
	l->lost = 0;
	l->least = pppsim_seq(probe);
	l->fd = pppsim_dev_open(O_RDWR | O_NONBLOCK);
	l->most = pppsim_seq(l->fd);
}

static int live(struct listener *l)
{
	static int (*const lives[])(struct listener *) = {
		live_and_read, live_and_filter, live_and_watch,
	};
	int probe = pppsim_dev_open(O_WRONLY);
	int rc;

	be_born(l, probe);
	if (probe < 0 || l->fd < 0)
		return complain(l, NULL, "open failed");
	rc = lives[rand_r(&l->rand) % 3](l);
	close(l->fd);
	close(probe);
	add(&l->shared->opened, 2);
	return rc;
}

static pid_t start_listener(struct shared *shared, unsigned int seed)
{
	struct listener l = { .shared = shared, .rand = seed };
	int rc = 0;
	pid_t pid = fork();

	if (pid)
		return pid;
	while (!rc && !stopped(shared))
		rc = live(&l);
	_exit(rc ? 1 : 0);
}

static struct shared *share(void)
{
	void *memory = mmap(NULL, sizeof(struct shared),
			    PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return memory == MAP_FAILED ? NULL : memory;
}

FIXTURE(listeners)
{
	struct storm storm;
	struct shared *shared;
};

FIXTURE_SETUP(listeners)
{
	self->shared = share();
	ASSERT_NE(NULL, self->shared);
	ASSERT_EQ(0, storm_begin(&self->storm));
}

FIXTURE_TEARDOWN(listeners)
{
	storm_end();
}

TEST_F_TIMEOUT(listeners, that_come_and_go_in_a_storm_miss_and_invent_nothing,
	       300)
{
	struct pppsim_channel ch[CHANNELS];
	struct worker workers[CHANNELS];
	struct storm *s = &self->storm;
	struct shared *shared = self->shared;
	pid_t pid[LISTENERS];
	int i, status;

	for (i = 0; i < CHANNELS; i++) {
		ASSERT_EQ(0, storm_open_channel(&ch[i], i));
		workers[i].ch = &ch[i];
	}
	for (i = 0; i < LISTENERS; i++) {
		pid[i] = start_listener(shared, s->seed * 31 + i);
		ASSERT_LT(0, pid[i]);
	}
	storm_run(s, workers, CHANNELS, storm_flip_alone);
	__atomic_store_n(&shared->stop, 1, __ATOMIC_RELAXED);
	for (i = 0; i < LISTENERS; i++) {
		EXPECT_EQ(pid[i], waitpid(pid[i], &status, 0));
		EXPECT_EQ(0, status);
	}
	for (i = 0; i < CHANNELS; i++)
		pppsim_channel_close(&ch[i]);
	storm_close_units(s);
	printf("# %lu files: %lu records, %lu lost, %lu signals\n",
	       shared->opened, shared->delivered, shared->lost,
	       shared->signalled);
	EXPECT_LT(0, shared->delivered);
	EXPECT_LT(0, shared->signalled);
	EXPECT_EQ(0, s->failures);
	ASSERT_TRUE(oracle_agrees(s->oracle, "listeners come and go"));
}

/* ---- more events than a queue holds ------------------------------------ */

#define FLIPPERS	4
#define FLIPS		25000	/* events of each */

struct flipper {
	pthread_t thread;
	struct pppsim_unit unit;
	struct pppsim_channel ch;
	int failures;
};

/* A unit that is up, with a link: CONNECTED and DISCONNECTED are one ioctl. */
static int flipper_open(struct flipper *f)
{
	f->failures = 0;
	return pppsim_channel_open(&f->ch, PPPEV_KIND_SYNC, NULL) ?:
	       pppsim_unit_open(&f->unit) ?: pppsim_unit_up(&f->unit) ?:
	       pppsim_channel_connect(&f->ch, f->unit.index);
}

static void flipper_close(struct flipper *f)
{
	pppsim_unit_close(&f->unit);
	pppsim_channel_close(&f->ch);
}

static void *flip(void *arg)
{
	struct flipper *f = arg;
	int i;

	for (i = 0; i < FLIPS; i++)
		f->failures += !!pppsim_unit_npmode(&f->unit, PPP_IP,
						    i & 1 ? NPMODE_PASS :
							    NPMODE_QUEUE);
	return NULL;
}

FIXTURE(flood)
{
	struct flipper flipper[FLIPPERS];
};

static int open_here(void *unused)
{
	(void)unused;
	return pppsim_dev_open(O_RDONLY | O_NONBLOCK);
}

FIXTURE_SETUP(flood)
{
	int i;

	ASSERT_EQ(0, pppsim_netns_unshare());
	for (i = 0; i < FLIPPERS; i++) {
		ASSERT_EQ(0, flipper_open(&self->flipper[i]));
	}
}

FIXTURE_TEARDOWN(flood)
{
	int i;

	for (i = 0; i < FLIPPERS; i++)
		flipper_close(&self->flipper[i]);
}

static int start_flood(struct flipper *f)
{
	int i;

	for (i = 0; i < FLIPPERS; i++)
		if (pthread_create(&f[i].thread, NULL, flip, &f[i]))
			return -1;
	return 0;
}

static int wait_flood(struct flipper *f)
{
	int i, failures = 0;

	for (i = 0; i < FLIPPERS; i++) {
		pthread_join(f[i].thread, NULL);
		failures += f[i].failures;
	}
	return failures;
}

static void listen_from(struct listener *l, struct shared *shared,
			uint64_t seq)
{
	*l = (struct listener){
		.shared = shared, .rand = 1, .least = seq, .most = seq,
		.fd = pppsim_dev_open(O_RDONLY | O_NONBLOCK),
	};
}

/* One reads as quickly as it can, one sleeps until all is over. */
TEST_F_TIMEOUT(flood, of_100000_events_is_delivered_or_counted_as_lost, 120)
{
	int here = pppsim_dev_open(O_WRONLY);
	uint64_t begun = pppsim_seq(here);
	uint64_t end = begun + FLIPPERS * FLIPS;
	struct shared none = { 0 };
	struct pppev_info info;
	struct listener l[2];
	int i;

	for (i = 0; i < 2; i++)
		listen_from(&l[i], &none, begun);
	ASSERT_EQ(0, pppsim_info(l[1].fd, &info));
	ASSERT_EQ(0, start_flood(self->flipper));
	while (l[0].seq < end) {
		/* Braces: what aborts stands behind the macro's statement. */
		ASSERT_EQ(0, read_until(&l[0], pppsim_seq(here)));
	}
	EXPECT_EQ(0, wait_flood(self->flipper));
	ASSERT_EQ(0, read_until(&l[1], end));
	for (i = 0; i < 2; i++) {
		printf("# reader %d: %lu delivered, %lu lost\n", i,
		       l[i].delivered, l[i].lost);
		EXPECT_EQ(FLIPPERS * FLIPS, l[i].delivered + l[i].lost);
		EXPECT_EQ(end, l[i].seq);
		close(l[i].fd);
	}
	EXPECT_EQ(info.queue_len, l[1].delivered);
	EXPECT_EQ(end, pppsim_seq(here));
	close(here);
}

TEST_F_TIMEOUT(flood, of_100000_events_is_silence_in_another_namespace, 120)
{
	int ns = pppsim_netns_new();
	int there = pppsim_netns_run(ns, open_here, NULL);
	int here = pppsim_dev_open(O_WRONLY);
	int efd = pppsim_efd_new();
	struct pppev_event ev;
	uint64_t begun;

	ASSERT_LE(0, there);
	ASSERT_EQ(0, pppsim_watch(there, efd, PPPEV_MASK_WATCH_ALL, 0));
	begun = pppsim_seq(here);
	ASSERT_EQ(0, start_flood(self->flipper));
	EXPECT_EQ(0, wait_flood(self->flipper));
	EXPECT_EQ(begun + FLIPPERS * FLIPS, pppsim_seq(here));
	EXPECT_EQ(0, pppsim_seq(there));
	EXPECT_EQ(-ETIMEDOUT, pppsim_next(there, &ev, 0));
	EXPECT_EQ(0, pppsim_efd_take(efd));
	printf("# %d events, 0 seen elsewhere\n", FLIPPERS * FLIPS);
	close(there);
	close(here);
	close(efd);
	close(ns);
}

/* ---- closing ------------------------------------------------------------ */

#define CLOSES	10000

static double seconds_since(uint64_t start)
{
	return (pppsim_now() - start) / 1e9;
}

/* A close that waited for a grace period would make it 50 per second. */
TEST_F_TIMEOUT(flood, of_closes_waits_for_no_grace_period, 120)
{
	uint64_t start = pppsim_now();
	uint64_t closing = 0, t;
	int i, fd;

	for (i = 0; i < CLOSES; i++) {
		fd = pppsim_dev_open(i & 1 ? O_WRONLY : O_RDONLY);
		ASSERT_LE(0, fd);
		t = pppsim_now();
		close(fd);
		closing += pppsim_now() - t;
	}
	printf("# %.0f closes per second, %.0f with their opens\n",
	       CLOSES / (closing / 1e9), CLOSES / seconds_since(start));
	EXPECT_LT(500 / slowness(), CLOSES / (closing / 1e9));
}

TEST_HARNESS_MAIN
