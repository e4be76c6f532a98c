// SPDX-License-Identifier: GPL-2.0
/* The handle table: values, stale handles, many handles. */
#include <fcntl.h>
#include <malloc.h>
#include <sys/resource.h>

#include "kselftest_harness.h"

#include <windows.h>
#include <rasnotify.h>

#include "own_names.h"
#include "threads.h"

#define POISON		0xccU
#define CYCLES		1000000
#define MANY		900
#define RESERVED	10000
#define THREADS		8
#define THREAD_CYCLES	20000

TEST(a_handle_is_a_small_multiple_of_four)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	ULONG_PTR value = (ULONG_PTR)event;

	ASSERT_NE(NULL, event);
	EXPECT_EQ(0, value % 4);
	EXPECT_GT(0x80000000UL, value);
	EXPECT_TRUE(CloseHandle(event));
}

TEST(a_handle_survives_being_kept_in_a_dword)
{
	HANDLE event = CreateEvent(NULL, FALSE, TRUE, NULL);
	DWORD kept = (DWORD)(ULONG_PTR)event;

	EXPECT_EQ(WAIT_OBJECT_0,
		  WaitForSingleObject((HANDLE)(ULONG_PTR)kept, 0));
	EXPECT_TRUE(CloseHandle((HANDLE)(ULONG_PTR)kept));
}

TEST(the_low_two_bits_of_a_handle_are_ignored)
{
	HANDLE event = CreateEvent(NULL, TRUE, TRUE, NULL);

	for (ULONG_PTR bits = 0; bits < 4; bits++) {
		HANDLE same = (HANDLE)((ULONG_PTR)event | bits);

		EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(same, 0));
	}
	EXPECT_TRUE(CloseHandle((HANDLE)((ULONG_PTR)event | 3)));
	EXPECT_FALSE(CloseHandle(event));
}

TEST(bad_handles_are_refused_by_every_function)
{
	HANDLE stale = CreateEvent(NULL, FALSE, TRUE, NULL);
	HANDLE bad[] = {
		NULL,
		(HANDLE)(LONG_PTR)3,
		(HANDLE)(LONG_PTR)-4,
		(HANDLE)(LONG_PTR)0x7ffffffc,
		stale,
	};

	ASSERT_TRUE(CloseHandle(stale));
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		SetLastError(POISON);
		EXPECT_FALSE(CloseHandle(bad[i]));
		EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
		SetLastError(POISON);
		EXPECT_FALSE(SetEvent(bad[i]));
		EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
		SetLastError(POISON);
		EXPECT_FALSE(ResetEvent(bad[i]));
		EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
		SetLastError(POISON);
		EXPECT_FALSE(ReleaseSemaphore(bad[i], 1, NULL));
		EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
		SetLastError(POISON);
		EXPECT_EQ(WAIT_FAILED, WaitForSingleObject(bad[i], 0));
		EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
		errno = 0;
		EXPECT_EQ(-1, rasnotify_event_fd(bad[i]));
		EXPECT_EQ(EBADF, errno);
	}
}

TEST(a_handle_with_high_bits_set_is_not_the_one_without)
{
	HANDLE event = CreateEvent(NULL, FALSE, TRUE, NULL);

	for (unsigned int bit = 31; bit < 8 * sizeof(HANDLE); bit++) {
		HANDLE other = (HANDLE)((ULONG_PTR)event | (ULONG_PTR)1 << bit);

		EXPECT_EQ(WAIT_FAILED, WaitForSingleObject(other, 0));
	}
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(event, 0));
	EXPECT_TRUE(CloseHandle(event));
}

TEST(closing_leaves_the_last_error_alone)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);

	SetLastError(POISON);
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_EQ(POISON, GetLastError());
}

TEST(the_process_pseudo_handle_closes_and_never_gets_signaled)
{
	SetLastError(POISON);
	EXPECT_TRUE(CloseHandle(INVALID_HANDLE_VALUE));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(INVALID_HANDLE_VALUE, 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(INVALID_HANDLE_VALUE, 5));
	EXPECT_EQ(POISON, GetLastError());
	EXPECT_FALSE(SetEvent(INVALID_HANDLE_VALUE));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
}

TEST(a_stale_handle_is_never_another_object)
{
	HANDLE stale = CreateEvent(NULL, TRUE, TRUE, NULL);

	ASSERT_TRUE(CloseHandle(stale));
	for (int i = 0; i < CYCLES; i++) {
		HANDLE event = CreateEvent(NULL, TRUE, TRUE, NULL);

		ASSERT_NE(NULL, event);
		ASSERT_NE(stale, event);
		if (i % 100 == 0)
			ASSERT_EQ(WAIT_FAILED, WaitForSingleObject(stale, 0));
		ASSERT_TRUE(CloseHandle(event));
	}
	EXPECT_EQ(WAIT_FAILED, WaitForSingleObject(stale, 0));
}

/* What the allocator has given out; it may keep a little for itself. */
static size_t memory_in_use(void)
{
	return mallinfo2().uordblks;
}

static bool open_all_and_close(HANDLE event)
{
	HANDLE copy, named, same;

	if (!DuplicateHandle(GetCurrentProcess(), event, GetCurrentProcess(),
			     &copy, 0, FALSE, DUPLICATE_SAME_ACCESS))
		return false;
	if (!CloseHandle(copy))
		return false;
	named = CreateMutexA(NULL, TRUE, "Global\\name");
	same = OpenMutexA(SYNCHRONIZE, FALSE, "Global\\name");
	return named != same && CloseHandle(named) && CloseHandle(same);
}

TEST(a_million_handles_leave_no_memory_behind)
{
	HANDLE event = CreateEvent(NULL, TRUE, TRUE, NULL);
	size_t before = 0;

	for (int i = 0; i < CYCLES / 3 + RESERVED; i++) {
		ASSERT_TRUE(open_all_and_close(event));
		/* The table has grown by then to what it keeps. */
		if (i == RESERVED)
			before = memory_in_use();
	}
	EXPECT_GE(before + 4096, memory_in_use());
	EXPECT_TRUE(CloseHandle(event));
}

TEST(closing_gives_the_descriptor_back)
{
	HANDLE event = CreateEvent(NULL, TRUE, TRUE, NULL);
	int fd = rasnotify_event_fd(event);

	ASSERT_LE(0, fd);
	EXPECT_TRUE(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	ASSERT_TRUE(CloseHandle(event));
	EXPECT_EQ(-1, fcntl(fd, F_GETFD));
	EXPECT_EQ(EBADF, errno);
}

TEST(many_handles_are_distinct_and_keep_their_state)
{
	HANDLE events[MANY];

	for (int i = 0; i < MANY; i++) {
		events[i] = CreateEvent(NULL, TRUE, i % 2, NULL);
		ASSERT_NE(NULL, events[i]);
	}
	for (int i = 0; i < MANY; i++)
		EXPECT_EQ(i % 2 ? WAIT_OBJECT_0 : WAIT_TIMEOUT,
			  WaitForSingleObject(events[i], 0));
	for (int i = 0; i < MANY; i++)
		EXPECT_TRUE(CloseHandle(events[i]));
	for (int i = 0; i < MANY; i++)
		EXPECT_FALSE(CloseHandle(events[i]));
}

TEST(running_out_of_descriptors_is_reported)
{
	struct rlimit limit = { .rlim_cur = 0, .rlim_max = 0 };

	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = 0;
	ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &limit));
	EXPECT_EQ(NULL, CreateEvent(NULL, FALSE, FALSE, NULL));
	EXPECT_EQ(ERROR_TOO_MANY_OPEN_FILES, GetLastError());
	EXPECT_EQ(NULL, CreateSemaphore(NULL, 0, 1, NULL));
	EXPECT_EQ(ERROR_TOO_MANY_OPEN_FILES, GetLastError());
}

TEST(the_last_error_belongs_to_the_thread)
{
	HANDLE event = CreateEvent(NULL, TRUE, FALSE, NULL);
	struct waiter waiter;

	waiter_start_single(&waiter, event);
	SetLastError(POISON);
	SetEvent(event);
	EXPECT_EQ(WAIT_OBJECT_0, waiter_join(&waiter));
	EXPECT_EQ(0, waiter.error);
	EXPECT_EQ(POISON, GetLastError());
	EXPECT_TRUE(CloseHandle(event));
}

/* Each thread owns its handles; none may see another's object or state. */
static void *cycle(void *failures)
{
	for (int i = 0; i < THREAD_CYCLES; i++) {
		HANDLE set = CreateEvent(NULL, FALSE, TRUE, NULL);
		HANDLE unset = CreateEvent(NULL, FALSE, FALSE, NULL);

		if (!set || !unset ||
		    WaitForSingleObject(set, 0) != WAIT_OBJECT_0 ||
		    WaitForSingleObject(unset, 0) != WAIT_TIMEOUT ||
		    !CloseHandle(set) || !CloseHandle(unset) ||
		    CloseHandle(set))
			atomic_fetch_add((atomic_int *)failures, 1);
	}
	return NULL;
}

TEST(threads_create_and_close_side_by_side)
{
	pthread_t threads[THREADS];
	atomic_int failures = 0;

	for (int i = 0; i < THREADS; i++)
		ASSERT_EQ(0, pthread_create(&threads[i], NULL, cycle,
					    &failures));
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	EXPECT_EQ(0, failures);
}

TEST_HARNESS_MAIN
