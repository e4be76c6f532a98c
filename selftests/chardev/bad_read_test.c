// SPDX-License-Identifier: GPL-2.0
/* Every read that has to be refused, with the exact code; no record is lost. */
#include <sys/syscall.h>

#include "bad_input.h"

TEST_F(bad, read_into_less_than_a_record_is_refused)
{
	char buf[128], poison[128];

	memset(poison, 0xa5, sizeof(poison));
	memcpy(buf, poison, sizeof(buf));
	for (size_t size = 0; size < 128; size++)
		EXPECT_EQ(-EINVAL, result(read(self->in.fd, buf, size)));
	/* The same with a record waiting. */
	ASSERT_EQ(0, session_connect(&self->s));
	for (size_t size = 0; size < 128; size++)
		EXPECT_EQ(-EINVAL, result(read(self->in.fd, buf, size)));
	EXPECT_EQ(0, memcmp(buf, poison, sizeof(buf)));
	SEE(&self->in, NULL, .type = LINK_ADDED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .links = 1, .place = 1);
	NOTHING(&self->in);
}

/* Around the compiler, which knows better than to read to such addresses. */
static long read_to(int fd, uintptr_t address, size_t size)
{
	return result(syscall(SYS_read, fd, address, size));
}

TEST_F(bad, read_to_a_bad_address_loses_nothing)
{
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_EQ(-EFAULT, read_to(self->in.fd, 0, 128));
	EXPECT_EQ(-EFAULT, read_to(self->in.fd, 8, 128));
	EXPECT_EQ(-EFAULT, read_to(self->in.fd,
				   (uintptr_t)CUT_OFF(void, 64), 128));
	EXPECT_EQ(-EFAULT, read_to(self->in.fd, -4096, 4096));
	SEE(&self->in, NULL, .type = LINK_ADDED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .links = 1, .place = 1);
	NOTHING(&self->in);
}

TEST_F(bad, read_that_fails_at_the_second_record_gives_the_first)
{
	struct pppev_event *ev = CUT_OFF(struct pppev_event, 128 + 64);

	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, session_disconnect(&self->s));
	EXPECT_EQ(128, result(read(self->in.fd, ev, 256)));
	EXPECT_EQ(1, ev->seq);
	self->in.seq = 1;
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .reason = PPPEV_REASON_DETACHED, .place = 1);
	NOTHING(&self->in);
}

TEST_F(bad, non_blocking_read_of_nothing_says_again)
{
	char buf[4096];

	EXPECT_EQ(-EAGAIN, result(read(self->in.fd, buf, sizeof(buf))));
	EXPECT_EQ(-EAGAIN, result(read(self->in.fd, buf, 128)));
	EXPECT_UNHARMED();
}

TEST_F(bad, file_opened_for_writing_only_cannot_be_read)
{
	int fd = pppsim_dev_open(O_WRONLY);
	struct pppev_info info;
	char buf[128];

	ASSERT_LE(0, fd);
	EXPECT_EQ(-EBADF, result(read(fd, buf, sizeof(buf))));
	ASSERT_EQ(0, pppsim_info(fd, &info));
	EXPECT_EQ(0, info.queue_len);
	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, pppsim_info(fd, &info));
	EXPECT_EQ(0, info.queued);
	EXPECT_EQ(-ETIMEDOUT, pppsim_wait_readable(fd, 0));
	close(fd);
}

TEST_F(bad, file_can_neither_be_written_nor_positioned)
{
	char buf[128] = { 0 };

	EXPECT_EQ(-EINVAL, result(write(self->in.fd, buf, sizeof(buf))));
	EXPECT_EQ(-ESPIPE, result(pread(self->in.fd, buf, sizeof(buf), 0)));
	EXPECT_EQ(-ESPIPE, result(lseek(self->in.fd, 0, SEEK_SET)));
	EXPECT_EQ(-ENODEV, mmap(NULL, 4096, PROT_READ, MAP_SHARED,
				self->in.fd, 0) == MAP_FAILED ? -errno : 0);
	EXPECT_UNHARMED();
}

TEST_HARNESS_MAIN
