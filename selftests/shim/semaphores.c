// SPDX-License-Identifier: GPL-2.0
/* Semaphores: counts and limits. */
#include "kselftest_harness.h"

#include <windows.h>

#include "own_names.h"
#include "threads.h"

#define POISON	0xcc
#define MAXIMUM	0x7fffffff

TEST(a_semaphore_is_taken_as_often_as_its_count)
{
	HANDLE semaphore = CreateSemaphore(NULL, 2, 3, NULL);
	LONG previous = POISON;

	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(semaphore, 0));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(semaphore, INFINITE));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(semaphore, 0));
	EXPECT_TRUE(ReleaseSemaphore(semaphore, 3, &previous));
	EXPECT_EQ(0, previous);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(semaphore, 5));
	EXPECT_TRUE(ReleaseSemaphore(semaphore, 1, &previous));
	EXPECT_EQ(2, previous);
	for (int i = 0; i < 3; i++)
		EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(semaphore, 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(semaphore, 0));
	EXPECT_TRUE(CloseHandle(semaphore));
}

TEST(releasing_beyond_the_maximum_changes_nothing)
{
	HANDLE semaphore = CreateSemaphore(NULL, 1, 2, NULL);
	LONG previous = POISON;

	EXPECT_FALSE(ReleaseSemaphore(semaphore, 2, &previous));
	EXPECT_EQ(ERROR_TOO_MANY_POSTS, GetLastError());
	EXPECT_FALSE(ReleaseSemaphore(semaphore, MAXIMUM, &previous));
	EXPECT_EQ(ERROR_TOO_MANY_POSTS, GetLastError());
	EXPECT_EQ(POISON, previous);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(semaphore, 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(semaphore, 0));
	EXPECT_TRUE(CloseHandle(semaphore));
}

TEST(counts_out_of_range_are_refused)
{
	static const LONG bad[][2] = { { -1, 1 }, { 0, 0 }, { 2, 1 }, { 0, -1 } };
	HANDLE semaphore = CreateSemaphore(NULL, 0, MAXIMUM, NULL);

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		SetLastError(POISON);
		EXPECT_EQ(NULL, CreateSemaphore(NULL, bad[i][0], bad[i][1],
						NULL));
		EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
	}
	for (LONG count = -1; count <= 0; count++) {
		SetLastError(POISON);
		EXPECT_FALSE(ReleaseSemaphore(semaphore, count, NULL));
		EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
	}
	EXPECT_TRUE(CloseHandle(semaphore));
}

TEST(the_empty_name_and_last_error_are_as_with_events)
{
	HANDLE semaphore;

	semaphore = CreateSemaphoreW(NULL, 0, 1, L"");
	EXPECT_NE(NULL, semaphore);
	EXPECT_EQ(0, GetLastError());
	SetLastError(POISON);
	EXPECT_TRUE(ReleaseSemaphore(semaphore, 1, NULL));
	EXPECT_EQ(POISON, GetLastError());
	EXPECT_TRUE(CloseHandle(semaphore));
}

TEST(an_event_is_no_semaphore)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);

	EXPECT_FALSE(ReleaseSemaphore(event, 1, NULL));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	EXPECT_TRUE(CloseHandle(event));
}

TEST(releasing_wakes_as_many_as_were_released)
{
	HANDLE semaphore = CreateSemaphore(NULL, 0, 3, NULL);
	struct waiter waiters[3];

	for (int i = 0; i < 3; i++)
		waiter_start_single(&waiters[i], semaphore);
	EXPECT_TRUE(ReleaseSemaphore(semaphore, 2, NULL));
	EXPECT_TRUE(ReleaseSemaphore(semaphore, 1, NULL));
	for (int i = 0; i < 3; i++)
		EXPECT_EQ(WAIT_OBJECT_0, waiter_join(&waiters[i]));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(semaphore, 0));
	EXPECT_TRUE(CloseHandle(semaphore));
}

TEST_HARNESS_MAIN
