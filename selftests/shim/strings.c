// SPDX-License-Identifier: GPL-2.0
/* lstrlen and its like, in all widths: see strings_short_wchar.c. */
#include "kselftest_harness.h"

#include <windows.h>

#define ROOM		8

TEST(null_is_an_empty_string_for_lstrlen)
{
	EXPECT_EQ(0, lstrlenA(NULL));
	EXPECT_EQ(0, lstrlenW(NULL));
	EXPECT_EQ(0, lstrlenW(L""));
	EXPECT_EQ(3, lstrlenA("abc"));
	EXPECT_EQ(3, lstrlenW(L"abc"));
}

TEST(copies_and_joins_give_the_target_back)
{
	CHAR narrow[ROOM];
	WCHAR wide[ROOM];

	EXPECT_EQ(&narrow[0], lstrcpyA(narrow, "abc"));
	EXPECT_EQ(&narrow[0], lstrcatA(narrow, "def"));
	EXPECT_EQ(0, lstrcmpA("abcdef", narrow));
	EXPECT_EQ(&wide[0], lstrcpyW(wide, L"abc"));
	EXPECT_EQ(&wide[0], lstrcatW(wide, L"def"));
	EXPECT_EQ(0, lstrcmpW(L"abcdef", wide));
}

TEST(a_copy_of_n_characters_is_always_terminated)
{
	CHAR narrow[ROOM] = "zzzzzzz";
	WCHAR wide[ROOM] = L"zzzzzzz";

	EXPECT_EQ(&narrow[0], lstrcpynA(narrow, "abcdef", 4));
	EXPECT_EQ(0, lstrcmpA("abc", narrow));
	EXPECT_EQ('z', narrow[4]);
	EXPECT_EQ(&wide[0], lstrcpynW(wide, L"abcdef", 4));
	EXPECT_EQ(0, lstrcmpW(L"abc", wide));
	EXPECT_EQ(L'z', wide[4]);
	EXPECT_EQ(&wide[0], lstrcpynW(wide, L"abcdef", 1));
	EXPECT_EQ(0, lstrlenW(wide));
	EXPECT_EQ(&wide[0], lstrcpynW(wide, L"ab", ROOM));
	EXPECT_EQ(2, lstrlenW(wide));
}

TEST(writing_to_or_from_null_gives_null)
{
	WCHAR wide[ROOM];

	EXPECT_EQ(NULL, lstrcpyW(NULL, L"a"));
	EXPECT_EQ(NULL, lstrcpyW(wide, NULL));
	EXPECT_EQ(NULL, lstrcatW(NULL, L"a"));
	EXPECT_EQ(NULL, lstrcatW(wide, NULL));
	EXPECT_EQ(NULL, lstrcpynW(wide, NULL, 1));
	EXPECT_EQ(NULL, lstrcpynW(wide, L"a", 0));
}

TEST(comparison_orders_strings_and_lstrcmpi_ignores_case)
{
	EXPECT_GT(0, lstrcmpA("a", "b"));
	EXPECT_LT(0, lstrcmpW(L"ab", L"a"));
	EXPECT_NE(0, lstrcmpW(L"ab", L"aB"));
	EXPECT_EQ(0, lstrcmpiW(L"abZ", L"aBz"));
	EXPECT_EQ(0, lstrcmpiA("abZ", "aBz"));
	EXPECT_GT(0, lstrcmpiA("A", "b"));
	EXPECT_EQ(0, lstrcmpiW(NULL, NULL));
	EXPECT_GT(0, lstrcmpiW(NULL, L""));
	EXPECT_LT(0, lstrcmpiA("", NULL));
}

TEST(the_names_without_a_suffix_take_tchar)
{
	TCHAR text[ROOM];

	EXPECT_EQ(&text[0], lstrcpy(text, TEXT("abc")));
	EXPECT_EQ(3, lstrlen(text));
	EXPECT_EQ(0, lstrcmpi(lstrcat(text, TEXT("D")), TEXT("abcd")));
}

TEST(copies_with_a_size_fit_or_leave_nothing)
{
	CHAR narrow[ROOM] = "zzz";
	WCHAR wide[ROOM] = L"zzz";

	EXPECT_EQ(0, strcpy_s(narrow, ROOM, "abcdefg"));
	EXPECT_EQ(0, lstrcmpA("abcdefg", narrow));
	EXPECT_EQ(ERANGE, strcpy_s(narrow, ROOM, "abcdefgh"));
	EXPECT_EQ(0, lstrlenA(narrow));
	EXPECT_EQ(0, strncpy_s(narrow, ROOM, "abcdefgh", 7));
	EXPECT_EQ(0, lstrcmpA("abcdefg", narrow));
	EXPECT_EQ(ERANGE, strcat_s(narrow, ROOM, "h"));
	EXPECT_EQ(0, lstrlenA(narrow));
	EXPECT_EQ(STRUNCATE, strncpy_s(narrow, ROOM, "abcdefghi", _TRUNCATE));
	EXPECT_EQ(0, lstrcmpA("abcdefg", narrow));
	EXPECT_EQ(0, wcscpy_s(wide, ROOM, L"abc"));
	EXPECT_EQ(0, wcscat_s(wide, ROOM, L"def"));
	EXPECT_EQ(0, wcsncat_s(wide, ROOM, L"ghi", 1));
	EXPECT_EQ(0, lstrcmpW(L"abcdefg", wide));
	EXPECT_EQ(STRUNCATE, wcsncat_s(wide, ROOM, L"h", _TRUNCATE));
	EXPECT_EQ(0, lstrcmpW(L"abcdefg", wide));
	EXPECT_EQ(ERANGE, wcsncpy_s(wide, ROOM, L"abcdefghi", ROOM));
	EXPECT_EQ(0, lstrlenW(wide));
	EXPECT_EQ(EINVAL, wcscpy_s(wide, ROOM, NULL));
	EXPECT_EQ(EINVAL, wcscpy_s(wide, 0, L""));
	EXPECT_EQ(EINVAL, wcscpy_s(NULL, ROOM, L""));
	memset(wide, 0xcc, sizeof(wide));
	EXPECT_EQ(EINVAL, wcscat_s(wide, ROOM, L""));
}

TEST(wide_strings_of_the_c_library_have_the_width_of_the_program)
{
	WCHAR wide[ROOM];

	EXPECT_EQ(&wide[0], wcscpy(wide, L"abc"));
	EXPECT_EQ(&wide[0], wcscat(wide, L"dB"));
	EXPECT_EQ(5, wcslen(wide));
	EXPECT_EQ(0, wcscmp(wide, L"abcdB"));
	EXPECT_GT(0, wcsncmp(wide, L"abx", 3));
	EXPECT_EQ(0, _wcsicmp(wide, L"ABCDb"));
	EXPECT_EQ(0, _wcsnicmp(wide, L"ABx", 2));
	EXPECT_EQ(&wide[1], wcschr(wide, L'b'));
	EXPECT_EQ(&wide[4], wcsrchr(wide, L'B'));
	EXPECT_EQ(&wide[2], wcsstr(wide, L"cd"));
	EXPECT_EQ(&wide[0], wcsncpy(wide, L"xy", ROOM));
	EXPECT_EQ(0, wide[ROOM - 1]);
	EXPECT_EQ(31, wcstoul(L"1f", NULL, 16));
	EXPECT_EQ(-7, _wtoi(L"-7"));
	EXPECT_EQ(0, _stricmp("aBc", "AbC"));
	EXPECT_EQ(ROOM, _countof(wide));
}

TEST_HARNESS_MAIN
