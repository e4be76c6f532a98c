// SPDX-License-Identifier: GPL-2.0
/*
 * Threads wait in all combinations while others signal.  Every signal of an
 * auto-reset event has to wake exactly one wait, and no wait may return
 * without its signals.
 *
 * Each event has a token.  Who sets it puts the token there first, and sets
 * it only if there was none; whose wait took the event finds the token and
 * takes it away.  A signal that woke two, or a wait that half took a set of
 * events, shows as a missing token; a lost one as a token that stays.
 *
 * The tests go on for a time, which is how long there is load, and not what
 * is waited for: 4 s each, or SHIM_RUN_MS.  For a minute:
 *
 *	SLOWNESS=3 SHIM_RUN_MS=60000 build/selftests/shim/wait_stress
 */
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "kselftest_harness.h"

#include <windows.h>
#include <rasnotify.h>

#include "threads.h"

#define EVENTS		6
#define WAITERS		63	/* and the single one */
#define SETTERS		3
#define RUN_MS		4000
#define MAX_WAIT_MS	3
#define MEETINGS	700

static HANDLE events[EVENTS];
static atomic_int tokens[EVENTS];
static atomic_long put, taken, wrong;
static atomic_int waiting;
static atomic_bool stop;

static void set(int i)
{
	int none = 0;

	if (!atomic_compare_exchange_strong(&tokens[i], &none, 1))
		return;
	atomic_fetch_add(&put, 1);
	SetEvent(events[i]);
}

static void took(int i)
{
	int there = 1;

	if (!atomic_compare_exchange_strong(&tokens[i], &there, 0))
		atomic_fetch_add(&wrong, 1);
	atomic_fetch_add(&taken, 1);
}

static void *setter(void *arg)
{
	unsigned int seed = (uintptr_t)arg;

	while (atomic_load(&waiting))
		set(rand_r(&seed) % EVENTS);
	return NULL;
}

/* A random choice of different events; returns how many. */
static int choose(unsigned int *seed, int *chosen)
{
	int count = 1 + rand_r(seed) % EVENTS;

	for (int i = 0; i < count; i++) {
		int other, candidate = rand_r(seed) % EVENTS;

		for (other = 0; other < i && chosen[other] != candidate;)
			other++;
		chosen[i] = candidate;
		i -= other < i;
	}
	return count;
}

static DWORD choose_time(unsigned int *seed)
{
	DWORD ms = rand_r(seed) % (MAX_WAIT_MS + 2);

	return ms > MAX_WAIT_MS ? INFINITE : ms;
}

static void wait_once(unsigned int *seed)
{
	HANDLE handles[EVENTS];
	int chosen[EVENTS];
	int count = choose(seed, chosen);
	BOOL all = rand_r(seed) % 2;
	DWORD ms = choose_time(seed);
	DWORD ret;

	for (int i = 0; i < count; i++)
		handles[i] = events[chosen[i]];
	ret = WaitForMultipleObjects(count, handles, all, ms);
	if (ret == WAIT_TIMEOUT && ms != INFINITE)
		return;
	if (ret >= WAIT_OBJECT_0 + count) {
		atomic_fetch_add(&wrong, 1);
		return;
	}
	if (!all)
		took(chosen[ret - WAIT_OBJECT_0]);
	for (int i = 0; all && i < count; i++)
		took(chosen[i]);
}

/* The setters go on until the last of them is through its last wait. */
static void *waiter(void *arg)
{
	unsigned int seed = (uintptr_t)arg;

	while (!atomic_load(&stop))
		wait_once(&seed);
	atomic_fetch_sub(&waiting, 1);
	return NULL;
}

/* The most contended kind: always one event, without limit, in read(). */
static void *single_waiter(void *arg)
{
	while (!atomic_load(&stop)) {
		WaitForSingleObject(events[0], INFINITE);
		took(0);
	}
	atomic_fetch_sub(&waiting, 1);
	return arg;
}

static long tokens_left(void)
{
	long left = 0;

	for (int i = 0; i < EVENTS; i++)
		left += atomic_load(&tokens[i]);
	return left;
}

static long events_left(void)
{
	long left = 0;

	for (int i = 0; i < EVENTS; i++)
		left += WaitForSingleObject(events[i], 0) == WAIT_OBJECT_0;
	return left;
}

TEST(every_signal_wakes_exactly_one)
{
	pthread_t threads[WAITERS + 1 + SETTERS];
	uintptr_t seed = seed_of_run();
	int n = 0;

	TH_LOG("SHIM_SEED=%lu", (unsigned long)seed);
	for (int i = 0; i < EVENTS; i++)
		events[i] = CreateEvent(NULL, FALSE, FALSE, NULL);
	atomic_store(&waiting, WAITERS + 1);
	for (int i = 0; i < WAITERS; i++, n++)
		pthread_create(&threads[n], NULL, waiter, (void *)(seed + n));
	pthread_create(&threads[n++], NULL, single_waiter, NULL);
	for (int i = 0; i < SETTERS; i++, n++)
		pthread_create(&threads[n], NULL, setter, (void *)(seed + n));
	Sleep(run_ms(RUN_MS));
	atomic_store(&stop, true);
	while (n)
		pthread_join(threads[--n], NULL);

	EXPECT_EQ(0, wrong);
	EXPECT_EQ(put, taken + tokens_left());
	EXPECT_EQ(tokens_left(), events_left());
	EXPECT_LT(0, taken);
	TH_LOG("%ld signals, %ld taken", (long)put, (long)taken);
	for (int i = 0; i < EVENTS; i++)
		EXPECT_TRUE(CloseHandle(events[i]));
}

/*
 * A thread waits for both, another steals the second one, so that the first
 * wait has to give the first one back again and again.  The test itself looks
 * at the first one: when it is gone it has to stay so until the thread says
 * that it has both.
 */
struct contest {
	HANDLE both[2];
	atomic_long won;
};

static void *wait_for_both(void *arg)
{
	struct contest *contest = arg;

	while (!atomic_load(&stop))
		if (!WaitForMultipleObjects(2, contest->both, TRUE, 1))
			atomic_fetch_add(&contest->won, 1);
	return NULL;
}

static void *steal_second(void *arg)
{
	struct contest *contest = arg;

	while (!atomic_load(&stop))
		WaitForSingleObject(contest->both[1], INFINITE);
	atomic_fetch_sub(&waiting, 1);
	return NULL;
}

static void *set_second(void *arg)
{
	struct contest *contest = arg;

	while (atomic_load(&waiting))
		SetEvent(contest->both[1]);
	return NULL;
}

/* False: it came back although nobody had set it. */
static bool stays_away(struct contest *contest, long won)
{
	while (atomic_load(&contest->won) == won)
		if (!WaitForSingleObject(contest->both[0], 0))
			return false;
	return true;
}

TEST(nobody_sees_a_wait_for_all_half_done)
{
	struct contest contest = {
		.both = { CreateEvent(NULL, FALSE, FALSE, NULL),
			  CreateEvent(NULL, FALSE, FALSE, NULL) },
	};
	void *(*const functions[])(void *) = {
		wait_for_both, steal_second, steal_second, set_second,
	};
	pthread_t threads[ARRAY_SIZE(functions)];
	unsigned long long end = now_ms() + run_ms(RUN_MS);
	long won = 0;

	atomic_store(&waiting, 2);
	for (size_t i = 0; i < ARRAY_SIZE(functions); i++)
		pthread_create(&threads[i], NULL, functions[i], &contest);
	for (; now_ms() < end; won++) {
		do
			SetEvent(contest.both[0]);
		while (!WaitForSingleObject(contest.both[0], 0));
		EXPECT_TRUE(stays_away(&contest, won));
	}
	atomic_store(&stop, true);
	for (size_t i = 0; i < ARRAY_SIZE(functions); i++)
		pthread_join(threads[i], NULL);
	EXPECT_LT(0, won);
	EXPECT_EQ(won, contest.won);
	TH_LOG("%ld times won", (long)contest.won);
	EXPECT_TRUE(CloseHandle(contest.both[0]));
	EXPECT_TRUE(CloseHandle(contest.both[1]));
}

/*
 * The first of two is set before the second, so who sleeps until any of them
 * is set gets the first, unless the wait for both has got it for good.
 */
TEST(a_wait_for_any_misses_nothing_that_a_wait_for_all_gives_back)
{
	struct contest contest = {
		.both = { CreateEvent(NULL, FALSE, FALSE, NULL),
			  CreateEvent(NULL, FALSE, FALSE, NULL) },
	};
	HANDLE any[2] = { contest.both[0], CreateEvent(NULL, FALSE, FALSE, NULL) };
	void *(*const functions[])(void *) = {
		wait_for_both, steal_second, steal_second, set_second,
	};
	pthread_t threads[ARRAY_SIZE(functions)];
	unsigned long long end = now_ms() + run_ms(RUN_MS);
	long won = 0, first = 0;

	atomic_store(&waiting, 2);
	for (size_t i = 0; i < ARRAY_SIZE(functions); i++)
		pthread_create(&threads[i], NULL, functions[i], &contest);
	while (now_ms() < end) {
		struct waiter waiter;

		waiter_start_any(&waiter, any, 2);
		SetEvent(any[0]);
		SetEvent(any[1]);
		pthread_join(waiter.thread, NULL);
		if (waiter.result == WAIT_OBJECT_0) {
			EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(any[1], 0));
			first++;
			continue;
		}
		EXPECT_EQ(WAIT_OBJECT_0 + 1, waiter.result);
		EXPECT_TRUE(stays_away(&contest, won));
		won = atomic_load(&contest.won);
	}
	atomic_store(&stop, true);
	for (size_t i = 0; i < ARRAY_SIZE(functions); i++)
		pthread_join(threads[i], NULL);
	EXPECT_LT(0, first);
	EXPECT_EQ(won, contest.won);
	TH_LOG("%ld times the first, %ld times won", first, won);
	EXPECT_TRUE(CloseHandle(contest.both[0]));
	EXPECT_TRUE(CloseHandle(contest.both[1]));
	EXPECT_TRUE(CloseHandle(any[1]));
}

/*
 * A wait for any and another way to take the event, which does not know the
 * library's locks, meet at an event that is new each time.
 */
struct meeting {
	HANDLE any[2];			/* nobody sets the second */
	pthread_barrier_t barrier;
	atomic_int returned;
	void (*take)(struct meeting *meeting);
};

#define FIRST		4	/* threads that wait for any */
#define RIVALS		2

static void take_alone(struct meeting *meeting)
{
	WaitForSingleObject(meeting->any[0], INFINITE);
}

static void take_by_hand(struct meeting *meeting)
{
	unsigned long long count;
	int fd = rasnotify_event_fd(meeting->any[0]);

	while (read(fd, &count, sizeof(count)) != sizeof(count))
		;
}

/*
 * Without a descriptor for one of its own the child has the parent's.  With
 * less than two poll() would not be allowed what the others ask it.
 */
static void take_in_child(struct meeting *meeting)
{
	static pthread_mutex_t one_limit = PTHREAD_MUTEX_INITIALIZER;
	struct rlimit usual;
	pid_t pid;

	pthread_mutex_lock(&one_limit);
	getrlimit(RLIMIT_NOFILE, &usual);
	setrlimit(RLIMIT_NOFILE, &(struct rlimit){ STDERR_FILENO + 1,
						 usual.rlim_max });
	pid = fork();
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		take_alone(meeting);
		_exit(0);
	}
	setrlimit(RLIMIT_NOFILE, &usual);
	pthread_mutex_unlock(&one_limit);
	waitpid(pid, NULL, 0);
}

static void take_among_others(struct meeting *meeting)
{
	WaitForMultipleObjects(2, meeting->any, FALSE, INFINITE);
}

static void take_in_rounds(struct meeting *meeting,
			   void (*take)(struct meeting *meeting))
{
	for (int i = 0; i < MEETINGS; i++) {
		pthread_barrier_wait(&meeting->barrier);
		take(meeting);
		atomic_fetch_add(&meeting->returned, 1);
		pthread_barrier_wait(&meeting->barrier);
	}
}

static void *be_first(void *arg)
{
	take_in_rounds(arg, take_among_others);
	return NULL;
}

static void *be_rival(void *arg)
{
	struct meeting *meeting = arg;

	take_in_rounds(meeting, meeting->take);
	return NULL;
}

static void set_and_wait(struct meeting *meeting, int returned)
{
	SetEvent(meeting->any[0]);
	while (atomic_load(&meeting->returned) < returned)
		sched_yield();
}

static void meet_once(struct __test_metadata *_metadata,
		      struct meeting *meeting)
{
	meeting->any[0] = CreateEvent(NULL, FALSE, FALSE, NULL);
	atomic_store(&meeting->returned, 0);
	pthread_barrier_wait(&meeting->barrier);
	for (int returned = 1; returned <= RIVALS + FIRST; returned++) {
		set_and_wait(meeting, returned);
		/* Whoever sleeps on does so without the lock this needs. */
		EXPECT_TRUE(ResetEvent(meeting->any[1]));
	}
	pthread_barrier_wait(&meeting->barrier);
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(meeting->any[0], 0));
	EXPECT_TRUE(CloseHandle(meeting->any[0]));
}

static void meet(struct __test_metadata *_metadata,
		 void (*take)(struct meeting *meeting))
{
	struct meeting meeting = { .take = take };
	pthread_t threads[RIVALS + FIRST];

	pthread_barrier_init(&meeting.barrier, NULL, RIVALS + FIRST + 1);
	meeting.any[1] = CreateEvent(NULL, FALSE, FALSE, NULL);
	for (int i = 0; i < RIVALS + FIRST; i++)
		pthread_create(&threads[i], NULL, i < RIVALS ? be_rival :
			       be_first, &meeting);
	for (int i = 0; i < MEETINGS; i++)
		meet_once(_metadata, &meeting);
	for (int i = 0; i < RIVALS + FIRST; i++)
		pthread_join(threads[i], NULL);
	EXPECT_TRUE(CloseHandle(meeting.any[1]));
	pthread_barrier_destroy(&meeting.barrier);
}

TEST(a_wait_for_one_meets_a_wait_for_any_at_any_moment)
{
	meet(_metadata, take_alone);
}

TEST(a_reader_of_the_descriptor_meets_a_wait_for_any_at_any_moment)
{
	meet(_metadata, take_by_hand);
}

TEST(a_child_without_descriptors_meets_a_wait_for_any_at_any_moment)
{
	meet(_metadata, take_in_child);
}

TEST(waits_for_any_meet_at_any_moment)
{
	meet(_metadata, take_among_others);
}

TEST_HARNESS_MAIN
