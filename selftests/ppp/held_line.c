// SPDX-License-Identifier: GPL-2.0
/*
 * A line that never sees its last close, because somebody else has it open:
 * neither the line discipline nor the channel ends with pppd.
 */
#include <signal.h>

#include "kselftest_harness.h"
#include "line.h"

FIXTURE(held)
{
	struct scene scene;
	struct line line;
};

FIXTURE_SETUP(held)
{
	ASSERT_EQ(0, scene_open(&self->scene));
	ASSERT_EQ(0, line_open(&self->line, &self->scene, 1));
	ASSERT_EQ(0, line_dial(&self->line, "noipv6"));
	ASSERT_TRUE(line_is_up(&self->line, &self->scene));
	ASSERT_TRUE(is_listed_elsewhere(self->line.added.conn_id));
}

FIXTURE_TEARDOWN(held)
{
	line_close(&self->line);
	EXPECT_EQ(0, scene_close(&self->scene));
}

TEST_F_TIMEOUT(held, line_of_a_killed_pppd_loses_its_link_once, 120)
{
	struct line *line = &self->line;

	ASSERT_LE(0, end(line->pppd, SIGKILL));
	ASSERT_TRUE(line_dies(line, &self->scene, line->pppd));
	ASSERT_TRUE(is_gone_elsewhere(line->added.conn_id));
	ASSERT_TRUE(scene_over(&self->scene));
	/* Only when the cable goes do the lines and the channel, silently. */
	end(line->peer, SIGKILL);
	cable_stop(&line->cable);
	line->peer = -1;
	line->cable.pid = -1;
	ASSERT_TRUE(scene_over(&self->scene));
}

TEST_F_TIMEOUT(held, line_of_a_terminated_pppd_can_be_dialled_again, 120)
{
	struct line *line = &self->line;
	struct pppev_event old = line->added;

	kill(line->pppd, SIGTERM);
	ASSERT_TRUE(line_hangs_up(line, &self->scene, line->pppd));
	ASSERT_LE(0, wait_end(line->pppd));
	ASSERT_TRUE(scene_over(&self->scene));

	ASSERT_EQ(0, line_dial(line, "noipv6"));
	ASSERT_TRUE(line_is_up(line, &self->scene));
	EXPECT_LT(old.conn_id, line->added.conn_id);
	EXPECT_LT(old.link_id, line->added.link_id);
	EXPECT_TRUE(is_gone_elsewhere(old.conn_id));
	kill(line->pppd, SIGTERM);
	ASSERT_TRUE(line_hangs_up(line, &self->scene, line->pppd));
	ASSERT_LE(0, wait_end(line->pppd));
	ASSERT_TRUE(scene_over(&self->scene));
}

TEST_HARNESS_MAIN
