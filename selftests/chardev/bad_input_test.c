// SPDX-License-Identifier: GPL-2.0
/*
 * Every ioctl argument that has to be refused, with the exact code.  After
 * each refusal the file is what it was, and it still works.
 */
#include <sys/socket.h>

#include "bad_input.h"

#define UNKNOWN_ID	0x7fffffffffffull

TEST_F(bad, unknown_commands_are_refused)
{
	char buf[4096] = { 0 };

	for (int nr = 5; nr < 256; nr++) {
		EXPECT_EQ(-ENOTTY, dev_ioctl(self->in.fd,
					     _IO(PPPEV_IOC_MAGIC, nr), buf));
		EXPECT_EQ(-ENOTTY, dev_ioctl(self->in.fd,
					     _IOC(_IOC_READ | _IOC_WRITE,
						  PPPEV_IOC_MAGIC, nr, 40),
					     buf));
	}
	EXPECT_EQ(-ENOTTY, dev_ioctl(self->in.fd, 0, buf));
	EXPECT_EQ(-ENOTTY, dev_ioctl(self->in.fd, ~0u, buf));
	EXPECT_EQ(-ENOTTY, dev_ioctl(self->in.fd, PPPIOCGCHAN, buf));
	EXPECT_UNHARMED();
}

TEST_F(bad, known_commands_of_another_size_direction_or_magic_are_refused)
{
	static const unsigned int known[] = {
		PPPEV_IOC_INFO, PPPEV_IOC_FILTER, PPPEV_IOC_WATCH,
		PPPEV_IOC_UNWATCH, PPPEV_IOC_SNAPSHOT,
	};
	char buf[4096] = { 0 };

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		unsigned int dir = _IOC_DIR(known[i]);
		unsigned int nr = _IOC_NR(known[i]);
		unsigned int size = _IOC_SIZE(known[i]);
		unsigned int magic = PPPEV_IOC_MAGIC;

		EXPECT_EQ(-ENOTTY, dev_ioctl(self->in.fd,
			  _IOC(dir, magic, nr, size - 8), buf));
		EXPECT_EQ(-ENOTTY, dev_ioctl(self->in.fd,
			  _IOC(dir, magic, nr, size + 8), buf));
		EXPECT_EQ(-ENOTTY, dev_ioctl(self->in.fd,
			  _IOC(dir, magic, nr, 0), buf));
		EXPECT_EQ(-ENOTTY, dev_ioctl(self->in.fd,
			  _IOC(dir ^ _IOC_READ, magic, nr, size), buf));
		EXPECT_EQ(-ENOTTY, dev_ioctl(self->in.fd,
			  _IOC(dir, magic + 1, nr, size), buf));
	}
	EXPECT_UNHARMED();
}

TEST_F(bad, bad_addresses_of_every_command_are_refused)
{
	static const unsigned int known[] = {
		PPPEV_IOC_INFO, PPPEV_IOC_FILTER, PPPEV_IOC_WATCH,
		PPPEV_IOC_UNWATCH, PPPEV_IOC_SNAPSHOT,
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		EXPECT_EQ(-EFAULT, dev_ioctl(self->in.fd, known[i], NULL));
		EXPECT_EQ(-EFAULT, dev_ioctl(self->in.fd, known[i], (void *)8));
		EXPECT_EQ(-EFAULT, dev_ioctl(self->in.fd, known[i],
					     (void *)-64l));
		EXPECT_EQ(-EFAULT, dev_ioctl(self->in.fd, known[i],
					     CUT_OFF(void, 8)));
	}
	EXPECT_UNHARMED();
}

TEST_F(bad, results_for_read_only_memory_are_refused)
{
	struct pppev_snapshot *snap = self->page;

	ASSERT_EQ(0, mprotect(self->page, self->page_size, PROT_READ));
	EXPECT_EQ(-EFAULT, dev_ioctl(self->in.fd, PPPEV_IOC_INFO, snap));
	EXPECT_EQ(-EFAULT, dev_ioctl(self->in.fd, PPPEV_IOC_SNAPSHOT, snap));
	EXPECT_UNHARMED();
}

TEST_F(bad, filter_refuses_every_unknown_bit)
{
	struct pppev_filter good = { .events = PPPEV_MASK_ALL };

	for (int bit = 0; bit < 32; bit++) {
		struct pppev_filter arg = good;

		if (PPPEV_MASK_ALL & (1u << bit))
			continue;
		arg.events |= 1u << bit;
		EXPECT_EQ(-EINVAL, dev_ioctl(self->in.fd, PPPEV_IOC_FILTER,
					     &arg));
	}
	for (int bit = 0; bit < 32; bit++) {
		struct pppev_filter arg = good;

		arg.flags = 1u << bit;
		EXPECT_EQ(-EINVAL, dev_ioctl(self->in.fd, PPPEV_IOC_FILTER,
					     &arg));
	}
	EXPECT_UNHARMED();
}

TEST_F(bad, filter_refuses_every_reserved_byte)
{
	for (size_t i = 0; i < 16; i++) {
		struct pppev_filter arg = { .events = PPPEV_MASK_ALL };

		((char *)arg.reserved)[i] = 1;
		EXPECT_EQ(-EINVAL, dev_ioctl(self->in.fd, PPPEV_IOC_FILTER,
					     &arg));
	}
	EXPECT_UNHARMED();
}

TEST_F(bad, filter_refuses_an_unknown_target)
{
	EXPECT_EQ(-ENOENT, pppsim_filter(self->in.fd, 0, UNKNOWN_ID));
	EXPECT_EQ(-ENOENT, pppsim_filter(self->in.fd, 0, PPPEV_TARGET_ANY));
	EXPECT_UNHARMED();
}

TEST_F(bad, filter_of_a_file_without_a_queue_is_refused)
{
	int fd = pppsim_dev_open(O_WRONLY);

	ASSERT_LE(0, fd);
	EXPECT_EQ(-EBADF, pppsim_filter(fd, PPPEV_MASK_ALL, 0));
	/* What is wrong with the argument comes first. */
	EXPECT_EQ(-EINVAL, pppsim_filter(fd, 1, 0));
	close(fd);
	EXPECT_UNHARMED();
}

FIXTURE(watch_command)
{
	struct pppev_info before;
	struct stream in;
	struct session s;
	int efd;
};

FIXTURE_VARIANT(watch_command)
{
	unsigned int cmd;
};

FIXTURE_VARIANT_ADD(watch_command, watch) { .cmd = PPPEV_IOC_WATCH };
FIXTURE_VARIANT_ADD(watch_command, unwatch) { .cmd = PPPEV_IOC_UNWATCH };

FIXTURE_SETUP(watch_command)
{
	ASSERT_EQ(0, stream_open_fresh(&self->in));
	ASSERT_EQ(0, session_open(&self->s));
	self->efd = pppsim_efd_new();
	ASSERT_LE(0, self->efd);
	/* One to take away, so that what is refused could have worked. */
	ASSERT_EQ(0, pppsim_watch(self->in.fd, self->efd, PPPEV_MASK_ALL, 0));
	ASSERT_EQ(0, pppsim_info(self->in.fd, &self->before));
}

FIXTURE_TEARDOWN(watch_command)
{
	close(self->efd);
	close(self->in.fd);
	session_close(&self->s);
}

#define GOOD_WATCH { .eventfd = self->efd, .events = PPPEV_MASK_LINK_ADDED }

TEST_F(watch_command, refuses_every_unknown_event_bit)
{
	for (int bit = 0; bit < 32; bit++) {
		struct pppev_watch arg = GOOD_WATCH;

		if (PPPEV_MASK_WATCH_ALL & (1u << bit))
			continue;
		arg.events |= 1u << bit;
		EXPECT_EQ(-EINVAL, dev_ioctl(self->in.fd, variant->cmd, &arg));
	}
	EXPECT_UNHARMED();
}

TEST_F(watch_command, refuses_zero_events)
{
	struct pppev_watch arg = GOOD_WATCH;

	arg.events = 0;
	EXPECT_EQ(-EINVAL, dev_ioctl(self->in.fd, variant->cmd, &arg));
	EXPECT_UNHARMED();
}

TEST_F(watch_command, refuses_every_flag_bit)
{
	for (int bit = 0; bit < 32; bit++) {
		struct pppev_watch arg = GOOD_WATCH;

		arg.flags = 1u << bit;
		EXPECT_EQ(-EINVAL, dev_ioctl(self->in.fd, variant->cmd, &arg));
	}
	EXPECT_UNHARMED();
}

TEST_F(watch_command, refuses_every_reserved_byte)
{
	for (size_t i = 0; i < 4; i++) {
		struct pppev_watch arg = GOOD_WATCH;

		((char *)&arg.reserved0)[i] = 1;
		EXPECT_EQ(-EINVAL, dev_ioctl(self->in.fd, variant->cmd, &arg));
	}
	for (size_t i = 0; i < 16; i++) {
		struct pppev_watch arg = GOOD_WATCH;

		((char *)arg.reserved)[i] = 1;
		EXPECT_EQ(-EINVAL, dev_ioctl(self->in.fd, variant->cmd, &arg));
	}
	EXPECT_UNHARMED();
}

TEST_F(watch_command, refuses_descriptors_that_are_none)
{
	struct pppev_watch arg = GOOD_WATCH;
	int closed = pppsim_efd_new();

	close(closed);
	arg.eventfd = closed;
	EXPECT_EQ(-EBADF, dev_ioctl(self->in.fd, variant->cmd, &arg));
	arg.eventfd = -1;
	EXPECT_EQ(-EBADF, dev_ioctl(self->in.fd, variant->cmd, &arg));
	arg.eventfd = 0x7fffffff;
	EXPECT_EQ(-EBADF, dev_ioctl(self->in.fd, variant->cmd, &arg));
	EXPECT_UNHARMED();
}

TEST_F(watch_command, refuses_descriptors_that_are_no_eventfd)
{
	int pipes[2], sockets[2], file = memfd_create("file", MFD_CLOEXEC);
	struct pppev_watch arg = GOOD_WATCH;

	ASSERT_EQ(0, pipe(pipes));
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, sockets));
	ASSERT_LE(0, file);
	int others[] = { pipes[0], pipes[1], sockets[0], file, self->in.fd,
			 self->s.unit.fd };

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		arg.eventfd = others[i];
		EXPECT_EQ(-EINVAL, dev_ioctl(self->in.fd, variant->cmd, &arg));
		if (i < 4)
			close(others[i]);
	}
	close(sockets[1]);
	EXPECT_UNHARMED();
}

TEST_F(watch_command, refuses_an_unknown_target)
{
	struct pppev_watch arg = GOOD_WATCH;

	arg.target = UNKNOWN_ID;
	EXPECT_EQ(-ENOENT, dev_ioctl(self->in.fd, variant->cmd, &arg));
	EXPECT_UNHARMED();
}

TEST_F(bad, watch_refuses_the_target_that_means_any)
{
	EXPECT_EQ(-ENOENT, pppsim_watch(self->in.fd, self->efd, PPPEV_MASK_ALL,
					PPPEV_TARGET_ANY));
	EXPECT_UNHARMED();
}

TEST_F(bad, watch_refuses_what_is_over)
{
	struct pppev_event ev;

	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, session_disconnect(&self->s));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .links = 1, .place = 1);
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .reason = PPPEV_REASON_DETACHED, .place = 1);
	EXPECT_EQ(2, pppsim_efd_take(self->efd));
	EXPECT_EQ(-ENOENT, pppsim_watch(self->in.fd, self->efd, PPPEV_MASK_ALL,
					ev.conn_id));
	EXPECT_EQ(-ENOENT, pppsim_watch(self->in.fd, self->efd, PPPEV_MASK_ALL,
					ev.link_id));
	EXPECT_EQ(-ENOENT, pppsim_filter(self->in.fd, PPPEV_MASK_ALL,
					 ev.conn_id));
	EXPECT_EQ(-ENOENT, pppsim_filter(self->in.fd, PPPEV_MASK_ALL,
					 ev.link_id));
	ASSERT_EQ(0, pppsim_info(self->in.fd, &self->before));
	EXPECT_UNHARMED();
}

TEST_F(bad, unwatch_of_nothing_is_refused)
{
	int other = pppsim_efd_new();

	EXPECT_EQ(-ENOENT, pppsim_unwatch(self->in.fd, other, PPPEV_MASK_ALL,
					  0));
	EXPECT_EQ(-ENOENT, pppsim_unwatch(self->in.fd, other, PPPEV_MASK_ALL,
					  PPPEV_TARGET_ANY));
	close(other);
	EXPECT_UNHARMED();
}

TEST_F(bad, unwatch_does_not_reach_into_another_file)
{
	int fd = pppsim_dev_open(O_WRONLY);

	ASSERT_LE(0, fd);
	EXPECT_EQ(-ENOENT, pppsim_unwatch(fd, self->efd, PPPEV_MASK_ALL, 0));
	close(fd);
	EXPECT_UNHARMED();
}

TEST_F(bad, snapshot_refuses_flags_and_reserved_bytes)
{
	struct pppev_entry entries[4];

	for (int bit = 0; bit < 32; bit++) {
		struct pppev_snapshot arg = {
			.entries = (uintptr_t)entries, .capacity = 4,
			.flags = 1u << bit,
		};

		EXPECT_EQ(-EINVAL, dev_ioctl(self->in.fd, PPPEV_IOC_SNAPSHOT,
					     &arg));
	}
	for (size_t i = 0; i < 12; i++) {
		struct pppev_snapshot arg = {
			.entries = (uintptr_t)entries, .capacity = 4,
		};

		if (i < 4)
			((char *)&arg.reserved0)[i] = 1;
		else
			((char *)&arg.reserved)[i - 4] = 1;
		EXPECT_EQ(-EINVAL, dev_ioctl(self->in.fd, PPPEV_IOC_SNAPSHOT,
					     &arg));
	}
	EXPECT_UNHARMED();
}

TEST_F(bad, snapshot_refuses_an_unknown_target)
{
	struct pppev_entry *entries;

	EXPECT_EQ(-ENOENT, pppsim_snapshot(self->in.fd, UNKNOWN_ID, &entries,
					   NULL));
	EXPECT_UNHARMED();
}

TEST_F(bad, snapshot_refuses_entries_at_a_bad_address)
{
	struct pppev_snapshot arg = { .capacity = 4 };

	/* There is one entry: the unit. */
	EXPECT_EQ(-EFAULT, dev_ioctl(self->in.fd, PPPEV_IOC_SNAPSHOT, &arg));
	arg.entries = (uintptr_t)CUT_OFF(struct pppev_entry, 120);
	EXPECT_EQ(-EFAULT, dev_ioctl(self->in.fd, PPPEV_IOC_SNAPSHOT, &arg));
	arg.entries = ~0ull;
	EXPECT_EQ(-EFAULT, dev_ioctl(self->in.fd, PPPEV_IOC_SNAPSHOT, &arg));
	arg.entries = 1ull << 62;
	EXPECT_EQ(-EFAULT, dev_ioctl(self->in.fd, PPPEV_IOC_SNAPSHOT, &arg));
	EXPECT_UNHARMED();
}

TEST_F(bad, snapshot_of_too_small_capacity_tells_the_size_and_writes_nothing)
{
	struct pppev_entry entries[4], poison[4];
	struct pppev_snapshot arg;
	struct pppev_event ev;

	ASSERT_EQ(0, session_connect(&self->s));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .links = 1, .place = 1);
	memset(poison, 0xa5, sizeof(poison));
	for (unsigned int capacity = 0; capacity < 2; capacity++) {
		memcpy(entries, poison, sizeof(poison));
		arg = (struct pppev_snapshot) {
			.entries = (uintptr_t)entries, .capacity = capacity,
		};
		EXPECT_EQ(-ENOSPC, dev_ioctl(self->in.fd, PPPEV_IOC_SNAPSHOT,
					     &arg));
		EXPECT_EQ(2, arg.count);
		EXPECT_EQ(ev.seq, arg.seq);
		EXPECT_EQ(capacity, arg.capacity);
		EXPECT_EQ(0, memcmp(entries, poison, sizeof(poison)));
	}
	/* Without room no address is needed. */
	arg = (struct pppev_snapshot) { 0 };
	EXPECT_EQ(-ENOSPC, dev_ioctl(self->in.fd, PPPEV_IOC_SNAPSHOT, &arg));
	EXPECT_EQ(2, arg.count);
	NOTHING(&self->in);
}

TEST_F(bad, snapshot_takes_an_absurd_capacity_for_what_it_is)
{
	struct pppev_entry entries[4], poison[4];
	struct pppev_snapshot arg = {
		.entries = (uintptr_t)entries, .capacity = ~0u,
	};

	memset(entries, 0xa5, sizeof(entries));
	memset(poison, 0xa5, sizeof(poison));
	EXPECT_EQ(0, dev_ioctl(self->in.fd, PPPEV_IOC_SNAPSHOT, &arg));
	EXPECT_EQ(1, arg.count);
	EXPECT_EQ(0, memcmp(&entries[1], &poison[1], 3 * sizeof(entries[0])));
	EXPECT_UNHARMED();
}

TEST_HARNESS_MAIN
