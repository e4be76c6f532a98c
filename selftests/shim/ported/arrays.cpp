// SPDX-License-Identifier: GPL-2.0
/* What C++ lets a program leave out: the sizes of arrays. */
#include <windows.h>
#include <ras.h>
#include <string>

int wmain(int argc, wchar_t **argv)
{
	const std::wstring name = argc > 1 ? argv[1] : L"none";
	RASDIALPARAMSW params = { };
	char text[32];
	HRASCONN h = NULL;

	params.dwSize = sizeof(params);
	wcsncpy_s(params.szEntryName, name.c_str(), _TRUNCATE);
	wcscpy_s(params.szUserName, L"me");
	wcscat_s(params.szUserName, L"@here");
	swprintf_s(params.szPassword, L"%s%d", L"x", 1);
	strcpy_s(text, "abc");
	sprintf_s(text, "%ld", (LONG)5);
	_snprintf_s(text, _TRUNCATE, "%s", "abc");
	return RasDialW(NULL, NULL, &params, 0, NULL, &h) == ERROR_SUCCESS ||
	       _stricmp(text, "ABC") || _wcsicmp(params.szPassword, L"X1");
}
