/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _WINUSER_
#define _WINUSER_

#include <stdarg.h>

#include "windef.h"

/* With -fshort-wchar functions are linked with their two-byte variants. */
#if __SIZEOF_WCHAR_T__ == 2
#define __WINUSER_WIDE(name)	__asm__(#name "_u16")
#else
#define __WINUSER_WIDE(name)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* A number in place of a name; GetProcAddress knows none. */
#define MAKEINTRESOURCEA(number)	((LPSTR)(ULONG_PTR)(WORD)(number))
#define MAKEINTRESOURCEW(number)	((LPWSTR)(ULONG_PTR)(WORD)(number))

/**
 * wsprintf, wvsprintf - format text, 1024 characters at most
 *
 * Formats are those of strsafe.h.  Return: characters without the terminator.
 */
int WINAPIV wsprintfA(LPSTR to, LPCSTR format, ...) __WINUSER_WIDE(wsprintfA);
int WINAPIV wsprintfW(LPWSTR to, LPCWSTR format, ...) __WINUSER_WIDE(wsprintfW);
int WINAPI wvsprintfA(LPSTR to, LPCSTR format, va_list list)
	__WINUSER_WIDE(wvsprintfA);
int WINAPI wvsprintfW(LPWSTR to, LPCWSTR format, va_list list)
	__WINUSER_WIDE(wvsprintfW);

#ifdef UNICODE
#define MAKEINTRESOURCE	MAKEINTRESOURCEW
#define wsprintf	wsprintfW
#define wvsprintf	wvsprintfW
#else
#define MAKEINTRESOURCE	MAKEINTRESOURCEA
#define wsprintf	wsprintfA
#define wvsprintf	wvsprintfA
#endif

#ifdef __cplusplus
}
#endif

#undef __WINUSER_WIDE

#endif /* _WINUSER_ */
