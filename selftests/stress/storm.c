// SPDX-License-Identifier: GPL-2.0
/*
 * Storms over the real ppp_generic.  Every storm attaches at least ATTACHES
 * links; what it does when is drawn from a seed that is printed, and can be
 * given in STORM_SEED.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "oracle.h"
#include "pppsim.h"

#define ATTACHES	10000
#define UNITS		4
#define THREADS_MAX	48

struct storm {
	struct oracle *oracle;
	struct pppsim_unit unit[UNITS];
	unsigned int seed;
	int attaches;			/* successful, all threads; atomic */
	int failures;			/* of what may not fail; atomic */
};

struct worker {
	struct storm *storm;
	struct pppsim_channel *ch;
	pthread_t thread;
	unsigned int rand;
};

FIXTURE(storm)
{
	struct storm storm;
};

/*
 * A detach waits for an RCU grace period; expedited, it is a storm and not a
 * drizzle.
 */
static void expedite(const char *value)
{
	int fd = open("/sys/kernel/rcu_expedited", O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, value, 1) != 1)
		perror("# rcu_expedited");
	close(fd);
}

static unsigned int pick_seed(void)
{
	const char *given = getenv("STORM_SEED");
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return given ? strtoul(given, NULL, 0) : (unsigned int)now.tv_nsec;
}

FIXTURE_SETUP(storm)
{
	struct storm *s = &self->storm;
	struct rlimit files = { 65536, 65536 };
	int i;

	setrlimit(RLIMIT_NOFILE, &files);
	expedite("1");
	memset(s, 0, sizeof(*s));
	s->seed = pick_seed();
	printf("# seed %u\n", s->seed);
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, pppsim_if_add_dummy("lower"));
	ASSERT_EQ(0, pppsim_if_up("lower"));
	s->oracle = oracle_start();
	ASSERT_NE(NULL, s->oracle);
	for (i = 0; i < UNITS; i++) {
		ASSERT_EQ(0, pppsim_unit_open(&s->unit[i]));
		ASSERT_EQ(0, pppsim_unit_up(&s->unit[i]));
	}
}

FIXTURE_TEARDOWN(storm)
{
	expedite("0");
}

static const enum pppev_kind kinds[] = {
	PPPEV_KIND_ASYNC, PPPEV_KIND_SYNC, PPPEV_KIND_PPPOE,
	PPPEV_KIND_L2TP, PPPEV_KIND_PPTP,
};

#define KINDS	(sizeof(kinds) / sizeof(kinds[0]))

static int open_channel(struct pppsim_channel *ch, unsigned int n)
{
	return pppsim_channel_open(ch, kinds[n % KINDS], "lower");
}

static bool enough(struct storm *s)
{
	return __atomic_load_n(&s->attaches, __ATOMIC_RELAXED) >= ATTACHES;
}

/* Connect to a unit drawn at random; true if that was an attach. */
static bool attach(struct worker *w)
{
	struct storm *s = w->storm;
	int unit = s->unit[rand_r(&w->rand) % UNITS].index;

	if (pppsim_channel_connect(w->ch, unit))
		return false;
	oracle_connected(s->oracle, w->ch->index);
	__atomic_add_fetch(&s->attaches, 1, __ATOMIC_RELAXED);
	return true;
}

static void fail(struct storm *s)
{
	__atomic_add_fetch(&s->failures, 1, __ATOMIC_RELAXED);
}

/* The only one on its channel: nothing may fail. */
static void *flip_alone(void *arg)
{
	struct worker *w = arg;

	while (!enough(w->storm)) {
		if (!attach(w) || pppsim_channel_disconnect(w->ch))
			fail(w->storm);
		if (rand_r(&w->rand) & 1)
			sched_yield();
	}
	return NULL;
}

/* One of many on its channel: any of the two may find it taken or free. */
static void *flip_shared(void *arg)
{
	struct worker *w = arg;

	while (!enough(w->storm)) {
		attach(w);
		if (rand_r(&w->rand) & 1)
			sched_yield();
		pppsim_channel_disconnect(w->ch);
	}
	return NULL;
}

static void run(struct storm *s, struct worker *workers, int count,
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

static void close_units(struct storm *s)
{
	int i;

	for (i = 0; i < UNITS; i++)
		pppsim_unit_close(&s->unit[i]);
}

TEST_F_TIMEOUT(storm, of_48_threads_on_channels_of_their_own_is_exact, 300)
{
	static struct pppsim_channel ch[THREADS_MAX];
	static struct worker workers[THREADS_MAX];
	struct storm *s = &self->storm;
	int i;

	for (i = 0; i < THREADS_MAX; i++) {
		ASSERT_EQ(0, open_channel(&ch[i], i));
		workers[i].ch = &ch[i];
	}
	run(s, workers, THREADS_MAX, flip_alone);
	for (i = 0; i < THREADS_MAX; i++)
		pppsim_channel_close(&ch[i]);
	close_units(s);
	EXPECT_EQ(0, s->failures);
	EXPECT_LE(ATTACHES, s->attaches);
	ASSERT_TRUE(oracle_agrees(s->oracle, "48 threads, own channels"));
}

TEST_F_TIMEOUT(storm, of_8_threads_on_one_channel_is_exact, 300)
{
	static struct worker workers[8];
	struct storm *s = &self->storm;
	struct pppsim_channel ch;
	int i;

	ASSERT_EQ(0, open_channel(&ch, s->seed));
	for (i = 0; i < 8; i++)
		workers[i].ch = &ch;
	run(s, workers, 8, flip_shared);
	pppsim_channel_close(&ch);
	close_units(s);
	EXPECT_LE(ATTACHES, s->attaches);
	ASSERT_TRUE(oracle_agrees(s->oracle, "8 threads, one channel"));
}

struct race {
	struct worker worker;
	struct pppsim_channel ch;
	pthread_barrier_t barrier;
	int stop;
};

/* Takes the driver away as the other connects. */
static void *close_driver(void *arg)
{
	struct race *race = arg;
	unsigned int rand = race->worker.storm->seed;
	volatile int spin;

	for (;;) {
		pthread_barrier_wait(&race->barrier);
		if (race->stop)
			return NULL;
		for (spin = rand_r(&rand) % 4000; spin; spin--)
			;
		pppsim_channel_drop(&race->ch);
		pthread_barrier_wait(&race->barrier);
	}
}

static int connect_while_closing(struct race *race, int trials)
{
	struct worker *w = &race->worker;
	volatile int spin;
	int i;

	for (i = 0; i < trials && !enough(w->storm); i++) {
		if (open_channel(&race->ch, rand_r(&w->rand)))
			return -1;
		pthread_barrier_wait(&race->barrier);
		for (spin = rand_r(&w->rand) % 4000; spin; spin--)
			;
		attach(w);
		if (rand_r(&w->rand) & 1)
			pppsim_channel_disconnect(w->ch);
		pthread_barrier_wait(&race->barrier);
		pppsim_channel_close(&race->ch);
	}
	return 0;
}

TEST_F_TIMEOUT(storm, of_connects_racing_unregister_is_exact, 300)
{
	struct race race = { .stop = 0 };
	struct storm *s = &self->storm;
	pthread_t closer;

	race.worker.storm = s;
	race.worker.ch = &race.ch;
	race.worker.rand = s->seed;
	pthread_barrier_init(&race.barrier, NULL, 2);
	ASSERT_EQ(0, pthread_create(&closer, NULL, close_driver, &race));
	EXPECT_EQ(0, connect_while_closing(&race, 2 * ATTACHES));
	race.stop = 1;
	pthread_barrier_wait(&race.barrier);
	pthread_join(closer, NULL);
	close_units(s);
	EXPECT_LT(0, s->attaches);
	ASSERT_TRUE(oracle_agrees(s->oracle, "connect racing unregister"));
}

/* Closes and reopens units under the workers. */
static void *renew_units(void *arg)
{
	struct worker *w = arg;
	struct storm *s = w->storm;
	int i;

	for (i = 0; !enough(s); i = (i + 1) % UNITS) {
		pppsim_unit_close(&s->unit[i]);
		if (pppsim_unit_open(&s->unit[i]) ||
		    pppsim_unit_up(&s->unit[i]))
			fail(s);
	}
	return NULL;
}

TEST_F_TIMEOUT(storm, of_connects_racing_the_end_of_units_is_exact, 300)
{
	static struct pppsim_channel ch[8];
	static struct worker workers[8];
	struct storm *s = &self->storm;
	struct worker closer = { .storm = s };
	int i;

	for (i = 0; i < 8; i++) {
		ASSERT_EQ(0, open_channel(&ch[i], i));
		workers[i].ch = &ch[i];
	}
	ASSERT_EQ(0, pthread_create(&closer.thread, NULL, renew_units,
				    &closer));
	run(s, workers, 8, flip_shared);
	pthread_join(closer.thread, NULL);
	for (i = 0; i < 8; i++)
		pppsim_channel_close(&ch[i]);
	close_units(s);
	EXPECT_EQ(0, s->failures);
	EXPECT_LE(ATTACHES, s->attaches);
	ASSERT_TRUE(oracle_agrees(s->oracle, "connect racing unit close"));
}

TEST_HARNESS_MAIN
