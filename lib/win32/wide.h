/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Variants of the W functions for callers whose wchar_t has two bytes; the
 * public headers choose.  The library itself is built with four bytes.
 */
#ifndef RASX_WIN32_WIDE_H
#define RASX_WIN32_WIDE_H

#include <uchar.h>

#include <windows.h>

HANDLE WINAPI CreateEventW_u16(LPSECURITY_ATTRIBUTES attributes,
			       BOOL bManualReset, BOOL bInitialState,
			       const char16_t *lpName);
HANDLE WINAPI CreateEventExW_u16(LPSECURITY_ATTRIBUTES attributes,
				 const char16_t *lpName, DWORD dwFlags,
				 DWORD dwDesiredAccess);
HANDLE WINAPI OpenEventW_u16(DWORD dwDesiredAccess, BOOL bInheritHandle,
			     const char16_t *lpName);
HANDLE WINAPI CreateMutexW_u16(LPSECURITY_ATTRIBUTES attributes,
			       BOOL bInitialOwner, const char16_t *lpName);
HANDLE WINAPI CreateMutexExW_u16(LPSECURITY_ATTRIBUTES attributes,
				 const char16_t *lpName, DWORD dwFlags,
				 DWORD dwDesiredAccess);
HANDLE WINAPI OpenMutexW_u16(DWORD dwDesiredAccess, BOOL bInheritHandle,
			     const char16_t *lpName);
HANDLE WINAPI CreateSemaphoreW_u16(LPSECURITY_ATTRIBUTES attributes,
				   LONG lInitialCount, LONG lMaximumCount,
				   const char16_t *lpName);
HANDLE WINAPI CreateSemaphoreExW_u16(LPSECURITY_ATTRIBUTES attributes,
				     LONG lInitialCount, LONG lMaximumCount,
				     const char16_t *lpName, DWORD dwFlags,
				     DWORD dwDesiredAccess);
HANDLE WINAPI OpenSemaphoreW_u16(DWORD dwDesiredAccess, BOOL bInheritHandle,
				 const char16_t *lpName);
DWORD WINAPI FormatMessageA_u16(DWORD dwFlags, LPCVOID lpSource,
				DWORD dwMessageId, DWORD dwLanguageId,
				LPSTR lpBuffer, DWORD nSize,
				va_list *Arguments);
DWORD WINAPI FormatMessageW_u16(DWORD dwFlags, LPCVOID lpSource,
				DWORD dwMessageId, DWORD dwLanguageId,
				char16_t *lpBuffer, DWORD nSize,
				va_list *Arguments);
HMODULE WINAPI LoadLibraryW_u16(const char16_t *lpLibFileName);
HMODULE WINAPI LoadLibraryExW_u16(const char16_t *lpLibFileName, HANDLE hFile,
				  DWORD dwFlags);
HMODULE WINAPI GetModuleHandleW_u16(const char16_t *lpModuleName);
FARPROC WINAPI GetProcAddress_u16(HMODULE hModule, LPCSTR lpProcName);
int WINAPI lstrlenW_u16(const char16_t *string);
char16_t *WINAPI lstrcpyW_u16(char16_t *to, const char16_t *from);
char16_t *WINAPI lstrcpynW_u16(char16_t *to, const char16_t *from, int count);
char16_t *WINAPI lstrcatW_u16(char16_t *to, const char16_t *from);
int WINAPI lstrcmpW_u16(const char16_t *a, const char16_t *b);
int WINAPI lstrcmpiW_u16(const char16_t *a, const char16_t *b);

#endif /* RASX_WIN32_WIDE_H */
