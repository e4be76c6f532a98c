// SPDX-License-Identifier: GPL-2.0
/* Mutexes: ownership, recursion, owners that end. */
#include <sys/wait.h>

#include "kselftest_harness.h"

#include <windows.h>

#include "threads.h"

#define POISON		0xccU
#define ROUNDS		20000
#define THREADS		8

/* Takes mutexes and ends without releasing them. */
static void *take_and_end(void *arg)
{
	HANDLE *mutexes = arg;

	while (*mutexes)
		WaitForSingleObject(*mutexes++, INFINITE);
	return NULL;
}

static void abandon(HANDLE *mutexes)
{
	pthread_t thread;

	pthread_create(&thread, NULL, take_and_end, mutexes);
	pthread_join(thread, NULL);
}

/* What another thread gets from a wait that does not block. */
static DWORD try_elsewhere(HANDLE mutex)
{
	struct waiter waiter = { .handles = { mutex }, .count = 1 };

	waiter_start(&waiter);
	return waiter_join(&waiter);
}

TEST(a_new_mutex_belongs_to_nobody_or_to_its_creator)
{
	HANDLE free_one = CreateMutex(NULL, FALSE, NULL);
	HANDLE owned = CreateMutex(NULL, TRUE, NULL);

	EXPECT_EQ(WAIT_TIMEOUT, try_elsewhere(owned));
	EXPECT_EQ(WAIT_OBJECT_0, try_elsewhere(free_one));
	EXPECT_TRUE(ReleaseMutex(owned));
	EXPECT_EQ(WAIT_OBJECT_0, try_elsewhere(owned));
	EXPECT_TRUE(CloseHandle(free_one));
	EXPECT_TRUE(CloseHandle(owned));
}

TEST(an_owner_takes_it_again_and_releases_it_as_often)
{
	HANDLE mutex = CreateMutex(NULL, TRUE, NULL);
	HANDLE twice[] = { mutex, mutex };

	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(mutex, 0));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(mutex, INFINITE));
	EXPECT_EQ(WAIT_OBJECT_0,
		  WaitForMultipleObjects(2, twice, FALSE, INFINITE));
	for (int i = 0; i < 4; i++) {
		EXPECT_EQ(WAIT_TIMEOUT, try_elsewhere(mutex));
		EXPECT_TRUE(ReleaseMutex(mutex));
	}
	EXPECT_EQ(WAIT_OBJECT_0, try_elsewhere(mutex));
	EXPECT_FALSE(ReleaseMutex(mutex));
	EXPECT_TRUE(CloseHandle(mutex));
}

TEST(only_the_owner_can_release_it)
{
	HANDLE mutex = CreateMutex(NULL, FALSE, NULL);
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	HANDLE both[] = { mutex, NULL };

	SetLastError(POISON);
	EXPECT_FALSE(ReleaseMutex(mutex));
	EXPECT_EQ(ERROR_NOT_OWNER, GetLastError());
	EXPECT_FALSE(ReleaseMutex(event));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
	EXPECT_FALSE(ReleaseMutex(NULL));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
	abandon(both);
	EXPECT_FALSE(ReleaseMutex(mutex));
	EXPECT_EQ(ERROR_NOT_OWNER, GetLastError());
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(CloseHandle(mutex));
}

TEST(a_release_wakes_one_sleeper)
{
	HANDLE mutex = CreateMutex(NULL, TRUE, NULL);
	struct waiter waiter;

	waiter_start_single(&waiter, mutex);
	SetLastError(POISON);
	EXPECT_TRUE(ReleaseMutex(mutex));
	EXPECT_EQ(POISON, GetLastError());
	EXPECT_EQ(WAIT_OBJECT_0, waiter_join(&waiter));
	EXPECT_EQ(WAIT_ABANDONED, WaitForSingleObject(mutex, 0));
	EXPECT_TRUE(ReleaseMutex(mutex));
	EXPECT_TRUE(CloseHandle(mutex));
}

TEST(an_abandoned_mutex_is_reported_once_and_is_owned_then)
{
	HANDLE mutex = CreateMutex(NULL, FALSE, NULL);
	HANDLE mutexes[] = { mutex, mutex, NULL };

	abandon(mutexes);
	EXPECT_EQ(WAIT_ABANDONED, WaitForSingleObject(mutex, INFINITE));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(mutex, INFINITE));
	EXPECT_TRUE(ReleaseMutex(mutex));
	EXPECT_TRUE(ReleaseMutex(mutex));
	EXPECT_FALSE(ReleaseMutex(mutex));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(mutex, 0));
	EXPECT_TRUE(ReleaseMutex(mutex));
	EXPECT_TRUE(CloseHandle(mutex));
}

TEST(a_thread_that_ends_wakes_who_sleeps_for_its_mutex)
{
	HANDLE mutex = CreateMutex(NULL, TRUE, NULL);
	struct waiter first, second;

	waiter_start_single(&first, mutex);
	waiter_start_single(&second, mutex);
	EXPECT_TRUE(ReleaseMutex(mutex));
	EXPECT_EQ(WAIT_ABANDONED, waiter_join(&first) + waiter_join(&second));
	EXPECT_TRUE(CloseHandle(mutex));
}

TEST(wait_any_tells_the_index_of_the_abandoned_one)
{
	HANDLE event = CreateEvent(NULL, TRUE, FALSE, NULL);
	HANDLE mutex = CreateMutex(NULL, FALSE, NULL);
	HANDLE objects[] = { event, mutex };
	HANDLE mutexes[] = { mutex, NULL };

	abandon(mutexes);
	EXPECT_EQ(WAIT_ABANDONED_0 + 1,
		  WaitForMultipleObjects(2, objects, FALSE, 0));
	EXPECT_EQ(WAIT_OBJECT_0 + 1,
		  WaitForMultipleObjects(2, objects, FALSE, 0));
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(CloseHandle(mutex));
}

TEST(wait_all_tells_that_one_was_abandoned)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	HANDLE mutex = CreateMutex(NULL, FALSE, NULL);
	HANDLE objects[] = { event, mutex };
	HANDLE mutexes[] = { mutex, NULL };

	abandon(mutexes);
	EXPECT_EQ(WAIT_TIMEOUT, WaitForMultipleObjects(2, objects, TRUE, 0));
	EXPECT_FALSE(ReleaseMutex(mutex));
	SetEvent(event);
	EXPECT_EQ(WAIT_ABANDONED_0,
		  WaitForMultipleObjects(2, objects, TRUE, INFINITE));
	EXPECT_TRUE(ReleaseMutex(mutex));
	EXPECT_FALSE(ReleaseMutex(mutex));
	SetEvent(event);
	EXPECT_EQ(WAIT_OBJECT_0,
		  WaitForMultipleObjects(2, objects, TRUE, INFINITE));
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(CloseHandle(mutex));
}

TEST(wait_all_counts_the_mutex_that_is_owned_already)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	HANDLE mutex = CreateMutex(NULL, TRUE, NULL);
	struct waiter waiter = {
		.handles = { event, mutex },
		.count = 2,
		.all = TRUE,
		.milliseconds = INFINITE,
	};
	HANDLE objects[] = { mutex, event };

	SetEvent(event);
	EXPECT_EQ(WAIT_OBJECT_0,
		  WaitForMultipleObjects(2, objects, TRUE, INFINITE));
	EXPECT_TRUE(ReleaseMutex(mutex));
	waiter_start(&waiter);
	waiter_settle(&waiter);
	SetEvent(event);
	EXPECT_TRUE(ReleaseMutex(mutex));
	EXPECT_EQ(WAIT_OBJECT_0, waiter_join(&waiter));
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(CloseHandle(mutex));
}

TEST(an_owned_mutex_can_be_closed)
{
	HANDLE mutexes[] = {
		CreateMutex(NULL, TRUE, NULL),
		CreateMutex(NULL, TRUE, NULL),
		CreateMutex(NULL, TRUE, NULL),
	};

	EXPECT_TRUE(CloseHandle(mutexes[1]));
	EXPECT_TRUE(CloseHandle(mutexes[0]));
	EXPECT_EQ(WAIT_TIMEOUT, try_elsewhere(mutexes[2]));
	EXPECT_TRUE(CloseHandle(mutexes[2]));
}

static HANDLE shared;
static long counter;

static void *count(void *arg)
{
	for (int i = 0; i < ROUNDS; i++) {
		if (WaitForSingleObject(shared, INFINITE) != WAIT_OBJECT_0)
			return arg;
		counter++;
		ReleaseMutex(shared);
	}
	return NULL;
}

TEST(a_mutex_lets_one_thread_in_at_a_time)
{
	pthread_t threads[THREADS];
	void *failed;

	shared = CreateMutex(NULL, FALSE, NULL);
	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, count, &shared);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], &failed);
		EXPECT_EQ(NULL, failed);
	}
	EXPECT_EQ(THREADS * ROUNDS, counter);
	EXPECT_TRUE(CloseHandle(shared));
}

static void *hold_until_set(void *arg)
{
	HANDLE *handles = arg;

	WaitForSingleObject(handles[0], INFINITE);
	SetEvent(handles[1]);
	WaitForSingleObject(handles[2], INFINITE);
	ReleaseMutex(handles[0]);
	return NULL;
}

/* 0 if a child sees its own mutex as owned and the other one abandoned. */
static int look_at_both(HANDLE own, HANDLE other)
{
	if (WaitForSingleObject(other, 0) != WAIT_ABANDONED)
		return 1;
	if (!ReleaseMutex(own) || ReleaseMutex(own))
		return 2;
	return WaitForSingleObject(own, INFINITE) != WAIT_OBJECT_0;
}

TEST(after_fork_only_the_forking_thread_still_owns)
{
	HANDLE own = CreateMutex(NULL, TRUE, NULL);
	HANDLE handles[] = {
		CreateMutex(NULL, FALSE, NULL),
		CreateEvent(NULL, FALSE, FALSE, NULL),
		CreateEvent(NULL, FALSE, FALSE, NULL),
	};
	pthread_t thread;
	int status;
	pid_t pid;

	pthread_create(&thread, NULL, hold_until_set, handles);
	WaitForSingleObject(handles[1], INFINITE);
	pid = fork();
	if (!pid)
		_exit(look_at_both(own, handles[0]));
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_EQ(0, status);
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(handles[0], 0));
	SetEvent(handles[2]);
	pthread_join(thread, NULL);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(handles[0], 0));
	EXPECT_TRUE(ReleaseMutex(own));
	EXPECT_TRUE(CloseHandle(own));
	for (int i = 0; i < 3; i++)
		EXPECT_TRUE(CloseHandle(handles[i]));
}

TEST_HARNESS_MAIN
