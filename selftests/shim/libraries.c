// SPDX-License-Identifier: GPL-2.0
/* LoadLibrary and GetProcAddress; see libraries_short_wchar.c. */
#include "kselftest_harness.h"

#include <windows.h>
#include <ras.h>

/* What every caller of GetProcAddress does. */
#pragma GCC diagnostic ignored "-Wcast-function-type"

#define ROOM		512

typedef DWORD (WINAPI *error_string_a)(UINT code, LPSTR to, DWORD count);
typedef DWORD (WINAPI *error_string_w)(UINT code, LPWSTR to, DWORD count);
typedef HANDLE (WINAPI *create_event_w)(LPSECURITY_ATTRIBUTES attributes,
					BOOL manual, BOOL set, LPCWSTR name);

TEST(the_library_has_many_names)
{
	HMODULE library = LoadLibraryA("rasapi32");

	ASSERT_NE(NULL, library);
	EXPECT_EQ(library, LoadLibraryA("RASAPI32.DLL"));
	EXPECT_EQ(library, LoadLibraryW(L"RasApi32.dll"));
	EXPECT_EQ(library, LoadLibraryA("C:\\Windows\\System32\\rasapi32.dll"));
	EXPECT_EQ(library, LoadLibraryExW(L"rasapi32.dll", NULL, 0x800));
	EXPECT_EQ(library, GetModuleHandle(TEXT("rasapi32")));
	EXPECT_TRUE(FreeLibrary(library));
}

TEST(other_libraries_are_not_found)
{
	LPCSTR names[] = { "rasapi3", "rasapi32.dllx", "rasapi32x", "",
			   "rasdlg.dll", "rasapi32.dll/" };

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		SetLastError(0);
		EXPECT_EQ(NULL, LoadLibraryA(names[i]));
		EXPECT_EQ(ERROR_MOD_NOT_FOUND, GetLastError());
	}
	EXPECT_EQ(NULL, LoadLibraryA(NULL));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
	EXPECT_FALSE(FreeLibrary(NULL));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
}

TEST(functions_are_found_and_work)
{
	HMODULE library = LoadLibrary(TEXT("rasapi32.dll"));
	error_string_a narrow;
	error_string_w wide;
	CHAR narrow_text[ROOM];
	WCHAR wide_text[ROOM], same_text[ROOM];

	narrow = (error_string_a)GetProcAddress(library, "RasGetErrorStringA");
	wide = (error_string_w)GetProcAddress(library, "RasGetErrorStringW");
	ASSERT_NE(NULL, narrow);
	ASSERT_NE(NULL, wide);
	EXPECT_EQ(0, narrow(691, narrow_text, ROOM));
	EXPECT_EQ(0, wide(691, wide_text, ROOM));
	EXPECT_EQ(0, RasGetErrorStringW(691, same_text, ROOM));
	EXPECT_EQ(0, lstrcmpW(wide_text, same_text));
	EXPECT_EQ((WCHAR)narrow_text[1], wide_text[1]);
}

TEST(kernel32_has_the_other_functions)
{
	HMODULE library = GetModuleHandle(TEXT("KERNEL32"));
	create_event_w create;
	HANDLE event, same;

	create = (create_event_w)GetProcAddress(library, "CreateEventW");
	ASSERT_NE(NULL, create);
	event = create(NULL, TRUE, TRUE, L"name");
	same = OpenEventW(SYNCHRONIZE, FALSE, L"name");
	EXPECT_NE(NULL, same);
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_TRUE(CloseHandle(same));
}

TEST(what_a_library_has_not_got_is_not_found)
{
	HMODULE library = LoadLibrary(TEXT("rasapi32.dll"));
	LPCSTR names[] = {
		"RasNothing", "printf", "SetEvent", "rasnotify_event_fd",
		"RasEnumConnectionsW_u16", "", (LPCSTR)12,
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		SetLastError(0);
		EXPECT_EQ(NULL, GetProcAddress(library, names[i]));
		EXPECT_EQ(ERROR_PROC_NOT_FOUND, GetLastError());
	}
	EXPECT_EQ(NULL, GetProcAddress(NULL, "RasDialA"));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
}

TEST_HARNESS_MAIN
