// SPDX-License-Identifier: GPL-2.0
/*
 * RasDial and RasHangUp as far as they come without pppd, dial parameters of
 * entries, and changes of phone books.  Sources: ras.md 2.3 and 2.4.
 */
#include "kselftest_harness.h"

#include <limits.h>

#include "book.h"

#define POISON	0xccccccccU

FIXTURE(dialparams) {
	struct book book;
	RASDIALPARAMSA params;
	RASDIALPARAMSW wide;
	HRASCONN conn;
};

FIXTURE_SETUP(dialparams)
{
	ASSERT_EQ(0, book_open(&self->book));
	ASSERT_EQ(0, book_write(&self->book, "work",
				"ttyS0 user caller name other\n"
				"connect \"chat -T 5551234\"\n"));
	ASSERT_EQ(0, book_write(&self->book, "named", "ttyS0 name host"));
	ASSERT_EQ(0, book_write(&self->book, "plain", "ttyS0"));
	ASSERT_EQ(0, book_write(&self->book, "-v", "ttyS0"));
	self->params.dwSize = sizeof(self->params);
	self->wide.dwSize = sizeof(self->wide);
	strcpy(self->params.szEntryName, "work");
	widen(self->wide.szEntryName, "work");
	SetLastError(POISON);
}

FIXTURE_TEARDOWN(dialparams)
{
	EXPECT_EQ(POISON, GetLastError());
	EXPECT_EQ(NULL, self->conn);
	book_close(&self->book);
}

static bool is_text(const WCHAR *wide, const char *text)
{
	WCHAR wanted[64];

	widen(wanted, text);
	return !memcmp(wide, wanted, (strlen(text) + 1) * sizeof(*wide));
}

TEST_F(dialparams, dialling_needs_parameters_and_an_empty_handle)
{
	HRASCONN full = (HRASCONN)(LONG_PTR)1;

	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasDialA(NULL, self->book.path, NULL, 0, NULL, &self->conn));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasDialA(NULL, self->book.path, &self->params, 0, NULL,
			   NULL));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasDialA(NULL, self->book.path, &self->params, 0, NULL,
			   &full));
	EXPECT_EQ((HRASCONN)(LONG_PTR)1, full);
}

static VOID WINAPI never_called(UINT message, RASCONNSTATE state, DWORD error)
{
	(void)message;
	(void)state;
	(void)error;
	abort();
}

TEST_F(dialparams, notifiers_of_other_kinds_are_refused)
{
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasDialA(NULL, self->book.path, &self->params, 3,
			   (LPVOID)never_called, &self->conn));
	EXPECT_EQ(ERROR_NOT_SUPPORTED,
		  RasDialA(NULL, self->book.path, &self->params, 0xffffffff,
			   (LPVOID)never_called, &self->conn));
}

TEST_F(dialparams, what_is_no_entry_is_not_dialled)
{
	static const char *const names[] = {
		"nobody", "../work", "/etc/passwd", "a/b", ".", "..", "-v",
		".work", "work\n", "work ",
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		strcpy(self->params.szEntryName, names[i]);
		widen(self->wide.szEntryName, names[i]);
		EXPECT_EQ(ERROR_CANNOT_FIND_PHONEBOOK_ENTRY,
			  RasDialA(NULL, self->book.path, &self->params, 2,
				   (LPVOID)never_called, &self->conn));
		EXPECT_EQ(ERROR_CANNOT_FIND_PHONEBOOK_ENTRY,
			  RasDialW(NULL, self->book.wide, &self->wide, 0, NULL,
				   &self->conn));
	}
	EXPECT_EQ(ERROR_CANNOT_OPEN_PHONEBOOK,
		  RasDialA(NULL, "/nonexistent/book", &self->params, 0, NULL,
			   &self->conn));
}

TEST_F(dialparams, what_an_entry_cannot_carry_is_not_dialled)
{
	RASDIALPARAMSA other = self->params;

	strcpy(other.szPhoneNumber, "5559999");
	EXPECT_EQ(ERROR_NOT_SUPPORTED,
		  RasDialA(NULL, self->book.path, &other, 0, NULL,
			   &self->conn));
	other = self->params;
	strcpy(other.szCallbackNumber, "*");
	EXPECT_EQ(ERROR_NOT_SUPPORTED,
		  RasDialA(NULL, self->book.path, &other, 0, NULL,
			   &self->conn));
	other = self->params;
	other.dwSubEntry = 2;
	EXPECT_EQ(ERROR_NOT_SUPPORTED,
		  RasDialA(NULL, self->book.path, &other, 0, NULL,
			   &self->conn));
	*other.szEntryName = 0;
	EXPECT_EQ(ERROR_NOT_SUPPORTED,
		  RasDialA(NULL, self->book.path, &other, 0, NULL,
			   &self->conn));
}

TEST_F(dialparams, a_text_without_an_end_is_refused)
{
	memset(self->params.szPassword, 'x', sizeof(self->params.szPassword));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasDialA(NULL, self->book.path, &self->params, 0, NULL,
			   &self->conn));
	for (size_t i = 0; i < ARRAY_SIZE(self->wide.szEntryName); i++)
		self->wide.szEntryName[i] = 'x';
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasDialW(NULL, self->book.wide, &self->wide, 0, NULL,
			   &self->conn));
}

TEST_F(dialparams, nothing_can_be_hung_up_that_is_not_there)
{
	static const LONG_PTR values[] = { 0, -1, 12345678, LONG_MIN,
					   LONG_MIN + 1 };

	for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
		EXPECT_EQ(ERROR_INVALID_HANDLE,
			  RasHangUpA((HRASCONN)values[i]));
		EXPECT_EQ(ERROR_INVALID_HANDLE,
			  RasHangUpW((HRASCONN)values[i]));
	}
}

/*
 * An entry that no pppd accepts: it is started, and ends at once, whatever the
 * machine.
 */
#define PPPD	"/usr/sbin/pppd"

static struct {
	RASCONNSTATE state[4];
	DWORD error[4];
	int count;
	HANDLE done;
} told;

static VOID WINAPI note(HRASCONN conn, UINT message, RASCONNSTATE state,
			DWORD error, DWORD extended)
{
	(void)conn;
	(void)message;
	(void)extended;
	told.state[told.count] = state;
	told.error[told.count++] = error;
	if (error)
		SetEvent(told.done);
}

TEST_F(dialparams, what_pppd_does_not_accept_fails_with_and_without_notifier)
{
	RASCONNSTATUSA status = { .dwSize = sizeof(status) };
	HRASCONN conn = NULL;

	if (access(PPPD, X_OK))
		SKIP(return, "no pppd that this user may run");
	if (under_valgrind())
		SKIP(return, "valgrind knows no pidfd_open()");
	ASSERT_EQ(0, book_write(&self->book, "bad", "no-such-option-of-pppd"));
	strcpy(self->params.szEntryName, "bad");
	strcpy(self->params.szPassword, "secret");
	EXPECT_EQ(ERROR_CORRUPT_PHONEBOOK,
		  RasDialA(NULL, self->book.path, &self->params, 0, NULL,
			   &self->conn));
	told.done = CreateEvent(NULL, FALSE, FALSE, NULL);
	SetLastError(POISON);
	ASSERT_EQ(ERROR_SUCCESS,
		  RasDialA(NULL, self->book.path, &self->params, 1,
			   (LPVOID)note, &conn));
	ASSERT_EQ(WAIT_OBJECT_0, WaitForSingleObject(told.done, INFINITE));
	ASSERT_EQ(2, told.count);
	EXPECT_EQ(RASCS_OpenPort, told.state[0]);
	EXPECT_EQ(RASCS_Disconnected, told.state[1]);
	EXPECT_EQ(ERROR_CORRUPT_PHONEBOOK, told.error[1]);
	EXPECT_EQ(ERROR_SUCCESS, RasGetConnectStatusA(conn, &status));
	EXPECT_EQ(RASCS_Disconnected, status.rasconnstate);
	EXPECT_EQ(ERROR_CORRUPT_PHONEBOOK, status.dwError);
	EXPECT_EQ(ERROR_SUCCESS, RasHangUpA(conn));
	EXPECT_EQ(ERROR_INVALID_HANDLE, RasGetConnectStatusA(conn, &status));
	CloseHandle(told.done);
}

TEST_F(dialparams, of_an_entry_are_its_user_and_no_password)
{
	BOOL password = TRUE;

	strcpy(self->params.szPassword, "left over");
	strcpy(self->params.szPhoneNumber, "left over");
	ASSERT_EQ(ERROR_SUCCESS,
		  RasGetEntryDialParamsA(self->book.path, &self->params,
					 &password));
	EXPECT_FALSE(password);
	EXPECT_STREQ("work", self->params.szEntryName);
	EXPECT_STREQ("caller", self->params.szUserName);
	EXPECT_STREQ("", self->params.szPassword);
	EXPECT_STREQ("", self->params.szPhoneNumber);
	EXPECT_EQ(1, self->params.dwSubEntry);
	ASSERT_EQ(ERROR_SUCCESS,
		  RasGetEntryDialParamsW(self->book.wide, &self->wide,
					 &password));
	EXPECT_TRUE(is_text(self->wide.szEntryName, "work"));
	EXPECT_TRUE(is_text(self->wide.szUserName, "caller"));
	EXPECT_EQ(sizeof(self->wide), self->wide.dwSize);
}

TEST_F(dialparams, of_an_entry_without_a_user_are_its_name_or_nothing)
{
	BOOL password;

	strcpy(self->params.szEntryName, "named");
	ASSERT_EQ(ERROR_SUCCESS,
		  RasGetEntryDialParamsA(self->book.path, &self->params,
					 &password));
	EXPECT_STREQ("host", self->params.szUserName);
	strcpy(self->params.szEntryName, "plain");
	ASSERT_EQ(ERROR_SUCCESS,
		  RasGetEntryDialParamsA(self->book.path, &self->params,
					 &password));
	EXPECT_STREQ("", self->params.szUserName);
}

TEST_F(dialparams, of_what_is_no_entry_are_not_to_be_had)
{
	BOOL password = POISON;

	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasGetEntryDialParamsA(self->book.path, NULL, &password));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasGetEntryDialParamsA(self->book.path, &self->params, NULL));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasSetEntryDialParamsA(self->book.path, NULL, FALSE));
	strcpy(self->params.szEntryName, "nobody");
	EXPECT_EQ(ERROR_CANNOT_FIND_PHONEBOOK_ENTRY,
		  RasGetEntryDialParamsA(self->book.path, &self->params,
					 &password));
	EXPECT_EQ(ERROR_CANNOT_FIND_PHONEBOOK_ENTRY,
		  RasSetEntryDialParamsA(self->book.path, &self->params,
					 FALSE));
	*self->params.szEntryName = 0;
	EXPECT_EQ(ERROR_CANNOT_FIND_PHONEBOOK_ENTRY,
		  RasGetEntryDialParamsA(self->book.path, &self->params,
					 &password));
	self->params.dwSize--;
	EXPECT_EQ(ERROR_INVALID_SIZE,
		  RasGetEntryDialParamsA(self->book.path, &self->params,
					 &password));
	EXPECT_EQ((BOOL)POISON, password);
}

TEST_F(dialparams, that_are_so_already_are_set_and_no_others)
{
	RASDIALPARAMSA other = self->params;
	BOOL password;

	EXPECT_EQ(ERROR_SUCCESS,
		  RasGetEntryDialParamsA(self->book.path, &other, &password));
	EXPECT_EQ(ERROR_SUCCESS,
		  RasSetEntryDialParamsA(self->book.path, &other, FALSE));
	EXPECT_EQ(ERROR_SUCCESS,
		  RasSetEntryDialParamsW(self->book.wide, &self->wide, TRUE));
	strcpy(other.szPhoneNumber, "5551234");
	EXPECT_EQ(ERROR_SUCCESS,
		  RasSetEntryDialParamsA(self->book.path, &other, FALSE));
	strcpy(other.szPassword, "secret");
	EXPECT_EQ(ERROR_NOT_SUPPORTED,
		  RasSetEntryDialParamsA(self->book.path, &other, FALSE));
	other = self->params;
	strcpy(other.szUserName, "somebody");
	EXPECT_EQ(ERROR_NOT_SUPPORTED,
		  RasSetEntryDialParamsA(self->book.path, &other, FALSE));
	other = self->params;
	strcpy(other.szDomain, "DOMAIN");
	EXPECT_EQ(ERROR_NOT_SUPPORTED,
		  RasSetEntryDialParamsA(self->book.path, &other, FALSE));
}

TEST_F(dialparams, an_entry_that_is_deleted_is_gone)
{
	WCHAR named[8];

	widen(named, "named");
	ASSERT_EQ(ERROR_SUCCESS, RasDeleteEntryA(self->book.path, "work"));
	EXPECT_EQ(ERROR_SUCCESS, RasValidateEntryNameA(self->book.path,
						       "work"));
	EXPECT_EQ(ERROR_CANNOT_FIND_PHONEBOOK_ENTRY,
		  RasDeleteEntryA(self->book.path, "work"));
	ASSERT_EQ(ERROR_SUCCESS, RasDeleteEntryW(self->book.wide, named));
	EXPECT_EQ(ERROR_SUCCESS, RasValidateEntryNameA(self->book.path,
						       "named"));
	EXPECT_EQ(ERROR_ALREADY_EXISTS,
		  RasValidateEntryNameA(self->book.path, "plain"));
}

TEST_F(dialparams, only_entries_are_deleted_and_renamed)
{
	static const char *const names[] = { "nobody", "../work", ".", "", };
	char outside[BOOK_PATH + 16];

	snprintf(outside, sizeof(outside), "../%s/work",
		 strrchr(self->book.path, '/') + 1);
	EXPECT_EQ(ERROR_CANNOT_FIND_PHONEBOOK_ENTRY,
		  RasDeleteEntryA(self->book.path, outside));
	EXPECT_EQ(ERROR_CANNOT_FIND_PHONEBOOK_ENTRY,
		  RasRenameEntryA(self->book.path, outside, "new"));
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		EXPECT_EQ(ERROR_CANNOT_FIND_PHONEBOOK_ENTRY,
			  RasDeleteEntryA(self->book.path, names[i]));
		EXPECT_EQ(ERROR_CANNOT_FIND_PHONEBOOK_ENTRY,
			  RasRenameEntryA(self->book.path, names[i], "new"));
	}
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasDeleteEntryA(self->book.path, NULL));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasRenameEntryA(self->book.path, NULL, "new"));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasRenameEntryA(self->book.path, "work", NULL));
	EXPECT_EQ(ERROR_CANNOT_OPEN_PHONEBOOK,
		  RasDeleteEntryA("/nonexistent/book", "work"));
	EXPECT_EQ(ERROR_ALREADY_EXISTS,
		  RasValidateEntryNameA(self->book.path, "work"));
}

TEST_F(dialparams, an_entry_keeps_what_it_says_under_its_new_name)
{
	WCHAR before[8], after[8];
	BOOL password;

	ASSERT_EQ(ERROR_SUCCESS,
		  RasRenameEntryA(self->book.path, "work", "office"));
	EXPECT_EQ(ERROR_SUCCESS, RasValidateEntryNameA(self->book.path,
						       "work"));
	strcpy(self->params.szEntryName, "office");
	ASSERT_EQ(ERROR_SUCCESS,
		  RasGetEntryDialParamsA(self->book.path, &self->params,
					 &password));
	EXPECT_STREQ("caller", self->params.szUserName);
	widen(before, "office");
	widen(after, "desk");
	EXPECT_EQ(ERROR_SUCCESS,
		  RasRenameEntryW(self->book.wide, before, after));
	EXPECT_EQ(ERROR_ALREADY_EXISTS,
		  RasValidateEntryNameA(self->book.path, "desk"));
}

TEST_F(dialparams, an_entry_gets_no_name_that_is_taken_or_invalid)
{
	static const char *const names[] = { "", "a/b", ".x", "\n", };

	EXPECT_EQ(ERROR_ALREADY_EXISTS,
		  RasRenameEntryA(self->book.path, "work", "plain"));
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		EXPECT_EQ(ERROR_INVALID_NAME,
			  RasRenameEntryA(self->book.path, "work", names[i]));
	EXPECT_EQ(ERROR_ALREADY_EXISTS,
		  RasValidateEntryNameA(self->book.path, "work"));
}

TEST_HARNESS_MAIN
