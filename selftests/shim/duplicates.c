// SPDX-License-Identifier: GPL-2.0
/* DuplicateHandle, SignalObjectAndWait, PulseEvent. */
#include "kselftest_harness.h"

#include <windows.h>
#include <rasnotify.h>

#include "threads.h"

#define POISON		0xccU
#define PROCESS		GetCurrentProcess()
#define WAITERS		4
#define PULSES		300

static HANDLE duplicate(HANDLE source, DWORD access, DWORD options)
{
	HANDLE target = NULL;

	if (!DuplicateHandle(PROCESS, source, PROCESS, &target, access, FALSE,
			     options))
		return NULL;
	return target;
}

TEST(an_object_lives_as_long_as_one_of_its_handles)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	HANDLE copy = duplicate(event, 0, DUPLICATE_SAME_ACCESS);
	int fd = rasnotify_event_fd(event);

	ASSERT_NE(NULL, copy);
	EXPECT_NE(event, copy);
	EXPECT_EQ(fd, rasnotify_event_fd(copy));
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(SetEvent(copy));
	EXPECT_EQ(WAIT_FAILED, WaitForSingleObject(event, 0));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(copy, 0));
	EXPECT_TRUE(CloseHandle(copy));
	EXPECT_FALSE(CloseHandle(copy));
}

TEST(a_duplicate_has_the_rights_that_were_asked_for)
{
	HANDLE event = CreateEvent(NULL, TRUE, FALSE, NULL);
	HANDLE waits = duplicate(event, SYNCHRONIZE, 0);
	HANDLE same = duplicate(waits, EVENT_ALL_ACCESS, DUPLICATE_SAME_ACCESS);

	EXPECT_FALSE(SetEvent(waits));
	EXPECT_EQ(ERROR_ACCESS_DENIED, GetLastError());
	EXPECT_FALSE(SetEvent(same));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(same, 0));
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(CloseHandle(waits));
	EXPECT_TRUE(CloseHandle(same));
}

TEST(the_source_is_closed_if_asked_for)
{
	HANDLE event = CreateEvent(NULL, TRUE, TRUE, NULL);
	HANDLE copy;

	SetLastError(POISON);
	copy = duplicate(event, 0,
			 DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE);
	EXPECT_EQ(POISON, GetLastError());
	EXPECT_FALSE(CloseHandle(event));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(copy, 0));
	EXPECT_TRUE(DuplicateHandle(PROCESS, copy, NULL, NULL, 0, FALSE,
				    DUPLICATE_CLOSE_SOURCE));
	EXPECT_FALSE(CloseHandle(copy));
}

TEST(bad_handles_are_not_duplicated)
{
	HANDLE event = CreateEvent(NULL, TRUE, TRUE, NULL);
	HANDLE target = event;

	EXPECT_FALSE(DuplicateHandle(event, event, PROCESS, &target, 0, FALSE,
				     DUPLICATE_SAME_ACCESS));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
	EXPECT_FALSE(DuplicateHandle(PROCESS, event, NULL, &target, 0, FALSE,
				     DUPLICATE_SAME_ACCESS));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
	EXPECT_FALSE(DuplicateHandle(PROCESS, event, PROCESS, NULL, 0, FALSE,
				     DUPLICATE_SAME_ACCESS));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_FALSE(DuplicateHandle(PROCESS, event, PROCESS, &target, 0, FALSE,
				     DUPLICATE_SAME_ACCESS));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
}

TEST(the_process_can_be_duplicated)
{
	HANDLE process = duplicate(PROCESS, 0, DUPLICATE_SAME_ACCESS);
	HANDLE event = CreateEvent(NULL, TRUE, TRUE, NULL), copy;

	ASSERT_NE(NULL, process);
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(process, 0));
	EXPECT_TRUE(DuplicateHandle(process, event, process, &copy, 0, FALSE,
				    DUPLICATE_SAME_ACCESS));
	EXPECT_TRUE(CloseHandle(copy));
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(CloseHandle(process));
	EXPECT_EQ(getpid(), GetCurrentProcessId());
}

TEST(the_same_object_twice_is_refused_by_wait_all_under_two_handles)
{
	HANDLE event = CreateEvent(NULL, TRUE, TRUE, NULL);
	HANDLE both[] = { event, duplicate(event, 0, DUPLICATE_SAME_ACCESS) };

	EXPECT_EQ(WAIT_FAILED, WaitForMultipleObjects(2, both, TRUE, 0));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
	EXPECT_EQ(WAIT_OBJECT_0, WaitForMultipleObjects(2, both, FALSE, 0));
	EXPECT_TRUE(CloseHandle(both[0]));
	EXPECT_TRUE(CloseHandle(both[1]));
}

TEST(one_object_is_signaled_and_another_one_waited_for)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	HANDLE semaphore = CreateSemaphore(NULL, 0, 1, NULL);
	HANDLE mutex = CreateMutex(NULL, TRUE, NULL);

	EXPECT_EQ(WAIT_TIMEOUT, SignalObjectAndWait(event, semaphore, 0, FALSE));
	EXPECT_EQ(WAIT_OBJECT_0, SignalObjectAndWait(semaphore, event, 0, TRUE));
	EXPECT_EQ(WAIT_OBJECT_0,
		  SignalObjectAndWait(mutex, semaphore, INFINITE, FALSE));
	EXPECT_FALSE(ReleaseMutex(mutex));
	EXPECT_EQ(WAIT_OBJECT_0,
		  SignalObjectAndWait(event, event, INFINITE, FALSE));
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(CloseHandle(semaphore));
	EXPECT_TRUE(CloseHandle(mutex));
}

TEST(what_cannot_be_signaled_is_not_waited_for)
{
	HANDLE event = CreateEvent(NULL, FALSE, TRUE, NULL);
	HANDLE full = CreateSemaphore(NULL, 1, 1, NULL);
	HANDLE mutex = CreateMutex(NULL, FALSE, NULL);

	EXPECT_EQ(WAIT_FAILED, SignalObjectAndWait(NULL, event, 0, FALSE));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
	EXPECT_EQ(WAIT_FAILED, SignalObjectAndWait(PROCESS, event, 0, FALSE));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
	EXPECT_EQ(WAIT_FAILED, SignalObjectAndWait(full, event, 0, FALSE));
	EXPECT_EQ(ERROR_TOO_MANY_POSTS, GetLastError());
	EXPECT_EQ(WAIT_FAILED, SignalObjectAndWait(mutex, event, 0, FALSE));
	EXPECT_EQ(ERROR_NOT_OWNER, GetLastError());
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(event, 0));
	EXPECT_EQ(WAIT_FAILED, SignalObjectAndWait(event, NULL, 0, FALSE));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(CloseHandle(full));
	EXPECT_TRUE(CloseHandle(mutex));
}

TEST(a_pulse_without_waiters_resets_the_event)
{
	for (BOOL manual = FALSE; manual <= TRUE; manual++) {
		HANDLE event = CreateEvent(NULL, manual, TRUE, NULL);

		SetLastError(POISON);
		EXPECT_TRUE(PulseEvent(event));
		EXPECT_EQ(POISON, GetLastError());
		EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
		EXPECT_TRUE(CloseHandle(event));
	}
	EXPECT_FALSE(PulseEvent(NULL));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
}

TEST(a_pulse_of_a_manual_event_releases_all_who_sleep)
{
	HANDLE event = CreateEvent(NULL, TRUE, FALSE, NULL);
	HANDLE other = CreateEvent(NULL, TRUE, FALSE, NULL);
	HANDLE both[] = { other, event };
	struct waiter waiters[WAITERS];

	for (int i = 0; i < PULSES; i++) {
		for (int j = 0; j < WAITERS; j++) {
			if (j % 2)
				waiter_start_any(&waiters[j], both, 2);
			else
				waiter_start_single(&waiters[j], event);
		}
		ASSERT_TRUE(PulseEvent(event));
		/* Nobody else sees it, not even now. */
		ASSERT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
		ASSERT_EQ(WAIT_TIMEOUT,
			  WaitForMultipleObjects(2, both, FALSE, 0));
		for (int j = 0; j < WAITERS; j++)
			ASSERT_EQ(j % 2, waiter_join(&waiters[j]));
	}
	ASSERT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(CloseHandle(other));
}

TEST(a_set_or_reset_after_a_pulse_has_its_effect)
{
	HANDLE event = CreateEvent(NULL, TRUE, FALSE, NULL);
	struct waiter waiters[WAITERS];

	for (int i = 0; i < PULSES; i++) {
		for (int j = 0; j < WAITERS; j++)
			waiter_start_single(&waiters[j], event);
		PulseEvent(event);
		if (i % 3)
			SetEvent(event);
		if (i % 3 == 2)
			ResetEvent(event);
		ASSERT_EQ(i % 3 == 1 ? WAIT_OBJECT_0 : WAIT_TIMEOUT,
			  WaitForSingleObject(event, 0));
		for (int j = 0; j < WAITERS; j++)
			ASSERT_EQ(WAIT_OBJECT_0, waiter_join(&waiters[j]));
		ASSERT_EQ(i % 3 == 1 ? WAIT_OBJECT_0 : WAIT_TIMEOUT,
			  WaitForSingleObject(event, 0));
		ResetEvent(event);
	}
	EXPECT_TRUE(CloseHandle(event));
}

TEST(a_pulse_of_an_auto_reset_event_releases_one)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	struct waiter waiters[WAITERS];
	int returned = 0;

	for (int j = 0; j < WAITERS; j++)
		waiter_start_single(&waiters[j], event);
	for (int i = 0; i < WAITERS; i++) {
		PulseEvent(event);
		while (returned == i) {
			returned = 0;
			for (int j = 0; j < WAITERS; j++)
				returned += atomic_load(&waiters[j].ended);
		}
		EXPECT_EQ(i + 1, returned);
	}
	for (int j = 0; j < WAITERS; j++)
		EXPECT_EQ(WAIT_OBJECT_0, waiter_join(&waiters[j]));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	EXPECT_TRUE(CloseHandle(event));
}

TEST_HARNESS_MAIN
