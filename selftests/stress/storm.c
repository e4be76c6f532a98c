// SPDX-License-Identifier: GPL-2.0
/*
 * Storms over the real ppp_generic.  Every storm attaches at least ATTACHES
 * links, see crew.h.
 */
#include <pthread.h>
#include <stdlib.h>
#include <sys/utsname.h>

#include "kselftest_harness.h"
#include "crew.h"

FIXTURE(storm)
{
	struct storm storm;
};

FIXTURE_SETUP(storm)
{
	ASSERT_EQ(0, storm_begin(&self->storm));
}

FIXTURE_TEARDOWN(storm)
{
	storm_end();
}

TEST_F_TIMEOUT(storm, of_48_threads_on_channels_of_their_own_is_exact, 300)
{
	static struct pppsim_channel ch[THREADS_MAX];
	static struct worker workers[THREADS_MAX];
	struct storm *s = &self->storm;
	int i;

	for (i = 0; i < THREADS_MAX; i++) {
		ASSERT_EQ(0, storm_open_channel(&ch[i], i));
		workers[i].ch = &ch[i];
	}
	storm_run(s, workers, THREADS_MAX, storm_flip_alone);
	for (i = 0; i < THREADS_MAX; i++)
		pppsim_channel_close(&ch[i]);
	storm_close_units(s);
	EXPECT_EQ(0, s->failures);
	EXPECT_LE(s->enough, s->attaches);
	ASSERT_TRUE(oracle_agrees(s->oracle, "48 threads, own channels"));
}

TEST_F_TIMEOUT(storm, of_8_threads_on_one_channel_is_exact, 300)
{
	static struct worker workers[8];
	struct storm *s = &self->storm;
	struct pppsim_channel ch;
	int i;

	ASSERT_EQ(0, storm_open_channel(&ch, s->seed));
	for (i = 0; i < 8; i++)
		workers[i].ch = &ch;
	storm_run(s, workers, 8, storm_flip_shared);
	pppsim_channel_close(&ch);
	storm_close_units(s);
	EXPECT_LE(s->enough, s->attaches);
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

	for (i = 0; i < trials && !storm_enough(w->storm); i++) {
		if (storm_open_channel(&race->ch, rand_r(&w->rand)))
			return -1;
		pthread_barrier_wait(&race->barrier);
		for (spin = rand_r(&w->rand) % 4000; spin; spin--)
			;
		storm_attach(w);
		if (rand_r(&w->rand) & 1)
			pppsim_channel_disconnect(w->ch);
		pthread_barrier_wait(&race->barrier);
		pppsim_channel_close(&race->ch);
	}
	return 0;
}

/*
 * Since 7.0 ppp_unregister_channel() disconnects before it makes further
 * connects impossible: one in between succeeds, and the channel is freed while
 * it is in its unit's list.  That corrupts memory without any module's help.
 */
static bool connect_may_outlive_unregister(void)
{
	struct utsname uts;

	return !uname(&uts) && atoi(uts.release) >= 7;
}

TEST_F_TIMEOUT(storm, of_connects_racing_unregister_is_exact, 300)
{
	struct race race = { .stop = 0 };
	struct storm *s = &self->storm;
	pthread_t closer;

	if (connect_may_outlive_unregister())
		SKIP(return, "ppp_generic of this kernel loses that race itself");
	race.worker.storm = s;
	race.worker.ch = &race.ch;
	race.worker.rand = s->seed;
	pthread_barrier_init(&race.barrier, NULL, 2);
	ASSERT_EQ(0, pthread_create(&closer, NULL, close_driver, &race));
	EXPECT_EQ(0, connect_while_closing(&race, 2 * s->enough));
	race.stop = 1;
	pthread_barrier_wait(&race.barrier);
	pthread_join(closer, NULL);
	storm_close_units(s);
	EXPECT_LT(0, s->attaches);
	ASSERT_TRUE(oracle_agrees(s->oracle, "connect racing unregister"));
}

/* Closes and reopens units under the workers. */
static void *renew_units(void *arg)
{
	struct worker *w = arg;
	struct storm *s = w->storm;
	int i;

	for (i = 0; !storm_enough(s); i = (i + 1) % UNITS) {
		pppsim_unit_close(&s->unit[i]);
		if (pppsim_unit_open(&s->unit[i]) ||
		    pppsim_unit_up(&s->unit[i]))
			storm_fail(s);
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
		ASSERT_EQ(0, storm_open_channel(&ch[i], i));
		workers[i].ch = &ch[i];
	}
	ASSERT_EQ(0, pthread_create(&closer.thread, NULL, renew_units,
				    &closer));
	storm_run(s, workers, 8, storm_flip_shared);
	pthread_join(closer.thread, NULL);
	for (i = 0; i < 8; i++)
		pppsim_channel_close(&ch[i]);
	storm_close_units(s);
	EXPECT_EQ(0, s->failures);
	EXPECT_LE(s->enough, s->attaches);
	ASSERT_TRUE(oracle_agrees(s->oracle, "connect racing unit close"));
}

/* ---- each kind by itself ---------------------------------------------- */

FIXTURE(kind)
{
	struct storm storm;
};

FIXTURE_VARIANT(kind)
{
	enum pppev_kind kind;
	const char *name;
};

#define KIND(name_, kind_)						\
	FIXTURE_VARIANT_ADD(kind, name_) {				\
		.kind = PPPEV_KIND_##kind_, .name = "storm of " #name_,	\
	}

KIND(async, ASYNC);
KIND(sync, SYNC);
KIND(pppoe, PPPOE);
KIND(l2tp, L2TP);
KIND(pptp, PPTP);

FIXTURE_SETUP(kind)
{
	ASSERT_EQ(0, storm_begin(&self->storm));
}

FIXTURE_TEARDOWN(kind)
{
	storm_end();
}

TEST_F_TIMEOUT(kind, of_channel_is_exact_in_a_storm_of_its_own, 300)
{
	struct pppsim_channel ch[8];
	struct worker workers[8];
	struct storm *s = &self->storm;
	int i;

	for (i = 0; i < 8; i++) {
		ASSERT_EQ(0, pppsim_channel_open(&ch[i], variant->kind,
						 "lower"));
		workers[i].ch = &ch[i];
	}
	storm_run(s, workers, 8, storm_flip_alone);
	for (i = 0; i < 8; i++)
		pppsim_channel_close(&ch[i]);
	storm_close_units(s);
	EXPECT_EQ(0, s->failures);
	EXPECT_LE(s->enough, s->attaches);
	ASSERT_TRUE(oracle_agrees(s->oracle, variant->name));
}

TEST_HARNESS_MAIN
