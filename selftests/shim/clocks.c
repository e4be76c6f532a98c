// SPDX-License-Identifier: GPL-2.0
/* Sleep, the tick counts and the performance counter. */
#include "kselftest_harness.h"

#include <windows.h>

#include "threads.h"

#define POISON		0xccU

static void *sleeper(void *arg)
{
	atomic_store((atomic_int *)arg, syscall(SYS_gettid));
	Sleep(INFINITE);
	return NULL;
}

TEST(a_sleep_takes_its_time_at_least)
{
	unsigned long long before = now_ms();

	SetLastError(POISON);
	Sleep(0);
	Sleep(20);
	EXPECT_EQ(0, SleepEx(20, TRUE));
	EXPECT_LE(40, now_ms() + 1 - before);
	EXPECT_EQ(POISON, GetLastError());
}

TEST(an_infinite_sleep_does_not_end)
{
	const struct timespec pause = { .tv_nsec = ASLEEP_POLL_NS };
	atomic_int tid = 0;
	pthread_t thread;
	void *result;

	ASSERT_EQ(0, pthread_create(&thread, NULL, sleeper, &tid));
	while (!atomic_load(&tid) || sleeps_in(atomic_load(&tid)) != SYS_pause)
		nanosleep(&pause, NULL);
	ASSERT_EQ(0, pthread_cancel(thread));
	ASSERT_EQ(0, pthread_join(thread, &result));
	EXPECT_EQ(PTHREAD_CANCELED, result);
}

TEST(the_tick_counts_agree_and_do_not_go_back)
{
	ULONGLONG first = GetTickCount64();
	DWORD low = GetTickCount();
	ULONGLONG second = GetTickCount64();

	EXPECT_LE(first, second);
	EXPECT_LE(low - (DWORD)first, second - first);
	/* What is tested is that time passes. */
	Sleep(2);
	EXPECT_LT(second, GetTickCount64());
}

TEST(the_performance_counter_counts_by_its_frequency)
{
	LARGE_INTEGER frequency, first, second;

	SetLastError(POISON);
	ASSERT_TRUE(QueryPerformanceFrequency(&frequency));
	ASSERT_TRUE(QueryPerformanceCounter(&first));
	Sleep(20);
	ASSERT_TRUE(QueryPerformanceCounter(&second));
	EXPECT_LE(20, (second.QuadPart - first.QuadPart) * 1000 /
			      frequency.QuadPart);
	EXPECT_EQ(POISON, GetLastError());
}

TEST_HARNESS_MAIN
