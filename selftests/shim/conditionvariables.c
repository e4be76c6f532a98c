// SPDX-License-Identifier: GPL-2.0
/* Condition variables, and the slim locks that go with them. */
#include "kselftest_harness.h"

#include <windows.h>

#include "threads.h"

#define POISON		0xccU
#define THREADS		4
#define ROUNDS		20000

/* What the library sleeps in; another one in a 32-bit build. */
#ifdef SYS_futex_time64
#define FUTEX		SYS_futex_time64
#else
#define FUTEX		SYS_futex
#endif

static SRWLOCK srw = SRWLOCK_INIT;
static CONDITION_VARIABLE changed = CONDITION_VARIABLE_INIT;
static CRITICAL_SECTION section;
static unsigned int number;
static atomic_int tid;

static void start(pthread_t *thread, void *(*function)(void *))
{
	if (pthread_create(thread, NULL, function, NULL))
		exit(KSFT_FAIL);
}

static void wait_until_asleep(void)
{
	const struct timespec pause = { .tv_nsec = ASLEEP_POLL_NS };

	while (!atomic_load(&tid) ||
	       sleeps_in(atomic_load(&tid)) != FUTEX)
		nanosleep(&pause, NULL);
}

static void *sleep_srw(void *arg)
{
	intptr_t ret = TRUE;

	(void)arg;
	AcquireSRWLockExclusive(&srw);
	atomic_store(&tid, syscall(SYS_gettid));
	while (ret && !number)
		ret = SleepConditionVariableSRW(&changed, &srw, INFINITE, 0);
	number++;
	ReleaseSRWLockExclusive(&srw);
	return (void *)ret;
}

static void *sleep_shared(void *arg)
{
	intptr_t ret = TRUE;

	(void)arg;
	AcquireSRWLockShared(&srw);
	atomic_store(&tid, syscall(SYS_gettid));
	while (ret && !number)
		ret = SleepConditionVariableSRW(&changed, &srw, INFINITE,
						CONDITION_VARIABLE_LOCKMODE_SHARED);
	/* Others may read beside it. */
	ret = ret && TryAcquireSRWLockShared(&srw);
	ReleaseSRWLockShared(&srw);
	ReleaseSRWLockShared(&srw);
	return (void *)ret;
}

static void *sleep_section(void *arg)
{
	intptr_t ret = TRUE;

	(void)arg;
	EnterCriticalSection(&section);
	atomic_store(&tid, syscall(SYS_gettid));
	while (ret && !number)
		ret = SleepConditionVariableCS(&changed, &section, INFINITE);
	number++;
	LeaveCriticalSection(&section);
	return (void *)ret;
}

TEST(a_sleeper_gives_up_its_lock_and_has_it_again)
{
	pthread_t thread;
	void *ret;

	start(&thread, sleep_srw);
	wait_until_asleep();
	AcquireSRWLockExclusive(&srw);
	number = 1;
	ReleaseSRWLockExclusive(&srw);
	WakeConditionVariable(&changed);
	pthread_join(thread, &ret);
	EXPECT_EQ((void *)TRUE, ret);
	EXPECT_EQ(2, number);
}

TEST(a_shared_lock_comes_back_shared)
{
	pthread_t thread;
	void *ret;

	start(&thread, sleep_shared);
	wait_until_asleep();
	AcquireSRWLockExclusive(&srw);
	number = 1;
	ReleaseSRWLockExclusive(&srw);
	WakeConditionVariable(&changed);
	pthread_join(thread, &ret);
	EXPECT_EQ((void *)TRUE, ret);
	EXPECT_TRUE(TryAcquireSRWLockExclusive(&srw));
}

TEST(all_sleepers_of_a_critical_section_are_woken)
{
	pthread_t threads[THREADS];

	InitializeConditionVariable(&changed);
	ASSERT_TRUE(InitializeCriticalSectionEx(&section, 4000, 0));
	for (int i = 0; i < THREADS; i++) {
		atomic_store(&tid, 0);
		start(&threads[i], sleep_section);
		wait_until_asleep();
	}
	EnterCriticalSection(&section);
	number = 1;
	WakeAllConditionVariable(&changed);
	LeaveCriticalSection(&section);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	EXPECT_EQ(1 + THREADS, number);
	DeleteCriticalSection(&section);
}

TEST(a_sleep_ends_with_its_time)
{
	unsigned long long before = now_ms();

	InitializeSRWLock(&srw);
	AcquireSRWLockExclusive(&srw);
	SetLastError(POISON);
	EXPECT_FALSE(SleepConditionVariableSRW(&changed, &srw, 20, 0));
	EXPECT_EQ(ERROR_TIMEOUT, GetLastError());
	EXPECT_LE(20, now_ms() + 1 - before);
	EXPECT_FALSE(SleepConditionVariableSRW(&changed, &srw, 0, 0));
	EXPECT_FALSE(TryAcquireSRWLockShared(&srw));
	ReleaseSRWLockExclusive(&srw);
	EXPECT_TRUE(TryAcquireSRWLockShared(&srw));
	EXPECT_FALSE(TryAcquireSRWLockExclusive(&srw));
	ReleaseSRWLockShared(&srw);
	EXPECT_TRUE(TryAcquireSRWLockExclusive(&srw));
	ReleaseSRWLockExclusive(&srw);
}

TEST(a_sleep_is_as_long_as_it_is_to_be_beyond_a_second)
{
	unsigned long long before = now_ms();

	AcquireSRWLockExclusive(&srw);
	EXPECT_FALSE(SleepConditionVariableSRW(&changed, &srw, 1100, 0));
	EXPECT_LE(1100, now_ms() + 1 - before);
	ReleaseSRWLockExclusive(&srw);
}

static void *answer(void *arg)
{
	(void)arg;
	for (unsigned int i = 0; i < ROUNDS; i++) {
		AcquireSRWLockExclusive(&srw);
		while (number % 2 == 0)
			SleepConditionVariableSRW(&changed, &srw, INFINITE, 0);
		number++;
		WakeConditionVariable(&changed);
		ReleaseSRWLockExclusive(&srw);
	}
	return NULL;
}

/* It would not end. */
TEST(no_wake_is_lost_between_two_threads)
{
	pthread_t thread;

	start(&thread, answer);
	for (unsigned int i = 0; i < ROUNDS; i++) {
		AcquireSRWLockExclusive(&srw);
		while (number % 2)
			SleepConditionVariableSRW(&changed, &srw, INFINITE, 0);
		number++;
		WakeConditionVariable(&changed);
		ReleaseSRWLockExclusive(&srw);
	}
	pthread_join(thread, NULL);
	EXPECT_EQ(2 * ROUNDS, number);
}

TEST_HARNESS_MAIN
