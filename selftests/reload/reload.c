// SPDX-License-Identifier: GPL-2.0
/*
 * The module comes and goes a hundred times (RELOAD_LIVES) while links do.
 * Each life of it begins in the middle of the storm: what it finds, and what
 * it tells after that, has to lead to what it shows later.
 */
#include <cpuid.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "crew.h"
#include "module.h"

#define LIVES		100	/* if RELOAD_LIVES is not in the environment */
#define EVENTS		100	/* at least, in each life */
#define RELOADERS	8
#define CHANNEL_LIMIT	(1 << 16)

struct flipper {
	pthread_t thread;
	struct pppsim_channel ch;
	struct pppsim_unit *unit;	/* UNITS of them */
	unsigned int rand;
	int *stop;
	int flips, failures;
};

/* The only one on its channel: nothing may fail, module or not. */
static void *flip(void *arg)
{
	struct flipper *f = arg;

	while (!__atomic_load_n(f->stop, __ATOMIC_RELAXED)) {
		int unit = f->unit[rand_r(&f->rand) % UNITS].index;

		if (pppsim_channel_connect(&f->ch, unit) ||
		    pppsim_channel_disconnect(&f->ch))
			f->failures++;
		f->flips++;
	}
	return NULL;
}

/* ---- what is attached, by the numbers of the channels ------------------ */

struct state {
	uint64_t link[CHANNEL_LIMIT];	/* id, 0: none */
	uint64_t seq;
};

static int look(int fd, struct state *state)
{
	struct pppev_entry *e;
	int i, n = pppsim_snapshot(fd, 0, &e, &state->seq);

	memset(state->link, 0, sizeof(state->link));
	for (i = 0; i < n; i++)
		if (e[i].type == PPPEV_ENTRY_LINK)
			state->link[e[i].channel] = e[i].id;
	free(e);
	return n < 0 ? n : 0;
}

static int complain(const struct pppev_event *ev, const char *what)
{
	char line[512];

	fprintf(stderr, "# %s: %s\n", what,
		pppsim_event_str(ev, line, sizeof(line)));
	return -EBADMSG;
}

static int apply(struct state *state, const struct pppev_event *ev)
{
	uint64_t *link = &state->link[ev->channel & (CHANNEL_LIMIT - 1)];

	if (ev->seq != state->seq + 1)
		return complain(ev, "number out of order");
	state->seq = ev->seq;
	if (ev->type == PPPEV_EVENT_LINK_ADDED) {
		if (*link)
			return complain(ev, "added twice");
		*link = ev->link_id;
	}
	if (ev->type == PPPEV_EVENT_LINK_REMOVED) {
		if (*link != ev->link_id)
			return complain(ev, "removed, but not there");
		*link = 0;
	}
	return 0;
}

/* By the records up to number @seq, waiting for those that are to come. */
static int replay(int fd, struct state *state, uint64_t seq)
{
	struct pppev_event ev;
	int rc = 0;

	while (!rc && state->seq < seq) {
		rc = pppsim_next(fd, &ev, PPPSIM_TIMEOUT);
		/* Older than the first snapshot, which knows it. */
		if (!rc && ev.seq > state->seq)
			rc = apply(state, &ev);
	}
	return rc;
}

/* What it shows, what it tells then, and what it shows after that. */
static int follow(int fd, struct state *first, struct state *last)
{
	int rc = look(fd, first) ?: replay(fd, first, first->seq + EVENTS) ?:
		 look(fd, last) ?: replay(fd, first, last->seq);

	if (rc)
		return rc;
	return memcmp(first->link, last->link, sizeof(last->link)) ? -EBADMSG :
								     0;
}

/* One life of the module. */
static int live(struct state *first, struct state *last)
{
	int fd, rc = load("");

	if (rc)
		return rc;
	fd = pppsim_dev_open(O_RDONLY | O_NONBLOCK);
	if (fd < 0)
		return fd;
	rc = follow(fd, first, last);
	close(fd);
	return rc ?: unload();
}

static int lives_wanted(void)
{
	const char *given = getenv("RELOAD_LIVES");
	int lives = given ? atoi(given) : 0;

	return lives > 0 ? lives : LIVES;
}

static int live_often(struct state *first, struct state *last, int lives)
{
	int i, rc = 0;

	for (i = 0; i < lives && !rc; i++)
		rc = live(first, last);
	if (rc)
		fprintf(stderr, "# in life %d\n", i);
	return rc;
}

/* ---- the test ---------------------------------------------------------- */

static bool emulated(void)
{
	unsigned int id[4] = { 0 };

	__cpuid(0x40000000, id[0], id[1], id[2], id[3]);
	return !memcmp(&id[1], "TCGTCGTCGTCG", 12);
}

/*
 * QEMU's emulator (seen with 7.2) may keep a stale translation of code that
 * one CPU replaces while another gets to it, and then spins on a breakpoint
 * that is gone.  The kernel's own function tracer, switched on and off in such
 * a storm, hangs the guest alike, without this module.  So there the storm
 * has one CPU, where tasks are interrupted instead of overtaken.
 */
static void spare_the_emulator(void)
{
	cpu_set_t one;

	if (!emulated())
		return;
	CPU_ZERO(&one);
	CPU_SET(0, &one);
	if (sched_setaffinity(0, sizeof(one), &one))
		perror("# sched_setaffinity");
	printf("# emulated processor: the storm is kept on one\n");
}

FIXTURE(module)
{
	struct pppsim_unit unit[UNITS];
	struct flipper flipper[RELOADERS];
	struct state *first, *last;
	unsigned int seed;
	int stop;
};

FIXTURE_SETUP(module)
{
	int i;

	/*
	 * Grace periods are not expedited here: taking an ftrace handler away
	 * waits until each task has slept once, and the worker that expedites
	 * would not, as long as there is always one more disconnect.
	 */
	spare_the_emulator();
	self->seed = storm_seed();
	self->first = calloc(1, sizeof(*self->first));
	self->last = calloc(1, sizeof(*self->last));
	ASSERT_NE(NULL, self->last);
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, pppsim_if_add_dummy("lower"));
	ASSERT_EQ(0, pppsim_if_up("lower"));
	for (i = 0; i < UNITS; i++) {
		ASSERT_EQ(0, pppsim_unit_open(&self->unit[i]));
		ASSERT_EQ(0, pppsim_unit_up(&self->unit[i]));
	}
	for (i = 0; i < RELOADERS; i++) {
		struct flipper *f = &self->flipper[i];

		*f = (struct flipper){ .unit = self->unit,
				       .rand = self->seed + i,
				       .stop = &self->stop };
		ASSERT_EQ(0, storm_open_channel(&f->ch, i));
		ASSERT_EQ(0, pthread_create(&f->thread, NULL, flip, f));
	}
}

static int stop_flippers(struct flipper *f, int *stop)
{
	int i, flips = 0;

	__atomic_store_n(stop, 1, __ATOMIC_RELAXED);
	for (i = 0; i < RELOADERS; i++) {
		pthread_join(f[i].thread, NULL);
		flips += f[i].flips;
	}
	return flips;
}

FIXTURE_TEARDOWN(module)
{
	int i;

	for (i = 0; i < RELOADERS; i++)
		pppsim_channel_close(&self->flipper[i].ch);
	for (i = 0; i < UNITS; i++)
		pppsim_unit_close(&self->unit[i]);
	load("");
}

/* In the end nothing is attached, and the last life of the module knows it. */
static bool all_is_known(struct state *state)
{
	static const struct state none;
	int fd = pppsim_dev_open(O_RDONLY | O_NONBLOCK);
	bool known = fd >= 0 && !look(fd, state) &&
		     !memcmp(state->link, none.link, sizeof(none.link)) &&
		     !pppsim_quiet(fd, NULL);

	close(fd);
	return known;
}

TEST_F_TIMEOUT(module, that_comes_and_goes_in_a_storm_is_right_at_once, 500)
{
	struct sched_param first = { .sched_priority = 10 };
	uint64_t start = pppsim_now();
	int lives = lives_wanted();
	int i, flips;

	/* Records are not to be lost while the storm has the processor. */
	ASSERT_EQ(0, sched_setscheduler(0, SCHED_FIFO, &first));
	ASSERT_EQ(0, unload());
	EXPECT_EQ(0, live_often(self->first, self->last, lives));
	load("");
	flips = stop_flippers(self->flipper, &self->stop);
	printf("# %d lives in %.1f s, %d connects and disconnects\n", lives,
	       (pppsim_now() - start) / 1e9, flips);
	for (i = 0; i < RELOADERS; i++)
		EXPECT_EQ(0, self->flipper[i].failures);
	EXPECT_TRUE(all_is_known(self->first));
}

TEST_HARNESS_MAIN
