// SPDX-License-Identifier: GPL-2.0
/*
 * A wait for any has seen its event set and is about to read it, for as long as
 * the test wants: who comes meanwhile and could take the event waits for that.
 *
 * The library reads by the syscall() below, as if its thread were preempted
 * there.
 */
#include <dlfcn.h>
#include <stdarg.h>
#include <sys/syscall.h>

#include "kselftest_harness.h"

#include <windows.h>
#include <rasnotify.h>

#include "threads.h"

#define RIVALS		2

static __thread bool is_late;
static atomic_bool is_there, may_go_on;

static void nap(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = ASLEEP_POLL_NS }, NULL);
}

static long (*real)(long number, ...);

__attribute__((constructor))
static void find_real(void)
{
	real = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
}

/* No call has more arguments; those it does not have are not looked at. */
long syscall(long number, ...)
{
	long arg[6];
	va_list args;

	va_start(args, number);
	for (int i = 0; i < 6; i++)
		arg[i] = va_arg(args, long);
	va_end(args);
	if (is_late && number == SYS_read) {
		atomic_store(&is_there, true);
		while (!atomic_load(&may_go_on))
			nap();
	}
	return real(number, arg[0], arg[1], arg[2], arg[3], arg[4], arg[5]);
}

static HANDLE both[2];	/* the second is the one that is set */

static void *wait_for_any(void *result)
{
	is_late = true;
	*(DWORD *)result = WaitForMultipleObjects(2, both, FALSE, INFINITE);
	return NULL;
}

struct rival {
	pthread_t thread;
	void (*take)(void);
	atomic_int tid;
	atomic_bool ended;
};

static void take_alone(void)
{
	WaitForSingleObject(both[1], INFINITE);
}

static void take_by_hand(void)
{
	unsigned long long count;
	int fd = rasnotify_event_fd(both[1]);

	if (read(fd, &count, sizeof(count)) != sizeof(count))
		abort();
}

static void *be_rival(void *arg)
{
	struct rival *rival = arg;

	atomic_store(&rival->tid, syscall(SYS_gettid));
	rival->take();
	atomic_store(&rival->ended, true);
	return NULL;
}

/* It sleeps for a lock, or has not slept and is through. */
static void settle(struct rival *rival)
{
	while (!atomic_load(&rival->ended) &&
	       (!atomic_load(&rival->tid) ||
		sleeps_in(atomic_load(&rival->tid)) != SYS_futex))
		nap();
}

static void be_late(struct __test_metadata *_metadata, void (*take)(void))
{
	struct rival rivals[RIVALS];
	DWORD result = WAIT_FAILED;
	pthread_t thread;

	both[0] = CreateEvent(NULL, FALSE, FALSE, NULL);
	both[1] = CreateEvent(NULL, FALSE, FALSE, NULL);
	pthread_create(&thread, NULL, wait_for_any, &result);
	EXPECT_TRUE(SetEvent(both[1]));
	while (!atomic_load(&is_there))
		nap();
	for (int i = 0; i < RIVALS; i++) {
		rivals[i] = (struct rival){ .take = take };
		pthread_create(&rivals[i].thread, NULL, be_rival, &rivals[i]);
		settle(&rivals[i]);
		EXPECT_FALSE(atomic_load(&rivals[i].ended));
	}
	atomic_store(&may_go_on, true);
	pthread_join(thread, NULL);
	EXPECT_EQ(WAIT_OBJECT_0 + 1, result);
	for (int i = 0; i < RIVALS; i++)
		EXPECT_FALSE(atomic_load(&rivals[i].ended));
	for (int i = 0; i < RIVALS; i++) {
		EXPECT_TRUE(SetEvent(both[1]));
		while (atomic_load(&rivals[0].ended) +
		       atomic_load(&rivals[1].ended) <= i)
			nap();
	}
	for (int i = 0; i < RIVALS; i++)
		pthread_join(rivals[i].thread, NULL);
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(both[1], 0));
	EXPECT_TRUE(CloseHandle(both[0]));
	EXPECT_TRUE(CloseHandle(both[1]));
}

TEST(nobody_takes_an_event_alone_from_who_is_about_to_read_it)
{
	be_late(_metadata, take_alone);
}

TEST(nobody_reads_a_descriptor_of_who_is_about_to_read_it)
{
	be_late(_metadata, take_by_hand);
}

TEST_HARNESS_MAIN
