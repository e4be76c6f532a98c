// SPDX-License-Identifier: GPL-2.0
/* What the module costs those that it watches; bench/cost prints more of it. */
#include <string.h>

#include "kselftest_harness.h"
#include "costs.h"
#include "module.h"

#define ROUNDS	5
#define BATCHES	12
#define LIMIT	2.0

FIXTURE(module)
{
	struct costs costs;
};

FIXTURE_SETUP(module)
{
	self->costs.module = "../../kmod/pppev.ko";
	self->costs.rounds = ROUNDS;
	self->costs.batches = BATCHES;
	/* To skip here would not keep 6.1's harness from running the test. */
	if (kernel_is_slow())
		return;
	ASSERT_EQ(0, costs_measure(&self->costs));
	costs_print(&self->costs, "# ");
}

FIXTURE_TEARDOWN(module)
{
	costs_free(&self->costs);
}

static bool may_be_hooked(const char *line)
{
	return !strncmp(line, "ppp_ioctl ", 10) ||
	       !strncmp(line, "ppp_disconnect_channel ", 23) ||
	       !strncmp(line, "ppp_unregister_channel ", 23) ||
	       !strncmp(line, "__dev_notify_flags ", 19);
}

/*
 * Noise makes single rounds better or worse: it is too slow if all of them say
 * so.  With a clock that counts instructions they say the same.
 */
TEST_F_TIMEOUT(module, adds_no_more_to_a_connect_than_it_takes_and_nothing_to_packets, 230)
{
	const char *line = self->costs.hooked;

	if (kernel_is_slow())
		SKIP(return, "a kernel built to find bugs");
	EXPECT_GT(LIMIT, self->costs.ratio[CALL_CONNECT].min);
	EXPECT_NE(0, *line);
	while (*line) {
		EXPECT_TRUE(may_be_hooked(line));
		line += strcspn(line, "\n");
		line += strspn(line, "\n");
	}
}

TEST_HARNESS_MAIN
