// SPDX-License-Identifier: GPL-2.0
/* Handles, waits for one and for many, signal and wait. */
#include <stdint.h>

#include "rows.h"

static HANDLE event_new(BOOL manual, BOOL set)
{
	return CreateEventA(NULL, manual, set, NULL);
}

static void close_all(HANDLE *h, int count)
{
	while (count--)
		CloseHandle(h[count]);
}

ROW(close_of_no_handle_is_6, "W", "error 6 true", NULL)
{
	say_bool(CloseHandle(NULL));
	say_bool(CloseHandle(INVALID_HANDLE_VALUE));
}

ROW(a_closed_handle_is_6, "D", "true error 6 error 6 error 6", NULL)
{
	HANDLE h = event_new(FALSE, TRUE);

	say_bool(CloseHandle(h));
	say_bool(CloseHandle(h));
	SAY_WAIT(h);
	say_bool(SetEvent(h));
}

ROW(the_low_two_bits_of_a_handle_do_not_count, "W",
    "object 0 object 0 object 0", NULL)
{
	HANDLE h = event_new(TRUE, TRUE);
	int i;

	for (i = 1; i < 4; i++)
		SAY_WAIT((HANDLE)((uintptr_t)h | i));
	CloseHandle(h);
}

ROW(a_handle_survives_a_dword, "I", "object 0", NULL)
{
	HANDLE h = event_new(TRUE, TRUE);
	DWORD number = (DWORD)(uintptr_t)h;

	SAY_WAIT((HANDLE)(uintptr_t)number);
	CloseHandle(h);
}

ROW(the_present_process_is_not_signaled, "D", "timeout timeout", NULL)
{
	SAY_WAIT(GetCurrentProcess());
	SAY_WAIT(INVALID_HANDLE_VALUE);
}

ROW(a_duplicate_keeps_the_object, "D", "true true object 0 timeout", NULL)
{
	HANDLE h = event_new(FALSE, FALSE), copy = NULL;

	say_bool(DuplicateHandle(GetCurrentProcess(), h, GetCurrentProcess(),
				 &copy, 0, FALSE, DUPLICATE_SAME_ACCESS));
	SetEvent(h);
	say_bool(CloseHandle(h));
	SAY_WAIT(copy);
	SAY_WAIT(copy);
	CloseHandle(copy);
}

ROW(a_duplicate_of_no_handle_is_6, "D", "error 6", NULL)
{
	HANDLE copy = NULL;

	say_bool(DuplicateHandle(GetCurrentProcess(), NULL,
				 GetCurrentProcess(), &copy, 0, FALSE,
				 DUPLICATE_SAME_ACCESS));
}

/* Wine closes before it copies: the copy gets the number of the source. */
ROW(close_source_closes_it, "D", "true error 6 object 0",
    "true object 0 object 0")
{
	HANDLE h = event_new(TRUE, TRUE), copy = NULL;

	say_bool(DuplicateHandle(GetCurrentProcess(), h, GetCurrentProcess(),
				 &copy, 0, FALSE, DUPLICATE_SAME_ACCESS |
				 DUPLICATE_CLOSE_SOURCE));
	SAY_WAIT(h);
	SAY_WAIT(copy);
	CloseHandle(copy);
}

ROW(a_wait_for_none_or_65_is_87, "D", "error 87 error 87 object 63", NULL)
{
	HANDLE h[65];
	int i;

	for (i = 0; i < 65; i++)
		h[i] = event_new(TRUE, i == 63);
	say_wait(WaitForMultipleObjects(0, h, FALSE, 0));
	say_wait(WaitForMultipleObjects(65, h, FALSE, 0));
	say_wait(WaitForMultipleObjects(64, h, FALSE, 0));
	close_all(h, 65);
}

ROW(one_bad_handle_takes_nothing, "W", "error 6 error 6 object 0", NULL)
{
	HANDLE h[2] = { event_new(FALSE, TRUE), NULL };

	say_wait(WaitForMultipleObjects(2, h, FALSE, 0));
	say_wait(WaitForMultipleObjects(2, h, TRUE, 0));
	SAY_WAIT(h[0]);
	CloseHandle(h[0]);
}

ROW(the_lowest_of_the_signaled_is_taken_alone, "D",
    "object 1 object 2 timeout", NULL)
{
	HANDLE h[3] = { event_new(FALSE, FALSE), event_new(FALSE, TRUE),
			event_new(FALSE, TRUE) };
	int i;

	for (i = 0; i < 3; i++)
		say_wait(WaitForMultipleObjects(3, h, FALSE, 0));
	close_all(h, 3);
}

ROW(a_wait_for_all_takes_all_or_nothing, "D",
    "timeout object 0 object 0 timeout timeout", NULL)
{
	HANDLE h[2] = { event_new(FALSE, TRUE), event_new(FALSE, FALSE) };

	say_wait(WaitForMultipleObjects(2, h, TRUE, 10));
	SAY_WAIT(h[0]);
	SetEvent(h[0]);
	SetEvent(h[1]);
	say_wait(WaitForMultipleObjects(2, h, TRUE, 0));
	SAY_WAIT(h[0]);
	SAY_WAIT(h[1]);
	close_all(h, 2);
}

ROW(one_twice_in_a_wait_for_any_is_the_first, "I", "object 0 timeout", NULL)
{
	HANDLE event = event_new(FALSE, TRUE);
	HANDLE h[2] = { event, event };

	say_wait(WaitForMultipleObjects(2, h, FALSE, 0));
	say_wait(WaitForMultipleObjects(2, h, FALSE, 0));
	CloseHandle(event);
}

/* Documented as not allowed; Wine does not look. */
ROW(one_twice_in_a_wait_for_all_is_87, "D", "error 87 object 0",
    "object 0 timeout")
{
	HANDLE event = event_new(FALSE, TRUE);
	HANDLE h[2] = { event, event };

	say_wait(WaitForMultipleObjects(2, h, TRUE, 0));
	SAY_WAIT(event);
	CloseHandle(event);
}

ROW(signal_and_wait_is_both, "D", "object 0 object 0 timeout", NULL)
{
	HANDLE a = event_new(FALSE, FALSE), b = event_new(FALSE, TRUE);

	say_wait(SignalObjectAndWait(a, b, 0, FALSE));
	SAY_WAIT(a);
	SAY_WAIT(b);
	close_all((HANDLE[]){ a, b }, 2);
}

ROW(signal_and_wait_of_bad_ones_is_6, "W", "error 6 error 6", NULL)
{
	HANDLE a = event_new(FALSE, FALSE);

	say_wait(SignalObjectAndWait(NULL, a, 0, FALSE));
	say_wait(SignalObjectAndWait(a, NULL, 0, FALSE));
	CloseHandle(a);
}

static DWORD WINAPI return_7(void *arg)
{
	SAY_WAIT(arg);
	return 7;
}

ROW(a_thread_is_signaled_for_good_when_it_has_ended, "D",
    "handle timeout 259 object 0 object 0 object 0 7", NULL)
{
	HANDLE go = event_new(TRUE, FALSE), ready = event_new(TRUE, TRUE);
	HANDLE h = SAY_HANDLE(CreateThread(NULL, 0, return_7, ready,
					   CREATE_SUSPENDED, NULL));
	DWORD code = 0;

	SAY_WAIT(h);
	GetExitCodeThread(h, &code);
	say("%lu", (unsigned long)code);
	ResumeThread(h);
	say_wait(WaitForSingleObject(h, INFINITE));
	SAY_WAIT(h);
	GetExitCodeThread(h, &code);
	say("%lu", (unsigned long)code);
	close_all((HANDLE[]){ go, ready, h }, 3);
}
