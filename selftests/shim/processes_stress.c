// SPDX-License-Identifier: GPL-2.0
/*
 * Processes that do everything at once to the same named objects, and are
 * killed meanwhile.
 *
 * As in wait_stress.c, each event has a token, here in memory that all of the
 * processes share; each of them has threads that wait and one that sets.
 *
 * There is load for some seconds in each test, or SHIM_RUN_MS; what is random
 * comes from SHIM_SEED.
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "kselftest_harness.h"

#include <windows.h>

#include "own_names.h"
#include "threads.h"

#define PROCESSES	4
#define RACERS		8
#define RACES		150
#define EVENTS		5
#define WAITERS		6	/* of each process, and the single one */
#define RUN_MS		3000
#define MAX_WAIT_MS	3
#define MAXIMUM		3
#define KILL_NS		40000000L	/* at most */
#define INSIDE_NS	100000L
#define DEATH_MS	5000

/* What all the processes of a test see. */
static struct shared {
	pthread_barrier_t barrier;
	atomic_int created, found, failed;

	atomic_int tokens[EVENTS];
	atomic_long put, taken, wrong;
	atomic_int waiting;
	atomic_bool stop;

	atomic_int inside;	/* process that has the mutex */
	atomic_long entered, abandoned;
	unsigned long seed;
} *shared;

static unsigned int seed_of(int process, int thread)
{
	return shared->seed + 1000 * process + thread;
}

static void share_memory(unsigned int processes)
{
	pthread_barrierattr_t attr;

	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	shared->seed = seed_of_run();
	pthread_barrierattr_init(&attr);
	pthread_barrierattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
	pthread_barrier_init(&shared->barrier, &attr, processes);
}

static pid_t run(void (*function)(int number), int number)
{
	pid_t pid = fork();

	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		function(number);
		_exit(0);
	}
	return pid;
}

/* Whether all of them ended by themselves. */
static bool wait_for(pid_t *pids, int count)
{
	bool good = true;
	int status;

	for (int i = 0; i < count; i++)
		good &= waitpid(pids[i], &status, 0) == pids[i] && !status;
	return good;
}

static void race(int number)
{
	(void)number;
	for (int i = 0; i < RACES; i++) {
		HANDLE handle;

		pthread_barrier_wait(&shared->barrier);
		handle = CreateEventA(NULL, TRUE, FALSE, "race");
		if (!handle)
			atomic_fetch_add(&shared->failed, 1);
		else if (GetLastError() == ERROR_ALREADY_EXISTS)
			atomic_fetch_add(&shared->found, 1);
		else
			atomic_fetch_add(&shared->created, 1);
		pthread_barrier_wait(&shared->barrier);
		CloseHandle(handle);
	}
}

TEST(of_processes_that_create_a_name_at_once_exactly_one_does)
{
	pid_t pids[RACERS];

	share_memory(RACERS);
	for (int i = 0; i < RACERS; i++)
		pids[i] = run(race, i);
	EXPECT_TRUE(wait_for(pids, RACERS));
	EXPECT_EQ(0, shared->failed);
	EXPECT_EQ(RACES, shared->created);
	EXPECT_EQ(RACES * (RACERS - 1), shared->found);
}

static HANDLE events[EVENTS];

static void set(int i)
{
	int none = 0;

	if (!atomic_compare_exchange_strong(&shared->tokens[i], &none, 1))
		return;
	atomic_fetch_add(&shared->put, 1);
	SetEvent(events[i]);
}

static void took(int i)
{
	int there = 1;

	if (!atomic_compare_exchange_strong(&shared->tokens[i], &there, 0))
		atomic_fetch_add(&shared->wrong, 1);
	atomic_fetch_add(&shared->taken, 1);
}

/* Some different events; returns how many. */
static int choose(unsigned int *seed, int *chosen)
{
	int count = 0;

	for (int i = rand_r(seed) % EVENTS; i < EVENTS; i++)
		if (rand_r(seed) % 2)
			chosen[count++] = i;
	/* Not always in the order of their names. */
	if (count > 1 && rand_r(seed) % 2) {
		int first = chosen[0];

		chosen[0] = chosen[1];
		chosen[1] = first;
	}
	return count;
}

static void wait_once(unsigned int *seed)
{
	HANDLE handles[EVENTS];
	int chosen[EVENTS];
	int count = choose(seed, chosen);
	BOOL all = rand_r(seed) % 2;
	DWORD ms = rand_r(seed) % (MAX_WAIT_MS + 1);
	DWORD ret;

	if (!count)
		return;
	if (!ms)
		ms = INFINITE;
	for (int i = 0; i < count; i++)
		handles[i] = events[chosen[i]];
	ret = WaitForMultipleObjects(count, handles, all, ms);
	if (ret == WAIT_TIMEOUT && ms != INFINITE)
		return;
	if (ret >= WAIT_OBJECT_0 + count) {
		atomic_fetch_add(&shared->wrong, 1);
		return;
	}
	for (int i = 0; i < count; i++)
		if (all || ret == WAIT_OBJECT_0 + i)
			took(chosen[i]);
}

static void *waiter(void *arg)
{
	unsigned int seed = (uintptr_t)arg;

	while (!atomic_load(&shared->stop))
		wait_once(&seed);
	atomic_fetch_sub(&shared->waiting, 1);
	return NULL;
}

static void *single_waiter(void *arg)
{
	while (!atomic_load(&shared->stop)) {
		WaitForSingleObject(events[0], INFINITE);
		took(0);
	}
	atomic_fetch_sub(&shared->waiting, 1);
	return arg;
}

static void create_events(void)
{
	char name[32];

	for (int i = 0; i < EVENTS; i++) {
		snprintf(name, sizeof(name), "event %d", i);
		events[i] = CreateEventA(NULL, FALSE, FALSE, name);
	}
}

/* The setters go on until the last of all is through its last wait. */
static void wait_and_set(int number)
{
	unsigned int seed = seed_of(number, WAITERS);
	pthread_t threads[WAITERS + 1];

	create_events();
	for (int i = 0; i < WAITERS; i++)
		pthread_create(&threads[i], NULL, waiter,
			       (void *)(uintptr_t)seed_of(number, i));
	pthread_create(&threads[WAITERS], NULL, single_waiter, NULL);
	while (atomic_load(&shared->waiting))
		set(rand_r(&seed) % EVENTS);
	for (int i = 0; i <= WAITERS; i++)
		pthread_join(threads[i], NULL);
}

static long tokens_left(void)
{
	long left = 0;

	for (int i = 0; i < EVENTS; i++)
		left += atomic_load(&shared->tokens[i]);
	return left;
}

static long events_left(void)
{
	long left = 0;

	for (int i = 0; i < EVENTS; i++)
		left += WaitForSingleObject(events[i], 0) == WAIT_OBJECT_0;
	return left;
}

TEST(every_signal_wakes_exactly_one_in_all_processes)
{
	pid_t pids[PROCESSES];

	share_memory(PROCESSES);
	TH_LOG("SHIM_SEED=%lu", shared->seed);
	atomic_store(&shared->waiting, PROCESSES * (WAITERS + 1));
	for (int i = 0; i < PROCESSES; i++)
		pids[i] = run(wait_and_set, i);
	create_events();
	Sleep(run_ms(RUN_MS));
	atomic_store(&shared->stop, true);
	EXPECT_TRUE(wait_for(pids, PROCESSES));

	EXPECT_EQ(0, shared->wrong);
	EXPECT_EQ(shared->put, shared->taken + tokens_left());
	EXPECT_EQ(tokens_left(), events_left());
	EXPECT_LT(0, shared->taken);
	TH_LOG("%ld signals, %ld taken", (long)shared->put,
	       (long)shared->taken);
}

/* Its descriptors are closed before it is gone. */
static bool dies(pid_t pid)
{
	const struct timespec pause = { .tv_nsec = INSIDE_NS };
	unsigned long long end = now_ms() + DEATH_MS;

	while (!kill(pid, 0) || errno != ESRCH) {
		if (now_ms() > end)
			return false;
		nanosleep(&pause, NULL);
	}
	return true;
}

/*
 * After a wait that has got it.  Nobody else may be inside, and who was is dead
 * if it did not leave.
 */
static void enter_and_leave(HANDLE mutex, DWORD ret)
{
	const struct timespec pause = { .tv_nsec = INSIDE_NS };
	pid_t before;

	before = atomic_exchange(&shared->inside, getpid());
	if (ret == WAIT_ABANDONED)
		atomic_fetch_add(&shared->abandoned, 1);
	else if (ret != WAIT_OBJECT_0 || before)
		atomic_fetch_add(&shared->wrong, 1);
	if (before && !dies(before))
		atomic_fetch_add(&shared->wrong, 1);
	atomic_fetch_add(&shared->entered, 1);
	nanosleep(&pause, NULL);
	if (atomic_exchange(&shared->inside, 0) != getpid())
		atomic_fetch_add(&shared->wrong, 1);
	if (!ReleaseMutex(mutex))
		atomic_fetch_add(&shared->wrong, 1);
}

static void take_and_give(HANDLE semaphore, unsigned int *seed)
{
	if (!WaitForSingleObject(semaphore, rand_r(seed) % 2))
		ReleaseSemaphore(semaphore, 1, NULL);
	else
		ReleaseSemaphore(semaphore, 1 + rand_r(seed) % MAXIMUM, NULL);
}

static void *work(void *arg)
{
	unsigned int seed = (uintptr_t)arg;

	for (;;) {
		HANDLE mutex = CreateMutexA(NULL, FALSE, "mutex");
		HANDLE semaphore = CreateSemaphoreA(NULL, 1, MAXIMUM, "s");
		HANDLE event = CreateEventA(NULL, TRUE, FALSE, "event");
		HANDLE all[] = { semaphore, mutex };
		DWORD ret;

		if (!mutex || !semaphore || !event)
			atomic_fetch_add(&shared->wrong, 1);
		for (int i = 0; i < 20; i++) {
			ret = WaitForSingleObject(mutex, i % 2 ? INFINITE : 1);
			if (ret != WAIT_TIMEOUT || i % 2)
				enter_and_leave(mutex, ret);
			take_and_give(semaphore, &seed);
			ret = WaitForMultipleObjects(2, all, TRUE, 1);
			if (ret != WAIT_TIMEOUT)
				enter_and_leave(mutex, ret);
			WaitForSingleObject(event, 1);
			PulseEvent(event);
		}
		CloseHandle(mutex);
		CloseHandle(semaphore);
		CloseHandle(event);
	}
	return NULL;
}

static void work_in_threads(int number)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work,
		       (void *)(uintptr_t)seed_of(number, 0));
	work((void *)(uintptr_t)seed_of(number, 1));
}

static void kill_at_random(pid_t *pids)
{
	struct timespec pause = { 0 };
	unsigned long long end = now_ms() + run_ms(RUN_MS);
	unsigned int seed = shared->seed;

	for (int n = PROCESSES; now_ms() < end; n++) {
		int i = rand_r(&seed) % PROCESSES;

		pause.tv_nsec = rand_r(&seed) % KILL_NS;
		nanosleep(&pause, NULL);
		kill(pids[i], SIGKILL);
		waitpid(pids[i], NULL, 0);
		pids[i] = run(work_in_threads, n);
	}
	for (int i = 0; i < PROCESSES; i++) {
		kill(pids[i], SIGKILL);
		waitpid(pids[i], NULL, 0);
	}
}

TEST(processes_killed_at_any_moment_leave_good_objects_behind)
{
	HANDLE mutex, semaphore, event;
	LONG previous, count = 0;
	pid_t pids[PROCESSES];

	share_memory(PROCESSES);
	TH_LOG("SHIM_SEED=%lu", shared->seed);
	for (int i = 0; i < PROCESSES; i++)
		pids[i] = run(work_in_threads, i);
	mutex = CreateMutexA(NULL, FALSE, "mutex");
	semaphore = CreateSemaphoreA(NULL, 1, MAXIMUM, "s");
	event = CreateEventA(NULL, TRUE, FALSE, "event");
	kill_at_random(pids);

	EXPECT_EQ(0, shared->wrong);
	EXPECT_LT(0, shared->entered);
	EXPECT_LT(0, shared->abandoned);
	TH_LOG("%ld times inside, %ld abandoned", (long)shared->entered,
	       (long)shared->abandoned);
	enter_and_leave(mutex, WaitForSingleObject(mutex, INFINITE));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(mutex, INFINITE));
	EXPECT_TRUE(ReleaseMutex(mutex));
	while (!WaitForSingleObject(semaphore, 0))
		count++;
	EXPECT_GE(MAXIMUM, count);
	EXPECT_TRUE(ReleaseSemaphore(semaphore, MAXIMUM, &previous));
	EXPECT_EQ(0, previous);
	for (int i = 0; i < MAXIMUM; i++)
		EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(semaphore, 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(semaphore, 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	EXPECT_TRUE(SetEvent(event));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(event, 0));
	EXPECT_TRUE(ResetEvent(event));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	EXPECT_EQ(0, shared->wrong);
}

TEST_HARNESS_MAIN
