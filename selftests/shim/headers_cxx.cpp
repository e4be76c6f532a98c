// SPDX-License-Identifier: GPL-2.0
/* What C++ programs write with these headers; compiled, not run. */
#include <windows.h>
#include <ras.h>

#include <iostream>

static_assert(sizeof(DWORD) == 4 && sizeof(LONG) == 4, "32 bits");
static_assert(sizeof(HANDLE) == sizeof(void *), "a pointer");

DWORD watch_all(HANDLE event);

DWORD watch_all(HANDLE event)
{
	HRASCONN all = static_cast<HRASCONN>(INVALID_HANDLE_VALUE);
	RASCONN connection = {};

	connection.dwSize = sizeof(connection);
	return RasConnectionNotification(all, event, RASCN_Connection) +
	       connection.dwSize;
}

/* Without NOMINMAX, and beside the names of std. */
static_assert(max(2U, 3) == 3 && min(DWORD(1), 2U) == 1, "of two types");
static_assert(GUID().Data1 == 0, "a value");

/* Whatever of the C++ library comes later; and as a name of std. */
#ifndef wprintf
#error "%s of wide formats would be narrow"
#endif

int print(const wchar_t *text);

int print(const wchar_t *text)
{
	return std::fputws(text, stdout) + std::wprintf(L"%s", text);
}
