// SPDX-License-Identifier: GPL-2.0
/* How much an open file may hold, and what is said beyond it. */
#include "kselftest_harness.h"
#include "common.h"

/* The limit is a parameter of the module; it is set back in any case. */
#define MAX_WATCHES "/sys/module/pppev/parameters/max_watches"

static int set_max_watches(unsigned int limit)
{
	int fd = open(MAX_WATCHES, O_WRONLY | O_CLOEXEC);
	int n;

	if (fd < 0)
		return -errno;
	n = dprintf(fd, "%u", limit);
	close(fd);
	return n > 0 ? 0 : -EIO;
}

FIXTURE(limit)
{
	struct stream in;
	struct session s;
	unsigned int limit;
};

FIXTURE_SETUP(limit)
{
	struct pppev_info info;

	ASSERT_EQ(0, stream_open_fresh(&self->in));
	ASSERT_EQ(0, session_open(&self->s));
	ASSERT_EQ(0, pppsim_info(self->in.fd, &info));
	self->limit = info.max_watches;
	ASSERT_EQ(0, set_max_watches(3));
}

FIXTURE_TEARDOWN(limit)
{
	set_max_watches(self->limit);
	close(self->in.fd);
	session_close(&self->s);
}

TEST_F(limit, of_watches_is_told_and_kept)
{
	struct pppev_info info;
	int efd[4];

	ASSERT_EQ(0, pppsim_info(self->in.fd, &info));
	EXPECT_EQ(3, info.max_watches);
	for (int i = 0; i < 4; i++)
		efd[i] = pppsim_efd_new();
	for (int i = 0; i < 3; i++)
		EXPECT_EQ(0, pppsim_watch(self->in.fd, efd[i], PPPEV_MASK_ALL,
					  0));
	EXPECT_EQ(-ENOSPC, pppsim_watch(self->in.fd, efd[3], PPPEV_MASK_ALL,
					0));
	/* Adding to one that is there takes no place. */
	EXPECT_EQ(0, pppsim_watch(self->in.fd, efd[0],
				  PPPEV_MASK_BANDWIDTH_ADDED, 0));
	ASSERT_EQ(0, pppsim_info(self->in.fd, &info));
	EXPECT_EQ(3, info.watches);

	ASSERT_EQ(0, session_connect(&self->s));
	for (int i = 0; i < 3; i++)
		EXPECT_EQ(1, pppsim_efd_take(efd[i]));
	EXPECT_EQ(0, pppsim_efd_take(efd[3]));

	/* A place that is given back can be taken. */
	EXPECT_EQ(0, pppsim_unwatch(self->in.fd, efd[1], PPPEV_MASK_ALL, 0));
	EXPECT_EQ(0, pppsim_watch(self->in.fd, efd[3], PPPEV_MASK_ALL, 0));
	EXPECT_EQ(-ENOSPC, pppsim_watch(self->in.fd, efd[1], PPPEV_MASK_ALL,
					0));
	for (int i = 0; i < 4; i++)
		close(efd[i]);
}

TEST_F(limit, of_watches_is_per_file)
{
	int fd = pppsim_dev_open(O_WRONLY);
	int efd[3];

	ASSERT_LE(0, fd);
	for (int i = 0; i < 3; i++) {
		efd[i] = pppsim_efd_new();
		EXPECT_EQ(0, pppsim_watch(self->in.fd, efd[i], PPPEV_MASK_ALL,
					  0));
		EXPECT_EQ(0, pppsim_watch(fd, efd[i], PPPEV_MASK_ALL, 0));
	}
	ASSERT_EQ(0, session_connect(&self->s));
	for (int i = 0; i < 3; i++) {
		EXPECT_EQ(2, pppsim_efd_take(efd[i]));
		close(efd[i]);
	}
	close(fd);
}

TEST_HARNESS_MAIN
