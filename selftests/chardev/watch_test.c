// SPDX-License-Identifier: GPL-2.0
/* Watches: which eventfd is signalled by what, how often, and until when. */
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "kselftest_harness.h"
#include "common.h"

#define ALL		PPPEV_MASK_ALL
#define BANDWIDTH	(PPPEV_MASK_BANDWIDTH_ADDED | \
			 PPPEV_MASK_BANDWIDTH_REMOVED)
#define N_EFDS		4

FIXTURE(watch)
{
	struct stream in;
	struct session s, other;
	int efd[N_EFDS];
};

FIXTURE_SETUP(watch)
{
	ASSERT_EQ(0, stream_open_fresh(&self->in));
	ASSERT_EQ(0, session_open(&self->s));
	ASSERT_EQ(0, session_open(&self->other));
	for (int i = 0; i < N_EFDS; i++) {
		self->efd[i] = pppsim_efd_new();
		ASSERT_LE(0, self->efd[i]);
	}
}

FIXTURE_TEARDOWN(watch)
{
	for (int i = 0; i < N_EFDS; i++)
		close(self->efd[i]);
	session_close(&self->s);
	session_close(&self->other);
	close(self->in.fd);
}

#define WATCH(i, events, target)					\
	ASSERT_EQ(0, pppsim_watch(self->in.fd, self->efd[i], events, target))
#define UNWATCH(i, events, target)					\
	ASSERT_EQ(0, pppsim_unwatch(self->in.fd, self->efd[i], events, target))
/* How often eventfd @i was signalled since it was last asked. */
#define EXPECT_SIGNALS(i, n)						\
	EXPECT_EQ(n, pppsim_efd_take(self->efd[i]))
#define EXPECT_WATCHES(n)						\
	do {								\
		struct pppev_info info_;				\
									\
		ASSERT_EQ(0, pppsim_info(self->in.fd, &info_));		\
		EXPECT_EQ(n, info_.watches);				\
	} while (0)

/* Connects and tells the ids; the stream is drained. */
static int link_up(int fd, struct session *s, uint64_t *conn, uint64_t *link)
{
	struct pppev_event ev = { 0 };
	int rc = session_connect(s);

	while (!rc && ev.type != PPPEV_EVENT_LINK_ADDED)
		rc = pppsim_next(fd, &ev, PPPSIM_TIMEOUT);
	*conn = ev.conn_id;
	*link = ev.link_id;
	return rc;
}

TEST_F(watch, of_all_is_signalled_once_per_event)
{
	WATCH(0, ALL, 0);
	EXPECT_WATCHES(1);
	EXPECT_SIGNALS(0, 0);
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_SIGNALS(0, 1);
	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	EXPECT_SIGNALS(0, 1);
	ASSERT_EQ(0, session_disconnect(&self->s));
	EXPECT_SIGNALS(0, 2);
	EXPECT_WATCHES(1);
}

TEST_F(watch, is_signalled_by_the_events_it_asks_for_only)
{
	static const uint32_t mask[N_EFDS] = {
		PPPEV_MASK_LINK_ADDED, PPPEV_MASK_CONNECTED,
		PPPEV_MASK_DISCONNECTED, PPPEV_MASK_LINK_REMOVED,
	};

	for (int i = 0; i < N_EFDS; i++)
		WATCH(i, mask[i], 0);
	EXPECT_WATCHES(N_EFDS);
	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	ASSERT_EQ(0, pppsim_unit_down(&self->s.unit));
	for (int i = 0; i < 3; i++)
		EXPECT_SIGNALS(i, 1);
	EXPECT_SIGNALS(3, 0);
	ASSERT_EQ(0, session_disconnect(&self->s));
	for (int i = 0; i < 3; i++)
		EXPECT_SIGNALS(i, 0);
	EXPECT_SIGNALS(3, 1);
}

TEST_F(watch, begins_now_and_tells_nothing_of_the_past)
{
	uint64_t conn, link;

	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	ASSERT_EQ(0, link_up(self->in.fd, &self->s, &conn, &link));
	WATCH(0, ALL, 0);
	WATCH(1, ALL, conn);
	WATCH(2, ALL, link);
	for (int i = 0; i < 3; i++)
		EXPECT_SIGNALS(i, 0);
}

TEST_F(watch, of_one_connection_is_not_woken_by_another)
{
	uint64_t conn, other, link;

	ASSERT_EQ(0, link_up(self->in.fd, &self->s, &conn, &link));
	ASSERT_EQ(0, link_up(self->in.fd, &self->other, &other, &link));
	WATCH(0, ALL, conn);
	WATCH(1, ALL, other);
	ASSERT_EQ(0, pppsim_unit_up(&self->other.unit));
	EXPECT_SIGNALS(0, 0);
	EXPECT_SIGNALS(1, 1);
	ASSERT_EQ(0, session_disconnect(&self->other));
	EXPECT_SIGNALS(0, 0);
	EXPECT_SIGNALS(1, 2);
	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	EXPECT_SIGNALS(0, 1);
	EXPECT_SIGNALS(1, 0);
}

TEST_F(watch, of_a_unit_without_links_sees_its_first_link)
{
	struct pppev_entry *entries;

	ASSERT_EQ(2, pppsim_snapshot(self->in.fd, 0, &entries, NULL));
	ASSERT_EQ(self->s.unit.index, entries[0].unit);
	WATCH(0, ALL, entries[0].id);
	free(entries);
	ASSERT_EQ(0, session_connect(&self->other));
	EXPECT_SIGNALS(0, 0);
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_SIGNALS(0, 1);
}

TEST_F(watch, of_a_connection_without_link_events_ends_with_disconnected)
{
	uint64_t conn, link;

	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	ASSERT_EQ(0, link_up(self->in.fd, &self->s, &conn, &link));
	WATCH(0, PPPEV_MASK_CONNECTED | PPPEV_MASK_DISCONNECTED, conn);
	WATCH(1, ALL, 0);
	EXPECT_WATCHES(2);
	ASSERT_EQ(0, pppsim_unit_down(&self->s.unit));
	EXPECT_SIGNALS(0, 1);
	EXPECT_WATCHES(1);
	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	ASSERT_EQ(0, session_disconnect(&self->s));
	EXPECT_SIGNALS(0, 0);
}

TEST_F(watch, of_a_connection_with_link_events_ends_with_its_last_link)
{
	uint64_t conn, link;

	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	ASSERT_EQ(0, link_up(self->in.fd, &self->s, &conn, &link));
	WATCH(0, ALL, conn);
	ASSERT_EQ(0, pppsim_unit_down(&self->s.unit));
	EXPECT_SIGNALS(0, 1);
	EXPECT_WATCHES(1);
	ASSERT_EQ(0, session_disconnect(&self->s));
	EXPECT_SIGNALS(0, 1);
	EXPECT_WATCHES(0);
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_SIGNALS(0, 0);
}

TEST_F(watch, of_a_connection_ends_with_the_next_one_of_its_unit)
{
	uint64_t conn, link;

	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	ASSERT_EQ(0, link_up(self->in.fd, &self->s, &conn, &link));
	WATCH(0, ALL, conn);
	ASSERT_EQ(0, pppsim_unit_down(&self->s.unit));
	EXPECT_SIGNALS(0, 1);
	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	EXPECT_SIGNALS(0, 0);
	EXPECT_WATCHES(0);
	ASSERT_EQ(0, session_disconnect(&self->s));
	EXPECT_SIGNALS(0, 0);
}

TEST_F(watch, of_a_dial_that_fails_ends_with_its_link)
{
	uint64_t conn, link;

	ASSERT_EQ(0, link_up(self->in.fd, &self->s, &conn, &link));
	WATCH(0, PPPEV_MASK_CONNECTED | PPPEV_MASK_DISCONNECTED, conn);
	WATCH(1, ALL, conn);
	ASSERT_EQ(0, session_disconnect(&self->s));
	EXPECT_SIGNALS(0, 0);
	EXPECT_SIGNALS(1, 1);
	EXPECT_WATCHES(0);
}

TEST_F(watch, of_a_connection_ends_with_its_interface)
{
	uint64_t conn, link;

	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	ASSERT_EQ(0, link_up(self->in.fd, &self->s, &conn, &link));
	WATCH(0, ALL, conn);
	WATCH(1, ALL, link);
	pppsim_unit_close(&self->s.unit);
	EXPECT_SIGNALS(0, 2);
	EXPECT_SIGNALS(1, 1);
	EXPECT_WATCHES(0);
}

TEST_F(watch, of_a_link_sees_its_end_in_both_names_and_ends_with_it)
{
	struct pppsim_channel second;
	uint64_t conn, link;

	ASSERT_EQ(0, pppsim_channel_open(&second, PPPEV_KIND_SYNC, NULL));
	ASSERT_EQ(0, link_up(self->in.fd, &self->s, &conn, &link));
	WATCH(0, PPPEV_MASK_LINK_REMOVED, link);
	WATCH(1, PPPEV_MASK_DISCONNECTED, link);
	WATCH(2, PPPEV_MASK_LINK_REMOVED | PPPEV_MASK_DISCONNECTED, link);
	WATCH(3, PPPEV_MASK_LINK_ADDED | PPPEV_MASK_CONNECTED, link);
	EXPECT_WATCHES(4);
	/* The connection's own events and those of other links are not its. */
	ASSERT_EQ(0, pppsim_channel_connect(&second, self->s.unit.index));
	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	ASSERT_EQ(0, pppsim_unit_down(&self->s.unit));
	ASSERT_EQ(0, pppsim_channel_disconnect(&second));
	for (int i = 0; i < 4; i++)
		EXPECT_SIGNALS(i, 0);
	EXPECT_WATCHES(4);
	ASSERT_EQ(0, session_disconnect(&self->s));
	for (int i = 0; i < 3; i++)
		EXPECT_SIGNALS(i, 1);
	EXPECT_SIGNALS(3, 0);
	EXPECT_WATCHES(0);
	pppsim_channel_close(&second);
}

TEST_F(watch, for_bandwidth_is_signalled_by_links_of_a_bundle_only)
{
	struct pppsim_channel second;
	uint64_t conn, link;

	ASSERT_EQ(0, pppsim_channel_open(&second, PPPEV_KIND_SYNC, NULL));
	WATCH(0, PPPEV_MASK_BANDWIDTH_ADDED, 0);
	WATCH(1, PPPEV_MASK_BANDWIDTH_REMOVED, 0);
	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	ASSERT_EQ(0, link_up(self->in.fd, &self->s, &conn, &link));
	EXPECT_SIGNALS(0, 0);
	WATCH(2, BANDWIDTH, conn);
	ASSERT_EQ(0, pppsim_channel_connect(&second, self->s.unit.index));
	EXPECT_SIGNALS(0, 1);
	EXPECT_SIGNALS(1, 0);
	EXPECT_SIGNALS(2, 1);
	ASSERT_EQ(0, pppsim_channel_disconnect(&second));
	EXPECT_SIGNALS(0, 0);
	EXPECT_SIGNALS(1, 1);
	EXPECT_SIGNALS(2, 1);
	ASSERT_EQ(0, session_disconnect(&self->s));
	for (int i = 0; i < 3; i++)
		EXPECT_SIGNALS(i, 0);
	pppsim_channel_close(&second);
}

TEST_F(watch, for_bandwidth_is_signalled_by_the_only_link_of_a_multilink_unit)
{
	ASSERT_EQ(0, pppsim_unit_multilink(&self->s.unit, true));
	WATCH(0, PPPEV_MASK_BANDWIDTH_ADDED, 0);
	WATCH(1, PPPEV_MASK_BANDWIDTH_REMOVED, 0);
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_SIGNALS(0, 1);
	ASSERT_EQ(0, session_disconnect(&self->s));
	EXPECT_SIGNALS(1, 1);
}

TEST_F(watch, that_asks_in_two_ways_is_signalled_once_per_event)
{
	ASSERT_EQ(0, pppsim_unit_multilink(&self->s.unit, true));
	WATCH(0, PPPEV_MASK_LINK_ADDED | PPPEV_MASK_BANDWIDTH_ADDED, 0);
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_SIGNALS(0, 1);
}

TEST_F(watch, of_the_same_pair_adds_its_events_to_the_first)
{
	WATCH(0, PPPEV_MASK_LINK_ADDED, 0);
	WATCH(0, PPPEV_MASK_LINK_ADDED, 0);
	WATCH(0, PPPEV_MASK_LINK_REMOVED, 0);
	EXPECT_WATCHES(1);
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_SIGNALS(0, 1);
	ASSERT_EQ(0, session_disconnect(&self->s));
	EXPECT_SIGNALS(0, 1);
}

TEST_F(watch, is_unwatched_event_by_event)
{
	WATCH(0, PPPEV_MASK_LINK_ADDED | PPPEV_MASK_LINK_REMOVED, 0);
	UNWATCH(0, PPPEV_MASK_LINK_ADDED, 0);
	EXPECT_WATCHES(1);
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_SIGNALS(0, 0);
	ASSERT_EQ(0, session_disconnect(&self->s));
	EXPECT_SIGNALS(0, 1);
	UNWATCH(0, PPPEV_MASK_LINK_REMOVED, 0);
	EXPECT_WATCHES(0);
	EXPECT_EQ(-ENOENT, pppsim_unwatch(self->in.fd, self->efd[0],
					  PPPEV_MASK_LINK_REMOVED, 0));
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_SIGNALS(0, 0);
}

TEST_F(watch, of_any_target_is_unwatched_at_once)
{
	uint64_t conn, link;

	ASSERT_EQ(0, link_up(self->in.fd, &self->s, &conn, &link));
	WATCH(0, ALL, 0);
	WATCH(0, ALL, conn);
	WATCH(0, ALL, link);
	WATCH(1, ALL, 0);
	EXPECT_WATCHES(4);
	UNWATCH(0, ALL | BANDWIDTH, PPPEV_TARGET_ANY);
	EXPECT_WATCHES(1);
	ASSERT_EQ(0, session_disconnect(&self->s));
	EXPECT_SIGNALS(0, 0);
	EXPECT_SIGNALS(1, 1);
}

TEST_F(watch, of_one_target_is_unwatched_alone)
{
	uint64_t conn, link;

	ASSERT_EQ(0, link_up(self->in.fd, &self->s, &conn, &link));
	WATCH(0, ALL, 0);
	WATCH(0, ALL, conn);
	UNWATCH(0, ALL, 0);
	EXPECT_WATCHES(1);
	ASSERT_EQ(0, session_disconnect(&self->s));
	EXPECT_SIGNALS(0, 1);
}

TEST_F(watch, of_several_targets_by_one_eventfd_adds_up)
{
	uint64_t conn, link;

	ASSERT_EQ(0, link_up(self->in.fd, &self->s, &conn, &link));
	WATCH(0, PPPEV_MASK_LINK_REMOVED, 0);
	WATCH(0, PPPEV_MASK_LINK_REMOVED, conn);
	WATCH(0, PPPEV_MASK_LINK_REMOVED, link);
	EXPECT_WATCHES(3);
	ASSERT_EQ(0, session_disconnect(&self->s));
	EXPECT_SIGNALS(0, 3);
	EXPECT_WATCHES(1);
}

TEST_F(watch, holds_the_object_and_not_the_descriptor)
{
	int dup_fd = dup(self->efd[0]);

	ASSERT_LE(0, dup_fd);
	WATCH(0, ALL, 0);
	close(self->efd[0]);
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_EQ(1, pppsim_efd_take(dup_fd));
	/* A dup is the same object, whatever its number. */
	ASSERT_EQ(0, pppsim_watch(self->in.fd, dup_fd, BANDWIDTH, 0));
	EXPECT_WATCHES(1);
	ASSERT_EQ(0, pppsim_unwatch(self->in.fd, dup_fd, ALL | BANDWIDTH, 0));
	EXPECT_WATCHES(0);
	self->efd[0] = dup_fd;
}

TEST_F(watch, of_a_descriptor_that_is_reused_stays_with_the_old_object)
{
	int keep = dup(self->efd[0]), number = self->efd[0];

	WATCH(0, ALL, 0);
	ASSERT_EQ(number, dup2(self->efd[1], number));
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_EQ(1, pppsim_efd_take(keep));
	EXPECT_EQ(0, pppsim_efd_take(number));
	close(keep);
}

TEST_F(watch, survives_that_its_eventfd_is_closed)
{
	WATCH(0, ALL, 0);
	WATCH(1, ALL, 0);
	close(self->efd[0]);
	self->efd[0] = -1;
	EXPECT_WATCHES(2);
	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, session_disconnect(&self->s));
	EXPECT_SIGNALS(1, 2);
	EXPECT_WATCHES(2);
}

TEST_F(watch, ends_when_its_file_is_closed)
{
	int fd = pppsim_dev_open(O_WRONLY);

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, pppsim_watch(fd, self->efd[0], ALL, 0));
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_SIGNALS(0, 1);
	close(fd);
	ASSERT_EQ(0, session_disconnect(&self->s));
	EXPECT_SIGNALS(0, 0);
}

TEST_F(watch, of_two_files_signals_for_each)
{
	int fd = pppsim_dev_open(O_WRONLY);

	ASSERT_LE(0, fd);
	WATCH(0, ALL, 0);
	ASSERT_EQ(0, pppsim_watch(fd, self->efd[0], ALL, 0));
	EXPECT_WATCHES(1);
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_SIGNALS(0, 2);
	close(fd);
}

TEST_F(watch, of_a_full_eventfd_does_not_hold_up_the_kernel)
{
	eventfd_t value;

	WATCH(0, ALL, 0);
	ASSERT_EQ(0, eventfd_write(self->efd[0], 0xfffffffffffffffe));
	for (int i = 0; i < 3; i++) {
		ASSERT_EQ(0, session_connect(&self->s));
		ASSERT_EQ(0, session_disconnect(&self->s));
	}
	ASSERT_EQ(0, eventfd_read(self->efd[0], &value));
	EXPECT_EQ(0xffffffffffffffff, value);
	/* Nothing is missing in the stream for it, and the watch goes on. */
	EXPECT_EQ(6, pppsim_seq(self->in.fd));
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_SIGNALS(0, 1);
}

TEST_F(watch, of_a_semaphore_eventfd_counts_each_event)
{
	int efd = eventfd(0, EFD_SEMAPHORE | EFD_NONBLOCK | EFD_CLOEXEC);

	ASSERT_LE(0, efd);
	ASSERT_EQ(0, pppsim_watch(self->in.fd, efd, ALL, 0));
	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, session_disconnect(&self->s));
	EXPECT_EQ(1, pppsim_efd_take(efd));
	EXPECT_EQ(1, pppsim_efd_take(efd));
	EXPECT_EQ(0, pppsim_efd_take(efd));
	close(efd);
}

TEST_F(watch, survives_the_child_that_inherited_its_descriptors)
{
	int status;
	pid_t child;

	WATCH(0, ALL, 0);
	child = fork();
	ASSERT_LE(0, child);
	if (!child)
		_exit(0);
	ASSERT_EQ(child, waitpid(child, &status, 0));
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_SIGNALS(0, 1);
	EXPECT_WATCHES(1);
}

struct waiter {
	int efd;
	int dev;
	pid_t tid;
	int state;		/* of the first connection when it woke */
};

static void *wait_and_look(void *arg)
{
	struct waiter *w = arg;
	struct pppev_entry *entries;
	uint64_t count;

	__atomic_store_n(&w->tid, syscall(SYS_gettid), __ATOMIC_RELEASE);
	if (read(w->efd, &count, sizeof(count)) != sizeof(count))
		return NULL;
	if (pppsim_snapshot(w->dev, 0, &entries, NULL) > 0)
		w->state = entries[0].state;
	free(entries);
	return NULL;
}

/*
 * A thread sleeps in read() of the eventfd, and what it sees first after it
 * was woken is compared.
 */
static int state_on_waking(int dev, struct session *s, int efd, bool up)
{
	struct waiter w = { .efd = efd, .dev = dev };
	pthread_t thread;
	pid_t tid;
	int rc;

	if (pthread_create(&thread, NULL, wait_and_look, &w))
		return -EAGAIN;
	while (!(tid = __atomic_load_n(&w.tid, __ATOMIC_ACQUIRE)))
		sched_yield();
	rc = pppsim_wait_blocked(tid, SYS_read, efd, PPPSIM_TIMEOUT);
	if (!rc)
		rc = session_flip(s, up);
	if (rc)
		return rc;
	pthread_join(thread, NULL);
	return w.state;
}

TEST_F(watch, wakes_a_waiter_that_sees_the_new_state_at_once)
{
	int efd = eventfd(0, EFD_CLOEXEC);	/* blocking */

	session_close(&self->other);
	ASSERT_LE(0, efd);
	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, pppsim_watch(self->in.fd, efd, PPPEV_MASK_CONNECTED |
				  PPPEV_MASK_DISCONNECTED, 0));
	for (int i = 0; i < 20; i++) {
		EXPECT_EQ(PPPEV_STATE_ENDED,
			  state_on_waking(self->in.fd, &self->s, efd, false));
		EXPECT_EQ(PPPEV_STATE_CONNECTED,
			  state_on_waking(self->in.fd, &self->s, efd, true));
	}
	close(efd);
}

TEST_HARNESS_MAIN
