// SPDX-License-Identifier: GPL-2.0
/*
 * One thread attaches a file of /dev/ppp to a channel while another connects
 * that channel to a unit through the same file: the connect may be under way
 * before the file is a channel's.
 */
#include <fcntl.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <linux/ppp-ioctl.h>

#include "kselftest_harness.h"
#include "oracle.h"
#include "pppsim.h"

#define TRIALS		2000	/* at most, */
#define CONNECTS	100	/* and until so many have succeeded */
#define DELAY_STEP	100

struct race {
	struct pppsim_channel ch;
	struct pppsim_unit unit;
	pthread_barrier_t barrier;
	int delay;	/* of the connect, in turns of a loop */
	int connected;
	int stop;
};

/*
 * One that comes too early fails, one that comes too late is of no interest:
 * stay where it is now the one and now the other.
 */
static void aim(struct race *race)
{
	if (!race->connected)
		race->delay += DELAY_STEP;
	else if (race->delay)
		race->delay -= DELAY_STEP;
}

static void *connect_early(void *arg)
{
	struct race *race = arg;
	volatile int spin;

	for (;;) {
		pthread_barrier_wait(&race->barrier);
		if (race->stop)
			return NULL;
		for (spin = race->delay; spin; spin--)
			;
		race->connected = !pppsim_channel_connect(&race->ch,
							  race->unit.index);
		pthread_barrier_wait(&race->barrier);
	}
}

static int attach_and_connect(struct race *race, struct oracle *oracle)
{
	int ret = pppsim_channel_make(&race->ch, PPPEV_KIND_SYNC, NULL);

	if (ret)
		return ret;
	race->ch.ppp = open("/dev/ppp", O_RDWR | O_CLOEXEC);
	pthread_barrier_wait(&race->barrier);
	ret = ioctl(race->ch.ppp, PPPIOCATTCHAN, &race->ch.index);
	pthread_barrier_wait(&race->barrier);
	if (race->connected)
		oracle_connected(oracle, race->ch.index);
	aim(race);
	pppsim_channel_close(&race->ch);
	return ret;
}

TEST(connects_that_are_faster_than_the_attaching_of_their_file_are_seen)
{
	struct oracle *oracle;
	struct race race = { .stop = 0 };
	pthread_t thread;
	int i, connected = 0;

	ASSERT_EQ(0, pppsim_netns_unshare());
	oracle = oracle_start();
	ASSERT_NE(NULL, oracle);
	ASSERT_EQ(0, pppsim_unit_open(&race.unit));
	pthread_barrier_init(&race.barrier, NULL, 2);
	ASSERT_EQ(0, pthread_create(&thread, NULL, connect_early, &race));
	for (i = 0; i < TRIALS && connected < CONNECTS; i++) {
		ASSERT_EQ(0, attach_and_connect(&race, oracle));
		connected += race.connected;
	}
	race.stop = 1;
	pthread_barrier_wait(&race.barrier);
	pthread_join(thread, NULL);
	pppsim_unit_close(&race.unit);
	printf("# %d of %d connects succeeded\n", connected, i);
	EXPECT_LT(0, connected);
	EXPECT_TRUE(oracle_agrees(oracle, "connect racing ATTCHAN"));
}

TEST_HARNESS_MAIN
