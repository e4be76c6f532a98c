// SPDX-License-Identifier: GPL-2.0
/*
 * Somebody else who wants the functions of ppp_generic for himself: whoever
 * comes second has to find another way, or to go without.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "module.h"
#include "pppsim.h"

#define FLIPS	20

FIXTURE(rival)
{
	struct pppsim_channel ch;
	struct pppsim_unit unit;
	char line[512];
};

FIXTURE_VARIANT(rival)
{
	const char *function;
};

FIXTURE_VARIANT_ADD(rival, of_ioctl) {
	.function = "ppp_ioctl",
};

FIXTURE_VARIANT_ADD(rival, of_disconnect) {
	.function = "ppp_disconnect_channel",
};

FIXTURE_VARIANT_ADD(rival, of_unregister) {
	.function = "ppp_unregister_channel",
};

FIXTURE_SETUP(rival)
{
	ASSERT_EQ(0, unload());
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, pppsim_unit_open(&self->unit));
}

FIXTURE_TEARDOWN(rival)
{
	pppsim_unit_close(&self->unit);
	unload();
	rival_unload();
	EXPECT_EQ(0, load(""));
}

/* One link that comes, and goes with its driver or by itself. */
static int flip(FIXTURE_DATA(rival) *self, int fd, bool drop)
{
	struct pppev_event want, added;
	int ret;

	ret = pppsim_channel_open(&self->ch, PPPEV_KIND_SYNC, NULL) ?:
	      pppsim_channel_connect(&self->ch, self->unit.index);
	if (ret)
		return ret;
	pppsim_want_link(&want, PPPEV_EVENT_LINK_ADDED, &self->unit,
			 &self->ch);
	want.links = 1;
	want.subentry = 1;
	ret = pppsim_expect(fd, &want, &added, PPPSIM_TIMEOUT);
	if (drop)
		pppsim_channel_drop(&self->ch);
	else
		ret = ret ?: pppsim_channel_disconnect(&self->ch);
	want = added;
	want.type = PPPEV_EVENT_LINK_REMOVED;
	want.reason = PPPEV_REASON_DETACHED;
	want.links = 0;
	want.seq = 0;
	want.time_ns = 0;
	ret = ret ?: pppsim_expect(fd, &want, NULL, PPPSIM_TIMEOUT);
	pppsim_channel_close(&self->ch);
	return ret;
}

/* Exactly what happens is told, and nothing is missed. */
static int flips(FIXTURE_DATA(rival) *self, int fd)
{
	struct pppev_stats stats;
	int i, ret = 0;

	for (i = 0; i < FLIPS && !ret; i++)
		ret = flip(self, fd, i % 2) ?: pppsim_quiet(fd, NULL);
	ret = ret ?: pppsim_stats(fd, &stats);
	return ret ?: stats.missed || stats.resyncs ? -EIO : 0;
}

TEST_F(rival, who_was_first_makes_it_fall_back_to_probes)
{
	struct pppev_info info;
	int before = log_lines("pppev:", self->line, sizeof(self->line));
	int fd;

	if (!probes_work())
		SKIP(return, "no probes on PREEMPT_RT");
	ASSERT_EQ(0, rival_load(variant->function));
	ASSERT_EQ(0, load(""));
	EXPECT_EQ(1, log_lines("pppev:", self->line, sizeof(self->line)) -
		     before);
	EXPECT_NE(NULL, strstr(self->line, "falling back to probes"));
	fd = pppsim_dev_open(O_RDWR | O_NONBLOCK);
	ASSERT_LE(0, fd);
	ASSERT_EQ(0, pppsim_info(fd, &info));
	EXPECT_EQ(PPPEV_HOOK_ATTACH | PPPEV_HOOK_DETACH |
		  PPPEV_HOOK_UNREGISTER | PPPEV_HOOK_NETDEV |
		  PPPEV_HOOK_PROBES, info.hooks);
	EXPECT_EQ(PPPEV_MASK_ALL, info.events);
	EXPECT_EQ(-EBUSY, write_file(FTRACE, "0"));

	EXPECT_EQ(0, flips(self, fd));
	EXPECT_LT(0, rival_calls());
	/* That the rival leaves changes nothing. */
	EXPECT_EQ(0, rival_unload());
	EXPECT_EQ(0, flips(self, fd));
	close(fd);
}

TEST_F(rival, who_was_first_makes_it_refuse_if_only_wrappers_will_do)
{
	int before = log_lines("pppev:", self->line, sizeof(self->line));

	ASSERT_EQ(0, rival_load(variant->function));
	EXPECT_EQ(-EBUSY, load("hooks=wrappers"));
	EXPECT_EQ(1, log_lines("pppev:", self->line, sizeof(self->line)) -
		     before);
	EXPECT_NE(NULL, strstr(self->line, "cannot load: somebody else"));
	EXPECT_EQ(-1, access("/dev/pppev", F_OK));
	ASSERT_EQ(0, rival_unload());
	EXPECT_EQ(0, load("hooks=wrappers"));
}

TEST_F(rival, who_comes_later_is_refused_and_disturbs_nothing)
{
	struct pppev_info info;
	int fd;

	ASSERT_EQ(0, load(""));
	fd = pppsim_dev_open(O_RDWR | O_NONBLOCK);
	ASSERT_LE(0, fd);
	EXPECT_EQ(-EBUSY, rival_load(variant->function));
	EXPECT_EQ(-1, rival_calls());
	ASSERT_EQ(0, pppsim_info(fd, &info));
	EXPECT_EQ(PPPEV_HOOK_ATTACH | PPPEV_HOOK_DETACH |
		  PPPEV_HOOK_UNREGISTER | PPPEV_HOOK_NETDEV |
		  PPPEV_HOOK_UP, info.hooks);
	EXPECT_EQ(0, flips(self, fd));
	close(fd);
}

TEST_HARNESS_MAIN
