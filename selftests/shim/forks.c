// SPDX-License-Identifier: GPL-2.0
/* fork(): the child has its own copies, no lock is stuck. */
#include <sys/syscall.h>
#include <sys/wait.h>

#include "kselftest_harness.h"

#include <windows.h>
#include <ras.h>
#include <rasnotify.h>

#include "own_names.h"
#include "threads.h"

#define FORKS		100
#define THREADS		4
#define PULSES		30
#define SLEEPERS	16

/* Exit status of a child that runs a function. */
static int in_child(int (*function)(void *arg), void *arg)
{
	pid_t pid = fork();
	int status;

	/* Not _exit(): ThreadSanitizer misses the parent's threads there. */
	if (!pid)
		syscall(SYS_exit_group, function(arg));
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

struct objects {
	HANDLE set, unset, manual, semaphore;
};

/* 0 if they are as the parent left them; changes all of them. */
static int check_and_change(void *arg)
{
	struct objects *objects = arg;
	LONG previous;

	if (WaitForSingleObject(objects->set, 0) != WAIT_OBJECT_0)
		return 1;
	if (WaitForSingleObject(objects->unset, 0) != WAIT_TIMEOUT)
		return 2;
	if (WaitForSingleObject(objects->manual, 0) != WAIT_OBJECT_0)
		return 3;
	if (!ReleaseSemaphore(objects->semaphore, 1, &previous) ||
	    previous != 2)
		return 4;
	SetEvent(objects->unset);
	ResetEvent(objects->manual);
	if (WaitForSingleObject(objects->unset, INFINITE) != WAIT_OBJECT_0)
		return 5;
	SetEvent(objects->unset);
	return 0;
}

TEST(the_child_has_its_own_copies_in_the_same_state)
{
	struct objects objects = {
		.set = CreateEvent(NULL, FALSE, TRUE, NULL),
		.unset = CreateEvent(NULL, FALSE, FALSE, NULL),
		.manual = CreateEvent(NULL, TRUE, TRUE, NULL),
		.semaphore = CreateSemaphore(NULL, 2, 3, NULL),
	};
	LONG previous;

	EXPECT_EQ(0, in_child(check_and_change, &objects));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(objects.set, 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(objects.unset, 0));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(objects.manual, 0));
	EXPECT_TRUE(ReleaseSemaphore(objects.semaphore, 1, &previous));
	EXPECT_EQ(2, previous);
	EXPECT_TRUE(CloseHandle(objects.set));
	EXPECT_TRUE(CloseHandle(objects.unset));
	EXPECT_TRUE(CloseHandle(objects.manual));
	EXPECT_TRUE(CloseHandle(objects.semaphore));
}

static int descriptor_of(void *arg)
{
	return rasnotify_event_fd(arg);
}

TEST(an_event_keeps_its_descriptor_number_in_the_child)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);

	EXPECT_EQ(rasnotify_event_fd(event), in_child(descriptor_of, event));
	EXPECT_TRUE(CloseHandle(event));
}

static int close_it(void *arg)
{
	return CloseHandle(arg) && !CloseHandle(arg) ? 0 : 1;
}

TEST(closing_in_the_child_does_not_close_in_the_parent)
{
	HANDLE event = CreateEvent(NULL, TRUE, TRUE, NULL);

	EXPECT_EQ(0, in_child(close_it, event));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(event, 0));
	EXPECT_TRUE(CloseHandle(event));
}

static atomic_bool stop;
static HANDLE heap;

/* Its lock is held for a few instructions at a time. */
static bool use_heap(int times)
{
	bool good = true;

	while (times--) {
		LPVOID memory = HeapAlloc(heap, 0, 1);

		good &= memory && HeapFree(heap, 0, memory);
	}
	return good;
}

/* Is in every lock of the library now and then. */
static void *keep_busy(void *arg)
{
	HANDLE events[2];

	while (!atomic_load(&stop)) {
		events[0] = CreateEvent(NULL, FALSE, TRUE, NULL);
		events[1] = CreateSemaphore(NULL, 1, 1, NULL);
		WaitForMultipleObjects(2, events, TRUE, 0);
		ReleaseSemaphore(events[1], 1, NULL);
		WaitForMultipleObjects(2, events, FALSE, 0);
		CloseHandle(events[0]);
		CloseHandle(events[1]);
		use_heap(100);
	}
	return arg;
}

/* 0 if every lock is free. */
static int use_everything(void *arg)
{
	HANDLE events[] = {
		CreateEvent(NULL, FALSE, TRUE, NULL),
		CreateSemaphore(NULL, 1, 1, NULL),
	};
	(void)arg;

	if (WaitForMultipleObjects(2, events, TRUE, 0) != WAIT_OBJECT_0)
		return 1;
	if (WaitForMultipleObjects(2, events, FALSE, 1) != WAIT_TIMEOUT)
		return 2;
	if (!use_heap(1))
		return 4;
	return CloseHandle(events[0]) && CloseHandle(events[1]) ? 0 : 3;
}

static int is_set(void *event)
{
	return WaitForSingleObject(event, 0) == WAIT_OBJECT_0;
}

/*
 * @signal, while @sleepers sleep, and a fork in one breath: they are on their
 * way out of their waits when the child has begun to run.  They wait for two, as
 * who waits for one alone takes it, and puts back what is too much, when he likes.
 */
static void fork_behind(struct __test_metadata *_metadata, HANDLE event,
			int sleepers, void (*signal)(HANDLE event), bool set)
{
	HANDLE both[] = { event, CreateEvent(NULL, TRUE, FALSE, NULL) };

	for (int round = 0; round < PULSES; round++) {
		struct waiter waiters[SLEEPERS];

		for (int i = 0; i < sleepers; i++)
			waiter_start_any(&waiters[i], both, 2);
		signal(event);
		EXPECT_EQ(set, in_child(is_set, event));
		for (int i = 0; i < sleepers; i++)
			EXPECT_EQ(WAIT_OBJECT_0, waiter_join(&waiters[i]));
		EXPECT_EQ(set, is_set(event));
		EXPECT_TRUE(ResetEvent(event));
	}
	EXPECT_TRUE(CloseHandle(both[0]));
	EXPECT_TRUE(CloseHandle(both[1]));
}

static void pulse(HANDLE event)
{
	PulseEvent(event);
}

static void pulse_and_set(HANDLE event)
{
	PulseEvent(event);
	SetEvent(event);
}

static void set(HANDLE event)
{
	SetEvent(event);
}

static void set_twice(HANDLE event)
{
	SetEvent(event);
	SetEvent(event);
}

TEST(a_child_takes_no_pulse_from_who_slept_in_its_parent)
{
	fork_behind(_metadata, CreateEvent(NULL, TRUE, FALSE, NULL), SLEEPERS,
		    pulse, false);
}

TEST(a_child_has_a_set_that_came_behind_a_pulse)
{
	fork_behind(_metadata, CreateEvent(NULL, TRUE, FALSE, NULL), SLEEPERS,
		    pulse_and_set, true);
}

TEST(a_child_has_no_pulse_that_is_on_its_way_to_one)
{
	fork_behind(_metadata, CreateEvent(NULL, FALSE, FALSE, NULL), 1, pulse,
		    false);
}

TEST(a_child_has_no_set_that_is_on_its_way_to_one)
{
	fork_behind(_metadata, CreateEvent(NULL, FALSE, FALSE, NULL), 1, set,
		    false);
}

TEST(a_child_has_a_set_beyond_who_slept_in_its_parent)
{
	fork_behind(_metadata, CreateEvent(NULL, FALSE, FALSE, NULL), 1,
		    set_twice, true);
}

TEST(forking_while_others_are_busy_leaves_no_lock_stuck)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	pthread_t threads[THREADS];
	struct waiter waiter;

#ifdef __SANITIZE_ADDRESS__
	SKIP(return, "AddressSanitizer's own lock stays taken in a child");
#endif
	heap = HeapCreate(0, 0, 0);
	ASSERT_NE(NULL, heap);
	waiter_start_single(&waiter, event);
	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, keep_busy, NULL);
	for (int i = 0; i < FORKS; i++)
		EXPECT_EQ(0, in_child(use_everything, NULL));
	atomic_store(&stop, true);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	waiter_settle(&waiter);
	SetEvent(event);
	EXPECT_EQ(WAIT_OBJECT_0, waiter_join(&waiter));
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(HeapDestroy(heap));
}

/* Its name comes and goes, and is that of a child's mutex, too. */
static void *keep_naming(void *arg)
{
	while (!atomic_load(&stop)) {
		HANDLE mutex = CreateMutexA(NULL, TRUE, "busy");

		WaitForSingleObject(mutex, 0);
		CloseHandle(mutex);
	}
	return arg;
}

/* 0 if every lock is free. */
static int name_and_take(void *arg)
{
	HANDLE mutex = CreateMutexA(NULL, FALSE, "busy");
	DWORD ret = WaitForSingleObject(mutex, INFINITE);

	(void)arg;
	if (ret != WAIT_OBJECT_0 && ret != WAIT_ABANDONED)
		return 1;
	return ReleaseMutex(mutex) && CloseHandle(mutex) ? 0 : 2;
}

TEST(forking_while_others_name_objects_leaves_no_lock_stuck)
{
	HANDLE kept = CreateEventA(NULL, FALSE, FALSE, "kept");
	pthread_t threads[2];

#ifdef __SANITIZE_ADDRESS__
	SKIP(return, "AddressSanitizer's own lock stays taken in a child");
#endif
	atomic_store(&stop, false);
	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, keep_naming, NULL);
	for (int i = 0; i < FORKS / 4; i++)
		EXPECT_EQ(0, in_child(name_and_take, NULL));
	atomic_store(&stop, true);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	EXPECT_TRUE(CloseHandle(kept));
}

/* That of no dial: it is looked for among them, and refused. */
#define NO_DIAL	((HRASCONN)((~(UINTPTR_MAX >> 1)) | 0x7777))

static void *keep_asking(void *arg)
{
	while (!atomic_load(&stop))
		RasConnectionNotification(NO_DIAL, arg, RASCN_Disconnection);
	return NULL;
}

static int ask(void *arg)
{
	return RasConnectionNotification(NO_DIAL, arg, RASCN_Disconnection) ?
	       0 : 1;
}

TEST(forking_while_others_ask_for_a_dial_leaves_no_lock_stuck)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	pthread_t threads[THREADS];

#ifdef __SANITIZE_ADDRESS__
	SKIP(return, "AddressSanitizer's own lock stays taken in a child");
#endif
	atomic_store(&stop, false);
	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, keep_asking, event);
	for (int i = 0; i < FORKS; i++)
		EXPECT_EQ(0, in_child(ask, event));
	atomic_store(&stop, true);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	EXPECT_TRUE(CloseHandle(event));
}

TEST_HARNESS_MAIN
