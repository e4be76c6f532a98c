/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Variants of the W functions for callers whose wchar_t has two bytes; the
 * public headers choose.  The library itself is built with four bytes.
 */
#ifndef RASX_WIN32_WIDE_H
#define RASX_WIN32_WIDE_H

#include <stdio.h>
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
HRESULT WINAPI StringCchLengthW_u16(const char16_t *text, size_t most,
	size_t *length);
HRESULT WINAPI StringCbLengthW_u16(const char16_t *text, size_t most,
	size_t *length);
HRESULT WINAPI StringCchCopyW_u16(char16_t *to, size_t count,
	const char16_t *from);
HRESULT WINAPI StringCbCopyW_u16(char16_t *to, size_t count,
	const char16_t *from);
HRESULT WINAPI StringCchCatW_u16(char16_t *to, size_t count,
	const char16_t *from);
HRESULT WINAPI StringCbCatW_u16(char16_t *to, size_t count,
	const char16_t *from);
HRESULT WINAPI StringCchCopyNW_u16(char16_t *to, size_t count,
	const char16_t *from, size_t most);
HRESULT WINAPI StringCchCatNW_u16(char16_t *to, size_t count,
	const char16_t *from, size_t most);
HRESULT WINAPIV StringCchPrintfA_u16(char *to, size_t count,
	const char *format, ...);
HRESULT WINAPIV StringCbPrintfA_u16(char *to, size_t count,
	const char *format, ...);
HRESULT WINAPI StringCchVPrintfA_u16(char *to, size_t count,
	const char *format, va_list list);
HRESULT WINAPI StringCbVPrintfA_u16(char *to, size_t count,
	const char *format, va_list list);
int WINAPIV wsprintfA_u16(char *to, const char *format, ...);
int WINAPI wvsprintfA_u16(char *to, const char *format,
	va_list list);
HRESULT WINAPIV StringCchPrintfW_u16(char16_t *to, size_t count,
	const char16_t *format, ...);
HRESULT WINAPIV StringCbPrintfW_u16(char16_t *to, size_t count,
	const char16_t *format, ...);
HRESULT WINAPI StringCchVPrintfW_u16(char16_t *to, size_t count,
	const char16_t *format, va_list list);
HRESULT WINAPI StringCbVPrintfW_u16(char16_t *to, size_t count,
	const char16_t *format, va_list list);
int WINAPIV wsprintfW_u16(char16_t *to, const char16_t *format, ...);
int WINAPI wvsprintfW_u16(char16_t *to, const char16_t *format,
	va_list list);
int __rasapi32_wprintf_u16(const char16_t *format, ...);
int __rasapi32_fwprintf_u16(FILE *file, const char16_t *format, ...);
int __rasapi32_vwprintf_u16(const char16_t *format, va_list list);
int __rasapi32_vfwprintf_u16(FILE *file, const char16_t *format,
	va_list list);
int __rasapi32_swprintf_u16(char16_t *to, size_t count,
	const char16_t *format, ...);
int __rasapi32_vswprintf_u16(char16_t *to, size_t count,
	const char16_t *format, va_list list);
int __rasapi32_all_swprintf_u16(char16_t *to, const char16_t *format, ...);
int __rasapi32_printf_u16(const char *format, ...);
int __rasapi32_fprintf_u16(FILE *file, const char *format, ...);
int __rasapi32_vprintf_u16(const char *format, va_list list);
int __rasapi32_vfprintf_u16(FILE *file, const char *format, va_list list);
int __rasapi32_sprintf_u16(char *to, size_t count, const char *format, ...);
int __rasapi32_vsprintf_u16(char *to, size_t count, const char *format,
	va_list list);
int __rasapi32_all_sprintf_u16(char *to, const char *format, ...);
int _putws_u16(const char16_t *text);
int __rasapi32_fputws_u16(const char16_t *text, FILE *file);

int WINAPI MultiByteToWideChar_u16(UINT CodePage, DWORD dwFlags,
				   LPCSTR lpMultiByteStr, int cbMultiByte,
				   char16_t *lpWideCharStr, int cchWideChar);
int WINAPI WideCharToMultiByte_u16(UINT CodePage, DWORD dwFlags,
				   const char16_t *lpWideCharStr,
				   int cchWideChar, LPSTR lpMultiByteStr,
				   int cbMultiByte, LPCSTR lpDefaultChar,
				   LPBOOL lpUsedDefaultChar);

/* For lib/wmain: UTF-8 into text of that width, which has room for it. */
int WINAPI __rasapi32_widen(void *to, const char *text, int width);

#endif /* RASX_WIN32_WIDE_H */
