// SPDX-License-Identifier: GPL-2.0
/*
 * Which call on ppp_generic gives which events: the state machine, driven by
 * /dev/ppp itself.  Every record is compared in every field.
 */

#include <sys/prctl.h>

#include "kselftest_harness.h"
#include "common.h"

#define REASON(name)	.reason = PPPEV_REASON_##name
#define MULTILINK	.flags = PPPEV_FLAG_MULTILINK
#define SYNC		.kind = PPPEV_KIND_SYNC

FIXTURE(state)
{
	struct stream in;
	struct pppsim_unit unit;
	struct pppsim_channel a, b, c;
};

FIXTURE_SETUP(state)
{
	ASSERT_EQ(0, stream_open_fresh(&self->in));
	ASSERT_EQ(0, pppsim_unit_open(&self->unit));
	ASSERT_EQ(0, pppsim_channel_open(&self->a, PPPEV_KIND_SYNC, NULL));
	ASSERT_EQ(0, pppsim_channel_open(&self->b, PPPEV_KIND_SYNC, NULL));
	ASSERT_EQ(0, pppsim_channel_open(&self->c, PPPEV_KIND_SYNC, NULL));
}

FIXTURE_TEARDOWN(state)
{
	pppsim_unit_close(&self->unit);
	pppsim_channel_close(&self->a);
	pppsim_channel_close(&self->b);
	pppsim_channel_close(&self->c);
	close(self->in.fd);
}

/* A link in an interface that is up: most tests begin behind this. */
#define BRING_UP(id_out)						\
	do {								\
		struct pppev_event ev_;					\
									\
		ASSERT_EQ(0, pppsim_unit_up(&self->unit));		\
		ASSERT_EQ(0, pppsim_channel_connect(&self->a,		\
						    self->unit.index));	\
		SEE(&self->in, &ev_, .type = LINK_ADDED,		\
		    .unit = &self->unit, .ch = &self->a, .links = 1,	\
		    .place = 1);					\
		*(id_out) = ev_.conn_id;				\
		SEE(&self->in, NULL, .type = CONNECTED,			\
		    .unit = &self->unit, SYNC, .conn = ev_.conn_id,	\
		    .links = 1);					\
	} while (0)

TEST_F(state, channel_and_unit_alone_are_no_events)
{
	ASSERT_EQ(0, pppsim_unit_up(&self->unit));
	ASSERT_EQ(0, pppsim_unit_down(&self->unit));
	pppsim_channel_close(&self->a);
	pppsim_unit_close(&self->unit);
	NOTHING(&self->in);
	EXPECT_EQ(0, pppsim_seq(self->in.fd));
}

TEST_F(state, connect_that_fails_gives_nothing)
{
	struct pppsim_channel *a = &self->a;
	struct pppev_event ev;
	int unit = self->unit.index;

	EXPECT_EQ(-ENXIO, pppsim_channel_connect(a, unit + 77));
	EXPECT_EQ(-EFAULT, result(ioctl(a->ppp, PPPIOCCONNECT, NULL)));
	EXPECT_EQ(-EINVAL, pppsim_channel_disconnect(a));
	EXPECT_NE(0, ioctl(self->unit.fd, PPPIOCCONNECT, &unit));
	NOTHING(&self->in);

	ASSERT_EQ(0, pppsim_channel_connect(a, unit));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &self->unit, .ch = a,
	    .links = 1, .place = 1);
	EXPECT_EQ(-EINVAL, pppsim_channel_connect(a, unit));
	NOTHING(&self->in);
	ASSERT_EQ(0, pppsim_channel_disconnect(a));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = a, .conn = ev.conn_id, .link = ev.link_id, REASON(DETACHED),
	    .place = 1);
	EXPECT_EQ(-EINVAL, pppsim_channel_disconnect(a));
	NOTHING(&self->in);
}

TEST_F(state, connect_of_a_channel_whose_driver_is_gone_gives_nothing)
{
	pppsim_channel_drop(&self->a);
	EXPECT_EQ(-ENOTCONN, pppsim_channel_connect(&self->a,
						    self->unit.index));
	NOTHING(&self->in);
}

TEST_F(state, dial_that_fails_is_a_link_that_comes_and_goes)
{
	struct pppev_event ev;

	ASSERT_EQ(0, pppsim_channel_connect(&self->a, self->unit.index));
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->a));
	pppsim_unit_close(&self->unit);
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->a, .links = 1, .place = 1);
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->a, .conn = ev.conn_id, .link = ev.link_id,
	    REASON(DETACHED), .place = 1);
	NOTHING(&self->in);
}

TEST_F(state, interface_up_before_the_link_connects_with_the_link)
{
	struct pppev_event ev;

	ASSERT_EQ(0, pppsim_unit_up(&self->unit));
	NOTHING(&self->in);
	ASSERT_EQ(0, pppsim_channel_connect(&self->a, self->unit.index));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->a, .links = 1, .place = 1);
	SEE(&self->in, NULL, .type = CONNECTED, .unit = &self->unit, SYNC,
	    .conn = ev.conn_id, .links = 1);
	NOTHING(&self->in);
}

TEST_F(state, link_before_the_interface_is_up_connects_with_the_interface)
{
	struct pppev_event ev;

	ASSERT_EQ(0, pppsim_channel_connect(&self->a, self->unit.index));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->a, .links = 1, .place = 1);
	NOTHING(&self->in);
	ASSERT_EQ(0, pppsim_unit_up(&self->unit));
	SEE(&self->in, NULL, .type = CONNECTED, .unit = &self->unit, SYNC,
	    .conn = ev.conn_id, .links = 1);
	NOTHING(&self->in);
}

TEST_F(state, last_link_gone_disconnects_after_it)
{
	uint64_t conn;

	BRING_UP(&conn);
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->a));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->a, .conn = conn, REASON(DETACHED), .place = 1);
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->unit, SYNC,
	    .conn = conn, REASON(DETACHED));
	NOTHING(&self->in);
}

TEST_F(state, interface_down_disconnects_before_the_link_goes)
{
	uint64_t conn;

	BRING_UP(&conn);
	ASSERT_EQ(0, pppsim_unit_down(&self->unit));
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->unit, SYNC,
	    .conn = conn, REASON(INTERFACE_DOWN), .links = 1);
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->a));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->a, .conn = conn, REASON(DETACHED), .place = 1);
	NOTHING(&self->in);
}

TEST_F(state, interface_down_and_up_again_is_a_new_connection)
{
	struct pppev_event again;
	uint64_t conn;

	BRING_UP(&conn);
	ASSERT_EQ(0, pppsim_unit_down(&self->unit));
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->unit, SYNC,
	    .conn = conn, REASON(INTERFACE_DOWN), .links = 1);
	ASSERT_EQ(0, pppsim_unit_up(&self->unit));
	SEE(&self->in, &again, .type = CONNECTED, .unit = &self->unit, SYNC,
	    .links = 1);
	EXPECT_LT(conn, again.conn_id);
	/* The link is the old one, in the new connection. */
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->a));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->a, .conn = again.conn_id, REASON(DETACHED),
	    .place = 1);
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->unit, SYNC,
	    .conn = again.conn_id, REASON(DETACHED));
	NOTHING(&self->in);
}

TEST_F(state, redial_is_a_new_connection_and_a_new_link)
{
	struct pppev_event ev;
	uint64_t conn;

	BRING_UP(&conn);
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->a));
	SEE(&self->in, &ev, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->a, .conn = conn, REASON(DETACHED), .place = 1);
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->unit, SYNC,
	    .conn = conn, REASON(DETACHED));
	uint64_t link = ev.link_id;

	ASSERT_EQ(0, pppsim_channel_connect(&self->a, self->unit.index));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->a, .links = 1, .place = 1);
	EXPECT_LT(conn, ev.conn_id);
	EXPECT_LT(link, ev.link_id);
	SEE(&self->in, NULL, .type = CONNECTED, .unit = &self->unit, SYNC,
	    .conn = ev.conn_id, .links = 1);
	NOTHING(&self->in);
}

TEST_F(state, interface_set_up_twice_is_said_once)
{
	uint64_t conn;

	BRING_UP(&conn);
	ASSERT_EQ(0, pppsim_unit_up(&self->unit));
	NOTHING(&self->in);
	ASSERT_EQ(0, pppsim_unit_down(&self->unit));
	ASSERT_EQ(0, pppsim_unit_down(&self->unit));
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->unit, SYNC,
	    .conn = conn, REASON(INTERFACE_DOWN), .links = 1);
	NOTHING(&self->in);
}

TEST_F(state, more_links_make_a_multilink_connection)
{
	uint64_t conn;

	BRING_UP(&conn);
	ASSERT_EQ(0, pppsim_channel_connect(&self->b, self->unit.index));
	SEE(&self->in, NULL, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->b, .conn = conn, .links = 2, .place = 2, MULTILINK);
	ASSERT_EQ(0, pppsim_channel_connect(&self->c, self->unit.index));
	SEE(&self->in, NULL, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->c, .conn = conn, .links = 3, .place = 3, MULTILINK);
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->a));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->a, .conn = conn, REASON(DETACHED), .links = 2,
	    .place = 1, MULTILINK);
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->b));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->b, .conn = conn, REASON(DETACHED), .links = 1,
	    .place = 2, MULTILINK);
	/* From one to none there is no bundle any more. */
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->c));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->c, .conn = conn, REASON(DETACHED), .place = 3);
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->unit, SYNC,
	    .conn = conn, REASON(DETACHED));
	NOTHING(&self->in);
}

TEST_F(state, link_takes_the_lowest_free_place)
{
	struct pppev_event old, again;
	uint64_t conn;

	BRING_UP(&conn);
	ASSERT_EQ(0, pppsim_channel_connect(&self->b, self->unit.index));
	SEE(&self->in, &old, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->b, .conn = conn, .links = 2, .place = 2, MULTILINK);
	ASSERT_EQ(0, pppsim_channel_connect(&self->c, self->unit.index));
	SEE(&self->in, NULL, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->c, .conn = conn, .links = 3, .place = 3, MULTILINK);

	ASSERT_EQ(0, pppsim_channel_disconnect(&self->b));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->b, .conn = conn, .link = old.link_id,
	    REASON(DETACHED), .links = 2, .place = 2, MULTILINK);
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->a));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->a, .conn = conn, REASON(DETACHED), .links = 1,
	    .place = 1, MULTILINK);
	ASSERT_EQ(0, pppsim_channel_connect(&self->b, self->unit.index));
	SEE(&self->in, &again, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->b, .conn = conn, .links = 2, .place = 1, MULTILINK);
	EXPECT_LT(old.link_id, again.link_id);
	ASSERT_EQ(0, pppsim_channel_connect(&self->a, self->unit.index));
	SEE(&self->in, NULL, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->a, .conn = conn, .links = 3, .place = 2, MULTILINK);
}

TEST_F(state, multilink_flag_alone_makes_a_connection_multilink)
{
	struct pppev_event ev;

	ASSERT_EQ(0, pppsim_unit_multilink(&self->unit, true));
	ASSERT_EQ(0, pppsim_channel_connect(&self->a, self->unit.index));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->a, .links = 1, .place = 1, MULTILINK);
	ASSERT_EQ(0, pppsim_unit_up(&self->unit));
	SEE(&self->in, NULL, .type = CONNECTED, .unit = &self->unit, SYNC,
	    .conn = ev.conn_id, .links = 1, MULTILINK);
	ASSERT_EQ(0, pppsim_unit_multilink(&self->unit, false));
	NOTHING(&self->in);
	ASSERT_EQ(0, pppsim_unit_down(&self->unit));
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->unit, SYNC,
	    .conn = ev.conn_id, REASON(INTERFACE_DOWN), .links = 1);
}

TEST_F(state, unit_closed_under_its_links_takes_each_away_once)
{
	uint64_t conn;

	BRING_UP(&conn);
	ASSERT_EQ(0, pppsim_channel_connect(&self->b, self->unit.index));
	SEE(&self->in, NULL, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->b, .conn = conn, .links = 2, .place = 2, MULTILINK);

	pppsim_unit_close(&self->unit);
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->unit, SYNC,
	    .conn = conn, REASON(INTERFACE_DELETED), .links = 2, MULTILINK);
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->a, .conn = conn, REASON(INTERFACE_DELETED),
	    .links = 1, .place = 1, MULTILINK);
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->b, .conn = conn, REASON(INTERFACE_DELETED),
	    .place = 2);
	NOTHING(&self->in);

	/* What ppp_generic does with the channels later is old news. */
	pppsim_channel_disconnect(&self->a);
	pppsim_channel_close(&self->a);
	pppsim_channel_close(&self->b);
	NOTHING(&self->in);
}

TEST_F(state, channel_that_outlived_its_unit_joins_another_one)
{
	struct pppsim_unit second;
	struct pppev_event ev;
	uint64_t conn;

	BRING_UP(&conn);
	pppsim_unit_close(&self->unit);
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->unit, SYNC,
	    .conn = conn, REASON(INTERFACE_DELETED), .links = 1);
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->a, .conn = conn, REASON(INTERFACE_DELETED),
	    .place = 1);
	/* Whether it is still attached is up to the kernel's version. */
	pppsim_channel_disconnect(&self->a);
	ASSERT_EQ(0, pppsim_unit_open(&second));
	ASSERT_EQ(0, pppsim_channel_connect(&self->a, second.index));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &second,
	    .ch = &self->a, .links = 1, .place = 1);
	EXPECT_LT(conn, ev.conn_id);
	pppsim_unit_close(&second);
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &second,
	    .ch = &self->a, .conn = ev.conn_id, .link = ev.link_id,
	    REASON(INTERFACE_DELETED), .place = 1);
	NOTHING(&self->in);
}

TEST_F(state, interface_deleted_by_rtnetlink_is_the_end_of_all)
{
	uint64_t conn;

	BRING_UP(&conn);
	ASSERT_EQ(0, pppsim_if_delete(self->unit.ifname));
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->unit, SYNC,
	    .conn = conn, REASON(INTERFACE_DELETED), .links = 1);
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->a, .conn = conn, REASON(INTERFACE_DELETED),
	    .place = 1);
	pppsim_channel_close(&self->a);
	pppsim_unit_close(&self->unit);
	NOTHING(&self->in);
}

TEST_F(state, channel_closed_by_its_owner_is_detached)
{
	uint64_t conn;

	BRING_UP(&conn);
	pppsim_channel_detach(&self->a);
	NOTHING(&self->in);
	pppsim_channel_drop(&self->a);
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->a, .conn = conn, REASON(DETACHED), .place = 1);
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->unit, SYNC,
	    .conn = conn, REASON(DETACHED));
	NOTHING(&self->in);
}

TEST_F(state, demand_dialling_connects_with_the_first_protocol_at_pass)
{
	struct pppsim_unit *unit = &self->unit;
	struct pppev_event ev;

	ASSERT_EQ(0, pppsim_unit_npmode(unit, PPP_IP, NPMODE_QUEUE));
	ASSERT_EQ(0, pppsim_unit_npmode(unit, PPP_IPV6, NPMODE_QUEUE));
	ASSERT_EQ(0, pppsim_unit_up(unit));
	NOTHING(&self->in);
	ASSERT_EQ(0, pppsim_channel_connect(&self->a, unit->index));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = unit, .ch = &self->a,
	    .links = 1, .place = 1);
	NOTHING(&self->in);
	ASSERT_EQ(0, pppsim_unit_npmode(unit, PPP_IPV6, NPMODE_PASS));
	SEE(&self->in, NULL, .type = CONNECTED, .unit = unit, SYNC,
	    .conn = ev.conn_id, .links = 1);
	ASSERT_EQ(0, pppsim_unit_npmode(unit, PPP_IP, NPMODE_PASS));
	NOTHING(&self->in);
	ASSERT_EQ(0, pppsim_unit_npmode(unit, PPP_IPV6, NPMODE_DROP));
	NOTHING(&self->in);
	ASSERT_EQ(0, pppsim_unit_npmode(unit, PPP_IP, NPMODE_QUEUE));
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = unit, SYNC,
	    .conn = ev.conn_id, REASON(INTERFACE_DOWN), .links = 1);
	NOTHING(&self->in);
}

TEST_F(state, demand_dialling_that_goes_idle_and_dials_again)
{
	struct pppsim_unit *unit = &self->unit;
	struct pppev_event ev;
	uint64_t conn;

	BRING_UP(&conn);
	ASSERT_EQ(0, pppsim_unit_npmode(unit, PPP_IP, NPMODE_QUEUE));
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = unit, SYNC,
	    .conn = conn, REASON(INTERFACE_DOWN), .links = 1);
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->a));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = unit,
	    .ch = &self->a, .conn = conn, REASON(DETACHED), .place = 1);
	ASSERT_EQ(0, pppsim_channel_connect(&self->b, unit->index));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = unit, .ch = &self->b,
	    .links = 1, .place = 1);
	EXPECT_LT(conn, ev.conn_id);
	ASSERT_EQ(0, pppsim_unit_npmode(unit, PPP_IP, NPMODE_PASS));
	SEE(&self->in, NULL, .type = CONNECTED, .unit = unit, SYNC,
	    .conn = ev.conn_id, .links = 1);
	NOTHING(&self->in);
}

TEST_F(state, protocol_mode_that_is_refused_changes_nothing)
{
	uint64_t conn;

	BRING_UP(&conn);
	EXPECT_EQ(-EINVAL, pppsim_unit_npmode(&self->unit, 0x1234,
					      NPMODE_QUEUE));
	EXPECT_EQ(-EFAULT, result(ioctl(self->unit.fd, PPPIOCSNPMODE, NULL)));
	EXPECT_EQ(-EFAULT, result(ioctl(self->unit.fd, PPPIOCSFLAGS, NULL)));
	NOTHING(&self->in);
}

TEST_F(state, bridged_channels_are_no_links)
{
	struct pppev_event ev;
	int rc = pppsim_channel_bridge(&self->a, &self->b);

	if (rc == -ENOTTY)
		SKIP(return, "this kernel bridges no channels");
	ASSERT_EQ(0, rc);
	NOTHING(&self->in);
	EXPECT_NE(0, pppsim_channel_connect(&self->a, self->unit.index));
	NOTHING(&self->in);
	ASSERT_EQ(0, pppsim_channel_unbridge(&self->a));
	NOTHING(&self->in);
	ASSERT_EQ(0, pppsim_channel_connect(&self->a, self->unit.index));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->a, .links = 1, .place = 1);
	EXPECT_NE(0, pppsim_channel_bridge(&self->a, &self->b));
	NOTHING(&self->in);
}

TEST_F(state, renamed_interface_stays_the_same_connection)
{
	uint64_t conn;

	BRING_UP(&conn);
	ASSERT_EQ(0, pppsim_unit_down(&self->unit));
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->unit, SYNC,
	    .conn = conn, REASON(INTERFACE_DOWN), .links = 1);
	ASSERT_EQ(0, pppsim_if_rename(self->unit.ifname, "uplink"));
	NOTHING(&self->in);
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->a));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->unit,
	    .ch = &self->a, .conn = conn, REASON(DETACHED), .place = 1,
	    .ifname = "uplink");
	NOTHING(&self->in);
}

/* Kernels before 5.17 leave the end of a longer name behind a shorter one. */
TEST_F(state, of_the_name_of_a_task_only_the_present_one_is_told)
{
	struct pppev_event want;

	prctl(PR_SET_NAME, "longer_than_this");
	prctl(PR_SET_NAME, "short");
	ASSERT_EQ(0, pppsim_channel_connect(&self->a, self->unit.index));
	/* Wants the name, and zeros behind it. */
	pppsim_want_link(&want, PPPEV_EVENT_LINK_ADDED, &self->unit, &self->a);
	want.links = 1;
	want.subentry = 1;
	EXPECT_EQ(0, pppsim_expect(self->in.fd, &want, NULL, PPPSIM_TIMEOUT));
	NOTHING(&self->in);
}

TEST_F(state, two_connections_do_not_mix)
{
	struct pppev_event first, second;
	struct pppsim_unit other;

	ASSERT_EQ(0, pppsim_unit_open(&other));
	ASSERT_EQ(0, pppsim_channel_connect(&self->a, self->unit.index));
	ASSERT_EQ(0, pppsim_channel_connect(&self->b, other.index));
	SEE(&self->in, &first, .type = LINK_ADDED, .unit = &self->unit,
	    .ch = &self->a, .links = 1, .place = 1);
	SEE(&self->in, &second, .type = LINK_ADDED, .unit = &other,
	    .ch = &self->b, .links = 1, .place = 1);
	EXPECT_NE(first.conn_id, second.conn_id);
	ASSERT_EQ(0, pppsim_unit_up(&other));
	SEE(&self->in, NULL, .type = CONNECTED, .unit = &other, SYNC,
	    .conn = second.conn_id, .links = 1);
	ASSERT_EQ(0, pppsim_unit_up(&self->unit));
	SEE(&self->in, NULL, .type = CONNECTED, .unit = &self->unit, SYNC,
	    .conn = first.conn_id, .links = 1);
	pppsim_unit_close(&other);
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &other, SYNC,
	    .conn = second.conn_id, REASON(INTERFACE_DELETED), .links = 1);
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &other,
	    .ch = &self->b, .conn = second.conn_id, .link = second.link_id,
	    REASON(INTERFACE_DELETED), .place = 1);
	NOTHING(&self->in);
}

TEST_HARNESS_MAIN
