// SPDX-License-Identifier: GPL-2.0
/* The pppev tool: what it prints, how it ends, what it says when it cannot. */
#include <signal.h>
#include <stdio.h>

#include "kselftest_harness.h"
#include "common.h"
#include "tool.h"

FIXTURE(tool)
{
	struct stream in;
	struct session s;
	struct tool tool;
	char line[1024], want[1024];
};

FIXTURE_SETUP(tool)
{
	ASSERT_EQ(0, stream_open_fresh(&self->in));
	ASSERT_EQ(0, session_open(&self->s));
}

FIXTURE_TEARDOWN(tool)
{
	session_close(&self->s);
	close(self->in.fd);
}

#define START(...)	START_AS(0, __VA_ARGS__)
#define START_AS(uid, ...)						\
	ASSERT_EQ(0, tool_start(&self->tool, uid,			\
				(const char *const[]){ __VA_ARGS__, NULL }))

#define LINE()								\
	ASSERT_EQ(0, tool_line(&self->tool, self->line, sizeof(self->line)))
#define EXPECT_LINE(...)						\
	do {								\
		snprintf(self->want, sizeof(self->want), __VA_ARGS__);	\
		LINE();							\
		EXPECT_STREQ(self->want, self->line);			\
	} while (0)
#define EXPECT_END_OF_OUTPUT()						\
	EXPECT_EQ(-EPIPE, tool_line(&self->tool, self->line,		\
				    sizeof(self->line)))
/* What follows the time of day, which only the tool knows. */
#define EXPECT_TAIL(...)						\
	do {								\
		const char *tail_;					\
									\
		snprintf(self->want, sizeof(self->want), __VA_ARGS__);	\
		LINE();							\
		tail_ = strchr(self->line, '#');			\
		ASSERT_NE(NULL, tail_);					\
		EXPECT_STREQ(self->want, tail_);			\
	} while (0)

static unsigned long long llu(uint64_t value)
{
	return value;
}

TEST_F(tool, lists_nothing_in_plain_words)
{
	session_close(&self->s);
	START("list");
	EXPECT_LINE("no PPP connections");
	EXPECT_END_OF_OUTPUT();
	EXPECT_EQ(0, tool_stop(&self->tool, 0));
	START("list", "--json");
	EXPECT_END_OF_OUTPUT();
	EXPECT_EQ(0, tool_stop(&self->tool, 0));
}

TEST_F(tool, lists_connections_with_their_links_as_a_tree)
{
	struct pppsim_channel second;
	struct pppev_event a, b;

	ASSERT_EQ(0, pppsim_channel_open(&second, PPPEV_KIND_ASYNC, NULL));
	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, pppsim_next(self->in.fd, &a, PPPSIM_TIMEOUT));
	ASSERT_EQ(0, pppsim_channel_connect(&second, self->s.unit.index));
	ASSERT_EQ(0, pppsim_next(self->in.fd, &b, PPPSIM_TIMEOUT));
	START("list");
	EXPECT_LINE("ppp0 connection %llu NEW SYNC links 2 multilink",
		    llu(a.conn_id));
	LINE();
	snprintf(self->want, sizeof(self->want),
		 "|- link %llu SYNC channel %d place 1 since ",
		 llu(a.link_id), self->s.ch.index);
	EXPECT_EQ(0, strncmp(self->want, self->line, strlen(self->want)));
	LINE();
	snprintf(self->want, sizeof(self->want),
		 "`- link %llu ASYNC channel %d place 2 since ",
		 llu(b.link_id), second.index);
	EXPECT_EQ(0, strncmp(self->want, self->line, strlen(self->want)));
	EXPECT_END_OF_OUTPUT();
	EXPECT_EQ(0, tool_stop(&self->tool, 0));
	pppsim_channel_close(&second);
}

TEST_F(tool, lists_as_json_one_object_per_line)
{
	struct pppev_entry *e;
	struct pppev_event ev;

	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	ASSERT_EQ(0, pppsim_next(self->in.fd, &ev, PPPSIM_TIMEOUT));
	ASSERT_EQ(2, pppsim_snapshot(self->in.fd, 0, &e, NULL));
	START("list", "--json");
	EXPECT_LINE("{\"id\":%llu,\"conn_id\":%llu,\"since_ns\":%llu,"
		    "\"type\":\"CONNECTION\",\"state\":\"CONNECTED\","
		    "\"flags\":[],\"kind\":\"SYNC\",\"ifindex\":%d,\"unit\":0,"
		    "\"channel\":-1,\"links\":1,\"subentry\":1,"
		    "\"ifname\":\"ppp0\"}",
		    llu(ev.conn_id), llu(ev.conn_id), llu(e[0].since_ns),
		    self->s.unit.ifindex);
	EXPECT_LINE("{\"id\":%llu,\"conn_id\":%llu,\"since_ns\":%llu,"
		    "\"type\":\"LINK\",\"state\":\"CONNECTED\","
		    "\"flags\":[],\"kind\":\"SYNC\",\"ifindex\":%d,\"unit\":0,"
		    "\"channel\":%d,\"links\":1,\"subentry\":1,"
		    "\"ifname\":\"ppp0\"}",
		    llu(ev.link_id), llu(ev.conn_id), llu(e[1].since_ns),
		    self->s.unit.ifindex, self->s.ch.index);
	EXPECT_END_OF_OUTPUT();
	EXPECT_EQ(0, tool_stop(&self->tool, 0));
	free(e);
}

/* With --snapshot its first line says that it listens. */
TEST_F(tool, monitors_as_json_one_object_per_line)
{
	struct pppev_event ev;

	START("monitor", "--json", "--snapshot");
	EXPECT_LINE("{\"seq\":0,\"type\":\"SNAPSHOT\",\"count\":1}");
	LINE();
	ASSERT_EQ(0, pppsim_unit_multilink(&self->s.unit, true));
	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, pppsim_next(self->in.fd, &ev, PPPSIM_TIMEOUT));
	EXPECT_LINE("{\"seq\":1,\"time_ns\":%llu,\"conn_id\":%llu,"
		    "\"link_id\":%llu,\"lost\":0,\"type\":\"LINK_ADDED\","
		    "\"reason\":\"NONE\",\"flags\":[\"MULTILINK\"],"
		    "\"kind\":\"SYNC\",\"ifindex\":%d,\"unit\":0,"
		    "\"channel\":%d,\"links\":1,\"pid\":%d,\"subentry\":1,"
		    "\"ifname\":\"ppp0\",\"comm\":\"tool_test\"}",
		    llu(ev.time_ns), llu(ev.conn_id), llu(ev.link_id),
		    self->s.unit.ifindex, self->s.ch.index, getpid());
	ASSERT_EQ(0, session_disconnect(&self->s));
	LINE();
	EXPECT_NE(NULL, strstr(self->line, "\"type\":\"LINK_REMOVED\","
				"\"reason\":\"DETACHED\""));
	EXPECT_EQ(0, tool_stop(&self->tool, SIGTERM));
}

TEST_F(tool, monitors_in_lines_for_people)
{
	struct pppev_event ev;
	int pid = getpid();

	/* The connection that is there is its first line. */
	START("monitor", "--snapshot");
	LINE();
	EXPECT_NE(NULL, strstr(self->line, "ppp0 connection"));
	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, pppsim_next(self->in.fd, &ev, PPPSIM_TIMEOUT));
	EXPECT_TAIL("#1 LINK_ADDED ppp0 connection %llu link %llu SYNC "
		    "channel %d place 1 links 1 by tool_test[%d]",
		    llu(ev.conn_id), llu(ev.link_id), self->s.ch.index, pid);
	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	EXPECT_TAIL("#2 CONNECTED ppp0 connection %llu SYNC links 1 by "
		    "tool_test[%d]", llu(ev.conn_id), pid);
	ASSERT_EQ(0, pppsim_unit_down(&self->s.unit));
	EXPECT_TAIL("#3 DISCONNECTED ppp0 connection %llu SYNC links 1 "
		    "INTERFACE_DOWN by tool_test[%d]", llu(ev.conn_id), pid);
	EXPECT_EQ(0, tool_stop(&self->tool, SIGINT));
}

TEST_F(tool, monitor_says_what_it_lost)
{
	const unsigned int extra = 10;
	struct pppev_info info;
	int i;

	START("monitor", "--snapshot");
	LINE();
	ASSERT_EQ(0, pppsim_info(self->in.fd, &info));
	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	/* It cannot read while it is stopped. */
	ASSERT_EQ(0, kill(self->tool.pid, SIGSTOP));
	ASSERT_EQ(self->tool.pid, waitpid(self->tool.pid, &i, WUNTRACED));
	ASSERT_EQ(0, session_connect(&self->s));
	for (i = 0; i < (int)(info.queue_len - 2 + extra); i++)
		ASSERT_EQ(0, session_flip(&self->s, i % 2));
	ASSERT_EQ(0, kill(self->tool.pid, SIGCONT));
	EXPECT_TAIL("#%u LOST %u events: the queue was full", extra, extra);
	LINE();
	snprintf(self->want, sizeof(self->want), "#%u ", extra + 1);
	EXPECT_NE(NULL, strstr(self->line, self->want));
	EXPECT_EQ(0, tool_stop(&self->tool, SIGTERM));
}

TEST_F(tool, monitor_ends_when_its_reader_goes_away)
{
	START("monitor", "--snapshot");
	LINE();
	/* Nothing happens, and it notices all the same. */
	close(self->tool.out);
	self->tool.out = -1;
	EXPECT_EQ(0, tool_stop(&self->tool, 0));
}

TEST_F(tool, tells_what_happened_and_what_is_held)
{
	int efd = pppsim_efd_new();

	ASSERT_EQ(0, pppsim_watch(self->in.fd, efd, PPPEV_MASK_ALL, 0));
	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	ASSERT_EQ(0, session_connect(&self->s));
	START("stat");
	EXPECT_LINE("hooks         attach detach unregister netdev up");
	EXPECT_LINE("connected     1");
	EXPECT_LINE("disconnected  0");
	EXPECT_LINE("link_added    1");
	EXPECT_LINE("link_removed  0");
	EXPECT_LINE("stray         0");
	EXPECT_LINE("resyncs       0");
	EXPECT_LINE("signals       2");
	EXPECT_LINE("lost          0");
	EXPECT_LINE("units         1");
	EXPECT_LINE("links         1");
	EXPECT_EQ(0, tool_stop(&self->tool, 0));
	close(efd);
}

TEST_F(tool, help_and_version_are_no_failures)
{
	static const char *const args[] = { "--help", "--version", "-h", "-V" };

	for (size_t i = 0; i < sizeof(args) / sizeof(args[0]); i++) {
		START(args[i]);
		LINE();
		EXPECT_EQ(0, tool_stop(&self->tool, 0));
	}
	START("list", "--help");
	EXPECT_LINE("usage: pppev list [--json]");
	EXPECT_EQ(0, tool_stop(&self->tool, 0));
	START("monitor", "--help");
	EXPECT_LINE("usage: pppev monitor [--events LIST] [--count N] "
		    "[--snapshot] [--json] [WHO]");
	EXPECT_EQ(0, tool_stop(&self->tool, 0));
}

TEST_F(tool, wrong_usage_has_a_code_of_its_own)
{
	START("dance");
	EXPECT_LINE("pppev: unknown command 'dance'");
	EXPECT_LINE("Try 'pppev --help'.");
	EXPECT_EQ(2, tool_stop(&self->tool, 0));
	START("list", "--colour");
	EXPECT_LINE("pppev: unknown option '--colour'");
	EXPECT_LINE("Try 'pppev list --help'.");
	EXPECT_EQ(2, tool_stop(&self->tool, 0));
	START("monitor", "ppp0", "ppp1");
	EXPECT_LINE("pppev: unknown argument 'ppp1'");
	EXPECT_EQ(2, tool_stop(&self->tool, 0));
	START(NULL);
	LINE();
	EXPECT_EQ(2, tool_stop(&self->tool, 0));
}

TEST_F(tool, says_what_to_do_when_it_may_not_open_the_device)
{
	START_AS(65534, "list");
	EXPECT_LINE("pppev: /dev/pppev: Permission denied: run it as root, or "
		    "as a member of the group dip");
	EXPECT_EQ(1, tool_stop(&self->tool, 0));
}

TEST_HARNESS_MAIN
