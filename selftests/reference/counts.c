// SPDX-License-Identifier: GPL-2.0
/* Mutexes and semaphores: owners and counts. */
#include "rows.h"

static void in_thread(DWORD (WINAPI *fn)(void *), void *arg)
{
	HANDLE h = CreateThread(NULL, 0, fn, arg, 0, NULL);

	WaitForSingleObject(h, INFINITE);
	CloseHandle(h);
}

static DWORD WINAPI try_it(void *mutex)
{
	SAY_WAIT(mutex);
	return 0;
}

static DWORD WINAPI take_it(void *mutex)
{
	WaitForSingleObject(mutex, INFINITE);
	return 0;
}

static DWORD WINAPI release_it(void *mutex)
{
	say_bool(ReleaseMutex(mutex));
	return 0;
}

ROW(a_mutex_is_its_owners_as_often_as_he_takes_it, "D",
    "object 0 timeout true timeout true object 0 true", NULL)
{
	HANDLE h = CreateMutexA(NULL, TRUE, NULL);

	SAY_WAIT(h);
	in_thread(try_it, h);
	say_bool(ReleaseMutex(h));
	in_thread(try_it, h);
	say_bool(ReleaseMutex(h));
	SAY_WAIT(h);
	say_bool(ReleaseMutex(h));
	CloseHandle(h);
}

ROW(a_mutex_of_another_thread_is_288, "D", "error 288 error 288", NULL)
{
	HANDLE h = CreateMutexA(NULL, TRUE, NULL);

	in_thread(release_it, h);
	ReleaseMutex(h);
	say_bool(ReleaseMutex(h));
	CloseHandle(h);
}

ROW(a_mutex_whose_owner_ended_is_abandoned_once, "D",
    "abandoned 0 true object 0 true", NULL)
{
	HANDLE h = CreateMutexA(NULL, FALSE, NULL);

	in_thread(take_it, h);
	SAY_WAIT(h);
	say_bool(ReleaseMutex(h));
	SAY_WAIT(h);
	say_bool(ReleaseMutex(h));
	CloseHandle(h);
}

ROW(an_abandoned_mutex_among_many_has_its_index, "D", "abandoned 1", NULL)
{
	HANDLE event = CreateEventA(NULL, FALSE, FALSE, NULL);
	HANDLE mutex = CreateMutexA(NULL, FALSE, NULL);
	HANDLE h[2] = { event, mutex };

	in_thread(take_it, mutex);
	say_wait(WaitForMultipleObjects(2, h, FALSE, 0));
	ReleaseMutex(mutex);
	CloseHandle(mutex);
	CloseHandle(event);
}

ROW(a_mutex_with_a_name_that_is_taken_is_not_owned, "D",
    "last 183 object 0 error 288", NULL)
{
	HANDLE first = CreateMutexA(NULL, FALSE, "rows one");
	HANDLE second = CreateMutexA(NULL, TRUE, "rows one");

	say_last_error();
	SAY_WAIT(first);
	ReleaseMutex(first);
	say_bool(ReleaseMutex(second));
	CloseHandle(second);
	CloseHandle(first);
}

ROW(signal_and_wait_with_a_mutex_not_owned_is_288, "D", "error 288 object 0",
    NULL)
{
	HANDLE mutex = CreateMutexA(NULL, FALSE, NULL);
	HANDLE event = CreateEventA(NULL, FALSE, TRUE, NULL);

	say_wait(SignalObjectAndWait(mutex, event, 0, FALSE));
	SAY_WAIT(event);
	CloseHandle(mutex);
	CloseHandle(event);
}

ROW(a_semaphore_counts, "D", "object 0 object 0 timeout true 0 object 0 timeout",
    NULL)
{
	HANDLE h = CreateSemaphoreA(NULL, 2, 3, NULL);
	LONG before = -1;

	SAY_WAIT(h);
	SAY_WAIT(h);
	SAY_WAIT(h);
	say_bool(ReleaseSemaphore(h, 1, &before));
	say("%ld", (long)before);
	SAY_WAIT(h);
	SAY_WAIT(h);
	CloseHandle(h);
}

ROW(a_semaphore_over_its_maximum_stays_as_it_was, "D",
    "error 298 error 298 true 1 timeout", NULL)
{
	HANDLE h = CreateSemaphoreA(NULL, 1, 2, NULL);
	LONG before = -1;

	say_bool(ReleaseSemaphore(h, 2, &before));
	say_bool(ReleaseSemaphore(h, 0x7fffffff, &before));
	say_bool(ReleaseSemaphore(h, 1, &before));
	say("%ld", (long)before);
	WaitForSingleObject(h, 0);
	WaitForSingleObject(h, 0);
	SAY_WAIT(h);
	CloseHandle(h);
}

ROW(a_semaphore_has_sane_counts, "D",
    "error 87 error 87 error 87 error 87", NULL)
{
	SAY_HANDLE(CreateSemaphoreA(NULL, -1, 1, NULL));
	SAY_HANDLE(CreateSemaphoreA(NULL, 2, 1, NULL));
	SAY_HANDLE(CreateSemaphoreA(NULL, 0, 0, NULL));
	SAY_HANDLE(CreateSemaphoreA(NULL, 0, -1, NULL));
}

/* Documented: more than zero. */
ROW(a_semaphore_released_by_a_negative_count_is_87, "I", "error 87",
    "error 298")
{
	HANDLE h = CreateSemaphoreA(NULL, 0, 1, NULL);

	say_bool(ReleaseSemaphore(h, -1, NULL));
	CloseHandle(h);
}

ROW(wait_for_all_takes_mutex_event_and_semaphore_together, "D",
    "timeout object 0 timeout timeout object 0 true true error 288", NULL)
{
	HANDLE h[3] = { CreateMutexA(NULL, FALSE, NULL),
			CreateEventA(NULL, FALSE, FALSE, NULL),
			CreateSemaphoreA(NULL, 1, 1, NULL) };
	int i;

	say_wait(WaitForMultipleObjects(3, h, TRUE, 0));
	SetEvent(h[1]);
	say_wait(WaitForMultipleObjects(3, h, TRUE, 0));
	SAY_WAIT(h[1]);
	SAY_WAIT(h[2]);
	SAY_WAIT(h[0]);
	say_bool(ReleaseMutex(h[0]));
	say_bool(ReleaseMutex(h[0]));
	say_bool(ReleaseMutex(h[0]));
	for (i = 0; i < 3; i++)
		CloseHandle(h[i]);
}
