// SPDX-License-Identifier: GPL-2.0
/* A multilink bundle of three links that pppd runs over pseudo terminals. */
#include <signal.h>

#include "kselftest_harness.h"
#include "scene.h"

#define REMOVED		PPPEV_EVENT_LINK_REMOVED
#define CONNECTED	PPPEV_EVENT_CONNECTED
#define DISCONNECTED	PPPEV_EVENT_DISCONNECTED
#define ML		PPPEV_FLAG_MULTILINK

#define LINKS		3

struct member {
	struct cable cable;
	pid_t pppd, peer;
	struct pppev_event added;
};

FIXTURE(bundle)
{
	struct scene scene;
	struct signals one;
	struct member link[LINKS];
};

static int dial(struct scene *scene, struct member *m, int number)
{
	char options[256], log[64];

	if (cable_start(&m->cable, number, 0))
		return -1;
	snprintf(log, sizeof(log), "/tmp/link.%d.peer.log", number);
	snprintf(options, sizeof(options),
		 "%s local silent noauth noipv6 multilink endpoint local:70.65.65.72 10.2.0.2:10.2.0.1",
		 m->cable.b);
	m->peer = pppd_start_listening(&scene->peer, log, options);
	snprintf(log, sizeof(log), "/tmp/link.%d.log", number);
	snprintf(options, sizeof(options),
		 "%s local noauth noipv6 multilink endpoint local:67.61.74.65 10.2.0.1:10.2.0.2",
		 m->cable.a);
	m->pppd = pppd_start(NULL, log, options);
	return m->peer > 0 && m->pppd > 0 ? 0 : -1;
}

static void drop(struct member *m)
{
	end(m->peer, SIGKILL);
	cable_stop(&m->cable);
	m->peer = -1;
	m->cable.pid = -1;
}

/* @m is dialled as the link at place @n; before it, n - 1 were there. */
static bool joined(struct scene *scene, struct member *m, int n)
{
	if (!scene_added(scene, PPPEV_KIND_ASYNC, n,
			 (struct want){ .links = n, .flags = ML,
					.pid = m->pppd }, &m->added))
		return false;
	if (n == 1)
		return scene_next(scene, &m->added,
				  (struct want){ CONNECTED, .links = 1,
						 .flags = ML,
						 .pid = m->pppd });
	return true;
}

FIXTURE_SETUP(bundle)
{
	struct scene *scene = &self->scene;
	int i;

	ASSERT_EQ(0, scene_open(scene));
	for (i = 0; i < LINKS; i++) {
		ASSERT_EQ(0, dial(scene, &self->link[i], i));
		ASSERT_TRUE(joined(scene, &self->link[i], i + 1));
		ASSERT_TRUE(signals_are(&scene->all, scene->stream,
					(struct counts){ .connection = !i,
							 .added = 1 }));
		ASSERT_EQ(self->link[0].added.conn_id,
			  self->link[i].added.conn_id);
	}
	ASSERT_EQ(0, signals_register(&self->one,
				      self->link[0].added.conn_id));
}

FIXTURE_TEARDOWN(bundle)
{
	int i;

	signals_close(&self->one);
	for (i = 0; i < LINKS; i++)
		drop(&self->link[i]);
	EXPECT_EQ(0, scene_close(&self->scene));
}

/* One member is terminated while @left others go on. */
static bool leaves(struct scene *scene, struct signals *one,
		   struct member *m, uint32_t left)
{
	struct counts removed = { .removed = 1 };

	kill(m->pppd, SIGTERM);
	return scene_next(scene, &m->added,
			  (struct want){ REMOVED, PPPEV_REASON_DETACHED, left,
					 ML, .pid = m->pppd }) &&
	       wait_end(m->pppd) >= 0 &&
	       signals_are(&scene->all, scene->stream, removed) &&
	       signals_are(one, scene->stream, removed);
}

/* The last member goes: pppd detaches it, and only then sets the unit down. */
static bool ends(struct scene *scene, struct signals *one, struct member *m)
{
	struct counts over = { .disconnection = 1, .removed = 1 };

	kill(m->pppd, SIGTERM);
	return scene_next(scene, &m->added,
			  (struct want){ REMOVED, PPPEV_REASON_DETACHED, 0,
					 ML, .pid = m->pppd }) &&
	       scene_next(scene, &m->added,
			  (struct want){ DISCONNECTED, PPPEV_REASON_DETACHED,
					 0, ML, .pid = m->pppd }) &&
	       wait_end(m->pppd) >= 0 &&
	       signals_are(&scene->all, scene->stream, over) &&
	       signals_are(one, scene->stream, over) &&
	       is_gone_elsewhere(m->added.conn_id) && scene_over(scene);
}

static uint64_t subentry(uint64_t conn, DWORD place, DWORD *error)
{
	HRASCONN link = NULL;

	*error = RasGetSubEntryHandle((HRASCONN)(uintptr_t)conn, place, &link);
	return (uintptr_t)link;
}

TEST_F_TIMEOUT(bundle, link_taken_away_and_added_again_gets_its_place_back,
	       240)
{
	struct member *second = &self->link[1];
	uint64_t conn = second->added.conn_id;
	uint64_t old = second->added.link_id;
	DWORD error;

	EXPECT_EQ(old, subentry(conn, 2, &error));
	EXPECT_EQ(0, error);
	ASSERT_TRUE(leaves(&self->scene, &self->one, second, 2));
	subentry(conn, 2, &error);
	EXPECT_EQ(ERROR_PORT_NOT_OPEN, error);
	subentry(conn, 4, &error);
	EXPECT_EQ(ERROR_NO_MORE_ITEMS, error);
	drop(second);

	ASSERT_EQ(0, dial(&self->scene, second, 1));
	ASSERT_TRUE(scene_added(&self->scene, PPPEV_KIND_ASYNC, 2,
				(struct want){ .links = 3, .flags = ML,
					       .pid = second->pppd },
				&second->added));
	EXPECT_EQ(conn, second->added.conn_id);
	EXPECT_NE(old, second->added.link_id);
	EXPECT_EQ(second->added.link_id, subentry(conn, 2, &error));
	EXPECT_TRUE(signals_are(&self->scene.all, self->scene.stream,
				(struct counts){ .added = 1 }));
	EXPECT_TRUE(signals_are(&self->one, self->scene.stream,
				(struct counts){ .added = 1 }));

	ASSERT_TRUE(leaves(&self->scene, &self->one, &self->link[2], 2));
	ASSERT_TRUE(leaves(&self->scene, &self->one, second, 1));
	ASSERT_TRUE(ends(&self->scene, &self->one, &self->link[0]));
}

/*
 * The process that made the unit owns it: with it goes the bundle, and every
 * link in the order of its place, although other processes hold two of them.
 */
TEST_F_TIMEOUT(bundle, of_a_master_that_is_killed_loses_all_its_links_at_once,
	       240)
{
	struct counts over = { .disconnection = 1, .removed = LINKS };
	struct scene *scene = &self->scene;
	pid_t master = self->link[0].pppd;
	int i;

	ASSERT_LE(0, end(master, SIGKILL));
	ASSERT_TRUE(scene_next(scene, &self->link[0].added,
			       (struct want){ DISCONNECTED,
					      PPPEV_REASON_OWNER_DIED, LINKS,
					      ML, .pid = master }));
	for (i = 0; i < LINKS; i++) {
		ASSERT_TRUE(scene_next(scene, &self->link[i].added,
				       (struct want){ REMOVED,
						      PPPEV_REASON_OWNER_DIED,
						      LINKS - 1 - i, ML,
						      .pid = master }));
	}
	ASSERT_TRUE(signals_are(&scene->all, scene->stream, over));
	ASSERT_TRUE(signals_are(&self->one, scene->stream, over));
	ASSERT_TRUE(is_gone_elsewhere(self->link[0].added.conn_id));
	ASSERT_TRUE(scene_over(scene));
	/* The others let go of channels that are in no bundle any more. */
	for (i = 1; i < LINKS; i++)
		end(self->link[i].pppd, SIGKILL);
	ASSERT_TRUE(scene_over(scene));
}

TEST_HARNESS_MAIN
