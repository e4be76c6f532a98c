// SPDX-License-Identifier: GPL-2.0
/*
 * One whole session through every command of /dev/ppp that means something
 * here and every one of /dev/pppev.  Built for 64 and for 32 bits, which have
 * to see the same.
 */
#include "kselftest_harness.h"
#include "common.h"

#define ML		PPPEV_FLAG_MULTILINK
#define REASON(name)	.reason = PPPEV_REASON_##name
#define SYNC		.kind = PPPEV_KIND_SYNC

FIXTURE(caller)
{
	struct stream in;
	struct session s;
	struct pppsim_channel second;
};

FIXTURE_SETUP(caller)
{
	ASSERT_EQ(0, stream_open_fresh(&self->in));
	ASSERT_EQ(0, session_open(&self->s));
	ASSERT_EQ(0, pppsim_channel_open(&self->second, PPPEV_KIND_ASYNC,
					 NULL));
}

FIXTURE_TEARDOWN(caller)
{
	pppsim_channel_close(&self->second);
	session_close(&self->s);
	close(self->in.fd);
}

TEST_F(caller, of_any_width_has_its_session_told_in_full)
{
	struct pppsim_unit *unit = &self->s.unit;
	struct pppev_event ev;

	EXPECT_EQ(-ENXIO, pppsim_channel_connect(&self->s.ch, 9999));
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_EQ(-EINVAL, session_connect(&self->s));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = unit,
	    .ch = &self->s.ch, .links = 1, .place = 1);
	ASSERT_EQ(0, session_flip(&self->s, false));
	ASSERT_EQ(0, pppsim_unit_up(unit));
	NOTHING(&self->in);
	ASSERT_EQ(0, session_flip(&self->s, true));
	SEE(&self->in, NULL, .type = CONNECTED, .unit = unit, SYNC,
	    .conn = ev.conn_id, .links = 1);
	ASSERT_EQ(0, pppsim_unit_multilink(unit, true));
	ASSERT_EQ(0, pppsim_channel_connect(&self->second, unit->index));
	SEE(&self->in, NULL, .type = LINK_ADDED, .unit = unit,
	    .ch = &self->second, .conn = ev.conn_id, .links = 2, .place = 2,
	    .flags = ML);
	ASSERT_EQ(0, session_disconnect(&self->s));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = unit,
	    .ch = &self->s.ch, .conn = ev.conn_id, .link = ev.link_id,
	    .links = 1, .place = 1, .flags = ML, REASON(DETACHED));
	ASSERT_EQ(0, session_flip(&self->s, false));
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = unit, SYNC,
	    .conn = ev.conn_id, .links = 1, .flags = ML,
	    REASON(INTERFACE_DOWN));
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->second));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = unit,
	    .ch = &self->second, .conn = ev.conn_id, .place = 2, .flags = ML,
	    REASON(DETACHED));
	NOTHING(&self->in);
}

TEST_F(caller, of_any_width_is_answered_by_every_command)
{
	struct pppev_entry *entries;
	struct pppev_event ev;
	struct pppev_info info;
	int efd = pppsim_efd_new();
	uint64_t seq;

	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, pppsim_next(self->in.fd, &ev, 0));
	ASSERT_EQ(2, pppsim_snapshot(self->in.fd, 0, &entries, &seq));
	EXPECT_EQ(2, seq);
	EXPECT_EQ(ev.conn_id, entries[0].id);
	EXPECT_EQ(PPPEV_STATE_CONNECTED, entries[0].state);
	EXPECT_EQ(ev.link_id, entries[1].id);
	EXPECT_EQ(ev.time_ns, entries[1].since_ns);
	EXPECT_EQ(self->s.ch.index, entries[1].channel);
	free(entries);
	ASSERT_EQ(0, pppsim_watch(self->in.fd, efd, PPPEV_MASK_WATCH_ALL,
				  ev.conn_id));
	ASSERT_EQ(0, pppsim_filter(self->in.fd, PPPEV_MASK_LINK_REMOVED,
				   ev.link_id));
	ASSERT_EQ(0, pppsim_info(self->in.fd, &info));
	EXPECT_EQ(1, info.watches);
	EXPECT_EQ(1, info.queued);
	ASSERT_EQ(0, session_disconnect(&self->s));
	EXPECT_EQ(2, pppsim_efd_take(efd));
	self->in.seq = 1;
	SEE(&self->in, NULL, .type = CONNECTED, .unit = &self->s.unit, SYNC,
	    .conn = ev.conn_id, .links = 1);
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .conn = ev.conn_id, .link = ev.link_id,
	    .place = 1, REASON(DETACHED));
	NOTHING(&self->in);
	EXPECT_EQ(-ENOENT, pppsim_unwatch(self->in.fd, efd,
					  PPPEV_MASK_WATCH_ALL,
					  PPPEV_TARGET_ANY));
	close(efd);
}

TEST_HARNESS_MAIN
