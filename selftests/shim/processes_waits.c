// SPDX-License-Identifier: GPL-2.0
/* Signals to, and waits for, objects that several processes share. */
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>

#include "kselftest_harness.h"

#include <windows.h>
#include <rasnotify.h>

#include "own_names.h"
#include "peers.h"
#include "threads.h"

#define PEERS		5
#define LIMIT_MS	100

FIXTURE(processes_waits) {
	struct peer peers[PEERS];
	struct peer *a, *b, *c;
};

FIXTURE_SETUP(processes_waits)
{
	start_all(self->peers, PEERS);
	self->a = &self->peers[0];
	self->b = &self->peers[1];
	self->c = &self->peers[2];
}

FIXTURE_TEARDOWN(processes_waits)
{
	stop_all(self->peers, PEERS);
}

/* Three sleep in one system call, two with a limit. */
static void start_waits(struct peer *peers)
{
	for (int i = 0; i < PEERS; i++)
		peer_begin(&peers[i], do_wait, i < 3 ? -1 : 1000000, 0, NULL);
	for (int i = 0; i < PEERS; i++)
		peer_settle(&peers[i]);
}

static void create_in_all(struct __test_metadata *_metadata,
			  struct peer *peers, bool manual)
{
	for (int i = 0; i < PEERS; i++)
		EXPECT_DO(1, i ? ERROR_ALREADY_EXISTS : 0, &peers[i], do_event,
			  manual, FALSE, "one");
}

TEST_F(processes_waits, each_set_wakes_one_of_the_sleepers_of_all_processes)
{
	struct peer *peers = self->peers;
	HANDLE event;

	create_in_all(_metadata, peers, false);
	event = OpenEventA(EVENT_ALL_ACCESS, FALSE, "one");
	ASSERT_NE(NULL, event);
	start_waits(peers);
	for (int set = 1; set <= PEERS; set++) {
		EXPECT_TRUE(SetEvent(event));
		wait_for_ended(peers, PEERS, set);
		settle_others(peers, PEERS);
		EXPECT_EQ(set, count_ended(peers, PEERS));
	}
	for (int i = 0; i < PEERS; i++)
		EXPECT_END(WAIT_OBJECT_0, &peers[i]);
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	EXPECT_TRUE(CloseHandle(event));
}

TEST_F(processes_waits, as_many_sets_as_sleepers_wake_all_of_them)
{
	struct peer *peers = self->peers;
	HANDLE event;

	create_in_all(_metadata, peers, false);
	event = OpenEventA(EVENT_ALL_ACCESS, FALSE, "one");
	for (int round = 0; round < 20; round++) {
		start_waits(peers);
		for (int i = 0; i < PEERS; i++)
			EXPECT_TRUE(SetEvent(event));
		for (int i = 0; i < PEERS; i++)
			EXPECT_END(WAIT_OBJECT_0, &peers[i]);
		EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	}
	EXPECT_TRUE(CloseHandle(event));
}

TEST_F(processes_waits, a_manual_event_wakes_everybody_and_is_reset_for_everybody)
{
	struct peer *peers = self->peers;
	HANDLE event;

	create_in_all(_metadata, peers, true);
	event = OpenEventA(EVENT_ALL_ACCESS, FALSE, "one");
	start_waits(peers);
	EXPECT_TRUE(SetEvent(event));
	for (int i = 0; i < PEERS; i++)
		EXPECT_END(WAIT_OBJECT_0, &peers[i]);
	EXPECT_DONE(1, self->b, do_reset, 0, 0, NULL);
	for (int i = 0; i < PEERS; i++)
		EXPECT_DONE(WAIT_TIMEOUT, &peers[i], do_wait, 0, 0, NULL);
	EXPECT_TRUE(CloseHandle(event));
}

TEST_F(processes_waits, a_pulse_releases_who_sleeps_in_any_process)
{
	struct peer *peers = self->peers;
	HANDLE event;

	create_in_all(_metadata, peers, true);
	event = OpenEventA(EVENT_ALL_ACCESS, FALSE, "one");
	for (int round = 0; round < 20; round++) {
		start_waits(peers);
		EXPECT_TRUE(PulseEvent(event));
		for (int i = 0; i < PEERS; i++)
			EXPECT_END(WAIT_OBJECT_0, &peers[i]);
		EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	}
	EXPECT_TRUE(CloseHandle(event));
}

TEST_F(processes_waits, a_pulse_of_an_auto_reset_event_releases_one)
{
	struct peer *peers = self->peers;
	HANDLE event;

	create_in_all(_metadata, peers, false);
	event = OpenEventA(EVENT_ALL_ACCESS, FALSE, "one");
	EXPECT_TRUE(PulseEvent(event));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	start_waits(peers);
	for (int pulse = 1; pulse <= PEERS; pulse++) {
		EXPECT_TRUE(PulseEvent(event));
		wait_for_ended(peers, PEERS, pulse);
		settle_others(peers, PEERS);
		EXPECT_EQ(pulse, count_ended(peers, PEERS));
	}
	EXPECT_TRUE(PulseEvent(event));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	EXPECT_TRUE(CloseHandle(event));
}

TEST_F(processes_waits, nothing_is_kept_for_a_sleeper_that_was_killed)
{
	struct peer *peers = self->peers;
	HANDLE event;

	create_in_all(_metadata, peers, false);
	event = OpenEventA(EVENT_ALL_ACCESS, FALSE, "one");
	start_waits(peers);
	for (int i = 0; i < PEERS; i++)
		peer_kill(&peers[i]);
	/* Nobody sleeps: many sets are one. */
	for (int i = 0; i < PEERS; i++)
		EXPECT_TRUE(SetEvent(event));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(event, INFINITE));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	EXPECT_TRUE(PulseEvent(event));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	EXPECT_TRUE(CloseHandle(event));
}

TEST_F(processes_waits, a_pulse_that_a_killed_sleeper_has_not_had_is_over)
{
	struct peer *peers = self->peers;
	HANDLE event;

	create_in_all(_metadata, peers, true);
	event = OpenEventA(EVENT_ALL_ACCESS, FALSE, "one");
	start_waits(peers);
	for (int i = 0; i < PEERS; i++)
		peer_freeze(&peers[i]);
	EXPECT_TRUE(PulseEvent(event));
	/* It is for those, and for nobody else. */
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	for (int i = 1; i < PEERS; i++)
		peer_kill(&peers[i]);
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	kill(self->a->pid, SIGCONT);
	EXPECT_END(WAIT_OBJECT_0, self->a);
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	EXPECT_EQ(0, poll(&(struct pollfd){ rasnotify_event_fd(event), POLLIN,
			  0 }, 1, 0));
	EXPECT_TRUE(SetEvent(event));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(event, 0));
	EXPECT_TRUE(CloseHandle(event));
}

static unsigned long processor_ms(void)
{
	struct timespec used;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
	return used.tv_sec * 1000 + used.tv_nsec / 1000000;
}

TEST_F(processes_waits, a_pulse_that_a_stopped_sleeper_has_not_had_keeps_nobody_awake)
{
	HANDLE objects[] = { NULL, CreateEvent(NULL, TRUE, TRUE, NULL) };
	struct waiter waiter;
	unsigned long before;

	EXPECT_DO(1, 0, self->a, do_event, TRUE, FALSE, "one");
	objects[0] = OpenEventA(EVENT_ALL_ACCESS, FALSE, "one");
	peer_begin(self->a, do_wait, -1, 0, NULL);
	peer_settle(self->a);
	peer_freeze(self->a);
	EXPECT_TRUE(PulseEvent(objects[0]));
	before = processor_ms();
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(objects[0], LIMIT_MS));
	EXPECT_EQ(WAIT_TIMEOUT,
		  WaitForMultipleObjects(2, objects, TRUE, LIMIT_MS));
	EXPECT_EQ(WAIT_OBJECT_0 + 1,
		  WaitForMultipleObjects(2, objects, FALSE, LIMIT_MS));
	EXPECT_TRUE(ResetEvent(objects[1]));
	EXPECT_EQ(WAIT_TIMEOUT,
		  WaitForMultipleObjects(2, objects, FALSE, LIMIT_MS));
	EXPECT_GT(LIMIT_MS, processor_ms() - before);
	/* What is set meanwhile wakes all the same. */
	waiter_start_any(&waiter, objects, 2);
	EXPECT_TRUE(SetEvent(objects[0]));
	EXPECT_EQ(WAIT_OBJECT_0, waiter_join(&waiter));
	EXPECT_TRUE(ResetEvent(objects[0]));
	waiter_start_any(&waiter, objects, 2);
	EXPECT_TRUE(SetEvent(objects[1]));
	EXPECT_EQ(WAIT_OBJECT_0 + 1, waiter_join(&waiter));
	kill(self->a->pid, SIGCONT);
	EXPECT_END(WAIT_OBJECT_0, self->a);
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(objects[0], 0));
	EXPECT_TRUE(CloseHandle(objects[0]));
	EXPECT_TRUE(CloseHandle(objects[1]));
}

/* As the kernel module does. */
TEST_F(processes_waits, what_signals_the_descriptor_wakes_the_other_process)
{
	const unsigned long long one = 1;
	HANDLE event;
	int fd;

	EXPECT_DO(1, 0, self->a, do_event, FALSE, FALSE, "one");
	event = CreateEventA(NULL, FALSE, FALSE, "one");
	EXPECT_EQ(ERROR_ALREADY_EXISTS, GetLastError());
	fd = rasnotify_event_fd(event);
	EXPECT_TRUE(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	peer_begin(self->a, do_wait, -1, 0, NULL);
	peer_settle(self->a);
	EXPECT_EQ(8, write(fd, &one, 8));
	EXPECT_END(WAIT_OBJECT_0, self->a);
	EXPECT_TRUE(CloseHandle(event));
}

TEST_F(processes_waits, a_semaphore_counts_for_all_processes)
{
	EXPECT_DO(1, 0, self->a, do_semaphore, 0, 3, "one");
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->b, do_semaphore, 9, 9, "one");
	EXPECT_DO(-1, ERROR_TOO_MANY_POSTS, self->b, do_release_semaphore, 4, 0,
		  NULL);
	EXPECT_DONE(0, self->b, do_release_semaphore, 2, 0, NULL);
	EXPECT_DO(-1, ERROR_TOO_MANY_POSTS, self->a, do_release_semaphore, 2, 0,
		  NULL);
	EXPECT_DONE(2, self->a, do_release_semaphore, 1, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, self->a, do_wait, 0, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, self->b, do_wait, -1, 0, NULL);
	/* What a process took that is killed stays taken. */
	peer_kill(self->b);
	EXPECT_DONE(WAIT_OBJECT_0, self->a, do_wait, 0, 0, NULL);
	EXPECT_DONE(WAIT_TIMEOUT, self->a, do_wait, 0, 0, NULL);
	peer_begin(self->a, do_wait, -1, 0, NULL);
	peer_settle(self->a);
	EXPECT_DONE(1, self->c, do_open_semaphore, SEMAPHORE_ALL_ACCESS, 0,
		    "one");
	EXPECT_DONE(0, self->c, do_release_semaphore, 1, 0, NULL);
	EXPECT_END(WAIT_OBJECT_0, self->a);
}

TEST_F(processes_waits, a_mutex_belongs_to_one_thread_of_all_processes)
{
	EXPECT_DO(1, 0, self->a, do_mutex, TRUE, 0, "one");
	/* Who did not create it does not own it. */
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->b, do_mutex, TRUE, 0, "one");
	EXPECT_DO(0, ERROR_NOT_OWNER, self->b, do_release_mutex, 0, 0, NULL);
	EXPECT_DONE(WAIT_TIMEOUT, self->b, do_wait, 0, 0, NULL);
	EXPECT_DONE(WAIT_TIMEOUT, self->b, do_wait, 5, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, self->a, do_wait, 0, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, self->a, do_wait, -1, 0, NULL);
	peer_begin(self->b, do_wait, -1, 0, NULL);
	peer_settle(self->b);
	for (int i = 0; i < 3; i++) {
		EXPECT_FALSE(peer_has_ended(self->b));
		EXPECT_DONE(1, self->a, do_release_mutex, 0, 0, NULL);
	}
	EXPECT_END(WAIT_OBJECT_0, self->b);
	EXPECT_DO(0, ERROR_NOT_OWNER, self->a, do_release_mutex, 0, 0, NULL);
	EXPECT_DONE(WAIT_TIMEOUT, self->a, do_wait, 0, 0, NULL);
	EXPECT_DONE(1, self->b, do_release_mutex, 0, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, self->a, do_wait, 0, 0, NULL);
}

/* With an event that is never set. */
static DWORD do_wait_for_any(long milliseconds, long b, const char *text)
{
	HANDLE both[] = { CreateEventA(NULL, TRUE, FALSE, NULL), held };
	DWORD ret;

	(void)b;
	(void)text;
	ret = WaitForMultipleObjects(2, both, FALSE, milliseconds);
	CloseHandle(both[0]);
	SetLastError(PEER_POISON);
	return ret;
}

TEST_F(processes_waits, a_mutex_is_taken_among_others_by_its_owner_or_when_free)
{
	EXPECT_DO(1, 0, self->a, do_mutex, TRUE, 0, "one");
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->b, do_mutex, 0, 0, "one");
	EXPECT_DONE(WAIT_OBJECT_0 + 1, self->a, do_wait_for_any, 0, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0 + 1, self->a, do_wait_for_any, -1, 0, NULL);
	EXPECT_DONE(WAIT_TIMEOUT, self->b, do_wait_for_any, 0, 0, NULL);
	peer_begin(self->b, do_wait_for_any, -1, 0, NULL);
	peer_settle(self->b);
	for (int i = 0; i < 3; i++) {
		EXPECT_FALSE(peer_has_ended(self->b));
		EXPECT_DONE(1, self->a, do_release_mutex, 0, 0, NULL);
	}
	EXPECT_END(WAIT_OBJECT_0 + 1, self->b);
	EXPECT_DONE(WAIT_TIMEOUT, self->a, do_wait_for_any, 5, 0, NULL);
	peer_kill(self->b);
	EXPECT_DONE(WAIT_ABANDONED_0 + 1, self->a, do_wait_for_any, -1, 0,
		    NULL);
}

TEST_F(processes_waits, a_mutex_of_a_killed_process_is_abandoned_to_one)
{
	EXPECT_DO(1, 0, self->a, do_mutex, TRUE, 0, "one");
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->b, do_mutex, 0, 0, "one");
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->c, do_mutex, 0, 0, "one");
	peer_begin(self->b, do_wait, -1, 0, NULL);
	peer_settle(self->b);
	peer_kill(self->a);
	EXPECT_END(WAIT_ABANDONED_0, self->b);
	EXPECT_DONE(WAIT_TIMEOUT, self->c, do_wait, 0, 0, NULL);
	EXPECT_DONE(1, self->b, do_release_mutex, 0, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, self->c, do_wait, 0, 0, NULL);
}

/* A sleeper may have fallen asleep for one owner and wait for the next. */
TEST_F(processes_waits, a_sleeper_notices_the_death_of_any_owner)
{
	EXPECT_DO(1, 0, self->a, do_mutex, TRUE, 0, "one");
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->b, do_mutex, 0, 0, "one");
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->c, do_mutex, 0, 0, "one");
	peer_begin(self->c, do_wait, -1, 0, NULL);
	peer_settle(self->c);
	/* It sees nothing of this. */
	peer_freeze(self->c);
	EXPECT_DONE(1, self->a, do_release_mutex, 0, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, self->b, do_wait, 0, 0, NULL);
	kill(self->c->pid, SIGCONT);
	peer_settle(self->c);
	EXPECT_FALSE(peer_has_ended(self->c));
	peer_kill(self->b);
	EXPECT_END(WAIT_ABANDONED_0, self->c);
	EXPECT_DONE(1, self->c, do_release_mutex, 0, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, self->a, do_wait, 0, 0, NULL);
}

TEST_F(processes_waits, a_mutex_of_a_process_that_exits_or_closes_it_is_abandoned)
{
	EXPECT_DO(1, 0, self->a, do_mutex, TRUE, 0, "one");
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->b, do_mutex, 0, 0, "one");
	peer_stop(self->a);
	EXPECT_DONE(WAIT_ABANDONED_0, self->b, do_wait, 0, 0, NULL);
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->c, do_mutex, 0, 0, "one");
	EXPECT_DONE(1, self->b, do_close, 0, 0, NULL);
	EXPECT_DONE(WAIT_ABANDONED_0, self->c, do_wait, -1, 0, NULL);
	EXPECT_DONE(1, self->c, do_release_mutex, 0, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, self->c, do_wait, 0, 0, NULL);
}

static void *take_and_end(void *arg)
{
	(void)arg;
	WaitForSingleObject(held, INFINITE);
	return NULL;
}

static DWORD do_take_in_thread(long a, long b, const char *text)
{
	pthread_t thread;

	(void)a;
	(void)b;
	(void)text;
	pthread_create(&thread, NULL, take_and_end, NULL);
	return pthread_join(thread, NULL);
}

TEST_F(processes_waits, a_mutex_of_a_thread_that_ends_is_abandoned_to_others)
{
	EXPECT_DO(1, 0, self->a, do_mutex, FALSE, 0, "one");
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->b, do_mutex, 0, 0, "one");
	EXPECT_DONE(0, self->a, do_take_in_thread, 0, 0, NULL);
	EXPECT_DONE(WAIT_ABANDONED_0, self->b, do_wait, 0, 0, NULL);
	EXPECT_DONE(WAIT_TIMEOUT, self->a, do_wait, 0, 0, NULL);
}

/* All of an event, a mutex and a semaphore, and one without a name. */
static DWORD do_wait_for_all(long milliseconds, long b, const char *text)
{
	HANDLE handles[] = {
		OpenSemaphoreA(SEMAPHORE_ALL_ACCESS, FALSE, "semaphore"),
		CreateEventA(NULL, FALSE, TRUE, NULL),
		OpenEventA(EVENT_ALL_ACCESS, FALSE, "event"),
		OpenMutexA(MUTEX_ALL_ACCESS, FALSE, "mutex"),
	};
	DWORD ret;

	(void)b;
	(void)text;
	ret = WaitForMultipleObjects(ARRAY_SIZE(handles), handles, TRUE,
				     milliseconds);
	SetLastError(PEER_POISON);
	return ret;
}

TEST_F(processes_waits, a_wait_for_all_takes_all_or_nothing_across_processes)
{
	EXPECT_DO(1, 0, self->a, do_event, FALSE, FALSE, "event");
	EXPECT_DO(1, 0, self->b, do_mutex, FALSE, 0, "mutex");
	EXPECT_DO(1, 0, self->c, do_semaphore, 1, 1, "semaphore");
	EXPECT_DONE(WAIT_TIMEOUT, &self->peers[3], do_wait_for_all, 0, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, self->b, do_wait, 0, 0, NULL);
	peer_begin(&self->peers[3], do_wait_for_all, -1, 0, NULL);
	peer_settle(&self->peers[3]);
	EXPECT_DONE(1, self->a, do_set, 0, 0, NULL);
	/* It is not taken while the mutex is not free. */
	EXPECT_DONE(WAIT_OBJECT_0, self->a, do_wait, 0, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, self->c, do_wait, 0, 0, NULL);
	EXPECT_DONE(1, self->b, do_release_mutex, 0, 0, NULL);
	EXPECT_DONE(1, self->a, do_set, 0, 0, NULL);
	EXPECT_FALSE(peer_has_ended(&self->peers[3]));
	EXPECT_DONE(0, self->c, do_release_semaphore, 1, 0, NULL);
	EXPECT_END(WAIT_OBJECT_0, &self->peers[3]);
	EXPECT_DONE(WAIT_TIMEOUT, self->a, do_wait, 0, 0, NULL);
	EXPECT_DONE(WAIT_TIMEOUT, self->b, do_wait, 0, 0, NULL);
	EXPECT_DONE(WAIT_TIMEOUT, self->c, do_wait, 0, 0, NULL);
	/* Of what it owned, only the mutex is noticed. */
	EXPECT_DONE(0, self->c, do_release_semaphore, 1, 0, NULL);
	EXPECT_DONE(1, self->a, do_set, 0, 0, NULL);
	peer_kill(&self->peers[3]);
	EXPECT_DONE(WAIT_ABANDONED_0, &self->peers[4], do_wait_for_all, -1, 0,
		    NULL);
}

TEST_HARNESS_MAIN
