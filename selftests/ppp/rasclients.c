// SPDX-License-Identifier: GPL-2.0
/*
 * RAS programs as they are written: how they register and list, with wide
 * characters, while a line is dialled and hung up by others.
 */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "kselftest_harness.h"
#include "entry.h"

#define LIMIT	LIMIT_MS
#define LIVES	3
#define CHAP	"auth require-chap name gate"

FIXTURE(client)
{
	struct desk desk;
};

FIXTURE_SETUP(client)
{
	ASSERT_EQ(0, desk_open(&self->desk));
	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
}

FIXTURE_TEARDOWN(client)
{
	EXPECT_EQ(0, desk_close(&self->desk));
}

/* The others: one dials, one hangs up what it finds in the list. */
static bool elsewhere(DWORD (*act)(void))
{
	pid_t pid = fork();
	int status;

	if (!pid)
		_exit(act() != ERROR_SUCCESS);
	return waitpid(pid, &status, 0) == pid && !status;
}

static DWORD dial_desk(void)
{
	HRASCONN conn;

	return dial("desk", &conn);
}

static DWORD hang_up_first(void)
{
	RASCONN first;

	return list_first(&first) == 1 ? RasHangUp(first.hrasconn)
				       : ERROR_NO_CONNECTION;
}

static bool is_set(HANDLE event)
{
	return WaitForSingleObject(event, LIMIT) == WAIT_OBJECT_0;
}

static DWORD count_connections(void)
{
	RASCONN first;

	return list_first(&first);
}

TEST_F_TIMEOUT(client, that_registers_once_is_told_of_all_lives, 240)
{
	HANDLE up = CreateEvent(NULL, FALSE, FALSE, NULL);
	HANDLE down = CreateEvent(NULL, FALSE, FALSE, NULL);

	ASSERT_EQ(0, RasConnectionNotification(
			(HRASCONN)INVALID_HANDLE_VALUE, up, RASCN_Connection));
	ASSERT_EQ(0, RasConnectionNotification(NULL, down,
					       RASCN_Disconnection));
	for (int i = 0; i < LIVES; i++) {
		ASSERT_TRUE(elsewhere(dial_desk));
		ASSERT_TRUE(is_set(up));
		EXPECT_EQ(1, count_connections());
		ASSERT_TRUE(elsewhere(hang_up_first));
		ASSERT_TRUE(is_set(down));
		EXPECT_EQ(0, count_connections());
		ASSERT_EQ(0, desk_answers_again(&self->desk));
	}
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(up, 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(down, 0));
}

/* One event for both, asked for anew before each wait. */
TEST_F_TIMEOUT(client, that_registers_after_every_signal_is_told_once, 240)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);

	for (int i = 0; i < 2 * LIVES; i++) {
		ASSERT_EQ(0, RasConnectionNotification(NULL, event,
				RASCN_Connection | RASCN_Disconnection));
		EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
		ASSERT_TRUE(elsewhere(i % 2 ? hang_up_first : dial_desk));
		ASSERT_TRUE(is_set(event));
		EXPECT_EQ(!(i % 2), count_connections());
		if (i % 2)
			ASSERT_EQ(0, desk_answers_again(&self->desk));
	}
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
}

static void widen(WCHAR *to, const char *ascii)
{
	do
		*to++ = (unsigned char)*ascii;
	while (*ascii++);
}

static bool is_text(const WCHAR *wide, const char *text)
{
	WCHAR wanted[64];

	widen(wanted, text);
	return !memcmp(wide, wanted, (strlen(text) + 1) * sizeof(*wide));
}

static HANDLE decided;
static DWORD failure;

static VOID WINAPI decide(UINT message, RASCONNSTATE state, DWORD error)
{
	(void)message;
	if (!error && !(state & RASCS_DONE))
		return;
	failure = error;
	SetEvent(decided);
}

static DWORD dial_wide(const char *password, HRASCONN *conn)
{
	RASDIALPARAMSW params = { .dwSize = sizeof(params) };
	DWORD error;

	*conn = NULL;
	widen(params.szEntryName, "desk");
	widen(params.szUserName, "caller");
	widen(params.szPassword, password);
	decided = CreateEvent(NULL, FALSE, FALSE, NULL);
	error = RasDialW(NULL, NULL, &params, 0, (LPVOID)decide, conn);
	if (error)
		return error;
	return is_set(decided) ? failure : ERROR_REQUEST_TIMEOUT;
}

TEST_F_TIMEOUT(client, with_wide_characters_dials_and_lists_with_them, 240)
{
	RASCONNW list[2] = { { .dwSize = sizeof(list[0]) } };
	DWORD bytes = sizeof(list), count = 0;
	RASCONNSTATUSW status = { .dwSize = sizeof(status) };
	HRASCONN conn;
	WCHAR why[512];

	end(self->desk.peer, SIGKILL);
	ASSERT_EQ(0, write_secret(SECRETS, "caller gate correct-horse *\n"));
	ASSERT_EQ(0, desk_answer(&self->desk, CHAP));
	ASSERT_EQ(ERROR_AUTHENTICATION_FAILURE, dial_wide("wrong", &conn));
	EXPECT_EQ(ERROR_SUCCESS,
		  RasGetErrorStringW(failure, why, ARRAY_SIZE(why)));
	EXPECT_EQ(ERROR_SUCCESS, RasHangUpW(conn));

	/* Whoever has refused a caller need not be there any more. */
	end(self->desk.peer, SIGKILL);
	ASSERT_EQ(0, desk_answer(&self->desk, CHAP));
	ASSERT_EQ(ERROR_SUCCESS, dial_wide("correct-horse", &conn));
	ASSERT_EQ(ERROR_SUCCESS, RasEnumConnectionsW(list, &bytes, &count));
	ASSERT_EQ(1, count);
	EXPECT_EQ(conn, list[0].hrasconn);
	EXPECT_TRUE(is_text(list[0].szEntryName, "desk"));
	EXPECT_TRUE(is_text(list[0].szPhonebook, BOOK));
	EXPECT_EQ(RASCF_AllUsers, list[0].dwFlags);
	EXPECT_EQ(ERROR_SUCCESS, RasHangUpW(conn));
	while (RasGetConnectStatusW(conn, &status) != ERROR_INVALID_HANDLE)
		Sleep(2);
}

TEST_HARNESS_MAIN
