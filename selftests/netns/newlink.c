// SPDX-License-Identifier: GPL-2.0
/*
 * Interfaces that rtnetlink makes ("type ppp"), of a name of their own, with
 * a descriptor of /dev/ppp for their unit: like any other.
 */
#include <net/if.h>

#include "kselftest_harness.h"
#include "common.h"

#define SYNC		.kind = PPPEV_KIND_SYNC
#define DELETED		.reason = PPPEV_REASON_INTERFACE_DELETED

FIXTURE(newlink)
{
	struct stream in;
	struct session s;
	struct pppev_event up;
};

FIXTURE_SETUP(newlink)
{
	struct pppsim_unit *unit = &self->s.unit;
	struct pppev_entry *e;

	ASSERT_EQ(0, stream_open_fresh(&self->in));
	ASSERT_EQ(0, pppsim_unit_newlink(unit, "dialup", -1));
	ASSERT_EQ(0, pppsim_channel_open(&self->s.ch, PPPEV_KIND_SYNC, NULL));
	/* It is there, and that is no event. */
	NOTHING(&self->in);
	ASSERT_EQ(1, pppsim_snapshot(self->in.fd, 0, &e, NULL));
	EXPECT_EQ(PPPEV_STATE_NEW, e->state);
	EXPECT_EQ(unit->index, e->unit);
	EXPECT_EQ(unit->ifindex, e->ifindex);
	EXPECT_STREQ("dialup", e->ifname);

	ASSERT_EQ(0, pppsim_unit_up(unit));
	NOTHING(&self->in);
	ASSERT_EQ(0, session_connect(&self->s));
	SEE(&self->in, &self->up, .type = LINK_ADDED, .unit = unit,
	    .ch = &self->s.ch, .conn = e->id, .links = 1, .place = 1);
	SEE(&self->in, NULL, .type = CONNECTED, .unit = unit, SYNC,
	    .conn = e->id, .links = 1);
	free(e);
}

FIXTURE_TEARDOWN(newlink)
{
	session_close(&self->s);
	close(self->in.fd);
}

TEST_F(newlink, interface_that_is_deleted_takes_connection_and_link)
{
	struct pppsim_unit *unit = &self->s.unit;

	ASSERT_EQ(0, pppsim_if_delete("dialup"));
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = unit, SYNC,
	    .conn = self->up.conn_id, DELETED, .links = 1);
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = unit,
	    .ch = &self->s.ch, .conn = self->up.conn_id,
	    .link = self->up.link_id, DELETED, .place = 1);
	session_close(&self->s);
	NOTHING(&self->in);
	EXPECT_EQ(0, pppsim_quiet(self->in.fd, NULL));
}

TEST_F(newlink, interface_goes_with_the_descriptor_of_its_unit)
{
	struct pppsim_unit *unit = &self->s.unit;

	pppsim_unit_close(unit);
	EXPECT_EQ(0, if_nametoindex("dialup"));
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = unit, SYNC,
	    .conn = self->up.conn_id, DELETED, .links = 1);
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = unit,
	    .ch = &self->s.ch, .conn = self->up.conn_id,
	    .link = self->up.link_id, DELETED, .place = 1);
	NOTHING(&self->in);
}

TEST_F(newlink, interface_is_refused_a_descriptor_that_has_a_unit)
{
	EXPECT_GT(0, pppsim_if_add_ppp("another", self->s.unit.fd, -1));
	EXPECT_EQ(0, if_nametoindex("another"));
	NOTHING(&self->in);
	EXPECT_EQ(0, pppsim_quiet(self->in.fd, NULL));
}

static int open_here(void *stream)
{
	return stream_open(stream, O_RDWR | O_NONBLOCK);
}

static int set_up(void *unit)
{
	return pppsim_unit_up(unit);
}

/* Unit and channel are here, the interface is there, and so are the events. */
TEST_F(newlink, interface_made_in_another_namespace_is_told_there)
{
	struct session far;
	struct stream there;
	struct pppev_event up;
	int ns = pppsim_netns_new();

	ASSERT_LE(0, ns);
	ASSERT_EQ(0, pppsim_netns_run(ns, open_here, &there));
	ASSERT_EQ(0, pppsim_channel_open(&far.ch, PPPEV_KIND_SYNC, NULL));
	ASSERT_EQ(0, pppsim_unit_newlink(&far.unit, "far", ns));
	ASSERT_EQ(0, session_connect(&far));
	ASSERT_EQ(0, pppsim_netns_run(ns, set_up, &far.unit));
	SEE(&there, &up, .type = LINK_ADDED, .unit = &far.unit, .ch = &far.ch,
	    .links = 1, .place = 1);
	SEE(&there, NULL, .type = CONNECTED, .unit = &far.unit, SYNC,
	    .conn = up.conn_id, .links = 1);
	pppsim_unit_close(&far.unit);
	SEE(&there, NULL, .type = DISCONNECTED, .unit = &far.unit, SYNC,
	    .conn = up.conn_id, DELETED, .links = 1);
	SEE(&there, NULL, .type = LINK_REMOVED, .unit = &far.unit,
	    .ch = &far.ch, .conn = up.conn_id, .link = up.link_id, DELETED,
	    .place = 1);
	pppsim_channel_close(&far.ch);
	NOTHING(&there);
	NOTHING(&self->in);
	close(there.fd);
	close(ns);
}

TEST_HARNESS_MAIN
