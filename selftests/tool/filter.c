// SPDX-License-Identifier: GPL-2.0
/* pppev monitor: whose events it shows, which, how many, and what it counts. */
#include <sys/prctl.h>

#include "kselftest_harness.h"
#include "tool_fixture.h"

FIXTURE(monitor)
{
	struct scene scene;
	struct session *a, *b;
};

FIXTURE_SETUP(monitor)
{
	self->a = &self->scene.s[0];
	self->b = &self->scene.s[1];
	ASSERT_EQ(0, scene_open(&self->scene));
}

FIXTURE_TEARDOWN(monitor)
{
	scene_close(&self->scene);
}

/* It listens: all that happens from here on is for it to show. */
#define MONITORS(...)							\
	do {								\
		START("monitor", __VA_ARGS__);				\
		SLEEPS_IN(SYS_poll);					\
	} while (0)

/* Eight events: of a 1, 2, 5, 6, of b 3, 4, 7, 8. */
static int both_up_and_down(struct session *a, struct session *b)
{
	return session_up(a) ?: session_up(b) ?:
	       pppsim_unit_down(&a->unit) ?: session_disconnect(a) ?:
	       pppsim_unit_down(&b->unit) ?: session_disconnect(b);
}

TEST_F(monitor, ends_after_so_many_events)
{
	MONITORS("--count", "3");
	ASSERT_EQ(0, both_up_and_down(self->a, self->b));
	EXPECT_PART("#1 LINK_ADDED ppp0 ");
	EXPECT_PART("#2 CONNECTED ppp0 ");
	EXPECT_PART("#3 LINK_ADDED ppp1 ");
	ENDS(0);
}

TEST_F(monitor, shows_the_events_it_is_asked_for)
{
	MONITORS("--count", "4", "--events", "connected,DISCONNECTED");
	ASSERT_EQ(0, both_up_and_down(self->a, self->b));
	EXPECT_PART("#2 CONNECTED ppp0 ");
	EXPECT_PART("#4 CONNECTED ppp1 ");
	EXPECT_PART("#5 DISCONNECTED ppp0 ");
	EXPECT_PART("#7 DISCONNECTED ppp1 ");
	ENDS(0);
}

TEST_F(monitor, shows_the_interface_it_is_asked_for)
{
	MONITORS("--count", "4", "ppp1");
	ASSERT_EQ(0, both_up_and_down(self->a, self->b));
	EXPECT_PART("#3 LINK_ADDED ppp1 ");
	EXPECT_PART("#4 CONNECTED ppp1 ");
	EXPECT_PART("#7 DISCONNECTED ppp1 ");
	EXPECT_PART("#8 LINK_REMOVED ppp1 ");
	ENDS(0);
}

TEST_F(monitor, shows_an_interface_that_does_not_exist_yet)
{
	struct pppsim_channel ch;
	struct pppsim_unit unit;

	MONITORS("--count", "1", "wan0");
	ASSERT_EQ(0, session_up(self->a));
	ASSERT_EQ(0, pppsim_channel_open(&ch, PPPEV_KIND_SYNC, NULL));
	ASSERT_EQ(0, pppsim_unit_newlink(&unit, "wan0", -1));
	ASSERT_EQ(0, pppsim_channel_connect(&ch, unit.index));
	EXPECT_PART("#3 LINK_ADDED wan0 ");
	ENDS(0);
	pppsim_unit_close(&unit);
	pppsim_channel_close(&ch);
}

TEST_F(monitor, shows_a_connection_with_its_links_by_the_id)
{
	uint64_t id = id_of(&self->scene, self->b, false);

	MONITORS("--count", "4", text_of(id));
	ASSERT_EQ(0, both_up_and_down(self->a, self->b));
	EXPECT_PART("#3 LINK_ADDED ppp1 connection %s link", text_of(id));
	EXPECT_PART("#4 CONNECTED ppp1 connection %s ", text_of(id));
	EXPECT_PART("#7 DISCONNECTED ppp1 connection %s ", text_of(id));
	EXPECT_PART("#8 LINK_REMOVED ppp1 connection %s link", text_of(id));
	ENDS(0);
}

TEST_F(monitor, shows_a_link_by_the_id_and_nothing_of_its_connection)
{
	uint64_t id;

	ASSERT_EQ(0, session_connect(self->a));
	id = id_of(&self->scene, self->a, true);
	MONITORS("--count", "1", text_of(id));
	ASSERT_EQ(0, pppsim_unit_up(&self->a->unit));
	ASSERT_EQ(0, pppsim_unit_down(&self->a->unit));
	ASSERT_EQ(0, session_disconnect(self->a));
	EXPECT_PART("#4 LINK_REMOVED ppp0 ");
	EXPECT_NE(NULL, strstr(self->scene.line, text_of(id)));
	ENDS(0);
}

TEST_F(monitor, joins_its_filters)
{
	MONITORS("--json", "--events", "link_removed,connected", "--count", "2",
		 "ppp0");
	ASSERT_EQ(0, both_up_and_down(self->b, self->a));
	EXPECT_PART("{\"seq\":4,");
	EXPECT_NE(NULL, strstr(self->scene.line, "\"type\":\"CONNECTED\","));
	EXPECT_PART("{\"seq\":8,");
	EXPECT_NE(NULL, strstr(self->scene.line, "\"type\":\"LINK_REMOVED\","));
	ENDS(0);
}

TEST_F(monitor, of_any_shows_everybody)
{
	MONITORS("--count", "8", "any");
	ASSERT_EQ(0, both_up_and_down(self->a, self->b));
	for (int i = 1; i <= 8; i++)
		EXPECT_PART("#%d ", i);
	ENDS(0);
}

/* ---- the snapshot ----------------------------------------------------- */

TEST_F(monitor, begins_with_the_connections_of_whom_it_is_asked_for)
{
	ASSERT_EQ(0, session_up(self->a));
	ASSERT_EQ(0, session_up(self->b));
	MONITORS("--snapshot", "--json", "--count", "1", "ppp1");
	EXPECT_LINE("{\"seq\":4,\"type\":\"SNAPSHOT\",\"count\":2}");
	EXPECT_PART(",\"type\":\"CONNECTION\",");
	EXPECT_NE(NULL, strstr(self->scene.line, ",\"ifname\":\"ppp1\"}"));
	EXPECT_PART(",\"type\":\"LINK\",");
	EXPECT_NE(NULL, strstr(self->scene.line, ",\"ifname\":\"ppp1\"}"));
	ASSERT_EQ(0, pppsim_unit_down(&self->b->unit));
	EXPECT_PART("{\"seq\":5,");
	ENDS(0);
}

TEST_F(monitor, begins_with_the_link_it_is_asked_for)
{
	uint64_t id;

	ASSERT_EQ(0, session_up(self->a));
	id = id_of(&self->scene, self->a, true);
	MONITORS("--snapshot", "--count", "1", text_of(id));
	EXPECT_PART("`- link %s SYNC", text_of(id));
	ASSERT_EQ(0, session_disconnect(self->a));
	EXPECT_PART("#3 LINK_REMOVED ");
	ENDS(0);
}

TEST_F(monitor, does_not_tell_again_what_the_snapshot_shows)
{
	ASSERT_EQ(0, session_up(self->a));
	START_ON(self->scene.in.fd, "monitor", "--snapshot", "--json",
		 "--count", "1");
	EXPECT_LINE("{\"seq\":2,\"type\":\"SNAPSHOT\",\"count\":3}");
	for (int i = 0; i < 3; i++)
		LINE();
	ASSERT_EQ(0, pppsim_unit_down(&self->a->unit));
	EXPECT_PART("{\"seq\":3,");
	ENDS(0);
}

TEST_F(monitor, filters_what_was_queued_before_it_set_the_filter)
{
	ASSERT_EQ(0, session_up(self->a));
	ASSERT_EQ(0, session_up(self->b));
	START_ON(self->scene.in.fd, "monitor", "--events", "connected",
		 "--count", "2", "ppp1");
	EXPECT_PART("#4 CONNECTED ppp1 ");
	ASSERT_EQ(0, pppsim_unit_down(&self->b->unit));
	ASSERT_EQ(0, pppsim_unit_up(&self->b->unit));
	EXPECT_PART("#6 CONNECTED ppp1 ");
	ENDS(0);
}

/* ---- what goes wrong -------------------------------------------------- */

TEST_F(monitor, tells_of_lost_records_whatever_it_shows_and_does_not_count_them)
{
	MONITORS("--events", "connected", "--count", "1", "ppp1");
	ASSERT_EQ(0, tool_suspend(&self->scene.tool));
	ASSERT_EQ(0, session_up(self->a));
	/* Twice as many: every other one is of the other sort. */
	ASSERT_EQ(0, overflow(&self->scene, self->a));
	ASSERT_EQ(0, overflow(&self->scene, self->a));
	ASSERT_EQ(0, session_up(self->b));
	ASSERT_EQ(0, tool_resume(&self->scene.tool));
	EXPECT_PART(" events: the queue was full");
	EXPECT_PART(" CONNECTED ppp1 ");
	ENDS(0);
}

TEST_F(monitor, refuses_an_id_that_is_nobodys)
{
	START("monitor", "4000000000");
	EXPECT_LINE("pppev: no connection or link has the id 4000000000, or it is over: 'pppev list' shows those there are");
	ENDS(4);
}

TEST_F(monitor, says_that_the_network_namespace_is_gone)
{
	int ns = pppsim_netns_new();
	int fd = pppsim_netns_run(ns, open_here, NULL);

	ASSERT_LE(0, fd);
	START_ON(fd, "monitor");
	SLEEPS_IN(SYS_poll);
	close(ns);
	EXPECT_LINE("pppev: the network namespace is gone");
	ENDS(5);
	close(fd);
}

/* As a daemon may be started that forgot to open them. */
static pid_t start_without_descriptors(void)
{
	pid_t pid = fork();

	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	close_range(0, ~0u, 0);
	execlp("pppev", "pppev", "monitor", NULL);
	_exit(127);
}

TEST_F(monitor, does_not_write_to_the_device_when_it_has_no_output)
{
	struct tool tool = { .pid = start_without_descriptors(), .out = -1 };
	char path[64], file[64];

	ASSERT_LT(0, tool.pid);
	EXPECT_EQ(0, tool_sleeps_in(&tool, SYS_poll));
	for (int fd = 0; fd <= 2; fd++) {
		ssize_t len;

		snprintf(path, sizeof(path), "/proc/%d/fd/%d", tool.pid, fd);
		len = readlink(path, file, sizeof(file) - 1);
		file[len > 0 ? len : 0] = 0;
		EXPECT_STREQ("/dev/null", file);
	}
	/* What it cannot write it says by how it ends. */
	ASSERT_EQ(0, session_up(self->a));
	EXPECT_EQ(1, tool_stop(&tool, 0));
}

TEST_HARNESS_MAIN
