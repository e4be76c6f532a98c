// SPDX-License-Identifier: GPL-2.0
/*
 * What an L2TP access concentrator does: a PPPoE session and an L2TP session
 * are bridged, and no unit has anything to do with either.
 */
#include "kselftest_harness.h"
#include "common.h"

FIXTURE(bridge)
{
	struct stream in;
	struct pppsim_channel caller, tunnel;
	struct pppsim_unit unit;
};

FIXTURE_SETUP(bridge)
{
	ASSERT_EQ(0, stream_open_fresh(&self->in));
	ASSERT_EQ(0, pppsim_if_add_dummy("eth"));
	ASSERT_EQ(0, pppsim_if_up("eth"));
	ASSERT_EQ(0, pppsim_channel_open(&self->caller, PPPEV_KIND_PPPOE,
					 "eth"));
	ASSERT_EQ(0, pppsim_channel_open(&self->tunnel, PPPEV_KIND_L2TP,
					 NULL));
	ASSERT_EQ(0, pppsim_unit_open(&self->unit));
	ASSERT_EQ(0, pppsim_unit_up(&self->unit));
}

FIXTURE_TEARDOWN(bridge)
{
	pppsim_unit_close(&self->unit);
	pppsim_channel_close(&self->caller);
	pppsim_channel_close(&self->tunnel);
	close(self->in.fd);
}

/* Only the idle unit, now and as before. */
static bool only_the_unit(int fd)
{
	struct pppev_entry *e;
	int n = pppsim_snapshot(fd, 0, &e, NULL);
	bool alone = n == 1 && e->type == PPPEV_ENTRY_CONNECTION && !e->links;

	free(e);
	return alone;
}

#define BRIDGE_OR_SKIP()						\
	do {								\
		int rc_ = pppsim_channel_bridge(&self->caller,		\
						&self->tunnel);		\
		if (rc_ == -ENOTTY)					\
			SKIP(return, "this kernel bridges no channels");\
		ASSERT_EQ(0, rc_);					\
	} while (0)

TEST_F(bridge, of_two_sessions_is_no_event_until_one_joins_a_unit)
{
	struct pppev_event ev;

	BRIDGE_OR_SKIP();
	NOTHING(&self->in);
	EXPECT_TRUE(only_the_unit(self->in.fd));
	/* A bridged channel joins no unit, and that is no event either. */
	EXPECT_GT(0, pppsim_channel_connect(&self->caller, self->unit.index));
	EXPECT_GT(0, pppsim_channel_connect(&self->tunnel, self->unit.index));
	EXPECT_GT(0, pppsim_channel_disconnect(&self->tunnel));
	ASSERT_EQ(0, pppsim_channel_unbridge(&self->tunnel));
	NOTHING(&self->in);
	EXPECT_TRUE(only_the_unit(self->in.fd));

	ASSERT_EQ(0, pppsim_channel_connect(&self->caller, self->unit.index));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->caller, .links = 1, .place = 1);
	SEE(&self->in, NULL, .type = CONNECTED, .unit = &self->unit,
	    .kind = PPPEV_KIND_PPPOE, .conn = ev.conn_id, .links = 1);
	/* Nor can a link be bridged. */
	EXPECT_GT(0, pppsim_channel_bridge(&self->tunnel, &self->caller));
	NOTHING(&self->in);
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->caller));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->caller, .conn = ev.conn_id, .link = ev.link_id,
	    .place = 1, .reason = PPPEV_REASON_DETACHED);
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->unit,
	    .kind = PPPEV_KIND_PPPOE, .conn = ev.conn_id,
	    .reason = PPPEV_REASON_DETACHED);
	NOTHING(&self->in);
}

TEST_F(bridge, whose_end_dies_is_no_event)
{
	BRIDGE_OR_SKIP();
	pppsim_channel_close(&self->tunnel);
	NOTHING(&self->in);
	pppsim_channel_close(&self->caller);
	NOTHING(&self->in);
	EXPECT_TRUE(only_the_unit(self->in.fd));
	EXPECT_EQ(0, pppsim_quiet(self->in.fd, NULL));
}

TEST_HARNESS_MAIN
