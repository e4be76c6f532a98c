// SPDX-License-Identifier: GPL-2.0
/* A PPPoE session over veth: kernel-mode client against pppoe-server. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "kselftest_harness.h"
#include "pppoe.h"
#include "scene.h"

#define REMOVED		PPPEV_EVENT_LINK_REMOVED
#define CONNECTED	PPPEV_EVENT_CONNECTED
#define DISCONNECTED	PPPEV_EVENT_DISCONNECTED

#define LOG		"/tmp/pppoe.log"

FIXTURE(session)
{
	struct scene scene;
	struct signals one;
	struct pppev_event added;
	pid_t pppd, server;
};

FIXTURE_SETUP(session)
{
	ASSERT_EQ(0, scene_open(&self->scene));
	ASSERT_EQ(0, pppoe_lay_ethernet(&self->scene.peer));
	self->server = pppoe_start_server(&self->scene.peer, "noauth");
	ASSERT_GT(self->server, 0);
	self->pppd = pppd_start(NULL, LOG,
				"plugin rp-pppoe.so v0 " PPPOE_CLIENT
				" noauth noipv6");
	ASSERT_GT(self->pppd, 0);

	ASSERT_TRUE(scene_added(&self->scene, PPPEV_KIND_PPPOE, 1,
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
	end(self->server, SIGTERM);
	EXPECT_EQ(0, scene_close(&self->scene));
}

static bool ended(struct scene *scene, struct signals *one,
		  const struct pppev_event *added)
{
	struct counts once = { .disconnection = 1 };

	return signals_are(&scene->all, scene->stream, once) &&
	       signals_are(one, scene->stream, once) &&
	       is_gone_elsewhere(added->conn_id) && scene_over(scene);
}

/* pppd closes the unit before the socket. */
TEST_F_TIMEOUT(session, terminated_client_goes_down_and_closes_its_unit, 120)
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
	ASSERT_TRUE(ended(&self->scene, &self->one, &self->added));
}

/* The session number the client uses: the only one in /proc/net/pppoe. */
static int session_id(unsigned char peer[6])
{
	char line[128];
	unsigned int sid = 0, mac[6];
	FILE *f = fopen("/proc/thread-self/net/pppoe", "r");
	int i;

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "%x %x:%x:%x:%x:%x:%x", &sid, &mac[0],
			   &mac[1], &mac[2], &mac[3], &mac[4], &mac[5]) == 7)
			for (i = 0; i < 6; i++)
				peer[i] = mac[i];
	if (f)
		fclose(f);
	/* The file shows it as it is on the wire. */
	return ((sid & 0xff) << 8 | sid >> 8) & 0xffff;
}

static int send_padt(const struct peer *peer)
{
	unsigned char here[6], there[6];
	int ours = pppsim_netns_get();
	int sid = session_id(there);
	int ret;

	ret = pppsim_if_mac("v0", here) ?: pppsim_netns_enter(peer->netns) ?:
	      pppsim_padt("v1", here, there, sid);
	return ret ?: pppsim_netns_enter(ours);
}

TEST_F_TIMEOUT(session, padt_takes_the_link_and_with_it_the_connection, 120)
{
	ASSERT_EQ(0, send_padt(&self->scene.peer));
	ASSERT_TRUE(scene_next(&self->scene, &self->added,
			       (struct want){ REMOVED,
					      PPPEV_REASON_DRIVER_GONE,
					      .comm = "kworker*" }));
	ASSERT_TRUE(scene_next(&self->scene, &self->added,
			       (struct want){ DISCONNECTED,
					      PPPEV_REASON_DRIVER_GONE,
					      .comm = "kworker*" }));
	ASSERT_LE(0, wait_end(self->pppd));
	ASSERT_TRUE(ended(&self->scene, &self->one, &self->added));
}

TEST_F_TIMEOUT(session, deleted_ethernet_device_takes_the_link, 120)
{
	ASSERT_EQ(0, pppsim_if_delete("v0"));
	ASSERT_TRUE(scene_next(&self->scene, &self->added,
			       (struct want){ REMOVED,
					      PPPEV_REASON_DRIVER_GONE,
					      .pid = getpid(),
					      .comm = "pppoe_session" }));
	ASSERT_TRUE(scene_next(&self->scene, &self->added,
			       (struct want){ DISCONNECTED,
					      PPPEV_REASON_DRIVER_GONE,
					      .pid = getpid(),
					      .comm = "pppoe_session" }));
	ASSERT_LE(0, wait_end(self->pppd));
	ASSERT_TRUE(ended(&self->scene, &self->one, &self->added));
}

TEST_F_TIMEOUT(session, killed_client_ends_once_in_whatever_order, 120)
{
	ASSERT_LE(0, end(self->pppd, SIGKILL));
	ASSERT_TRUE(scene_ends(&self->scene, &self->added,
			       PPPEV_REASON_OWNER_DIED, self->pppd));
	ASSERT_TRUE(ended(&self->scene, &self->one, &self->added));
}

TEST_HARNESS_MAIN
