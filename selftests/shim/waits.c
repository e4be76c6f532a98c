// SPDX-License-Identifier: GPL-2.0
/* WaitForSingleObject and WaitForMultipleObjects. */
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>

#include "kselftest_harness.h"

#include <windows.h>

#include "pppsim.h"
#include "threads.h"

#define POISON		0xccU
#define TOO_MANY	(MAXIMUM_WAIT_OBJECTS + 1)
#define SHORT_MS	30
#define INTERRUPTIONS	20
#define ROUNDS		20000
#define SLEEPERS	4
#define SLEEPER_ROUNDS	50

FIXTURE(wait) {
	HANDLE events[TOO_MANY];	/* auto-reset, not set */
	HANDLE manual;
};

FIXTURE_SETUP(wait)
{
	for (int i = 0; i < TOO_MANY; i++) {
		self->events[i] = CreateEvent(NULL, FALSE, FALSE, NULL);
		ASSERT_NE(NULL, self->events[i]);
	}
	self->manual = CreateEvent(NULL, TRUE, FALSE, NULL);
	ASSERT_NE(NULL, self->manual);
	SetLastError(POISON);
}

FIXTURE_TEARDOWN(wait)
{
	for (int i = 0; i < TOO_MANY; i++)
		EXPECT_TRUE(CloseHandle(self->events[i]));
	EXPECT_TRUE(CloseHandle(self->manual));
}

/* Takes what is set; bit i is event i. */
static unsigned long long take_all_set(const HANDLE *events, int count)
{
	unsigned long long set = 0;

	for (int i = 0; i < count; i++)
		if (WaitForSingleObject(events[i], 0) == WAIT_OBJECT_0)
			set |= 1ULL << i;
	return set;
}

TEST_F(wait, the_constants_are_those_of_windows)
{
	EXPECT_EQ(0, WAIT_OBJECT_0);
	EXPECT_EQ(0x80, WAIT_ABANDONED_0);
	EXPECT_EQ(0x102, WAIT_TIMEOUT);
	EXPECT_EQ(0xffffffff, WAIT_FAILED);
	EXPECT_EQ(0xffffffff, INFINITE);
	EXPECT_EQ(64, MAXIMUM_WAIT_OBJECTS);
}

TEST_F(wait, any_takes_the_lowest_index_and_nothing_else)
{
	SetEvent(self->events[2]);
	SetEvent(self->events[1]);
	EXPECT_EQ(WAIT_OBJECT_0 + 1,
		  WaitForMultipleObjects(4, self->events, FALSE, INFINITE));
	EXPECT_EQ(4, take_all_set(self->events, 4));
	EXPECT_EQ(POISON, GetLastError());
}

/* Many handles make the look at all of them long enough to be raced with. */
struct ordered {
	HANDLE handles[MAXIMUM_WAIT_OBJECTS];
	HANDLE *first, *last, taken;
};

/* The last one is never set before the first. */
static void *set_in_order(void *arg)
{
	struct ordered *ordered = arg;

	for (int i = 0; i < ROUNDS; i++) {
		SetEvent(*ordered->first);
		SetEvent(*ordered->last);
		WaitForSingleObject(ordered->taken, INFINITE);
	}
	return NULL;
}

static DWORD take_next(struct ordered *ordered)
{
	DWORD ret;

	do
		ret = WaitForMultipleObjects(MAXIMUM_WAIT_OBJECTS,
					     ordered->handles, FALSE, 0);
	while (ret == WAIT_TIMEOUT);
	return ret;
}

TEST_F(wait, any_never_sees_the_later_of_two_first)
{
	struct ordered ordered = { .taken = self->events[TOO_MANY - 1] };
	pthread_t setter;

	memcpy(ordered.handles, self->events, sizeof(ordered.handles));
	ordered.first = &ordered.handles[0];
	ordered.last = &ordered.handles[MAXIMUM_WAIT_OBJECTS - 1];
	pthread_create(&setter, NULL, set_in_order, &ordered);
	for (int i = 0; i < ROUNDS; i++) {
		ASSERT_EQ(WAIT_OBJECT_0, take_next(&ordered));
		ASSERT_EQ(WAIT_OBJECT_0 + MAXIMUM_WAIT_OBJECTS - 1,
			  take_next(&ordered));
		SetEvent(ordered.taken);
	}
	pthread_join(setter, NULL);
}

TEST_F(wait, any_accepts_an_object_twice_and_gives_the_lower_index)
{
	HANDLE handles[] = { self->events[0], self->events[1],
			     self->events[1] };

	SetEvent(self->events[1]);
	EXPECT_EQ(WAIT_OBJECT_0 + 1,
		  WaitForMultipleObjects(3, handles, FALSE, 0));
	EXPECT_EQ(0, take_all_set(self->events, 2));
}

TEST_F(wait, any_leaves_a_manual_one_set)
{
	HANDLE handles[] = { self->events[0], self->manual };

	SetEvent(self->manual);
	for (int i = 0; i < 3; i++)
		EXPECT_EQ(WAIT_OBJECT_0 + 1,
			  WaitForMultipleObjects(2, handles, FALSE, 0));
}

TEST_F(wait, sixty_four_objects_are_allowed)
{
	for (int i = 0; i < MAXIMUM_WAIT_OBJECTS; i++) {
		SetEvent(self->events[i]);
		EXPECT_EQ(WAIT_OBJECT_0 + i,
			  WaitForMultipleObjects(MAXIMUM_WAIT_OBJECTS,
						 self->events, FALSE, 0));
	}
	EXPECT_EQ(WAIT_TIMEOUT,
		  WaitForMultipleObjects(MAXIMUM_WAIT_OBJECTS, self->events,
					 TRUE, 0));
	for (int i = 0; i < MAXIMUM_WAIT_OBJECTS; i++)
		SetEvent(self->events[i]);
	EXPECT_EQ(WAIT_OBJECT_0,
		  WaitForMultipleObjects(MAXIMUM_WAIT_OBJECTS, self->events,
					 TRUE, 0));
	EXPECT_EQ(0, take_all_set(self->events, MAXIMUM_WAIT_OBJECTS));
}

TEST_F(wait, a_count_out_of_range_is_refused_and_takes_nothing)
{
	static const DWORD counts[] = { 0, TOO_MANY, 0xffffffff };

	SetEvent(self->events[0]);
	for (size_t i = 0; i < ARRAY_SIZE(counts); i++) {
		for (BOOL all = FALSE; all <= TRUE; all++) {
			SetLastError(POISON);
			EXPECT_EQ(WAIT_FAILED,
				  WaitForMultipleObjects(counts[i],
							 self->events, all, 0));
			EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
		}
	}
	EXPECT_EQ(WAIT_FAILED, WaitForMultipleObjects(1, NULL, FALSE, 0));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
	EXPECT_EQ(1, take_all_set(self->events, 1));
}

/* As of a program that gives up the right to open anything. */
TEST_F(wait, where_poll_is_not_allowed_so_many_the_wait_fails_and_takes_nothing)
{
	const struct rlimit none = { 0, 0 };
	HANDLE manual = CreateEvent(NULL, TRUE, TRUE, NULL);

	if (under_valgrind())
		SKIP(return, "valgrind keeps files of its own open");
	SetEvent(self->events[0]);
	SetEvent(self->events[1]);
	ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &none));
	for (int i = 0; i < 4; i++) {
		BOOL all = i % 2;
		DWORD ms = i / 2;

		SetLastError(POISON);
		EXPECT_EQ(WAIT_FAILED,
			  WaitForMultipleObjects(2, self->events, all, ms));
		EXPECT_EQ(ERROR_NO_SYSTEM_RESOURCES, GetLastError());
	}
	EXPECT_EQ(3, take_all_set(self->events, 2));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(manual, INFINITE));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(manual, 0));
	EXPECT_TRUE(ResetEvent(manual));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(manual, 0));
	EXPECT_TRUE(CloseHandle(manual));
}

TEST_F(wait, a_bad_handle_is_refused_and_takes_nothing)
{
	HANDLE handles[] = { self->events[0], self->events[1], NULL };

	SetEvent(self->events[0]);
	SetEvent(self->events[1]);
	for (BOOL all = FALSE; all <= TRUE; all++) {
		SetLastError(POISON);
		EXPECT_EQ(WAIT_FAILED,
			  WaitForMultipleObjects(3, handles, all, 0));
		EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
	}
	EXPECT_EQ(3, take_all_set(self->events, 2));
}

TEST_F(wait, all_takes_all_or_nothing)
{
	SetEvent(self->events[0]);
	SetEvent(self->events[1]);
	EXPECT_EQ(WAIT_TIMEOUT,
		  WaitForMultipleObjects(3, self->events, TRUE, 0));
	EXPECT_EQ(WAIT_TIMEOUT,
		  WaitForMultipleObjects(3, self->events, TRUE, SHORT_MS));
	EXPECT_EQ(POISON, GetLastError());
	EXPECT_EQ(3, take_all_set(self->events, 3));
	for (int i = 0; i < 3; i++)
		SetEvent(self->events[i]);
	EXPECT_EQ(WAIT_OBJECT_0,
		  WaitForMultipleObjects(3, self->events, TRUE, 0));
	EXPECT_EQ(0, take_all_set(self->events, 3));
}

TEST_F(wait, all_mixes_kinds_of_objects)
{
	HANDLE semaphore = CreateSemaphore(NULL, 2, 2, NULL);
	HANDLE handles[] = { semaphore, self->manual, self->events[0] };
	LONG previous;

	SetEvent(self->events[0]);
	EXPECT_EQ(WAIT_TIMEOUT, WaitForMultipleObjects(3, handles, TRUE, 0));
	SetEvent(self->manual);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForMultipleObjects(3, handles, TRUE, 0));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(self->manual, 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(self->events[0], 0));
	EXPECT_TRUE(ReleaseSemaphore(semaphore, 1, &previous));
	EXPECT_EQ(1, previous);
	EXPECT_TRUE(CloseHandle(semaphore));
}

TEST_F(wait, all_refuses_an_object_twice_whatever_its_handle_looks_like)
{
	HANDLE handles[] = { self->events[0], self->events[1],
			     self->events[0] };

	SetEvent(self->events[0]);
	SetEvent(self->events[1]);
	for (ULONG_PTR bits = 0; bits < 4; bits++) {
		handles[2] = (HANDLE)((ULONG_PTR)self->events[0] | bits);
		SetLastError(POISON);
		EXPECT_EQ(WAIT_FAILED,
			  WaitForMultipleObjects(3, handles, TRUE, 0));
		EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
	}
	EXPECT_EQ(3, take_all_set(self->events, 2));
}

TEST_F(wait, all_sleeps_until_the_last_one_is_set)
{
	struct waiter waiter = {
		.count = 3,
		.all = TRUE,
		.milliseconds = INFINITE,
	};

	memcpy(waiter.handles, self->events, 3 * sizeof(HANDLE));
	SetEvent(self->events[1]);
	waiter_start(&waiter);
	waiter_settle(&waiter);
	SetEvent(self->events[0]);
	/* Not half taken: others can still have it. */
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(self->events[1], 0));
	SetEvent(self->events[2]);
	waiter_settle(&waiter);
	SetEvent(self->events[1]);
	EXPECT_EQ(WAIT_OBJECT_0, waiter_join(&waiter));
	EXPECT_EQ(0, take_all_set(self->events, 3));
}

TEST_F(wait, any_sleeps_until_one_is_set)
{
	struct waiter waiter = { .count = 5, .milliseconds = INFINITE };

	memcpy(waiter.handles, self->events, 5 * sizeof(HANDLE));
	waiter_start(&waiter);
	waiter_settle(&waiter);
	SetEvent(self->events[3]);
	EXPECT_EQ(WAIT_OBJECT_0 + 3, waiter_join(&waiter));
	EXPECT_EQ(0, take_all_set(self->events, 5));
}

TEST_F(wait, a_timed_wait_is_woken_before_its_time)
{
	struct waiter waiter = {
		.handles = { self->events[0] },
		.count = 1,
		.milliseconds = INFINITE - 1,
	};

	waiter_start(&waiter);
	waiter_settle(&waiter);
	SetEvent(self->events[0]);
	EXPECT_EQ(WAIT_OBJECT_0, waiter_join(&waiter));
}

TEST_F(wait, a_time_out_is_not_early)
{
	for (BOOL all = FALSE; all <= TRUE; all++) {
		unsigned long long start = now_ms();

		EXPECT_EQ(WAIT_TIMEOUT,
			  WaitForMultipleObjects(2, self->events, all,
						 SHORT_MS));
		EXPECT_LE(start + SHORT_MS, now_ms() + 1);
	}
	EXPECT_EQ(POISON, GetLastError());
}

static atomic_int signals;

static void count_signal(int number)
{
	(void)number;
	atomic_fetch_add(&signals, 1);
}

/* Wakes the sleeping thread by a signal, often. */
static void interrupt(struct waiter *waiter)
{
	for (int i = 1; i <= INTERRUPTIONS; i++) {
		waiter_settle(waiter);
		pthread_kill(waiter->thread, SIGUSR1);
		while (atomic_load(&signals) < i)
			sched_yield();
	}
	atomic_store(&signals, 0);
}

TEST_F(wait, a_unix_signal_does_not_end_a_wait)
{
	struct sigaction action = { .sa_handler = count_signal };
	struct waiter single, timed = {
		.handles = { self->events[1], self->events[2] },
		.count = 2,
		.milliseconds = INFINITE - 1,
	};

	sigaction(SIGUSR1, &action, NULL);
	waiter_start_single(&single, self->events[0]);
	interrupt(&single);
	waiter_settle(&single);
	SetEvent(self->events[0]);
	EXPECT_EQ(WAIT_OBJECT_0, waiter_join(&single));
	waiter_start(&timed);
	interrupt(&timed);
	waiter_settle(&timed);
	SetEvent(self->events[2]);
	EXPECT_EQ(WAIT_OBJECT_0 + 1, waiter_join(&timed));
}

TEST_F(wait, as_many_sets_as_sleepers_wake_all_of_them)
{
	struct waiter waiters[SLEEPERS];

	for (int round = 0; round < SLEEPER_ROUNDS; round++) {
		for (int i = 0; i < SLEEPERS; i++)
			waiter_start_any(&waiters[i], self->events, 1 + i % 2);
		for (int i = 0; i < SLEEPERS; i++)
			SetEvent(self->events[0]);
		for (int i = 0; i < SLEEPERS; i++)
			ASSERT_EQ(WAIT_OBJECT_0, waiter_join(&waiters[i]));
		ASSERT_EQ(WAIT_TIMEOUT,
			  WaitForSingleObject(self->events[0], 0));
	}
}

TEST_F(wait, a_set_beyond_the_sleepers_is_remembered_once)
{
	struct waiter waiter;

	waiter_start_single(&waiter, self->events[0]);
	SetEvent(self->events[0]);
	SetEvent(self->events[0]);
	SetEvent(self->events[0]);
	EXPECT_EQ(WAIT_OBJECT_0, waiter_join(&waiter));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(self->events[0], 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(self->events[0], 0));
}

TEST_F(wait, sets_that_nobody_sleeps_for_are_one)
{
	for (int i = 0; i < SLEEPERS; i++)
		SetEvent(self->events[0]);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(self->events[0], INFINITE));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(self->events[0], 0));
}

TEST_F(wait, closing_the_handle_does_not_end_a_wait_and_harms_nobody)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	HANDLE pair[] = { event, self->events[0] };
	struct waiter single, several = {
		.handles = { pair[0], pair[1] },
		.count = 2,
		.milliseconds = INFINITE,
	};

	waiter_start(&several);
	waiter_settle(&several);
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_EQ(WAIT_FAILED, WaitForSingleObject(event, 0));
	waiter_settle(&several);
	SetEvent(self->events[0]);
	EXPECT_EQ(WAIT_OBJECT_0 + 1, waiter_join(&several));

	/* Nobody can end this one any more, so it is left to its sleep. */
	event = CreateEvent(NULL, FALSE, FALSE, NULL);
	waiter_start_single(&single, event);
	EXPECT_TRUE(CloseHandle(event));
	waiter_settle(&single);
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(self->events[1], 0));
	waiter_settle(&single);
}

TEST_F(wait, a_zero_wait_sees_what_was_set_before)
{
	for (int i = 0; i < 1000; i++) {
		SetEvent(self->events[0]);
		ASSERT_EQ(WAIT_OBJECT_0,
			  WaitForSingleObject(self->events[0], 0));
		ASSERT_EQ(WAIT_TIMEOUT,
			  WaitForSingleObject(self->events[0], 0));
	}
}

TEST_F(wait, a_set_object_wins_over_a_time_that_is_over)
{
	for (int i = 0; i < 20; i++) {
		struct waiter waiter = {
			.handles = { self->events[0], self->events[1] },
			.count = 2,
			.all = i % 2,
			.milliseconds = 1,
		};
		bool woken;

		waiter_start(&waiter);
		SetEvent(self->events[0]);
		SetEvent(self->events[1]);
		woken = waiter_join(&waiter) != WAIT_TIMEOUT;
		/* Whoever was told of a time-out left all of them set. */
		EXPECT_EQ(!woken ? 3 : waiter.all ? 0 : 3 & ~(1 << waiter.result),
			  take_all_set(self->events, 2));
	}
}

static int written_before;
static atomic_int looker;

static void *wait_and_look(void *event)
{
	atomic_store(&looker, gettid());
	if (WaitForSingleObject(event, PPPSIM_TIMEOUT) != WAIT_OBJECT_0)
		return NULL;
	return written_before ? &written_before : NULL;
}

/* For ThreadSanitizer: how it wakes is not to matter to what it sees. */
TEST_F(wait, what_was_written_before_a_set_is_seen_after_the_wait)
{
	pthread_t thread;
	void *seen;

	pthread_create(&thread, NULL, wait_and_look, self->events[0]);
	while (!atomic_load(&looker))
		sched_yield();
	ASSERT_EQ(0, pppsim_wait_asleep(atomic_load(&looker), PPPSIM_TIMEOUT));
	written_before = 1;
	SetEvent(self->events[0]);
	pthread_join(thread, &seen);
	EXPECT_EQ(&written_before, seen);
}

TEST_HARNESS_MAIN
