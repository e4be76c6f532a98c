// SPDX-License-Identifier: GPL-2.0
/* One pppd, several connections: demand dialling and persist. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "kselftest_harness.h"
#include "line.h"

FIXTURE(demand)
{
	struct scene scene;
	struct line line;
	uint64_t idle;		/* connection that the idle unit stands for */
};

/* What an idle unit that was never dialled shows. */
static uint64_t idle_connection(struct scene *scene)
{
	struct pppev_entry *e;
	int n = pppsim_snapshot(scene->stream, 0, &e, NULL);
	uint64_t id = 0;

	if (n == 1 && e->type == PPPEV_ENTRY_CONNECTION &&
	    e->state == PPPEV_STATE_NEW && !e->links && !e->since_ns &&
	    !strcmp(e->ifname, "ppp0"))
		id = e->id;
	free(e);
	return id;
}

FIXTURE_SETUP(demand)
{
	struct pppev_event ev;

	ASSERT_EQ(0, scene_open(&self->scene));
	ASSERT_EQ(0, line_open(&self->line, &self->scene, 0));
	ASSERT_EQ(0, line_dial(&self->line,
			       "demand connect true holdoff 0 noipv6"));
	/* It says so when the interface is up and its protocol at queue. */
	ASSERT_EQ(0, wait_text(LINE_LOG, "remote IP address"));
	self->idle = idle_connection(&self->scene);
	ASSERT_NE(0, self->idle);
	ASSERT_EQ(0, pppsim_quiet(self->scene.stream, &ev));
	ASSERT_TRUE(signals_are(&self->scene.all, self->scene.stream,
				(struct counts){ 0 }));
}

FIXTURE_TEARDOWN(demand)
{
	line_close(&self->line);
	EXPECT_EQ(0, scene_close(&self->scene));
}

/*
 * Send until something happens: while pppd winds up an earlier connection
 * packets are dropped.
 */
static int dial_by_traffic(struct scene *scene)
{
	struct sockaddr_in far = {
		.sin_family = AF_INET, .sin_port = htons(9),
		.sin_addr.s_addr = inet_addr("10.0.0.2"),
	};
	uint64_t limit = pppsim_now() + LIMIT_MS * 1000000ull;
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int ret;

	do {
		sendto(fd, "x", 1, 0, (void *)&far, sizeof(far));
		ret = pppsim_wait_readable(scene->stream, 100);
	} while (ret == -ETIMEDOUT && pppsim_now() < limit);
	close(fd);
	return ret;
}

static bool hung_up(struct scene *scene, struct line *line)
{
	return line_hangs_up(line, scene, line->pppd) &&
	       is_gone_elsewhere(line->added.conn_id) && scene_over(scene);
}

TEST_F_TIMEOUT(demand, dialling_connects_with_traffic_and_never_while_idle, 200)
{
	struct line *line = &self->line;
	uint64_t first, link;

	ASSERT_EQ(0, dial_by_traffic(&self->scene));
	ASSERT_TRUE(line_is_up(line, &self->scene));
	first = line->added.conn_id;
	link = line->added.link_id;
	EXPECT_EQ(self->idle, first);
	EXPECT_TRUE(is_listed_elsewhere(first));

	kill(line->pppd, SIGHUP);
	ASSERT_TRUE(hung_up(&self->scene, line));

	ASSERT_EQ(0, dial_by_traffic(&self->scene));
	ASSERT_TRUE(line_is_up(line, &self->scene));
	EXPECT_LT(first, line->added.conn_id);
	EXPECT_LT(link, line->added.link_id);
	EXPECT_TRUE(is_listed_elsewhere(line->added.conn_id));
	EXPECT_TRUE(is_gone_elsewhere(first));

	kill(line->pppd, SIGTERM);
	ASSERT_TRUE(hung_up(&self->scene, line));
	ASSERT_LE(0, wait_end(line->pppd));
	ASSERT_TRUE(scene_over(&self->scene));
}

TEST_F_TIMEOUT(demand, dialling_that_was_never_needed_ends_without_a_word, 200)
{
	ASSERT_LE(0, end(self->line.pppd, SIGTERM));
	ASSERT_TRUE(scene_over(&self->scene));
}

/* A living peer that does not answer: the dial is a link and no connection. */
TEST_F_TIMEOUT(demand, dialling_that_fails_gives_a_link_and_goes_idle_again, 200)
{
	struct line *line = &self->line;
	struct want gone = { PPPEV_EVENT_LINK_REMOVED, PPPEV_REASON_DETACHED,
			     .pid = line->pppd };

	ASSERT_LE(0, end(line->peer, SIGKILL));
	line->peer = -1;
	ASSERT_EQ(0, dial_by_traffic(&self->scene));
	ASSERT_TRUE(scene_added(&self->scene, PPPEV_KIND_ASYNC, 1,
				(struct want){ .links = 1, .pid = line->pppd },
				&line->added));
	EXPECT_EQ(self->idle, line->added.conn_id);
	kill(line->pppd, SIGHUP);
	ASSERT_TRUE(scene_next(&self->scene, &line->added, gone));
	ASSERT_TRUE(scene_over(&self->scene));
	ASSERT_LE(0, end(line->pppd, SIGTERM));
	ASSERT_TRUE(scene_over(&self->scene));
}

FIXTURE(persistent)
{
	struct scene scene;
	struct line line;
};

FIXTURE_SETUP(persistent)
{
	ASSERT_EQ(0, scene_open(&self->scene));
	ASSERT_EQ(0, line_open(&self->line, &self->scene, 0));
	ASSERT_EQ(0, line_dial(&self->line,
			       "persist holdoff 0 maxfail 0 noipv6"));
	ASSERT_TRUE(line_is_up(&self->line, &self->scene));
}

FIXTURE_TEARDOWN(persistent)
{
	line_close(&self->line);
	EXPECT_EQ(0, scene_close(&self->scene));
}

/* @breaker is sent a SIGHUP; what was up goes and comes again as another. */
static bool redials(struct scene *scene, struct line *line, pid_t breaker)
{
	struct pppev_event old = line->added;

	kill(breaker, SIGHUP);
	return line_hangs_up(line, scene, line->pppd) &&
	       line_is_up(line, scene) && is_gone_elsewhere(old.conn_id) &&
	       is_listed_elsewhere(line->added.conn_id) &&
	       old.conn_id < line->added.conn_id &&
	       old.link_id < line->added.link_id;
}

TEST_F_TIMEOUT(persistent, pppd_has_a_new_connection_after_each_hang_up, 200)
{
	struct line *line = &self->line;

	ASSERT_TRUE(redials(&self->scene, line, line->pppd));
	ASSERT_TRUE(redials(&self->scene, line, line->peer));
	kill(line->pppd, SIGTERM);
	ASSERT_TRUE(line_hangs_up(line, &self->scene, line->pppd));
	ASSERT_LE(0, wait_end(line->pppd));
	ASSERT_TRUE(scene_over(&self->scene));
}

FIXTURE(dual)
{
	struct scene scene;
	struct line line;
};

FIXTURE_SETUP(dual)
{
	ASSERT_EQ(0, scene_open(&self->scene));
	ASSERT_EQ(0, line_open(&self->line, &self->scene, 0));
	ASSERT_EQ(0, line_dial(&self->line, "+ipv6"));
}

FIXTURE_TEARDOWN(dual)
{
	line_close(&self->line);
	EXPECT_EQ(0, scene_close(&self->scene));
}

TEST_F_TIMEOUT(dual, stack_is_one_connection_whatever_protocol_is_first, 200)
{
	struct line *line = &self->line;
	struct pppev_event ev;

	ASSERT_TRUE(line_is_up(line, &self->scene));
	ASSERT_EQ(0, wait_text(LINE_LOG, "remote IP address"));
	ASSERT_EQ(0, wait_text(LINE_LOG, "remote LL address"));
	/* The second protocol was no event. */
	ASSERT_EQ(0, pppsim_quiet(self->scene.stream, &ev));
	ASSERT_TRUE(is_listed_elsewhere(line->added.conn_id));
	kill(line->pppd, SIGTERM);
	ASSERT_TRUE(line_hangs_up(line, &self->scene, line->pppd));
	ASSERT_LE(0, wait_end(line->pppd));
	ASSERT_TRUE(is_gone_elsewhere(line->added.conn_id));
	ASSERT_TRUE(scene_over(&self->scene));
}

TEST_HARNESS_MAIN
