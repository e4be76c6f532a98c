// SPDX-License-Identifier: GPL-2.0
/*
 * Threads wait for events, mutexes and semaphores in all combinations, signal
 * them, end while they own mutexes, and are waited for themselves.
 *
 * What is to be taken once is counted beside the object: a signal is counted
 * before it is given, and who took it counts it off.  A signal that was taken
 * twice, or by half a wait for all, shows as a count below zero; one that was
 * lost as a count that stays.  A mutex has a holder beside it.
 *
 * As in wait_stress, there is load for a time: 5 s, or SHIM_RUN_MS.
 */
#include "kselftest_harness.h"

#include <windows.h>

#include "threads.h"

#define THREADS		64
#define SIGNALERS	16
#define EVENTS		4
#define SEMAPHORES	3
#define MUTEXES		3
#define OBJECTS		(EVENTS + SEMAPHORES + MUTEXES)
#define RUN_MS		5000
#define ROUNDS		50
#define MAX_WAIT_MS	3
#define END_AS_OWNER	40	/* one of so many times */
#define MAXIMUM		1000000

/* In this order; and what each has been given and not been taken of it. */
static HANDLE objects[OBJECTS];
static atomic_int counts[OBJECTS];
static atomic_long taken, wrong, abandoned, told;
static atomic_int waiting;
static atomic_bool stop;

static bool is_event(int i)
{
	return i < EVENTS;
}

static bool is_mutex(int i)
{
	return i >= EVENTS + SEMAPHORES;
}

static void check(bool right)
{
	if (!right)
		atomic_fetch_add(&wrong, 1);
}

static void give(int i)
{
	int none = 0;

	if (is_event(i)) {
		if (atomic_compare_exchange_strong(&counts[i], &none, 1))
			check(SetEvent(objects[i]));
	} else if (atomic_load(&counts[i]) < THREADS) {
		atomic_fetch_add(&counts[i], 1);
		check(ReleaseSemaphore(objects[i], 1, NULL));
	}
}

/* Of a mutex, the count is that of its holders. */
static void take(int i)
{
	if (is_mutex(i))
		check(!atomic_fetch_add(&counts[i], 1));
	else
		check(atomic_fetch_sub(&counts[i], 1) > 0);
	atomic_fetch_add(&taken, 1);
}

static void release(int i)
{
	if (!is_mutex(i))
		return;
	check(atomic_fetch_sub(&counts[i], 1) == 1);
	check(ReleaseMutex(objects[i]));
}

/* Ends the thread as the owner of a mutex. */
static void end_as_owner(int i)
{
	check(atomic_fetch_sub(&counts[i], 1) == 1);
	atomic_fetch_add(&abandoned, 1);
	ExitThread(0);
}

/* A random choice of different objects; returns how many. */
static int choose(unsigned int *seed, int *chosen)
{
	int count = 1 + rand_r(seed) % (OBJECTS / 2);
	int first = rand_r(seed) % OBJECTS;
	int step = 1 + 2 * (rand_r(seed) % 2);	/* 1 or 3: none twice */

	for (int i = 0; i < count; i++)
		chosen[i] = (first + i * step) % OBJECTS;
	return count;
}

static DWORD wait_for(int *chosen, int count, bool all, DWORD milliseconds)
{
	HANDLE handles[OBJECTS];

	for (int i = 0; i < count; i++)
		handles[i] = objects[chosen[i]];
	return WaitForMultipleObjects(count, handles, all, milliseconds);
}

static void wait_once(unsigned int *seed)
{
	int chosen[OBJECTS];
	int count = choose(seed, chosen);
	bool all = rand_r(seed) % 2;
	bool forever = count == 1 && is_event(chosen[0]) && rand_r(seed) % 2;
	DWORD ret, first, end;

	ret = wait_for(chosen, count, all,
		       forever ? INFINITE :
		       (DWORD)rand_r(seed) % (MAX_WAIT_MS + 1));
	if (ret == WAIT_TIMEOUT)
		return;
	if (ret >= WAIT_ABANDONED_0 && ret != WAIT_FAILED) {
		atomic_fetch_add(&told, 1);
		ret -= WAIT_ABANDONED_0;
	}
	check(ret < (DWORD)(all ? 1 : count));
	first = all ? 0 : ret;
	end = all ? (DWORD)count : ret + 1;
	for (DWORD i = first; i < end; i++)
		take(chosen[i]);
	/* One mutex only: a wait for all would tell two as one. */
	if (end - first == 1 && chosen[first] == OBJECTS - 1 &&
	    !(rand_r(seed) % END_AS_OWNER))
		end_as_owner(chosen[first]);
	for (DWORD i = first; i < end; i++)
		release(chosen[i]);
}

static DWORD WINAPI worker(LPVOID arg)
{
	unsigned int seed = (uintptr_t)arg;

	for (int i = 0; i < ROUNDS && !atomic_load(&stop); i++)
		wait_once(&seed);
	return 0;
}

/* One worker after the other. */
static DWORD WINAPI waiter(LPVOID arg)
{
	unsigned int seed = (uintptr_t)arg;

	while (!atomic_load(&stop)) {
		uintptr_t next = rand_r(&seed);
		HANDLE thread;

		thread = CreateThread(NULL, 0, worker, (void *)next, 0, NULL);
		check(thread);
		if (!thread)
			break;
		check(WaitForSingleObject(thread, INFINITE) == WAIT_OBJECT_0);
		check(CloseHandle(thread));
	}
	atomic_fetch_sub(&waiting, 1);
	return 0;
}

/* Until nobody waits without a limit any more. */
static DWORD WINAPI signaler(LPVOID arg)
{
	unsigned int seed = (uintptr_t)arg;

	while (atomic_load(&waiting)) {
		give(rand_r(&seed) % (EVENTS + SEMAPHORES));
		/* Nobody waits for it: the load is to be uneven. */
		if (!(rand_r(&seed) % 16))
			Sleep(rand_r(&seed) % 2);
	}
	return 0;
}

static void create_objects(void)
{
	for (int i = 0; i < OBJECTS; i++) {
		if (is_event(i))
			objects[i] = CreateEvent(NULL, FALSE, FALSE, NULL);
		else if (is_mutex(i))
			objects[i] = CreateMutex(NULL, FALSE, NULL);
		else
			objects[i] = CreateSemaphore(NULL, 0, MAXIMUM, NULL);
	}
}

/* How often it can be taken now; a mutex stays taken. */
static int drain(int i)
{
	int count = 0;
	DWORD ret;

	do {
		ret = WaitForSingleObject(objects[i], 0);
		if (ret == WAIT_ABANDONED)
			atomic_fetch_add(&told, 1);
		count += ret != WAIT_TIMEOUT;
	} while (ret != WAIT_TIMEOUT && !is_mutex(i));
	return count;
}

TEST(everything_that_is_signaled_is_taken_once)
{
	HANDLE threads[THREADS];
	unsigned int seed = seed_of_run();

	TH_LOG("SHIM_SEED=%u", seed);
	create_objects();
	atomic_store(&waiting, THREADS - SIGNALERS);
	for (uintptr_t i = 0; i < THREADS; i++) {
		threads[i] = CreateThread(NULL, 0, i < SIGNALERS ? signaler :
					  waiter, (void *)(i + seed), 0, NULL);
		ASSERT_NE(NULL, threads[i]);
	}
	Sleep(run_ms(RUN_MS));
	atomic_store(&stop, true);
	EXPECT_EQ(WAIT_OBJECT_0,
		  WaitForMultipleObjects(THREADS, threads, TRUE, INFINITE));
	for (int i = 0; i < OBJECTS; i++)
		EXPECT_EQ(is_mutex(i) ? 1 : counts[i], drain(i));
	EXPECT_EQ(0, wrong);
	EXPECT_EQ(abandoned, told);
	TH_LOG("%ld taken, %ld mutexes abandoned", taken, abandoned);
	for (int i = 0; i < OBJECTS; i++)
		EXPECT_TRUE(CloseHandle(objects[i]));
	for (int i = 0; i < THREADS; i++)
		EXPECT_TRUE(CloseHandle(threads[i]));
}

TEST_HARNESS_MAIN
