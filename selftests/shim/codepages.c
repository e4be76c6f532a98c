// SPDX-License-Identifier: GPL-2.0
/* MultiByteToWideChar and back; see codepages_short_wchar.c. */
#include "kselftest_harness.h"

#include <windows.h>

#define ROOM		32

static const CHAR narrow[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80";
static const WCHAR wide[] = L"a\u00e9\u20ac\U0001f600";

TEST(text_goes_there_and_back)
{
	const UINT pages[] = { CP_ACP, CP_OEMCP, CP_THREAD_ACP, CP_UTF8 };
	const int units = sizeof(wide) / sizeof(WCHAR);
	WCHAR to[ROOM];
	CHAR back[ROOM];

	for (size_t i = 0; i < ARRAY_SIZE(pages); i++) {
		EXPECT_EQ(units, MultiByteToWideChar(pages[i], 0, narrow, -1,
						     to, ROOM));
		EXPECT_EQ(0, lstrcmpW(wide, to));
		EXPECT_EQ(units, MultiByteToWideChar(pages[i], 0, narrow, -1,
						     NULL, 0));
		EXPECT_EQ(sizeof(narrow),
			  WideCharToMultiByte(pages[i], 0, to, -1, back, ROOM,
					      NULL, NULL));
		EXPECT_STREQ(narrow, back);
		EXPECT_EQ(sizeof(narrow),
			  WideCharToMultiByte(pages[i], 0, to, -1, NULL, 0,
					      NULL, NULL));
	}
}

TEST(a_size_that_is_given_leaves_the_terminator_out)
{
	WCHAR to[ROOM] = L"zzzz";
	CHAR back[ROOM] = "zzzz";

	EXPECT_EQ(2, MultiByteToWideChar(CP_ACP, 0, "abc", 2, to, ROOM));
	EXPECT_EQ(0, lstrcmpW(L"abzz", to));
	EXPECT_EQ(1, WideCharToMultiByte(CP_ACP, 0, L"abc", 1, back, ROOM, NULL,
					 NULL));
	EXPECT_STREQ("azzz", back);
	EXPECT_EQ(3, MultiByteToWideChar(CP_ACP, 0, "a\0b", 3, to, ROOM));
	EXPECT_EQ('b', to[2]);
}

TEST(what_is_not_unicode_is_replaced_or_refused)
{
	const WCHAR half[] = { 'a', 0xD800, 'b', 0 };
	WCHAR to[ROOM];
	CHAR back[ROOM];

	EXPECT_EQ(4, MultiByteToWideChar(CP_UTF8, 0, "a\xff\xe2", -1, to, ROOM));
	EXPECT_EQ(0, lstrcmpW(L"a\ufffd\ufffd", to));
	/* Cut off by its size, not by its end. */
	EXPECT_EQ(3, MultiByteToWideChar(CP_UTF8, 0, "a\xe2\x82\xac", 3, to,
					 ROOM));
	EXPECT_EQ(0, MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, "\xff",
					 -1, to, ROOM));
	EXPECT_EQ(ERROR_NO_UNICODE_TRANSLATION, GetLastError());
	EXPECT_EQ(2, MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS,
					 "\xef\xbf\xbd", -1, to, ROOM));
	EXPECT_EQ(6, WideCharToMultiByte(CP_ACP, 0, half, -1, back, ROOM, NULL,
					 NULL));
	EXPECT_STREQ("a\xef\xbf\xbd" "b", back);
	EXPECT_EQ(0, WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, half,
					 -1, back, ROOM, NULL, NULL));
	EXPECT_EQ(ERROR_NO_UNICODE_TRANSLATION, GetLastError());
}

TEST(bad_arguments_are_refused)
{
	WCHAR to[ROOM];
	CHAR back[ROOM];
	BOOL used = 7;

	EXPECT_EQ(0, MultiByteToWideChar(CP_ACP, 0, "abc", -1, to, 3));
	EXPECT_EQ(ERROR_INSUFFICIENT_BUFFER, GetLastError());
	EXPECT_EQ(0, MultiByteToWideChar(437, 0, "abc", -1, to, ROOM));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
	EXPECT_EQ(0, MultiByteToWideChar(CP_ACP, 0, "abc", 0, to, ROOM));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
	EXPECT_EQ(0, MultiByteToWideChar(CP_ACP, 0, NULL, -1, to, ROOM));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
	EXPECT_EQ(2, WideCharToMultiByte(CP_ACP, 0, L"a", -1, back, ROOM, "?",
					 &used));
	EXPECT_FALSE(used);
	EXPECT_EQ(0, WideCharToMultiByte(CP_UTF8, 0, L"a", -1, back, ROOM, NULL,
					 &used));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
}

TEST(the_console_has_utf8_and_nothing_else)
{
	EXPECT_EQ(CP_UTF8, GetConsoleCP());
	EXPECT_EQ(CP_UTF8, GetConsoleOutputCP());
	EXPECT_TRUE(SetConsoleCP(CP_UTF8));
	EXPECT_TRUE(SetConsoleOutputCP(CP_UTF8));
	EXPECT_FALSE(SetConsoleOutputCP(437));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
}

TEST_HARNESS_MAIN
