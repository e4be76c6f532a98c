// SPDX-License-Identifier: GPL-2.0
/* Threads as objects. */
#include <sys/wait.h>

#include "kselftest_harness.h"

#include <windows.h>
#include <process.h>

#include "threads.h"

#define POISON		0xccU
#define MANY		50
#define CYCLES		3000

static DWORD WINAPI add_one(LPVOID arg)
{
	return *(DWORD *)arg + 1;
}

static DWORD WINAPI wait_for_it(LPVOID arg)
{
	return WaitForSingleObject(arg, INFINITE);
}

static DWORD exit_code_of(HANDLE thread)
{
	DWORD code = POISON;

	return GetExitCodeThread(thread, &code) ? code : ~0U;
}

TEST(a_thread_is_signaled_when_its_function_has_returned)
{
	DWORD argument = 41, id = 0;
	HANDLE thread;

	SetLastError(POISON);
	thread = CreateThread(NULL, 0, add_one, &argument, 0, &id);
	ASSERT_NE(NULL, thread);
	EXPECT_EQ(POISON, GetLastError());
	EXPECT_NE(0, id);
	EXPECT_NE(GetCurrentThreadId(), id);
	EXPECT_EQ(id, GetThreadId(thread));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(thread, INFINITE));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(thread, 0));
	EXPECT_EQ(42, exit_code_of(thread));
	EXPECT_TRUE(CloseHandle(thread));
}

TEST(a_thread_that_runs_is_still_active)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	HANDLE thread = CreateThread(NULL, 1 << 20, wait_for_it, event, 0, NULL);

	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(thread, 0));
	EXPECT_EQ(STILL_ACTIVE, exit_code_of(thread));
	EXPECT_EQ(WAIT_OBJECT_0, SignalObjectAndWait(event, thread, INFINITE,
						     FALSE));
	EXPECT_EQ(WAIT_OBJECT_0, exit_code_of(thread));
	EXPECT_TRUE(CloseHandle(thread));
	EXPECT_TRUE(CloseHandle(event));
}

static unsigned int __stdcall exit_early(void *arg)
{
	_endthreadex(*(unsigned int *)arg);
}

static DWORD WINAPI exit_by_unix(LPVOID arg)
{
	pthread_exit(arg);
}

TEST(every_way_to_end_is_noticed)
{
	unsigned int code = 7, id = 0;
	HANDLE threads[] = {
		(HANDLE)_beginthreadex(NULL, 0, exit_early, &code, 0, &id),
		CreateThread(NULL, 0, exit_by_unix, NULL, 0, NULL),
	};

	EXPECT_NE(0, id);
	EXPECT_EQ(WAIT_OBJECT_0,
		  WaitForMultipleObjects(2, threads, TRUE, INFINITE));
	EXPECT_EQ(7, exit_code_of(threads[0]));
	EXPECT_EQ(0, exit_code_of(threads[1]));
	EXPECT_TRUE(CloseHandle(threads[0]));
	EXPECT_TRUE(CloseHandle(threads[1]));
}

static void __cdecl wait_and_end(void *arg)
{
	WaitForSingleObject(arg, INFINITE);
	_endthread();
}

static void __cdecl wait_and_return(void *arg)
{
	WaitForSingleObject(arg, INFINITE);
}

TEST(a_thread_of_beginthread_closes_its_own_handle)
{
	void (*functions[])(void *) = { wait_and_end, wait_and_return };

	for (int i = 0; i < 2; i++) {
		HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
		HANDLE thread = (HANDLE)_beginthread(functions[i], 0, event);
		DWORD ret;

		EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(thread, 0));
		SetEvent(event);
		do
			ret = WaitForSingleObject(thread, 0);
		while (ret != WAIT_FAILED);
		EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
		EXPECT_TRUE(CloseHandle(event));
	}
}

TEST(a_thread_without_a_function_is_refused)
{
	EXPECT_EQ(NULL, CreateThread(NULL, 0, NULL, NULL, 0, NULL));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
	errno = 0;
	EXPECT_EQ(0, _beginthreadex(NULL, 0, NULL, NULL, 0, NULL));
	EXPECT_EQ(EINVAL, errno);
	errno = 0;
	EXPECT_EQ((uintptr_t)-1, _beginthread(NULL, 0, NULL));
	EXPECT_EQ(EINVAL, errno);
}

TEST(a_suspended_thread_runs_when_it_was_resumed_as_often)
{
	DWORD argument = 1;
	HANDLE thread = CreateThread(NULL, 0, add_one, &argument,
				     CREATE_SUSPENDED, NULL);

	EXPECT_EQ(1, SuspendThread(thread));
	EXPECT_EQ(2, ResumeThread(thread));
	argument = 2;
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(thread, 1));
	EXPECT_EQ(1, ResumeThread(thread));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(thread, INFINITE));
	EXPECT_EQ(3, exit_code_of(thread));
	EXPECT_EQ(0, ResumeThread(thread));
	EXPECT_EQ((DWORD)-1, SuspendThread(thread));
	EXPECT_EQ(ERROR_NOT_SUPPORTED, GetLastError());
	EXPECT_TRUE(CloseHandle(thread));
}

TEST(what_is_no_thread_is_refused)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	HANDLE bad[] = { NULL, event, GetCurrentProcess() };
	DWORD code;

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		SetLastError(POISON);
		EXPECT_FALSE(GetExitCodeThread(bad[i], &code));
		EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
		EXPECT_EQ(0, GetThreadId(bad[i]));
		EXPECT_EQ((DWORD)-1, ResumeThread(bad[i]));
		EXPECT_EQ((DWORD)-1, SuspendThread(bad[i]));
	}
	EXPECT_TRUE(CloseHandle(event));
}

static HANDLE duplicate_self(void)
{
	HANDLE self = NULL;

	DuplicateHandle(GetCurrentProcess(), GetCurrentThread(),
			GetCurrentProcess(), &self, 0, FALSE,
			DUPLICATE_SAME_ACCESS);
	return self;
}

static void *foreign(void *arg)
{
	*(HANDLE *)arg = duplicate_self();
	return NULL;
}

TEST(any_thread_is_an_object_that_ends)
{
	HANDLE thread = NULL;
	pthread_t foreigner;

	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(GetCurrentThread(), 0));
	EXPECT_EQ(GetCurrentThreadId(), GetThreadId(GetCurrentThread()));
	EXPECT_TRUE(CloseHandle(GetCurrentThread()));
	pthread_create(&foreigner, NULL, foreign, &thread);
	pthread_join(foreigner, NULL);
	ASSERT_NE(NULL, thread);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(thread, INFINITE));
	EXPECT_TRUE(CloseHandle(thread));
}

static DWORD WINAPI take_it(LPVOID arg)
{
	return WaitForSingleObject(arg, INFINITE);
}

TEST(the_mutexes_of_a_thread_are_abandoned_when_it_is_signaled)
{
	for (int i = 0; i < MANY; i++) {
		HANDLE mutex = CreateMutex(NULL, FALSE, NULL);
		HANDLE both[] = {
			CreateThread(NULL, 0, take_it, mutex, 0, NULL), mutex
		};

		ASSERT_EQ(WAIT_OBJECT_0,
			  WaitForSingleObject(both[0], INFINITE));
		ASSERT_EQ(WAIT_ABANDONED, WaitForSingleObject(mutex, 0));
		EXPECT_TRUE(CloseHandle(both[0]));
		EXPECT_TRUE(CloseHandle(mutex));
	}
}

TEST(threads_come_and_go_without_leaving_descriptors)
{
	DWORD argument = 1;
	int before = dup(0), after;

	for (int i = 0; i < CYCLES; i++) {
		HANDLE thread = CreateThread(NULL, 0, add_one, &argument, 0,
					     NULL);

		ASSERT_NE(NULL, thread);
		if (i % 2)
			WaitForSingleObject(thread, INFINITE);
		ASSERT_TRUE(CloseHandle(thread));
	}
	/* The last of those that nobody waited for may not have ended yet. */
	do {
		after = dup(0);
		close(after);
	} while (after != before + 1);
	close(before);
}

static int look_at_threads(HANDLE self, HANDLE other)
{
	if (WaitForSingleObject(other, 0) != WAIT_OBJECT_0)
		return 1;
	if (WaitForSingleObject(self, 0) != WAIT_TIMEOUT)
		return 2;
	return GetThreadId(self) != GetCurrentThreadId();
}

TEST(after_fork_the_other_threads_have_ended)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	HANDLE thread = CreateThread(NULL, 0, wait_for_it, event, 0, NULL);
	HANDLE self = duplicate_self();
	int status;
	pid_t pid = fork();

	if (!pid)
		_exit(look_at_threads(self, thread));
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_EQ(0, status);
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(thread, 0));
	SetEvent(event);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(thread, INFINITE));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(self, 0));
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(CloseHandle(thread));
	EXPECT_TRUE(CloseHandle(self));
}

TEST_HARNESS_MAIN
