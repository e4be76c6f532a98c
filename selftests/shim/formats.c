// SPDX-License-Identifier: GPL-2.0
/*
 * strsafe.h, tchar.h, wsprintf and wprintf in all widths: see
 * formats_short_wchar.c and formats_unicode.c.
 */
#include "kselftest_harness.h"

#include <windows.h>
#include <strsafe.h>
#include <tchar.h>

#define ROOM		64

static HRESULT print_a(LPSTR to, LPCSTR format, ...)
{
	HRESULT ret;
	va_list list;

	va_start(list, format);
	ret = StringCchVPrintfA(to, ROOM, format, list);
	va_end(list);
	return ret;
}

TEST(numbers_have_the_sizes_of_windows)
{
	const LONGLONG big = -0x123456789ABLL;
	CHAR text[ROOM];

	print_a(text, "%d|%5i|%-5u|%05d|%+d|% d", -1, 2, 3U, -4, 5, 6);
	EXPECT_STREQ("-1|    2|3    |-0004|+5| 6", text);
	print_a(text, "%x|%#X|%o|%08x|%.3d", 255, 255, 8, 0xABCU, 7);
	EXPECT_STREQ("ff|0XFF|10|00000abc|007", text);
	print_a(text, "%ld|%lu|%hd|%hhu|%hu", -1, 4294967295U, 65535, 257, -1);
	EXPECT_STREQ("-1|4294967295|-1|1|65535", text);
	print_a(text, "%I64d|%lld|%I64x|%I32d", big, big, 0xFFFFFFFFFFULL, -3);
	EXPECT_STREQ("-1250999896491|-1250999896491|ffffffffff|-3", text);
	print_a(text, "%*d|%-*d|%.*d|%Iu|%zu", 4, 1, 4, 2, 2, 3, (SIZE_T)4,
		(SIZE_T)5);
	EXPECT_STREQ("   1|2   |03|4|5", text);
	print_a(text, "%.2f|%8.3e|%g|%%|%5%", 1.5, 12345.678, 0.5);
	EXPECT_STREQ("1.50|1.235e+04|0.5|%|%", text);
}

TEST(pointers_have_all_their_digits)
{
	CHAR text[ROOM];

	print_a(text, "%p", (void *)0xABCD);
	EXPECT_EQ(2 * sizeof(void *), strlen(text));
	EXPECT_STREQ("ABCD", text + strlen(text) - 4);
}

TEST(strings_have_the_width_that_the_format_says)
{
	CHAR narrow[ROOM];
	WCHAR wide[ROOM];

	print_a(narrow, "%s|%S|%hs|%ls|%ws", "n", L"w", "n", L"w", L"w");
	EXPECT_STREQ("n|w|n|w|w", narrow);
	EXPECT_EQ(S_OK, StringCchPrintfW(wide, ROOM, L"%s|%S|%hs|%ls", L"w", "n",
					 "n", L"w"));
	EXPECT_EQ(0, lstrcmpW(L"w|n|n|w", wide));
	print_a(narrow, "%c%C%hc%lc", 'a', L'b', 'c', L'd');
	EXPECT_STREQ("abcd", narrow);
	print_a(narrow, "%6.2s|%-4s|%s", "abc", "d", (char *)NULL);
	EXPECT_STREQ("    ab|d   |(null)", narrow);
	print_a(narrow, "%S", L"\u00e9\u20ac\U0001f600");
	EXPECT_STREQ("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", narrow);
	StringCchPrintfW(wide, ROOM, L"%S", "\xc3\xa9\xe2\x82\xac\xff");
	EXPECT_EQ(0, lstrcmpW(L"\u00e9\u20ac\ufffd", wide));
}

TEST(a_format_that_ends_early_ends_the_text)
{
	LPCSTR formats[] = { "a%", "a%-", "a%5", "a%.", "a%l", "a%I6" };
	CHAR text[ROOM];

	for (size_t i = 0; i < ARRAY_SIZE(formats); i++) {
		print_a(text, formats[i], 1, 2);
		EXPECT_EQ('a', text[0]);
	}
	print_a(text, "%99999999999d", 1);
	EXPECT_EQ(ROOM - 1, strlen(text));
}

TEST(what_does_not_fit_is_left_out_and_told)
{
	CHAR narrow[4] = "zzz";
	WCHAR wide[4] = L"zzz";

	EXPECT_EQ(STRSAFE_E_INSUFFICIENT_BUFFER,
		  StringCchCopyA(narrow, 4, "abcd"));
	EXPECT_STREQ("abc", narrow);
	EXPECT_EQ(S_OK, StringCchCopyA(narrow, 4, "xyz"));
	EXPECT_EQ(STRSAFE_E_INSUFFICIENT_BUFFER, StringCchCatA(narrow, 4, "!"));
	EXPECT_STREQ("xyz", narrow);
	EXPECT_EQ(STRSAFE_E_INSUFFICIENT_BUFFER,
		  StringCbPrintfW(wide, sizeof(wide), L"%d", 12345));
	EXPECT_EQ(0, lstrcmpW(L"123", wide));
	EXPECT_EQ(STRSAFE_E_INSUFFICIENT_BUFFER,
		  StringCbCopyW(wide, 2 * sizeof(WCHAR), L"ab"));
	EXPECT_EQ(0, lstrcmpW(L"a", wide));
	EXPECT_EQ(S_OK, StringCbCatW(wide, sizeof(wide), L"b"));
	EXPECT_EQ(S_OK, StringCchCatNW(wide, 4, L"cd", 1));
	EXPECT_EQ(0, lstrcmpW(L"abc", wide));
	EXPECT_EQ(S_OK, StringCchCopyNW(wide, 4, L"abcdef", 2));
	EXPECT_EQ(0, lstrcmpW(L"ab", wide));
}

/* Else each takes seconds: the limit of a test is for all. */
TEST(a_width_of_two_billion_costs_no_more_than_the_room)
{
	CHAR text[ROOM];

	for (int i = 0; i < 50; i++) {
		ASSERT_EQ(STRSAFE_E_INSUFFICIENT_BUFFER,
			  print_a(text, "%2147483647s|%*c", "x", -0x7fffffff,
				  'y'));
		ASSERT_EQ(ROOM - 1, strlen(text));
		ASSERT_EQ(ROOM - 1, strspn(text, " "));
	}
}

TEST(bad_sizes_are_refused)
{
	WCHAR wide[2] = { 'a', 'b' };
	size_t length = 7;

	EXPECT_EQ(STRSAFE_E_INVALID_PARAMETER, StringCchCopyW(wide, 0, L""));
	EXPECT_EQ(STRSAFE_E_INVALID_PARAMETER,
		  StringCchCopyW(wide, STRSAFE_MAX_CCH + 1ULL, L""));
	EXPECT_EQ(STRSAFE_E_INVALID_PARAMETER, StringCbCopyW(wide, 1, L""));
	EXPECT_EQ(STRSAFE_E_INVALID_PARAMETER, StringCchPrintfW(wide, 0, L""));
	EXPECT_EQ(STRSAFE_E_INVALID_PARAMETER, StringCchCatW(wide, 2, L""));
	EXPECT_EQ(STRSAFE_E_INVALID_PARAMETER,
		  StringCchLengthW(wide, 2, &length));
	EXPECT_EQ(0, length);
	EXPECT_EQ(S_OK, StringCbLengthW(L"abc", 100, &length));
	EXPECT_EQ(3 * sizeof(WCHAR), length);
	EXPECT_EQ(S_OK, StringCchLengthA("abc", 4, NULL));
}

TEST(wsprintf_writes_1024_characters_at_most)
{
	static CHAR longer[3000], text[3000];

	memset(longer, 'x', sizeof(longer) - 1);
	EXPECT_EQ(1024, wsprintfA(text, "%s", longer));
	EXPECT_EQ(1024, strlen(text));
	EXPECT_EQ(3, wsprintfA(text, "%d", 123));
}

TEST(tchar_names_work_on_text)
{
	TCHAR text[ROOM], *copy;

	_tcscpy(text, _T("One"));
	_tcscat(text, _TEXT(" two"));
	EXPECT_EQ(7, _tcslen(text));
	EXPECT_EQ(0, _tcscmp(text, _T("One two")));
	EXPECT_EQ(0, _tcsicmp(text, _T("oNE TWO")));
	EXPECT_EQ(0, _tcsncmp(text, _T("One!"), 3));
	EXPECT_EQ(0, _tcsnicmp(text, _T("oNe!"), 3));
	EXPECT_NE(0, _tcsnicmp(text, _T("oNe!"), 4));
	EXPECT_EQ(4, _tcschr(text, 't') - text);
	EXPECT_EQ(NULL, _tcschr(text, 'x'));
	EXPECT_EQ(6, _tcsrchr(text, 'o') - text);
	EXPECT_EQ(NULL, _tcsrchr(text, 'x'));
	EXPECT_EQ(4, _tcsstr(text, _T("tw")) - text);
	EXPECT_EQ(NULL, _tcsstr(text, _T("twx")));
	EXPECT_EQ(-42, _ttoi(_T(" -42x")));
	EXPECT_EQ(255, _tcstoul(_T("ff"), NULL, 16));
	copy = _tcsdup(text);
	EXPECT_EQ(0, _tcscmp(text, copy));
	free(copy);
	EXPECT_EQ(5, _sntprintf(text, ROOM, _T("%s%d"), _T("abc"), 42));
	EXPECT_EQ(0, _tcscmp(text, _T("abc42")));
}

TEST(text_of_either_width_is_formatted_as_on_windows)
{
	TCHAR text[ROOM], longer[2000];
	CHAR narrow[ROOM];

	EXPECT_EQ(20, _stprintf(text, _T("%ld|%I64u|%hs|%ls"), (LONG)-1,
				1ULL << 40, "n", L"w"));
	EXPECT_EQ(0, _tcscmp(text, _T("-1|1099511627776|n|w")));
	EXPECT_EQ(1500, _stprintf(longer, _T("%500d%500d%500d"), 1,
				  2, 3));
	EXPECT_EQ(1500, _tcslen(longer));
	EXPECT_EQ(-1, _sntprintf(text, 4, _T("%d"), 12345));
	EXPECT_EQ(0, _tcscmp(text, _T("123")));
	EXPECT_EQ(-1, _stprintf_s(text, 4, _T("%d"), 12345));
	EXPECT_EQ(3, _tcslen(text));
	EXPECT_EQ(-1, _sntprintf_s(text, ROOM, 2, _T("%d"), 12345));
	EXPECT_EQ(0, _tcscmp(text, _T("12")));
	EXPECT_EQ(-1, _sntprintf_s(text, 4, _TRUNCATE, _T("%d"), 12345));
	EXPECT_EQ(3, _tcslen(text));
	EXPECT_EQ(5, _sntprintf_s(text, ROOM, _TRUNCATE, _T("%d"), 12345));
	EXPECT_EQ(4, _snprintf(narrow, ROOM, "%S%ld", L"w\u00e9", (LONG)5));
	EXPECT_STREQ("w\xc3\xa9" "5", narrow);
	EXPECT_EQ(4, sprintf_s(narrow, ROOM, "%I64d", -123LL));
	EXPECT_STREQ("-123", narrow);
}

/* Programs make the room for it by those two. */
TEST(narrow_text_is_no_longer_than_its_bytes_and_its_precision)
{
	CHAR text[ROOM];

	EXPECT_EQ(6, wsprintfA(text, "%.7s", "abcdef\u00e9"));
	EXPECT_STREQ("abcdef", text);
	EXPECT_EQ(8, wsprintfA(text, "%.8s", "abcdef\u00e9"));
	EXPECT_EQ(6, wsprintfA(text, "%.7S", L"abcdef\u00e9"));
	EXPECT_EQ(4, _snprintf(text, ROOM, "%4.1s", "\u20ac"));
	EXPECT_STREQ("    ", text);
	EXPECT_EQ(5, _snprintf(text, ROOM, "\xe9%s\xff%%", "\xe4\xf6"));
	EXPECT_STREQ("\xe9\xe4\xf6\xff%", text);
	EXPECT_EQ(2, wsprintfA(text, "%c%c", 0xc3, 0xa9));
	EXPECT_STREQ("\u00e9", text);
}

TEST(wide_text_is_no_longer_than_its_precision)
{
	WCHAR text[ROOM];
	int units = sizeof(WCHAR) == 2 ? 2 : 1;

	EXPECT_EQ(2, wsprintfW(text, L"%.2s", L"ab\U0001f600"));
	EXPECT_EQ(units == 2 ? 2 : 3, wsprintfW(text, L"%.3s",
						L"ab\U0001f600"));
	EXPECT_EQ(2 + units, wsprintfW(text, L"%.4s", L"ab\U0001f600"));
}

TEST(a_long_double_is_printed_as_what_it_is)
{
	CHAR text[ROOM];

	print_a(text, "%.2Lf|%g|%s", (long double)1.5, 0.5, "s");
	EXPECT_STREQ("1.50|0.5|s", text);
}

/* What the function writes to a pipe in place of the standard output. */
static void capture(char *text, void (*function)(void))
{
	int ends[2], before = dup(1);
	ssize_t length;

	fflush(stdout);
	if (pipe(ends) || dup2(ends[1], 1) < 0)
		exit(KSFT_FAIL);
	function();
	fflush(stdout);
	dup2(before, 1);
	close(before);
	close(ends[1]);
	length = read(ends[0], text, ROOM - 1);
	close(ends[0]);
	text[length > 0 ? length : 0] = 0;
}

static void print_all(void)
{
	wprintf(L"%s %S\n", L"w\u00e9", "n");
	printf("narrow\n");
	_tprintf(_T("%s %ld\n"), _T("t"), (LONG)-1);
	_ftprintf(stdout, _T("%S\n"), sizeof(TCHAR) == 1 ? (void *)L"\u20ac" :
							 (void *)"\u20ac");
	fwprintf(stdout, L"%d\n", 7);
	_putws(L"end");
	fputws(L"w\u00e9\n", stdout);
	_fputts(_T("t\n"), stdout);
	printf("narrow still\n");
}

TEST(wprintf_means_what_it_means_on_windows)
{
	char text[ROOM];

	capture(text, print_all);
	EXPECT_STREQ("w\xc3\xa9 n\nnarrow\nt -1\n\xe2\x82\xac\n7\nend\n"
		     "w\xc3\xa9\nt\nnarrow still\n", text);
}

TEST_HARNESS_MAIN
