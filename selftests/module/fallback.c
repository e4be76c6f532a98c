// SPDX-License-Identifier: GPL-2.0
/*
 * The other ways to hook ppp_generic, forced by a parameter: what they tell,
 * and that they say what they cannot.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "module.h"
#include "pppsim.h"

#define THREADS	48
#define FLIPS	60
#define SNATCHES	200

FIXTURE(fallback)
{
	struct pppsim_channel ch;
	struct pppsim_unit unit;
	int fd;
};

FIXTURE_SETUP(fallback)
{
	ASSERT_EQ(0, unload());
	ASSERT_EQ(0, pppsim_netns_unshare());
	self->fd = -1;
}

FIXTURE_TEARDOWN(fallback)
{
	close(self->fd);
	unload();
	EXPECT_EQ(0, load(""));
}

static int begin(FIXTURE_DATA(fallback) *self, const char *parameters)
{
	int ret = load(parameters) ?:
		  pppsim_channel_open(&self->ch, PPPEV_KIND_SYNC, NULL) ?:
		  pppsim_unit_open(&self->unit);

	self->fd = pppsim_dev_open(O_RDONLY | O_NONBLOCK);
	return ret ?: self->fd < 0 ? self->fd : 0;
}

static void finish(FIXTURE_DATA(fallback) *self)
{
	pppsim_unit_close(&self->unit);
	pppsim_channel_close(&self->ch);
}

TEST_F(fallback, unknown_ways_are_refused_in_one_line)
{
	char line[256];
	int before = log_lines("pppev:", line, sizeof(line));

	EXPECT_EQ(-EINVAL, load("hooks=magic"));
	EXPECT_EQ(1, log_lines("pppev:", line, sizeof(line)) - before);
	EXPECT_NE(NULL, strstr(line, "cannot load: hooks=magic"));
}

TEST_F(fallback, probes_tell_the_same_as_wrappers)
{
	struct pppev_event want, added;
	struct pppev_info info;

	if (!probes_work())
		SKIP(return, "no probes on PREEMPT_RT");
	ASSERT_EQ(0, begin(self, "hooks=probes"));
	EXPECT_EQ(-EBUSY, write_file(FTRACE, "0"));
	ASSERT_EQ(0, pppsim_info(self->fd, &info));
	EXPECT_EQ(PPPEV_HOOK_ATTACH | PPPEV_HOOK_DETACH |
		  PPPEV_HOOK_UNREGISTER | PPPEV_HOOK_NETDEV |
		  PPPEV_HOOK_PROBES, info.hooks);
	EXPECT_EQ(PPPEV_MASK_ALL, info.events);

	ASSERT_EQ(-ENXIO, pppsim_channel_connect(&self->ch, 4711));
	ASSERT_EQ(0, pppsim_unit_up(&self->unit));
	ASSERT_EQ(0, pppsim_unit_multilink(&self->unit, true));
	ASSERT_EQ(0, pppsim_channel_connect(&self->ch, self->unit.index));
	pppsim_want_link(&want, PPPEV_EVENT_LINK_ADDED, &self->unit,
			 &self->ch);
	want.links = 1;
	want.subentry = 1;
	want.flags = PPPEV_FLAG_MULTILINK;
	ASSERT_EQ(0, pppsim_expect(self->fd, &want, &added, PPPSIM_TIMEOUT));
	pppsim_want_conn(&want, PPPEV_EVENT_CONNECTED, &self->unit,
			 PPPEV_KIND_SYNC);
	want.conn_id = added.conn_id;
	want.links = 1;
	want.flags = PPPEV_FLAG_MULTILINK;
	ASSERT_EQ(0, pppsim_expect(self->fd, &want, NULL, PPPSIM_TIMEOUT));

	ASSERT_EQ(0, pppsim_channel_hangup(&self->ch));
	want = added;
	want.type = PPPEV_EVENT_LINK_REMOVED;
	want.reason = PPPEV_REASON_DETACHED;
	want.seq = 0;
	want.time_ns = 0;
	want.links = 0;
	ASSERT_EQ(0, pppsim_expect(self->fd, &want, NULL, PPPSIM_TIMEOUT));
	want.type = PPPEV_EVENT_DISCONNECTED;
	want.link_id = 0;
	want.channel = -1;
	want.subentry = 0;
	ASSERT_EQ(0, pppsim_expect(self->fd, &want, NULL, PPPSIM_TIMEOUT));
	ASSERT_EQ(0, pppsim_quiet(self->fd, NULL));
	finish(self);
}

TEST_F(fallback, without_hooks_the_interface_alone_tells)
{
	struct pppev_event want, got;
	struct pppev_info info;

	ASSERT_EQ(0, begin(self, "hooks=none"));
	ASSERT_EQ(0, pppsim_info(self->fd, &info));
	EXPECT_EQ(PPPEV_HOOK_NETDEV, info.hooks);
	EXPECT_EQ(PPPEV_MASK_CONNECTED | PPPEV_MASK_DISCONNECTED,
		  info.events);
	ASSERT_EQ(0, pppsim_channel_connect(&self->ch, self->unit.index));
	ASSERT_EQ(0, pppsim_unit_up(&self->unit));
	pppsim_want_conn(&want, PPPEV_EVENT_CONNECTED, &self->unit,
			 PPPEV_KIND_UNKNOWN);
	ASSERT_EQ(0, pppsim_expect(self->fd, &want, &got, PPPSIM_TIMEOUT));
	ASSERT_EQ(0, pppsim_unit_down(&self->unit));
	want.type = PPPEV_EVENT_DISCONNECTED;
	want.reason = PPPEV_REASON_INTERFACE_DOWN;
	want.conn_id = got.conn_id;
	ASSERT_EQ(0, pppsim_expect(self->fd, &want, NULL, PPPSIM_TIMEOUT));
	EXPECT_EQ(-ETIMEDOUT, pppsim_next(self->fd, &got, 0));
	finish(self);
}

/* Takes the channel away the moment it is attached. */
static void *snatch(void *arg)
{
	struct pppsim_channel *ch = arg;

	while (pppsim_channel_disconnect(ch))
		;
	return NULL;
}

/*
 * A link that is detached before the return of its connect is seen is told
 * of the unit whose number the caller gave.  That number is one of the
 * namespace the unit was made from, while the interface and its listeners are
 * in another one.
 */
TEST_F_TIMEOUT(fallback, links_too_short_to_be_seen_are_told_of_units_made_elsewhere, 120)
{
	int i, ns = pppsim_netns_new();
	struct pppsim_unit far;
	struct pppev_stats s;
	pthread_t thread;

	if (!probes_work())
		SKIP(return, "no probes on PREEMPT_RT");
	ASSERT_LE(0, ns);
	ASSERT_EQ(0, begin(self, "hooks=probes"));
	ASSERT_EQ(0, pppsim_unit_newlink(&far, "far", ns));
	for (i = 0; i < SNATCHES; i++) {
		ASSERT_EQ(0, pthread_create(&thread, NULL, snatch, &self->ch));
		ASSERT_EQ(0, pppsim_channel_connect(&self->ch, far.index));
		pthread_join(thread, NULL);
	}
	ASSERT_EQ(0, pppsim_stats(self->fd, &s));
	EXPECT_EQ(0, s.stray);
	EXPECT_EQ(0, s.link_added);
	EXPECT_EQ(0, pppsim_quiet(self->fd, NULL));
	pppsim_unit_close(&far);
	close(ns);
	finish(self);
}

struct flipper {
	pthread_t thread;
	struct pppsim_channel ch;
	int unit;
	int stay;
	int failed;
};

/* Ends attached or not, as told: a reader that missed something is wrong. */
static void *flip(void *arg)
{
	struct flipper *f = arg;
	int i;

	for (i = 0; i < FLIPS; i++)
		f->failed |= pppsim_channel_connect(&f->ch, f->unit) ||
			     pppsim_channel_disconnect(&f->ch);
	if (f->stay)
		f->failed |= pppsim_channel_connect(&f->ch, f->unit);
	return NULL;
}

/* Are exactly the links that should be there in the snapshot? */
static bool state_is_right(int fd, const struct flipper *flippers)
{
	bool listed[THREADS] = {};
	struct pppev_entry *e;
	int n = pppsim_snapshot(fd, 0, &e, NULL);
	bool right = n >= 0;
	int i, j;

	for (i = 0; i < n; i++)
		for (j = 0; j < THREADS; j++)
			if (e[i].type == PPPEV_ENTRY_LINK &&
			    e[i].channel == flippers[j].ch.index)
				listed[j] = true;
	for (j = 0; j < THREADS; j++)
		right &= listed[j] == !!flippers[j].stay;
	free(e);
	return right;
}

/* Reads on until the stream says nothing new; how many RESYNCs there were. */
static int drain(int fd, int timeout_ms)
{
	struct pppev_event ev;
	int resyncs = 0;

	while (!pppsim_next(fd, &ev, timeout_ms)) {
		resyncs += ev.type == PPPEV_EVENT_RESYNC;
		timeout_ms = 0;
	}
	return resyncs;
}

/* What was missed last is put right by a scan that something new tells of. */
static bool state_gets_right(int fd, const struct flipper *flippers)
{
	drain(fd, 0);
	while (!state_is_right(fd, flippers))
		if (!drain(fd, PPPSIM_TIMEOUT))
			return state_is_right(fd, flippers);
	return true;
}

TEST_F_TIMEOUT(fallback, what_probes_miss_is_counted_and_put_right, 120)
{
	static struct flipper f[THREADS];
	struct pppev_stats s;
	int i;

	if (!probes_work())
		SKIP(return, "no probes on PREEMPT_RT");
	ASSERT_EQ(0, begin(self, "hooks=probes maxactive=1"));
	for (i = 0; i < THREADS; i++) {
		ASSERT_EQ(0, pppsim_channel_open(&f[i].ch, PPPEV_KIND_SYNC,
						 NULL));
		f[i].unit = self->unit.index;
		f[i].stay = i % 2;
		ASSERT_EQ(0, pthread_create(&f[i].thread, NULL, flip, &f[i]));
	}
	for (i = 0; i < THREADS; i++) {
		pthread_join(f[i].thread, NULL);
		EXPECT_EQ(0, f[i].failed);
	}
	EXPECT_TRUE(state_gets_right(self->fd, f));
	ASSERT_EQ(0, pppsim_stats(self->fd, &s));
	printf("# %llu calls missed, %llu links adopted, %llu revoked, %llu resyncs\n",
	       s.missed, s.adopted, s.revoked, s.resyncs);
	EXPECT_LT(0, s.missed);
	EXPECT_LT(0, s.resyncs);
	EXPECT_EQ(THREADS / 2, s.links);
	for (i = 0; i < THREADS; i++)
		pppsim_channel_close(&f[i].ch);
	finish(self);
	ASSERT_EQ(0, pppsim_stats(self->fd, &s));
	EXPECT_EQ(0, s.links);
	EXPECT_EQ(s.link_added, s.link_removed);
}

TEST_HARNESS_MAIN
