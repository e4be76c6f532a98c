// SPDX-License-Identifier: GPL-2.0
/* Events: creation, names, rights, the two kinds of reset. */
#include <string.h>

#include "rows.h"

static HANDLE event_new(BOOL manual, BOOL set)
{
	return CreateEventA(NULL, manual, set, NULL);
}

ROW(a_new_event_sets_the_last_error_to_0, "D", "handle last 0", NULL)
{
	HANDLE h = SAY_HANDLE(CreateEventA(NULL, FALSE, FALSE, NULL));

	say_last_error();
	CloseHandle(h);
}

ROW(any_true_is_true, "W", "object 0 object 0", NULL)
{
	HANDLE h = event_new(0x100, 0x100);

	SAY_WAIT(h);
	SAY_WAIT(h);
	CloseHandle(h);
}

ROW(a_manual_event_stays_set, "D", "timeout object 0 object 0 timeout", NULL)
{
	HANDLE h = event_new(TRUE, FALSE);

	SAY_WAIT(h);
	SetEvent(h);
	SAY_WAIT(h);
	SAY_WAIT(h);
	ResetEvent(h);
	SAY_WAIT(h);
	CloseHandle(h);
}

ROW(two_sets_of_an_auto_reset_event_wake_once, "D", "object 0 timeout", NULL)
{
	HANDLE h = event_new(FALSE, FALSE);

	SetEvent(h);
	SetEvent(h);
	SAY_WAIT(h);
	SAY_WAIT(h);
	CloseHandle(h);
}

ROW(success_leaves_the_last_error_alone, "D",
    "true true true object 0 timeout last 7777", NULL)
{
	HANDLE h = event_new(FALSE, FALSE);

	SetLastError(POISON);
	say_bool(SetEvent(h));
	say_bool(ResetEvent(h));
	say_bool(SetEvent(h));
	SAY_WAIT(h);
	SAY_WAIT(h);
	say_last_error();
	CloseHandle(h);
}

ROW(a_pulse_that_nobody_waits_for_leaves_it_unset, "D",
    "true timeout true timeout", NULL)
{
	HANDLE manual = event_new(TRUE, TRUE), automatic = event_new(FALSE, TRUE);

	say_bool(PulseEvent(manual));
	SAY_WAIT(manual);
	say_bool(PulseEvent(automatic));
	SAY_WAIT(automatic);
	CloseHandle(manual);
	CloseHandle(automatic);
}

ROW(set_reset_and_pulse_of_no_handle_are_6, "W",
    "error 6 error 6 error 6", NULL)
{
	say_bool(SetEvent(NULL));
	say_bool(ResetEvent(NULL));
	say_bool(PulseEvent(NULL));
}

ROW(set_of_another_type_is_6, "W", "error 6 error 6", NULL)
{
	HANDLE mutex = CreateMutexA(NULL, FALSE, NULL);
	HANDLE semaphore = CreateSemaphoreA(NULL, 0, 1, NULL);

	say_bool(SetEvent(mutex));
	say_bool(SetEvent(semaphore));
	CloseHandle(mutex);
	CloseHandle(semaphore);
}

ROW(a_name_that_is_taken_leads_to_its_object, "D",
    "handle last 183 timeout object 0", NULL)
{
	HANDLE first = CreateEventA(NULL, FALSE, FALSE, "rows one");
	HANDLE second = SAY_HANDLE(CreateEventA(NULL, TRUE, TRUE, "rows one"));

	say_last_error();
	SAY_WAIT(first);
	SetEvent(second);
	SAY_WAIT(first);
	CloseHandle(second);
	CloseHandle(first);
}

ROW(a_name_of_another_type_is_6, "D", "error 6 error 6 error 6", NULL)
{
	HANDLE h = CreateEventA(NULL, FALSE, FALSE, "rows one");

	SAY_HANDLE(CreateMutexA(NULL, FALSE, "rows one"));
	SAY_HANDLE(CreateSemaphoreA(NULL, 0, 1, "rows one"));
	SAY_HANDLE(OpenMutexA(SYNCHRONIZE, FALSE, "rows one"));
	CloseHandle(h);
}

ROW(names_have_case, "W", "handle last 0", NULL)
{
	HANDLE first = CreateEventA(NULL, FALSE, FALSE, "rows one");
	HANDLE second = SAY_HANDLE(CreateEventA(NULL, FALSE, FALSE, "rows One"));

	say_last_error();
	CloseHandle(second);
	CloseHandle(first);
}

ROW(the_empty_name_is_none, "W", "handle last 0", NULL)
{
	HANDLE first = CreateEventA(NULL, FALSE, FALSE, "");
	HANDLE second = SAY_HANDLE(CreateEventA(NULL, FALSE, FALSE, ""));

	say_last_error();
	CloseHandle(second);
	CloseHandle(first);
}

ROW(local_is_the_default, "D", "handle last 183", NULL)
{
	HANDLE first = CreateEventA(NULL, FALSE, FALSE, "rows one");
	HANDLE second = SAY_HANDLE(CreateEventA(NULL, FALSE, FALSE,
						"Local\\rows one"));

	say_last_error();
	CloseHandle(second);
	CloseHandle(first);
}

ROW(another_backslash_is_3, "W", "error 3", NULL)
{
	SAY_HANDLE(CreateEventA(NULL, FALSE, FALSE, "rows\\one"));
}

ROW(a_name_has_259_characters_at_most, "W", "handle error 206", NULL)
{
	char name[261];
	HANDLE h;

	memset(name, 'n', 260);
	name[259] = 0;
	h = SAY_HANDLE(CreateEventA(NULL, FALSE, FALSE, name));
	CloseHandle(h);
	name[259] = 'n';
	name[260] = 0;
	SAY_HANDLE(CreateEventA(NULL, FALSE, FALSE, name));
}

ROW(a_and_w_share_the_names, "D", "handle last 7777", NULL)
{
	HANDLE first = CreateEventA(NULL, FALSE, FALSE, "rows one");
	HANDLE second = SAY_HANDLE(OpenEventW(SYNCHRONIZE, FALSE, L"rows one"));

	say_last_error();
	CloseHandle(second);
	CloseHandle(first);
}

ROW(to_open_what_is_not_there_is_2, "W", "error 2 error 2 error 2", NULL)
{
	SAY_HANDLE(OpenEventA(SYNCHRONIZE, FALSE, "rows none"));
	SAY_HANDLE(OpenMutexA(SYNCHRONIZE, FALSE, "rows none"));
	SAY_HANDLE(OpenSemaphoreA(SYNCHRONIZE, FALSE, "rows none"));
}

ROW(to_open_no_name_is_87, "W", "error 87", NULL)
{
	SAY_HANDLE(OpenEventA(SYNCHRONIZE, FALSE, NULL));
}

ROW(a_name_ends_with_the_last_handle, "D", "handle error 2", NULL)
{
	HANDLE first = CreateEventA(NULL, FALSE, FALSE, "rows one");
	HANDLE second = SAY_HANDLE(OpenEventA(SYNCHRONIZE, FALSE, "rows one"));

	CloseHandle(first);
	CloseHandle(second);
	SAY_HANDLE(OpenEventA(SYNCHRONIZE, FALSE, "rows one"));
}

ROW(a_handle_without_the_right_is_5, "W", "error 5 error 5 true", NULL)
{
	HANDLE h = CreateEventA(NULL, FALSE, FALSE, "rows one");
	HANDLE wait = OpenEventA(SYNCHRONIZE, FALSE, "rows one");
	HANDLE set = OpenEventA(EVENT_MODIFY_STATE, FALSE, "rows one");

	say_bool(SetEvent(wait));
	SAY_WAIT(set);
	say_bool(SetEvent(set));
	CloseHandle(set);
	CloseHandle(wait);
	CloseHandle(h);
}

ROW(create_event_ex_knows_two_flags, "D", "object 0 object 0", NULL)
{
	HANDLE h = CreateEventExA(NULL, NULL, CREATE_EVENT_MANUAL_RESET |
				  CREATE_EVENT_INITIAL_SET, EVENT_ALL_ACCESS);

	SAY_WAIT(h);
	SAY_WAIT(h);
	CloseHandle(h);
}
