// SPDX-License-Identifier: GPL-2.0
/*
 * A program as it was written for Windows, for tests of its start: exits with
 * 3 if its arguments are what the test gives it.  See wmain_short_wchar.c.
 */
#include <Windows.h>
#include <stdio.h>
#include <tchar.h>

int __cdecl wmain(int argc, wchar_t *argv[]);

int __cdecl wmain(int argc, wchar_t *argv[])
{
	if (argc != 3 || argv[3])
		return 1;
	if (lstrcmpW(argv[1], L"w\u00e9\u20ac\U0001f600") ||
	    lstrcmpW(argv[2], L""))
		return 2;
	return 3;
}
