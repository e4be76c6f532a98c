// SPDX-License-Identifier: GPL-2.0
/*
 * pppev wait: what is so already, what becomes so, what never will, and what
 * it makes of records that were lost.
 */
#include "kselftest_harness.h"
#include "tool_fixture.h"

FIXTURE(wait)
{
	struct scene scene;
	struct session *a, *b;
};

FIXTURE_SETUP(wait)
{
	self->a = &self->scene.s[0];
	self->b = &self->scene.s[1];
	ASSERT_EQ(0, scene_open(&self->scene));
}

FIXTURE_TEARDOWN(wait)
{
	scene_close(&self->scene);
}

/* The tool has looked and waits. */
#define WAITS(...)							\
	do {								\
		START("wait", __VA_ARGS__);				\
		SLEEPS_IN(SYS_ppoll);					\
	} while (0)

/* ---- already so ------------------------------------------------------- */

TEST_F(wait, for_an_interface_that_is_up_ends_at_once)
{
	ASSERT_EQ(0, session_up(self->a));
	START("wait", "up", "ppp0");
	EXPECT_PART("ppp0 connection %s CONNECTED SYNC links 1",
		    text_of(id_of(&self->scene, self->a, false)));
	ENDS(0);
}

TEST_F(wait, for_an_id_that_is_up_ends_at_once)
{
	uint64_t id;

	ASSERT_EQ(0, session_up(self->b));
	id = id_of(&self->scene, self->b, false);
	START("wait", "up", text_of(id));
	EXPECT_PART("ppp1 connection %s CONNECTED", text_of(id));
	ENDS(0);
	id = id_of(&self->scene, self->b, true);
	START("wait", "up", text_of(id));
	EXPECT_PART("link %s SYNC", text_of(id));
	ENDS(0);
}

TEST_F(wait, for_any_that_is_up_shows_it_as_json)
{
	ASSERT_EQ(0, session_up(self->b));
	START("wait", "--json", "up", "any");
	EXPECT_PART("{\"id\":%s,\"conn_id\":",
		    text_of(id_of(&self->scene, self->b, false)));
	EXPECT_NE(NULL, strstr(self->scene.line,
			       ",\"type\":\"CONNECTION\",\"state\":\"CONNECTED\","));
	EXPECT_NE(NULL, strstr(self->scene.line, ",\"ifname\":\"ppp1\"}"));
	ENDS(0);
}

TEST_F(wait, for_what_is_down_already_ends_at_once_and_in_silence)
{
	START("wait", "down", "ppp0");
	ENDS(0);
	START("wait", "down", "nobody");
	ENDS(0);
	START("wait", "down", "any");
	ENDS(0);
	START("wait", "down", text_of(id_of(&self->scene, self->a, false)));
	ENDS(0);
	START("wait", "down", "4000000000");
	ENDS(0);
}

/* ---- becomes so ------------------------------------------------------- */

TEST_F(wait, for_an_interface_ends_when_it_comes_up_and_not_before)
{
	WAITS("up", "ppp1");
	ASSERT_EQ(0, session_up(self->a));
	ASSERT_EQ(0, session_connect(self->b));
	ASSERT_EQ(0, pppsim_unit_up(&self->b->unit));
	EXPECT_PART("#4 CONNECTED ppp1 connection %s SYNC links 1 by wait[%d]",
		    text_of(id_of(&self->scene, self->b, false)), getpid());
	ENDS(0);
}

TEST_F(wait, for_an_interface_that_does_not_exist_yet)
{
	struct pppsim_channel ch;
	struct pppsim_unit unit;

	WAITS("up", "wan0");
	ASSERT_EQ(0, pppsim_channel_open(&ch, PPPEV_KIND_SYNC, NULL));
	ASSERT_EQ(0, pppsim_unit_newlink(&unit, "wan0", -1));
	ASSERT_EQ(0, pppsim_channel_connect(&ch, unit.index));
	ASSERT_EQ(0, pppsim_if_up("wan0"));
	EXPECT_PART("#2 CONNECTED wan0 connection ");
	ENDS(0);
	pppsim_unit_close(&unit);
	pppsim_channel_close(&ch);
}

TEST_F(wait, for_a_connection_by_its_id_ends_when_it_comes_up)
{
	uint64_t id = id_of(&self->scene, self->a, false);

	WAITS("--json", "up", text_of(id));
	ASSERT_EQ(0, session_up(self->b));
	ASSERT_EQ(0, session_up(self->a));
	EXPECT_PART("{\"seq\":4,\"time_ns\":");
	EXPECT_NE(NULL, strstr(self->scene.line, ",\"type\":\"CONNECTED\","));
	EXPECT_NE(NULL, strstr(self->scene.line, "\"comm\":\"wait\"}"));
	ENDS(0);
}

TEST_F(wait, for_any_ends_with_the_first_that_comes_up)
{
	WAITS("up", "any");
	ASSERT_EQ(0, session_up(self->b));
	EXPECT_PART("#2 CONNECTED ppp1 ");
	ENDS(0);
}

TEST_F(wait, for_an_interface_ends_when_it_goes_down_and_not_before)
{
	ASSERT_EQ(0, session_up(self->a));
	ASSERT_EQ(0, session_up(self->b));
	WAITS("down", "ppp0");
	ASSERT_EQ(0, pppsim_unit_down(&self->b->unit));
	ASSERT_EQ(0, pppsim_unit_down(&self->a->unit));
	EXPECT_PART("#6 DISCONNECTED ppp0 ");
	ENDS(0);
}

TEST_F(wait, for_an_interface_to_go_down_sees_that_it_did_for_a_moment)
{
	ASSERT_EQ(0, session_up(self->a));
	WAITS("down", "ppp0");
	ASSERT_EQ(0, tool_suspend(&self->scene.tool));
	ASSERT_EQ(0, pppsim_unit_down(&self->a->unit));
	ASSERT_EQ(0, pppsim_unit_up(&self->a->unit));
	ASSERT_EQ(0, tool_resume(&self->scene.tool));
	EXPECT_PART("#3 DISCONNECTED ppp0 ");
	ENDS(0);
}

TEST_F(wait, for_any_to_be_down_ends_with_the_last)
{
	ASSERT_EQ(0, session_up(self->a));
	WAITS("down", "any");
	ASSERT_EQ(0, session_up(self->b));
	ASSERT_EQ(0, pppsim_unit_down(&self->a->unit));
	ASSERT_EQ(0, pppsim_unit_down(&self->b->unit));
	EXPECT_PART("#6 DISCONNECTED ppp1 ");
	ENDS(0);
}

TEST_F(wait, does_not_count_twice_what_came_up_before_it_looked)
{
	ASSERT_EQ(0, session_up(self->b));
	START_ON(self->scene.in.fd, "wait", "down", "any");
	SLEEPS_IN(SYS_ppoll);
	ASSERT_EQ(0, tool_caught_up(&self->scene.tool));
	ASSERT_EQ(0, pppsim_unit_down(&self->b->unit));
	EXPECT_PART("#3 DISCONNECTED ppp1 ");
	ENDS(0);
}

TEST_F(wait, for_a_link_ends_when_it_is_removed_and_its_connection_stays)
{
	struct pppsim_channel second;

	ASSERT_EQ(0, session_up(self->a));
	ASSERT_EQ(0, pppsim_channel_open(&second, PPPEV_KIND_ASYNC, NULL));
	ASSERT_EQ(0, pppsim_channel_connect(&second, self->a->unit.index));
	WAITS("down", text_of(id_of(&self->scene, self->a, true)));
	ASSERT_EQ(0, pppsim_channel_disconnect(&second));
	ASSERT_EQ(0, pppsim_channel_connect(&second, self->a->unit.index));
	ASSERT_EQ(0, session_disconnect(self->a));
	EXPECT_PART("#6 LINK_REMOVED ppp0 ");
	ENDS(0);
	pppsim_channel_close(&second);
}

/* ---- never ------------------------------------------------------------ */

#define NOBODY(id)							\
	EXPECT_LINE("pppev: no connection or link has the id %s, or it is over: 'pppev list' shows those there are", \
		    text_of(id))

TEST_F(wait, for_an_id_that_is_nobodys_fails)
{
	uint64_t id = id_of(&self->scene, self->a, false);

	START("wait", "up", "4000000000");
	NOBODY(4000000000);
	ENDS(4);
	ASSERT_EQ(0, session_up(self->a));
	ASSERT_EQ(0, session_disconnect(self->a));
	START("wait", "up", text_of(id));
	NOBODY(id);
	ENDS(4);
}

TEST_F(wait, for_a_connection_whose_dial_fails_is_in_vain)
{
	uint64_t id = id_of(&self->scene, self->a, false);

	ASSERT_EQ(0, session_connect(self->a));
	WAITS("up", text_of(id));
	ASSERT_EQ(0, session_disconnect(self->a));
	NOBODY(id);
	ENDS(4);
}

TEST_F(wait, ends_with_a_code_of_its_own_when_the_time_is_up)
{
	uint64_t begin = pppsim_now();

	START("wait", "--timeout", "0.25", "up", "ppp0");
	EXPECT_LINE("pppev: the time is up: ppp0 is not up");
	ENDS(3);
	EXPECT_LE(begin + 250000000, pppsim_now());
	ASSERT_EQ(0, session_up(self->a));
	START("wait", "--timeout", ".01", "down", "any");
	EXPECT_LINE("pppev: the time is up: any is not down");
	ENDS(3);
}

TEST_F(wait, without_time_only_looks)
{
	START("wait", "--timeout", "0", "up", "ppp0");
	EXPECT_LINE("pppev: the time is up: ppp0 is not up");
	ENDS(3);
	ASSERT_EQ(0, session_up(self->a));
	START("wait", "--timeout", "0", "up", "ppp0");
	EXPECT_PART("ppp0 connection ");
	ENDS(0);
}

TEST_F(wait, is_not_ended_by_a_time_limit_that_is_far_away)
{
	WAITS("--timeout", "86400", "up", "ppp0");
	ASSERT_EQ(0, session_up(self->a));
	EXPECT_PART("#2 CONNECTED ppp0 ");
	ENDS(0);
}

/* ---- lost records ----------------------------------------------------- */

TEST_F(wait, sees_what_came_up_in_records_that_were_lost)
{
	WAITS("up", "ppp1");
	ASSERT_EQ(0, tool_suspend(&self->scene.tool));
	ASSERT_EQ(0, session_up(self->b));
	ASSERT_EQ(0, session_up(self->a));
	ASSERT_EQ(0, overflow(&self->scene, self->a));
	ASSERT_EQ(0, tool_resume(&self->scene.tool));
	/* Not the event: that is lost. */
	EXPECT_PART("ppp1 connection %s CONNECTED SYNC",
		    text_of(id_of(&self->scene, self->b, false)));
	ENDS(0);
}

TEST_F(wait, sees_that_another_took_the_place_in_records_that_were_lost)
{
	ASSERT_EQ(0, session_up(self->b));
	ASSERT_EQ(0, session_up(self->a));
	WAITS("down", "ppp1");
	ASSERT_EQ(0, tool_suspend(&self->scene.tool));
	ASSERT_EQ(0, pppsim_unit_down(&self->b->unit));
	ASSERT_EQ(0, pppsim_unit_up(&self->b->unit));
	ASSERT_EQ(0, overflow(&self->scene, self->a));
	ASSERT_EQ(0, tool_resume(&self->scene.tool));
	ENDS(0);
}

TEST_F(wait, goes_on_when_what_was_lost_was_nothing_to_it)
{
	WAITS("up", "ppp1");
	ASSERT_EQ(0, tool_suspend(&self->scene.tool));
	ASSERT_EQ(0, session_up(self->a));
	ASSERT_EQ(0, overflow(&self->scene, self->a));
	ASSERT_EQ(0, tool_resume(&self->scene.tool));
	ASSERT_EQ(0, session_up(self->b));
	EXPECT_PART("ppp1 connection");
	ENDS(0);
}

TEST_F(wait, counts_right_what_is_up_after_records_were_lost)
{
	ASSERT_EQ(0, session_up(self->b));
	ASSERT_EQ(0, session_up(self->a));
	WAITS("down", "any");
	ASSERT_EQ(0, tool_suspend(&self->scene.tool));
	ASSERT_EQ(0, overflow(&self->scene, self->a));
	ASSERT_EQ(0, tool_resume(&self->scene.tool));
	ASSERT_EQ(0, tool_caught_up(&self->scene.tool));
	ASSERT_EQ(0, pppsim_unit_down(&self->a->unit));
	ASSERT_EQ(0, pppsim_unit_down(&self->b->unit));
	EXPECT_PART(" DISCONNECTED ppp1 ");
	ENDS(0);
}

/* ---- the end of the namespace ----------------------------------------- */

TEST_F(wait, says_that_the_network_namespace_is_gone)
{
	int ns = pppsim_netns_new();
	int fd = pppsim_netns_run(ns, open_here, NULL);

	ASSERT_LE(0, fd);
	START_ON(fd, "wait", "up", "any");
	SLEEPS_IN(SYS_ppoll);
	close(ns);
	EXPECT_LINE("pppev: the network namespace is gone");
	ENDS(5);
	close(fd);
}

TEST_F(wait, says_that_the_network_namespace_was_gone_before)
{
	int ns = pppsim_netns_new();
	int fd = pppsim_netns_run(ns, open_here, NULL);
	struct pollfd pfd = { .fd = fd };

	ASSERT_LE(0, fd);
	close(ns);
	ASSERT_EQ(1, poll(&pfd, 1, PPPSIM_TIMEOUT));
	START_ON(fd, "wait", "down", "any");
	EXPECT_LINE("pppev: the network namespace is gone");
	ENDS(5);
	close(fd);
}

TEST_HARNESS_MAIN
