// SPDX-License-Identifier: GPL-2.0
/* Dials that fail are no connections. */
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "kselftest_harness.h"
#include "scene.h"

#define LOG		"/tmp/pppd.log"
#define PEER_LOG	"/tmp/pppd.peer.log"
#define SECRETS		"/etc/ppp/chap-secrets"

FIXTURE(dial)
{
	struct scene scene;
	struct cable cable;
	pid_t pppd, peer;
};

FIXTURE_SETUP(dial)
{
	ASSERT_EQ(0, scene_open(&self->scene));
	ASSERT_EQ(0, cable_start(&self->cable, 0, 0));
	self->peer = -1;
}

FIXTURE_TEARDOWN(dial)
{
	end(self->peer, SIGKILL);
	cable_stop(&self->cable);
	EXPECT_EQ(0, scene_close(&self->scene));
}

/* A link came and went by the hand of @pppd, and that was all. */
static bool only_a_link(struct scene *scene, pid_t pppd)
{
	struct pppev_event added;
	int status;

	if (!scene_added(scene, PPPEV_KIND_ASYNC, 1,
			 (struct want){ .links = 1, .pid = pppd }, &added) ||
	    !scene_next(scene, &added,
			(struct want){ PPPEV_EVENT_LINK_REMOVED,
				       PPPEV_REASON_DETACHED, .pid = pppd }))
		return false;
	status = wait_end(pppd);
	return WIFEXITED(status) && WEXITSTATUS(status) &&
	       is_gone_elsewhere(added.conn_id) && scene_over(scene);
}

TEST_F_TIMEOUT(dial, absent_peer_gives_a_link_but_no_connection, 120)
{
	char options[256];

	snprintf(options, sizeof(options),
		 "%s local noauth " NO_PEER " 10.0.0.1:10.0.0.2",
		 self->cable.a);
	self->pppd = pppd_start(NULL, LOG, options);
	ASSERT_GT(self->pppd, 0);
	ASSERT_TRUE(only_a_link(&self->scene, self->pppd));
}

static int write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	if (!f)
		return -1;
	fputs(text, f);
	return fclose(f) || chmod(path, 0600);
}

TEST_F_TIMEOUT(dial, wrong_secret_gives_a_link_but_no_connection, 120)
{
	char options[256];

	ASSERT_EQ(0, write_file(SECRETS, "caller gate right *\n"));
	snprintf(options, sizeof(options),
		 "%s local silent auth require-chap name gate 10.0.0.2:10.0.0.1",
		 self->cable.b);
	self->peer = pppd_start_listening(&self->scene.peer, PEER_LOG,
					  options);
	ASSERT_GT(self->peer, 0);
	snprintf(options, sizeof(options),
		 "%s local noauth user caller password wrong 10.0.0.1:10.0.0.2",
		 self->cable.a);
	self->pppd = pppd_start(NULL, LOG, options);
	ASSERT_GT(self->pppd, 0);
	EXPECT_TRUE(only_a_link(&self->scene, self->pppd));
	EXPECT_EQ(0, wait_text(LOG, "CHAP authentication failed"));
	EXPECT_EQ(0, write_file(SECRETS, ""));
}

TEST_HARNESS_MAIN
