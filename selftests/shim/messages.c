// SPDX-License-Identifier: GPL-2.0
/* FormatMessage, in all widths: see messages_short_wchar.c. */
#include "kselftest_harness.h"

#include <windows.h>
#include <raserror.h>

#define POISON		0xccU
#define ROOM		512

#define SYSTEM		(FORMAT_MESSAGE_FROM_SYSTEM | \
			 FORMAT_MESSAGE_IGNORE_INSERTS)
#define STRING		FORMAT_MESSAGE_FROM_STRING
#define ARRAY		(STRING | FORMAT_MESSAGE_ARGUMENT_ARRAY)

TEST(system_and_ras_errors_have_a_line_of_text)
{
	const DWORD codes[] = {
		ERROR_SUCCESS, ERROR_ACCESS_DENIED, ERROR_INVALID_HANDLE,
		ERROR_INVALID_PARAMETER, ERROR_NO_ANSWER, (DWORD)E_INVALIDARG,
		ERROR_AUTHENTICATION_FAILURE, (DWORD)E_ACCESSDENIED,
	};
	WCHAR wide[ROOM];
	CHAR narrow[ROOM];

	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		DWORD length;

		SetLastError(POISON);
		length = FormatMessageA(SYSTEM, NULL, codes[i], 0, narrow, ROOM,
					NULL);
		ASSERT_LT(2, length);
		EXPECT_EQ(POISON, GetLastError());
		EXPECT_EQ(length, strlen(narrow));
		EXPECT_EQ(0, strcmp(".\r\n", narrow + length - 3));
		EXPECT_EQ(length, FormatMessageW(SYSTEM, NULL, codes[i], 0,
						 wide, ROOM, NULL));
		for (DWORD j = 0; j <= length; j++)
			ASSERT_EQ((WCHAR)narrow[j], wide[j]);
	}
}

TEST(errors_that_programs_of_networks_ask_for_have_texts)
{
	static const DWORD errors[] = {
		ERROR_INVALID_FUNCTION, ERROR_DEV_NOT_EXIST,
		ERROR_SERVICE_DISABLED, ERROR_SERVICE_NOT_ACTIVE,
		ERROR_NO_NETWORK, ERROR_CONNECTION_REFUSED,
		ERROR_HOST_UNREACHABLE, ERROR_PRIVILEGE_NOT_HELD,
		ERROR_LOGON_FAILURE, RPC_S_SERVER_UNAVAILABLE,
		ERROR_NOT_CONNECTED, ERROR_INVALID_STATE,
	};
	CHAR text[ROOM];

	for (size_t i = 0; i < ARRAY_SIZE(errors); i++) {
		EXPECT_NE(0, FormatMessageA(SYSTEM, NULL, errors[i], 0, text,
					    ROOM, NULL)) {
			TH_LOG("error %u", errors[i]);
		}
	}
}

TEST(a_number_without_a_text_is_refused)
{
	CHAR text[ROOM];

	EXPECT_EQ(0, FormatMessageA(SYSTEM, NULL, 54321, 0, text, ROOM, NULL));
	EXPECT_EQ(ERROR_MR_MID_NOT_FOUND, GetLastError());
	EXPECT_EQ(0, FormatMessageA(0, NULL, 5, 0, text, ROOM, NULL));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
	EXPECT_EQ(0, FormatMessageA(SYSTEM, NULL, 5, 0, NULL, 0, NULL));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
}

TEST(rasapi32_as_a_source_has_the_ras_errors)
{
	HMODULE library = LoadLibrary(TEXT("rasapi32.dll"));
	DWORD flags = FORMAT_MESSAGE_FROM_HMODULE;
	WCHAR text[ROOM];

	EXPECT_NE(0, FormatMessageW(flags, library, 691, 0, text, ROOM, NULL));
	EXPECT_EQ(0, FormatMessageW(flags, library, 5, 0, text, ROOM, NULL));
	EXPECT_EQ(ERROR_MR_MID_NOT_FOUND, GetLastError());
	EXPECT_NE(0, FormatMessageW(flags | SYSTEM, library, 5, 0, text, ROOM,
				    NULL));
}

TEST(a_buffer_can_be_allocated)
{
	LPVOID buffer = NULL;
	LPWSTR wide = NULL;
	DWORD length;

	length = FormatMessage(SYSTEM | FORMAT_MESSAGE_ALLOCATE_BUFFER, NULL,
			       ERROR_ACCESS_DENIED,
			       MAKELANGID(LANG_NEUTRAL, SUBLANG_DEFAULT),
			       (LPTSTR)&buffer, 0, NULL);
	ASSERT_NE(NULL, buffer);
	EXPECT_EQ(length, lstrlen(buffer));
	EXPECT_EQ(NULL, LocalFree(buffer));
	length = FormatMessageW(STRING | FORMAT_MESSAGE_ALLOCATE_BUFFER, L"a",
				0, 0, (LPWSTR)&wide, 100, NULL);
	EXPECT_EQ(1, length);
	EXPECT_EQ(100 * sizeof(WCHAR), LocalSize(wide));
	EXPECT_EQ(NULL, LocalFree(wide));
}

TEST(a_buffer_that_is_too_small_is_refused)
{
	CHAR text[4] = "zzz";

	EXPECT_EQ(0, FormatMessageA(STRING, "abcd", 0, 0, text, 4, NULL));
	EXPECT_EQ(ERROR_INSUFFICIENT_BUFFER, GetLastError());
	EXPECT_EQ(3, FormatMessageA(STRING, "abc", 0, 0, text, 4, NULL));
	EXPECT_EQ(0, lstrcmpA("abc", text));
}

TEST(line_breaks_become_spaces_if_asked_for)
{
	CHAR text[ROOM];

	FormatMessageA(STRING, "a\nb\r\nc%nd", 0, 0, text, ROOM, NULL);
	EXPECT_STREQ("a\r\nb\r\nc\r\nd", text);
	FormatMessageA(STRING | FORMAT_MESSAGE_MAX_WIDTH_MASK, "a\nb\r\nc%nd",
		       0, 0, text, ROOM, NULL);
	EXPECT_STREQ("a b c\r\nd", text);
}

static DWORD format_list(LPSTR to, LPCSTR format, ...)
{
	va_list list;
	DWORD ret;

	va_start(list, format);
	ret = FormatMessageA(STRING, format, 0, 0, to, ROOM, &list);
	va_end(list);
	return ret;
}

TEST(inserts_are_taken_from_a_list_in_any_order)
{
	CHAR text[ROOM];

	EXPECT_EQ(7, format_list(text, "%2 %1 %2", "a", "bc"));
	EXPECT_STREQ("bc a bc", text);
	format_list(text, "%1!5d!|%2!-5s!|%3!08X!|%4!S!", -3, "ab", 0xBEEFU,
		    L"wide");
	EXPECT_STREQ("   -3|ab   |0000BEEF|wide", text);
	format_list(text, "%1!*.*s!|%4", 6, 2, "abc", "next");
	EXPECT_STREQ("    ab|next", text);
}

TEST(inserts_are_taken_from_an_array)
{
	DWORD_PTR array[] = { (DWORD_PTR)L"one", 2, (DWORD_PTR)"three" };
	WCHAR text[ROOM];

	EXPECT_EQ(13, FormatMessageW(ARRAY, L"%1 %2!3u! %3!hs!", 0, 0, text,
				     ROOM, (va_list *)array));
	EXPECT_EQ(0, lstrcmpW(L"one   2 three", text));
}

/* A second one would take a word that nobody has passed. */
TEST(an_insert_is_one_conversion)
{
	DWORD_PTR array[99];
	CHAR text[ROOM];

	for (size_t i = 0; i < ARRAY_SIZE(array); i++)
		array[i] = (DWORD_PTR)"word";
	EXPECT_EQ(4, FormatMessageA(ARRAY, "%99!s!", 0, 0, text, ROOM,
				    (va_list *)array));
	SetLastError(POISON);
	EXPECT_EQ(0, FormatMessageA(ARRAY, "%99!s%s%s!", 0, 0, text, ROOM,
				    (va_list *)array));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
	EXPECT_EQ(0, FormatMessageA(ARRAY, "%1!**s!%99!*s!", 0, 0, text, ROOM,
				    (va_list *)array));
}

TEST(percent_signs_escape)
{
	CHAR text[ROOM];

	FormatMessageA(ARRAY, "100%%%.%!%t%r%0 rest", 0, 0, text, ROOM, NULL);
	EXPECT_STREQ("100%.!\t\r", text);
	FormatMessageA(STRING | FORMAT_MESSAGE_IGNORE_INSERTS, "%1!d! %2", 0, 0,
		       text, ROOM, NULL);
	EXPECT_STREQ("%1!d! %2", text);
	EXPECT_EQ(0, FormatMessageA(STRING, "%1", 0, 0, text, ROOM, NULL));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
}

TEST_HARNESS_MAIN
