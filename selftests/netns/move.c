// SPDX-License-Identifier: GPL-2.0
/*
 * Interfaces that change their name or their namespace stay the same to those
 * who follow them, and are nobody else's loss.
 */
#include <net/if.h>

#include "kselftest_harness.h"
#include "common.h"

#define SYNC		.kind = PPPEV_KIND_SYNC
#define REASON(name)	.reason = PPPEV_REASON_##name

/* The test's thread is at home in namespace A. */
FIXTURE(interface)
{
	int a, b;
	struct stream in_a, in_b;
	struct session s;
	struct pppev_event up;
};

static int open_here(void *stream)
{
	return stream_open(stream, O_RDWR | O_NONBLOCK);
}

FIXTURE_SETUP(interface)
{
	struct session *s = &self->s;

	ASSERT_EQ(0, stream_open_fresh(&self->in_a));
	self->a = pppsim_netns_get();
	self->b = pppsim_netns_new();
	ASSERT_LE(0, self->a);
	ASSERT_LE(0, self->b);
	ASSERT_EQ(0, pppsim_netns_run(self->b, open_here, &self->in_b));
	ASSERT_EQ(0, session_open(s));
	ASSERT_EQ(0, session_connect(s));
	SEE(&self->in_a, &self->up, .type = LINK_ADDED, .unit = &s->unit,
	    .ch = &s->ch, .links = 1, .place = 1);
}

FIXTURE_TEARDOWN(interface)
{
	session_close(&self->s);
	close(self->in_a.fd);
	close(self->in_b.fd);
	close(self->a);
	close(self->b);
}

/* What a snapshot shows of the one link there: -ENOENT if there is none. */
static int only_link(int fd, uint64_t link, uint32_t state, const char *name)
{
	struct pppev_entry *e;
	int n = pppsim_snapshot(fd, 0, &e, NULL);
	int rc = n == 2 && e[0].state == state && e[1].id == link &&
		 e[1].conn_id == e[0].id && !strcmp(e[0].ifname, name) &&
		 !strcmp(e[1].ifname, name) ? 0 : -EBADMSG;

	free(e);
	return n ? rc : -ENOENT;
}

/* Newer kernels rename an interface that is up, older ones refuse. */
TEST_F(interface, that_is_renamed_has_its_new_name_in_later_records)
{
	struct session *s = &self->s;
	struct pppev_event again;
	const char *name;
	int rc;

	ASSERT_EQ(0, pppsim_unit_up(&s->unit));
	SEE(&self->in_a, NULL, .type = CONNECTED, .unit = &s->unit, SYNC,
	    .conn = self->up.conn_id, .links = 1);
	rc = pppsim_if_rename(s->unit.ifname, "wan0");
	ASSERT_TRUE(rc == 0 || rc == -EBUSY);
	name = rc ? s->unit.ifname : "wan0";
	NOTHING(&self->in_a);
	EXPECT_EQ(0, only_link(self->in_a.fd, self->up.link_id,
			       PPPEV_STATE_CONNECTED, name));
	ASSERT_EQ(0, pppsim_if_down(name));
	SEE(&self->in_a, NULL, .type = DISCONNECTED, .unit = &s->unit, SYNC,
	    .conn = self->up.conn_id, .links = 1, .ifname = name,
	    REASON(INTERFACE_DOWN));

	ASSERT_EQ(0, pppsim_if_rename(name, "wan1"));
	NOTHING(&self->in_a);
	EXPECT_EQ(0, only_link(self->in_a.fd, self->up.link_id,
			       PPPEV_STATE_ENDED, "wan1"));
	ASSERT_EQ(0, pppsim_if_up("wan1"));
	SEE(&self->in_a, &again, .type = CONNECTED, .unit = &s->unit, SYNC,
	    .links = 1, .ifname = "wan1");
	EXPECT_LT(self->up.conn_id, again.conn_id);
	ASSERT_EQ(0, session_disconnect(s));
	SEE(&self->in_a, NULL, .type = LINK_REMOVED, .unit = &s->unit,
	    .ch = &s->ch, .conn = again.conn_id, .link = self->up.link_id,
	    .place = 1, .ifname = "wan1", REASON(DETACHED));
	SEE(&self->in_a, NULL, .type = DISCONNECTED, .unit = &s->unit, SYNC,
	    .conn = again.conn_id, .ifname = "wan1", REASON(DETACHED));
	NOTHING(&self->in_a);
	NOTHING(&self->in_b);
}

/* The same link as another one, on the side that it came to. */
static int see_arrival(struct stream *in, const struct session *s,
		       struct pppev_event *added)
{
	struct wanted want = {
		.type = LINK_ADDED, .unit = &s->unit, .ch = &s->ch,
		.links = 1, .place = 1,
		.ifindex = if_nametoindex(s->unit.ifname),
	};
	struct pppev_event before = *added;

	return stream_see(in, &want, added) ?:
	       only_link(in->fd, added->link_id, PPPEV_STATE_NEW,
			 s->unit.ifname) ?:
	       -(added->link_id <= before.link_id ||
		 added->conn_id <= before.conn_id);
}

/* On the side that it left. */
static int see_departure(struct stream *in, const struct session *s,
			 const struct pppev_event *added)
{
	struct wanted down = {
		.type = DISCONNECTED, .unit = &s->unit, SYNC, .links = 1,
		.conn = added->conn_id, .ifindex = added->ifindex,
		REASON(INTERFACE_DOWN),
	};
	struct wanted removed = {
		.type = LINK_REMOVED, .unit = &s->unit, .ch = &s->ch,
		.conn = added->conn_id, .link = added->link_id, .place = 1,
		.ifindex = added->ifindex, REASON(INTERFACE_DELETED),
	};

	return stream_see(in, &down, NULL) ?: stream_see(in, &removed, NULL) ?:
	       stream_empty(in) ?:
	       only_link(in->fd, 0, 0, "") + ENOENT;
}

static int see_up(struct stream *in, const struct session *s,
		  const struct pppev_event *added)
{
	struct wanted want = {
		.type = CONNECTED, .unit = &s->unit, SYNC, .links = 1,
		.conn = added->conn_id, .ifindex = added->ifindex,
	};

	return stream_see(in, &want, NULL) ?:
	       only_link(in->fd, added->link_id, PPPEV_STATE_CONNECTED,
			 s->unit.ifname);
}

TEST_F(interface, that_moves_away_and_back_ends_and_begins_on_either_side)
{
	struct session *s = &self->s;
	struct pppev_event added = self->up, left;

	ASSERT_EQ(0, pppsim_unit_up(&s->unit));
	ASSERT_EQ(0, see_up(&self->in_a, s, &added));
	ASSERT_EQ(0, pppsim_if_move(s->unit.ifname, self->b));
	ASSERT_EQ(0, see_departure(&self->in_a, s, &added));

	ASSERT_EQ(0, pppsim_netns_enter(self->b));
	ASSERT_EQ(0, see_arrival(&self->in_b, s, &added));
	ASSERT_EQ(0, pppsim_unit_up(&s->unit));
	ASSERT_EQ(0, see_up(&self->in_b, s, &added));
	left = added;
	ASSERT_EQ(0, pppsim_if_move(s->unit.ifname, self->a));
	ASSERT_EQ(0, see_departure(&self->in_b, s, &left));

	ASSERT_EQ(0, pppsim_netns_enter(self->a));
	ASSERT_EQ(0, see_arrival(&self->in_a, s, &added));
	ASSERT_EQ(0, pppsim_unit_up(&s->unit));
	ASSERT_EQ(0, see_up(&self->in_a, s, &added));
	ASSERT_EQ(0, session_disconnect(s));
	SEE(&self->in_a, NULL, .type = LINK_REMOVED, .unit = &s->unit,
	    .ch = &s->ch, .conn = added.conn_id, .link = added.link_id,
	    .place = 1, .ifindex = added.ifindex, REASON(DETACHED));
	SEE(&self->in_a, NULL, .type = DISCONNECTED, .unit = &s->unit, SYNC,
	    .conn = added.conn_id, .ifindex = added.ifindex,
	    REASON(DETACHED));
	NOTHING(&self->in_a);
	NOTHING(&self->in_b);
}

TEST_F(interface, that_moves_while_it_is_down_takes_its_link_along)
{
	struct session *s = &self->s;
	struct pppev_event added = self->up;

	ASSERT_EQ(0, pppsim_if_move(s->unit.ifname, self->b));
	SEE(&self->in_a, NULL, .type = LINK_REMOVED, .unit = &s->unit,
	    .ch = &s->ch, .conn = added.conn_id, .link = added.link_id,
	    .place = 1, REASON(INTERFACE_DELETED));
	NOTHING(&self->in_a);
	ASSERT_EQ(0, pppsim_netns_enter(self->b));
	ASSERT_EQ(0, see_arrival(&self->in_b, s, &added));
	ASSERT_EQ(0, session_disconnect(s));
	SEE(&self->in_b, NULL, .type = LINK_REMOVED, .unit = &s->unit,
	    .ch = &s->ch, .conn = added.conn_id, .link = added.link_id,
	    .place = 1, .ifindex = added.ifindex, REASON(DETACHED));
	NOTHING(&self->in_a);
	NOTHING(&self->in_b);
}

TEST_HARNESS_MAIN
