// SPDX-License-Identifier: GPL-2.0
/*
 * pppd over a pair of pseudo terminals, each end in its own network
 * namespace: every way such a session can end.
 */
#include <signal.h>

#include "kselftest_harness.h"
#include "scene.h"

#define ADDED		PPPEV_EVENT_LINK_ADDED
#define REMOVED		PPPEV_EVENT_LINK_REMOVED
#define CONNECTED	PPPEV_EVENT_CONNECTED
#define DISCONNECTED	PPPEV_EVENT_DISCONNECTED

#define LOG		"/tmp/pppd.log"
#define PEER_LOG	"/tmp/pppd.peer.log"

FIXTURE(session)
{
	struct scene scene;
	struct cable cable;
	struct signals one;	/* registered for the connection */
	struct pppev_event added;
	pid_t pppd, peer;
};

FIXTURE_SETUP(session)
{
	char options[256];

	ASSERT_EQ(0, scene_open(&self->scene));
	ASSERT_EQ(0, cable_start(&self->cable, 0, 0));
	snprintf(options, sizeof(options),
		 "%s local silent noauth noipv6 10.0.0.2:10.0.0.1",
		 self->cable.b);
	self->peer = pppd_start_listening(&self->scene.peer, PEER_LOG,
					  options);
	ASSERT_GT(self->peer, 0);
	snprintf(options, sizeof(options),
		 "%s local noauth noipv6 10.0.0.1:10.0.0.2", self->cable.a);
	self->pppd = pppd_start(NULL, LOG, options);
	ASSERT_GT(self->pppd, 0);

	ASSERT_TRUE(scene_added(&self->scene, PPPEV_KIND_ASYNC, 1,
				(struct want){ .links = 1,
					       .pid = self->pppd },
				&self->added));
	ASSERT_TRUE(scene_next(&self->scene, &self->added,
			       (struct want){ CONNECTED, .links = 1,
					      .pid = self->pppd }));
	ASSERT_TRUE(is_listed_elsewhere(self->added.conn_id));
	ASSERT_EQ(0, signals_register(&self->one, self->added.conn_id));
	ASSERT_TRUE(signals_are(&self->scene.all, self->scene.stream,
				(struct counts){ .connection = 1 }));
	ASSERT_EQ(0, wait_text(LOG, "remote IP address"));
}

FIXTURE_TEARDOWN(session)
{
	signals_close(&self->one);
	end(self->peer, SIGKILL);
	cable_stop(&self->cable);
	EXPECT_EQ(0, scene_close(&self->scene));
}

/* The end of the only connection, as both registrations saw it. */
static bool ended(struct scene *scene, struct signals *one,
		  const struct pppev_event *added)
{
	struct counts once = { .disconnection = 1 };

	return signals_are(&scene->all, scene->stream, once) &&
	       signals_are(one, scene->stream, once) &&
	       is_gone_elsewhere(added->conn_id) && scene_over(scene);
}

TEST_F_TIMEOUT(session, terminated_pppd_goes_down_and_then_detaches, 120)
{
	kill(self->pppd, SIGTERM);
	ASSERT_TRUE(scene_next(&self->scene, &self->added,
			       (struct want){ DISCONNECTED,
					      PPPEV_REASON_INTERFACE_DOWN, 1,
					      .pid = self->pppd }));
	ASSERT_TRUE(is_gone_elsewhere(self->added.conn_id));
	ASSERT_TRUE(scene_next(&self->scene, &self->added,
			       (struct want){ REMOVED, PPPEV_REASON_DETACHED,
					      .pid = self->pppd }));
	ASSERT_LE(0, wait_end(self->pppd));
	ASSERT_TRUE(ended(&self->scene, &self->one, &self->added));
}

/*
 * The master of the tty stays open, so the channel lives on: the unit goes
 * first, and its link with it, once.
 */
TEST_F_TIMEOUT(session, killed_pppd_loses_unit_and_link_exactly_once, 120)
{
	ASSERT_LE(0, end(self->pppd, SIGKILL));
	ASSERT_TRUE(scene_next(&self->scene, &self->added,
			       (struct want){ DISCONNECTED,
					      PPPEV_REASON_OWNER_DIED, 1,
					      .pid = self->pppd }));
	ASSERT_TRUE(scene_next(&self->scene, &self->added,
			       (struct want){ REMOVED,
					      PPPEV_REASON_OWNER_DIED,
					      .pid = self->pppd }));
	ASSERT_TRUE(ended(&self->scene, &self->one, &self->added));
	/* Only now is the channel detached, silently. */
	end(self->peer, SIGKILL);
	cable_stop(&self->cable);
	ASSERT_TRUE(scene_over(&self->scene));
	ASSERT_EQ(0, cable_start(&self->cable, 0, 0));
}

TEST_F_TIMEOUT(session, hung_up_tty_takes_the_link_and_with_it_the_connection,
	       120)
{
	cable_hang_up(&self->cable);
	ASSERT_TRUE(scene_next(&self->scene, &self->added,
			       (struct want){ REMOVED,
					      PPPEV_REASON_DRIVER_GONE,
					      .pid = self->cable.pid,
					      .comm = "ptypair" }));
	ASSERT_TRUE(scene_next(&self->scene, &self->added,
			       (struct want){ DISCONNECTED,
					      PPPEV_REASON_DRIVER_GONE,
					      .pid = self->cable.pid,
					      .comm = "ptypair" }));
	ASSERT_LE(0, wait_end(self->pppd));
	ASSERT_TRUE(ended(&self->scene, &self->one, &self->added));
}

TEST_F_TIMEOUT(session, deleted_interface_takes_connection_and_link, 120)
{
	ASSERT_EQ(0, pppsim_if_delete("ppp0"));
	ASSERT_TRUE(scene_next(&self->scene, &self->added,
			       (struct want){ DISCONNECTED,
					      PPPEV_REASON_INTERFACE_DELETED,
					      1, .pid = getpid(),
					      .comm = "pty_session" }));
	ASSERT_TRUE(scene_next(&self->scene, &self->added,
			       (struct want){ REMOVED,
					      PPPEV_REASON_INTERFACE_DELETED,
					      .pid = getpid(),
					      .comm = "pty_session" }));
	ASSERT_LE(0, end(self->pppd, SIGTERM));
	ASSERT_TRUE(ended(&self->scene, &self->one, &self->added));
}

TEST_F_TIMEOUT(session, interface_set_down_and_up_is_another_connection, 120)
{
	struct pppev_event again;

	ASSERT_EQ(0, pppsim_if_down("ppp0"));
	ASSERT_TRUE(scene_next(&self->scene, &self->added,
			       (struct want){ DISCONNECTED,
					      PPPEV_REASON_INTERFACE_DOWN, 1,
					      .pid = getpid(),
					      .comm = "pty_session" }));
	ASSERT_TRUE(is_gone_elsewhere(self->added.conn_id));
	ASSERT_EQ(0, pppsim_if_up("ppp0"));
	again = self->added;
	again.conn_id = PPPSIM_ANY_ID;
	ASSERT_TRUE(scene_next(&self->scene, &again,
			       (struct want){ CONNECTED, .links = 1,
					      .pid = getpid(),
					      .comm = "pty_session" }));
	ASSERT_TRUE(is_gone_elsewhere(self->added.conn_id));
	ASSERT_TRUE(signals_are(&self->scene.all, self->scene.stream,
				(struct counts){ .connection = 1,
						 .disconnection = 1 }));
	ASSERT_TRUE(signals_are(&self->one, self->scene.stream,
				(struct counts){ .disconnection = 1 }));
	kill(self->pppd, SIGTERM);
	ASSERT_TRUE(scene_next(&self->scene, &again,
			       (struct want){ DISCONNECTED,
					      PPPEV_REASON_INTERFACE_DOWN, 1,
					      .pid = self->pppd }));
	ASSERT_TRUE(scene_next(&self->scene, &again,
			       (struct want){ REMOVED, PPPEV_REASON_DETACHED,
					      .pid = self->pppd }));
	ASSERT_LE(0, wait_end(self->pppd));
	ASSERT_TRUE(signals_are(&self->scene.all, self->scene.stream,
				(struct counts){ .disconnection = 1 }));
	ASSERT_TRUE(signals_are(&self->one, self->scene.stream,
				(struct counts){ 0 }));
	ASSERT_TRUE(scene_over(&self->scene));
}

TEST_HARNESS_MAIN
