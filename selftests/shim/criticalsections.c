// SPDX-License-Identifier: GPL-2.0
/* Critical sections and interlocked operations. */
#include "kselftest_harness.h"

#include <windows.h>

#define THREADS		8
#define ROUNDS		20000

static CRITICAL_SECTION section;
static long counter;
static LONG interlocked;

static DWORD WINAPI count(LPVOID arg)
{
	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		EnterCriticalSection(&section);
		counter++;
		LeaveCriticalSection(&section);
		InterlockedIncrement(&interlocked);
	}
	return 0;
}

TEST(one_thread_is_in_it_at_a_time)
{
	HANDLE threads[THREADS];

	InitializeCriticalSection(&section);
	for (int i = 0; i < THREADS; i++)
		threads[i] = CreateThread(NULL, 0, count, NULL, 0, NULL);
	EXPECT_EQ(WAIT_OBJECT_0,
		  WaitForMultipleObjects(THREADS, threads, TRUE, INFINITE));
	EXPECT_EQ(THREADS * ROUNDS, counter);
	EXPECT_EQ(THREADS * ROUNDS, interlocked);
	DeleteCriticalSection(&section);
	for (int i = 0; i < THREADS; i++)
		EXPECT_TRUE(CloseHandle(threads[i]));
}

static DWORD WINAPI try_to_enter(LPVOID arg)
{
	if (!TryEnterCriticalSection(arg))
		return 0;
	LeaveCriticalSection(arg);
	return 1;
}

static DWORD try_elsewhere(LPCRITICAL_SECTION in)
{
	HANDLE thread = CreateThread(NULL, 0, try_to_enter, in, 0, NULL);
	DWORD code = 2;

	WaitForSingleObject(thread, INFINITE);
	GetExitCodeThread(thread, &code);
	CloseHandle(thread);
	return code;
}

TEST(a_thread_enters_again_and_leaves_as_often)
{
	EXPECT_TRUE(InitializeCriticalSectionAndSpinCount(&section, 4000));
	EnterCriticalSection(&section);
	EXPECT_TRUE(TryEnterCriticalSection(&section));
	LeaveCriticalSection(&section);
	EXPECT_EQ(0, try_elsewhere(&section));
	LeaveCriticalSection(&section);
	EXPECT_EQ(1, try_elsewhere(&section));
	DeleteCriticalSection(&section);
}

TEST(interlocked_operations_give_what_they_give_on_windows)
{
	LONG value = 5;
	PVOID pointer = NULL;

	EXPECT_EQ(6, InterlockedIncrement(&value));
	EXPECT_EQ(5, InterlockedDecrement(&value));
	EXPECT_EQ(5, InterlockedExchange(&value, 7));
	EXPECT_EQ(7, InterlockedExchangeAdd(&value, 3));
	EXPECT_EQ(10, InterlockedCompareExchange(&value, 1, 9));
	EXPECT_EQ(10, InterlockedCompareExchange(&value, 1, 10));
	EXPECT_EQ(1, value);
	EXPECT_EQ(NULL, InterlockedExchangePointer(&pointer, &value));
	EXPECT_EQ(&value, InterlockedCompareExchangePointer(&pointer, NULL,
							    &value));
	EXPECT_EQ(NULL, pointer);
}

TEST_HARNESS_MAIN
