/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A file with a record's worth of everything, to see that what is refused
 * leaves it as it was.  To be included once, by a test program.
 */
#ifndef CHARDEV_BAD_INPUT_H
#define CHARDEV_BAD_INPUT_H

#include <sys/mman.h>

#include "kselftest_harness.h"
#include "common.h"

FIXTURE(bad)
{
	struct session s;
	struct stream in;
	struct pppev_info before;
	int efd;		/* watches everything */
	void *page;		/* ends where nothing is mapped */
	size_t page_size;
};

FIXTURE_SETUP(bad)
{
	ASSERT_EQ(0, stream_open_fresh(&self->in));
	ASSERT_EQ(0, session_open(&self->s));
	self->efd = pppsim_efd_new();
	ASSERT_LE(0, self->efd);
	ASSERT_EQ(0, pppsim_watch(self->in.fd, self->efd, PPPEV_MASK_ALL, 0));
	ASSERT_EQ(0, pppsim_info(self->in.fd, &self->before));
	self->page_size = sysconf(_SC_PAGESIZE);
	self->page = mmap(NULL, 2 * self->page_size, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, self->page);
	ASSERT_EQ(0, munmap((char *)self->page + self->page_size,
			    self->page_size));
}

FIXTURE_TEARDOWN(bad)
{
	close(self->efd);
	close(self->in.fd);
	session_close(&self->s);
}

/* The file is what it was, and the next event arrives in both ways. */
#define EXPECT_UNHARMED()						\
	do {								\
		struct pppev_info now_;					\
									\
		ASSERT_EQ(0, pppsim_info(self->in.fd, &now_));		\
		EXPECT_EQ(0, memcmp(&now_, &self->before,		\
				    sizeof(now_)));			\
		EXPECT_EQ(0, pppsim_efd_take(self->efd));		\
		ASSERT_EQ(0, session_connect(&self->s));		\
		SEE(&self->in, NULL, .type = LINK_ADDED,		\
		    .unit = &self->s.unit, .ch = &self->s.ch,		\
		    .links = 1, .place = 1);				\
		EXPECT_EQ(1, pppsim_efd_take(self->efd));		\
		NOTHING(&self->in);					\
	} while (0)

/* A structure of which only the beginning is mapped. */
#define CUT_OFF(type, keep) \
	((type *)((char *)self->page + self->page_size - (keep)))

static inline long dev_ioctl(int fd, unsigned long cmd, void *arg)
{
	return result(ioctl(fd, cmd, arg));
}

#endif /* CHARDEV_BAD_INPUT_H */
