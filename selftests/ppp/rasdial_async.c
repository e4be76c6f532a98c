// SPDX-License-Identifier: GPL-2.0
/* RasDial with notifiers of all types, in the manner of RAS programs. */
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>

#include "kselftest_harness.h"
#include "entry.h"
#include "scene.h"

#define LIMIT	LIMIT_MS
#define CALLS	16

/* What the notifiers were told; written by one thread before it sets done. */
static struct {
	struct {
		HRASCONN conn;
		UINT message;
		RASCONNSTATE state;
		DWORD error;
		ULONG_PTR id;
		DWORD subentry;
		pthread_t thread;
	} call[CALLS];
	int count;
	DWORD answer;		/* of a RASDIALFUNC2 */
	HANDLE done;		/* the last one, by its state or error */
	HANDLE begun;		/* the first one */
} told;

static void note(HRASCONN conn, UINT message, RASCONNSTATE state, DWORD error)
{
	int i = told.count++;

	told.call[i].conn = conn;
	told.call[i].message = message;
	told.call[i].state = state;
	told.call[i].error = error;
	told.call[i].thread = pthread_self();
	SetEvent(told.begun);
	if ((state & RASCS_DONE) || error)
		SetEvent(told.done);
}

static VOID WINAPI dial_func(UINT message, RASCONNSTATE state, DWORD error)
{
	note(NULL, message, state, error);
}

static VOID WINAPI dial_func1(HRASCONN conn, UINT message, RASCONNSTATE state,
			      DWORD error, DWORD extended)
{
	(void)extended;
	note(conn, message, state, error);
}

static DWORD WINAPI dial_func2(ULONG_PTR id, DWORD subentry, HRASCONN conn,
			       UINT message, RASCONNSTATE state, DWORD error,
			       DWORD extended)
{
	(void)extended;
	told.call[told.count].id = id;
	told.call[told.count].subentry = subentry;
	note(conn, message, state, error);
	return told.answer;
}

FIXTURE(dial)
{
	struct desk desk;
};

FIXTURE_SETUP(dial)
{
	ASSERT_EQ(0, desk_open(&self->desk));
	told.answer = 1;
	told.done = CreateEvent(NULL, FALSE, FALSE, NULL);
	told.begun = CreateEvent(NULL, TRUE, FALSE, NULL);
}

FIXTURE_TEARDOWN(dial)
{
	EXPECT_EQ(0, desk_close(&self->desk));
}

static DWORD dial_with(DWORD type, LPVOID function, HRASCONN *conn)
{
	RASDIALPARAMS params = params_of("desk");

	params.dwCallbackId = 0x1234;
	*conn = NULL;
	return RasDial(NULL, NULL, &params, type, function, conn);
}

static bool is_done(void)
{
	return WaitForSingleObject(told.done, LIMIT) == WAIT_OBJECT_0;
}

static bool was(int i, RASCONNSTATE state, DWORD error)
{
	return i < told.count && told.call[i].state == state &&
	       told.call[i].error == error &&
	       told.call[i].message == WM_RASDIALEVENT;
}

static void show_told(void)
{
	for (int i = 0; i < told.count; i++)
		fprintf(stderr, "# told of %p: state %#x, error %u\n",
			(void *)told.call[i].conn, told.call[i].state,
			(unsigned int)told.call[i].error);
}

/* All there is to tell of a success, by a thread that is not the caller's. */
static bool told_of_success(HRASCONN conn)
{
	for (int i = 0; i < told.count; i++) {
		if (told.call[i].conn == conn &&
		    !pthread_equal(told.call[i].thread, pthread_self()))
			continue;
		show_told();
		return false;
	}
	if (told.count == 3 && was(0, RASCS_OpenPort, 0) &&
	    was(1, RASCS_DeviceConnected, 0) && was(2, RASCS_Connected, 0))
		return true;
	show_told();
	return false;
}

TEST_F_TIMEOUT(dial, tells_a_function_of_type_0_how_it_goes, 120)
{
	HRASCONN conn;

	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_EQ(ERROR_SUCCESS, dial_with(0, dial_func, &conn));
	ASSERT_NE(NULL, conn);
	ASSERT_TRUE(is_done());
	EXPECT_TRUE(told_of_success(NULL));
	EXPECT_TRUE(hang_up(conn));
	EXPECT_EQ(3, told.count);
}

TEST_F_TIMEOUT(dial, tells_a_function_of_type_1_whose_dial_it_is, 120)
{
	RASCONNSTATUS status;
	RASCONN listed;
	HRASCONN conn;

	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_EQ(ERROR_SUCCESS, dial_with(1, dial_func1, &conn));
	ASSERT_TRUE(is_done());
	EXPECT_TRUE(told_of_success(conn));
	/* One connection has one handle in one process. */
	ASSERT_EQ(1, list_first(&listed));
	EXPECT_EQ(conn, listed.hrasconn);
	EXPECT_STREQ("desk", listed.szEntryName);
	EXPECT_EQ(ERROR_SUCCESS, status_of(conn, &status));
	EXPECT_EQ(RASCS_Connected, status.rasconnstate);
	EXPECT_STREQ("ppp0", status.szDeviceName);
	EXPECT_TRUE(hang_up(conn));
}

TEST_F_TIMEOUT(dial, tells_a_function_of_type_2_its_own_number, 120)
{
	HRASCONN conn;

	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_EQ(ERROR_SUCCESS, dial_with(2, dial_func2, &conn));
	ASSERT_TRUE(is_done());
	EXPECT_TRUE(told_of_success(conn));
	for (int i = 0; i < told.count; i++) {
		EXPECT_EQ(0x1234, told.call[i].id);
		EXPECT_EQ(1, told.call[i].subentry);
	}
	EXPECT_TRUE(hang_up(conn));
}

TEST_F_TIMEOUT(dial, tells_a_function_of_type_2_no_more_when_it_says_so, 120)
{
	HANDLE up = CreateEvent(NULL, FALSE, FALSE, NULL);
	HRASCONN conn;

	told.answer = 0;
	ASSERT_EQ(0, RasConnectionNotification(NULL, up, RASCN_Connection));
	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_EQ(ERROR_SUCCESS, dial_with(2, dial_func2, &conn));
	ASSERT_EQ(WAIT_OBJECT_0, WaitForSingleObject(up, LIMIT));
	EXPECT_TRUE(hang_up(conn));
	EXPECT_EQ(1, told.count);
	EXPECT_TRUE(was(0, RASCS_OpenPort, 0));
}

TEST_F_TIMEOUT(dial, that_fails_tells_why_until_it_is_hung_up, 120)
{
	RASCONNSTATUS status;
	HRASCONN conn;

	ASSERT_EQ(0, write_secret(SECRETS, "caller gate right *\n"));
	ASSERT_EQ(0, entry_write_cable("desk", &self->desk.cable,
				       "user caller password wrong"));
	ASSERT_EQ(0, desk_answer(&self->desk, "auth require-chap name gate"));
	ASSERT_EQ(ERROR_SUCCESS, dial_with(1, dial_func1, &conn));
	ASSERT_TRUE(is_done());
	ASSERT_EQ(3, told.count);
	EXPECT_TRUE(was(2, RASCS_Disconnected, ERROR_AUTHENTICATION_FAILURE));
	ASSERT_EQ(ERROR_SUCCESS, status_of(conn, &status));
	EXPECT_EQ(RASCS_Disconnected, status.rasconnstate);
	EXPECT_EQ(ERROR_AUTHENTICATION_FAILURE, status.dwError);
	EXPECT_STREQ(RASDT_Modem, status.szDeviceType);
	EXPECT_EQ(ERROR_SUCCESS, RasHangUp(conn));
	EXPECT_EQ(ERROR_INVALID_HANDLE, status_of(conn, &status));
	EXPECT_EQ(ERROR_INVALID_HANDLE, RasHangUp(conn));
}

TEST_F_TIMEOUT(dial, that_is_hung_up_ends_and_tells_nothing_more, 120)
{
	RASCONNSTATUS status;
	HRASCONN conn, second;

	ASSERT_EQ(ERROR_SUCCESS, dial_with(1, dial_func1, &conn));
	ASSERT_EQ(WAIT_OBJECT_0, WaitForSingleObject(told.begun, LIMIT));
	ASSERT_EQ(ERROR_SUCCESS, status_of(conn, &status));
	EXPECT_EQ(0, status.rasconnstate & RASCS_DONE);
	EXPECT_EQ(ERROR_DIAL_ALREADY_IN_PROGRESS, dial("desk", &second));
	EXPECT_TRUE(hang_up(conn));
	EXPECT_EQ(ERROR_INVALID_HANDLE, RasHangUp(conn));
	for (int i = 0; i < told.count; i++)
		EXPECT_EQ(0, told.call[i].error);
}

/* The handle of a dial is good for that before there is any link. */
TEST_F_TIMEOUT(dial, sets_an_event_that_was_registered_for_it, 120)
{
	HANDLE up = CreateEvent(NULL, FALSE, FALSE, NULL);
	HANDLE down = CreateEvent(NULL, FALSE, FALSE, NULL);
	HANDLE closed = CreateEvent(NULL, FALSE, FALSE, NULL);
	HRASCONN conn;

	/* No peer yet: a link may come, but no connection. */
	ASSERT_EQ(ERROR_SUCCESS, dial_with(1, dial_func1, &conn));
	ASSERT_EQ(0, RasConnectionNotification(conn, up, RASCN_Connection));
	ASSERT_EQ(0, RasConnectionNotification(conn, down,
					       RASCN_Disconnection));
	ASSERT_EQ(0, RasConnectionNotification(conn, closed,
					       RASCN_Connection));
	CloseHandle(closed);
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(up, 0));
	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_EQ(WAIT_OBJECT_0, WaitForSingleObject(up, LIMIT));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(down, 0));
	ASSERT_TRUE(is_done());
	ASSERT_TRUE(hang_up(conn));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(down, LIMIT));
}

/* As often as one likes: an event of a dial that failed is set by no other. */
TEST_F_TIMEOUT(dial, that_fails_sets_no_event, 120)
{
	HANDLE any = CreateEvent(NULL, FALSE, FALSE, NULL);
	HRASCONN conn;

	ASSERT_EQ(0, entry_write(NULL, "desk", "no-such-option-of-pppd"));
	ASSERT_EQ(ERROR_SUCCESS, dial_with(1, dial_func1, &conn));
	RasConnectionNotification(conn, any, RASCN_Connection |
					     RASCN_Disconnection);
	ASSERT_TRUE(is_done());
	EXPECT_EQ(ERROR_INVALID_HANDLE,
		  RasConnectionNotification(conn, any, RASCN_Connection));
	EXPECT_EQ(ERROR_SUCCESS, RasHangUp(conn));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(any, 0));
}

/* The handle is that of the process that dials. */
static int know_nothing(HRASCONN conn)
{
	RASCONNSTATUS status;

	return status_of(conn, &status) != ERROR_INVALID_HANDLE ||
	       RasHangUp(conn) != ERROR_INVALID_HANDLE;
}

TEST_F_TIMEOUT(dial, belongs_to_the_parent_of_a_child_that_is_forked, 120)
{
	HRASCONN conn;
	int status;
	pid_t pid;

	ASSERT_EQ(ERROR_SUCCESS, dial_with(1, dial_func1, &conn));
	pid = fork();
	if (!pid)
		_exit(know_nothing(conn));
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_EQ(0, status);
	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_TRUE(is_done());
	EXPECT_TRUE(was(told.count - 1, RASCS_Connected, 0));
	EXPECT_TRUE(hang_up(conn));
}

/* Looks at all connections each time. */
static DWORD WINAPI dial_bad_entry(LPVOID stop)
{
	HRASCONN conn;

	while (WaitForSingleObject(stop, 0) == WAIT_TIMEOUT)
		if (dial("bad", &conn) != ERROR_CORRUPT_PHONEBOOK)
			return 1;
	return 0;
}

TEST_F_TIMEOUT(dial, keeps_its_handle_while_others_are_dialled, 240)
{
	HANDLE stop = CreateEvent(NULL, TRUE, FALSE, NULL);
	RASCONNSTATUS status;
	HRASCONN conn;
	HANDLE thread;
	DWORD failed;

	ASSERT_EQ(0, entry_write(NULL, "bad", "no-such-option-of-pppd"));
	thread = CreateThread(NULL, 0, dial_bad_entry, stop, 0, NULL);
	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	for (int i = 0; i < 3; i++) {
		told.count = 0;
		ASSERT_EQ(ERROR_SUCCESS, dial_with(1, dial_func1, &conn));
		ASSERT_TRUE(is_done());
		ASSERT_TRUE(told_of_success(conn));
		EXPECT_EQ(ERROR_SUCCESS, status_of(conn, &status));
		EXPECT_EQ(RASCS_Connected, status.rasconnstate);
		EXPECT_TRUE(hang_up(conn));
		ASSERT_EQ(0, desk_answers_again(&self->desk));
	}
	SetEvent(stop);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(thread, LIMIT));
	EXPECT_TRUE(GetExitCodeThread(thread, &failed));
	EXPECT_EQ(0, failed);
	entry_remove(NULL, "bad");
}

static DWORD hung_up;

static VOID WINAPI hang_up_at_once(HRASCONN conn, UINT message,
				   RASCONNSTATE state, DWORD error,
				   DWORD extended)
{
	dial_func1(conn, message, state, error, extended);
	if (state == RASCS_DeviceConnected) {
		hung_up = RasHangUp(conn);
		SetEvent(told.done);
	}
}

TEST_F_TIMEOUT(dial, that_is_hung_up_by_its_function_ends, 120)
{
	HRASCONN conn;

	ASSERT_EQ(ERROR_SUCCESS,
		  dial_with(1, (LPVOID)hang_up_at_once, &conn));
	ASSERT_TRUE(is_done());
	EXPECT_EQ(ERROR_SUCCESS, hung_up);
	EXPECT_TRUE(wait_gone(conn));
	EXPECT_EQ(2, told.count);
}

TEST_F_TIMEOUT(dial, that_is_not_decided_goes_on_when_the_program_ends, 120)
{
	HANDLE up = CreateEvent(NULL, FALSE, FALSE, NULL);
	RASCONN listed;
	HRASCONN conn;
	int status;
	pid_t pid;

	ASSERT_EQ(0, RasConnectionNotification(NULL, up, RASCN_Connection));
	pid = fork();
	if (!pid)
		_exit(dial_with(1, dial_func1, &conn));
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	ASSERT_EQ(0, status);
	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_EQ(WAIT_OBJECT_0, WaitForSingleObject(up, LIMIT));
	ASSERT_EQ(1, list_first(&listed));
	EXPECT_STREQ("desk", listed.szEntryName);
	EXPECT_TRUE(hang_up(listed.hrasconn));
}

static HANDLE never;

static DWORD WINAPI register_and_stay(ULONG_PTR id, DWORD subentry,
				      HRASCONN conn, UINT message,
				      RASCONNSTATE state, DWORD error,
				      DWORD extended)
{
	DWORD more = dial_func2(id, subentry, conn, message, state, error,
				extended);

	if (state == RASCS_Connected) {
		RasConnectionNotification(conn, never, RASCN_Disconnection);
		SetEvent(told.done);
		WaitForSingleObject(never, INFINITE);
		SetEvent(told.done);
	}
	return more;
}

/* The function may block as long as it likes, here until the end. */
TEST_F_TIMEOUT(dial, does_not_need_its_function_back, 120)
{
	HRASCONN conn;

	never = CreateEvent(NULL, TRUE, FALSE, NULL);
	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_EQ(ERROR_SUCCESS, dial_with(2, register_and_stay, &conn));
	ASSERT_TRUE(is_done());
	EXPECT_TRUE(hang_up(conn));
	EXPECT_TRUE(is_done());
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(never, 0));
}

TEST_F_TIMEOUT(dial, of_what_is_connected_tells_that_at_once, 120)
{
	HRASCONN first, second;

	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_EQ(ERROR_SUCCESS, dial("desk", &first));
	ASSERT_EQ(ERROR_SUCCESS, dial_with(1, dial_func1, &second));
	EXPECT_EQ(first, second);
	ASSERT_TRUE(is_done());
	EXPECT_EQ(1, told.count);
	EXPECT_TRUE(was(0, RASCS_Connected, 0));
	EXPECT_EQ(ERROR_SUCCESS, RasHangUp(second));
	EXPECT_TRUE(is_listed_elsewhere((uintptr_t)first));
	EXPECT_TRUE(hang_up(first));
}

TEST_HARNESS_MAIN
