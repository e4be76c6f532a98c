// SPDX-License-Identifier: GPL-2.0
/*
 * A pppd that goes to the background when it is connected: the process that
 * attached the link is gone, its child is the owner now.
 */
#include <signal.h>
#include <stdio.h>

#include "kselftest_harness.h"
#include "line.h"
#include "pppoe.h"

#define REMOVED		PPPEV_EVENT_LINK_REMOVED
#define CONNECTED	PPPEV_EVENT_CONNECTED
#define DISCONNECTED	PPPEV_EVENT_DISCONNECTED

#define LOG		"/tmp/pppoe.log"

/* The parent ends when its child has written this. */
static pid_t background_pid(pid_t parent)
{
	int pid = -1;
	FILE *f;

	if (wait_end(parent))
		return -1;
	f = fopen("/run/ppp0.pid", "r");
	if (f && fscanf(f, "%d", &pid) != 1)
		pid = -1;
	if (f)
		fclose(f);
	return pid == parent ? -1 : pid;
}

FIXTURE(serial)
{
	struct scene scene;
	struct line line;
	pid_t pppd;		/* in the background */
};

FIXTURE_SETUP(serial)
{
	ASSERT_EQ(0, scene_open(&self->scene));
	ASSERT_EQ(0, line_open(&self->line, &self->scene, 0));
	ASSERT_EQ(0, line_dial(&self->line, "updetach noipv6"));
	ASSERT_TRUE(line_is_up(&self->line, &self->scene));
	self->pppd = background_pid(self->line.pppd);
	ASSERT_LT(0, self->pppd);
	/* To go to the background is no event. */
	ASSERT_TRUE(is_listed_elsewhere(self->line.added.conn_id));
	ASSERT_EQ(0, pppsim_quiet(self->scene.stream, NULL));
}

FIXTURE_TEARDOWN(serial)
{
	line_close(&self->line);
	EXPECT_EQ(0, scene_close(&self->scene));
}

TEST_F_TIMEOUT(serial, pppd_in_the_background_that_is_terminated_detaches, 120)
{
	kill(self->pppd, SIGTERM);
	ASSERT_TRUE(line_hangs_up(&self->line, &self->scene, self->pppd));
	ASSERT_LE(0, wait_end(self->pppd));
	ASSERT_TRUE(is_gone_elsewhere(self->line.added.conn_id));
	ASSERT_TRUE(scene_over(&self->scene));
}

TEST_F_TIMEOUT(serial, pppd_in_the_background_that_is_killed_died, 120)
{
	ASSERT_LE(0, end(self->pppd, SIGKILL));
	ASSERT_TRUE(line_dies(&self->line, &self->scene, self->pppd));
	ASSERT_TRUE(is_gone_elsewhere(self->line.added.conn_id));
	ASSERT_TRUE(scene_over(&self->scene));
}

/* Here the channel dies with its socket, which the child has alone. */
FIXTURE(ethernet)
{
	struct scene scene;
	struct pppev_event added;
	pid_t server, pppd;
};

FIXTURE_SETUP(ethernet)
{
	struct scene *scene = &self->scene;
	pid_t parent;

	ASSERT_EQ(0, scene_open(scene));
	ASSERT_EQ(0, pppoe_lay_ethernet(&scene->peer));
	self->server = pppoe_start_server(&scene->peer, "noauth");
	ASSERT_GT(self->server, 0);
	parent = pppd_start(NULL, LOG,
			    "plugin rp-pppoe.so v0 " PPPOE_CLIENT
			    " noauth noipv6 updetach");
	ASSERT_GT(parent, 0);
	ASSERT_TRUE(scene_added(scene, PPPEV_KIND_PPPOE, 1,
				(struct want){ .links = 1, .pid = parent },
				&self->added));
	ASSERT_TRUE(scene_next(scene, &self->added,
			       (struct want){ CONNECTED, .links = 1,
					      .pid = parent }));
	self->pppd = background_pid(parent);
	ASSERT_LT(0, self->pppd);
	ASSERT_TRUE(signals_are(&scene->all, scene->stream,
				(struct counts){ .connection = 1 }));
	ASSERT_EQ(0, pppsim_quiet(scene->stream, NULL));
}

FIXTURE_TEARDOWN(ethernet)
{
	end(self->server, SIGTERM);
	EXPECT_EQ(0, scene_close(&self->scene));
}

static bool over(struct scene *scene, const struct pppev_event *added)
{
	return signals_are(&scene->all, scene->stream,
			   (struct counts){ .disconnection = 1 }) &&
	       is_gone_elsewhere(added->conn_id) && scene_over(scene);
}

TEST_F_TIMEOUT(ethernet, client_in_the_background_that_is_terminated_says_so,
	       120)
{
	kill(self->pppd, SIGTERM);
	ASSERT_TRUE(scene_next(&self->scene, &self->added,
			       (struct want){ DISCONNECTED,
					      PPPEV_REASON_INTERFACE_DOWN, 1,
					      .pid = self->pppd }));
	ASSERT_TRUE(scene_next(&self->scene, &self->added,
			       (struct want){ REMOVED,
					      PPPEV_REASON_INTERFACE_DELETED,
					      .pid = self->pppd }));
	ASSERT_LE(0, wait_end(self->pppd));
	ASSERT_TRUE(over(&self->scene, &self->added));
}

/* The order is that of pppd's descriptors: unit first or socket first. */
TEST_F_TIMEOUT(ethernet, client_in_the_background_that_is_killed_died, 120)
{
	ASSERT_LE(0, end(self->pppd, SIGKILL));
	ASSERT_TRUE(scene_ends(&self->scene, &self->added,
			       PPPEV_REASON_OWNER_DIED, self->pppd));
	ASSERT_TRUE(over(&self->scene, &self->added));
}

TEST_HARNESS_MAIN
