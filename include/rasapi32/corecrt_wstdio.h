/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * wprintf and its like with the formats of Windows, as programs of Windows
 * that include windows.h mean them: see strsafe.h.  They write UTF-8, also
 * beside printf on the same stream.  A program that wants those of the C
 * library defines RASAPI32_NO_WSTDIO.
 */
#ifndef _INC_CORECRT_WSTDIO
#define _INC_CORECRT_WSTDIO

#include <stdarg.h>
#include <stdio.h>
#include <wchar.h>

#include "windef.h"

/* With -fshort-wchar functions are linked with their two-byte variants. */
#if __SIZEOF_WCHAR_T__ == 2
#define __WSTDIO_WIDE(name)	__asm__(#name "_u16")
#else
#define __WSTDIO_WIDE(name)
#endif

#ifdef __cplusplus
extern "C" {
#endif

int __rasapi32_wprintf(const wchar_t *format, ...)
	__WSTDIO_WIDE(__rasapi32_wprintf);
int __rasapi32_fwprintf(FILE *file, const wchar_t *format, ...)
	__WSTDIO_WIDE(__rasapi32_fwprintf);
int __rasapi32_vwprintf(const wchar_t *format, va_list list)
	__WSTDIO_WIDE(__rasapi32_vwprintf);
int __rasapi32_vfwprintf(FILE *file, const wchar_t *format, va_list list)
	__WSTDIO_WIDE(__rasapi32_vfwprintf);
int __rasapi32_swprintf(wchar_t *to, size_t count, const wchar_t *format, ...)
	__WSTDIO_WIDE(__rasapi32_swprintf);
int __rasapi32_vswprintf(wchar_t *to, size_t count, const wchar_t *format,
			 va_list list) __WSTDIO_WIDE(__rasapi32_vswprintf);
int __cdecl _putws(const wchar_t *text) __WSTDIO_WIDE(_putws);

#ifndef RASAPI32_NO_WSTDIO
#define wprintf		__rasapi32_wprintf
#define fwprintf	__rasapi32_fwprintf
#define vwprintf	__rasapi32_vwprintf
#define vfwprintf	__rasapi32_vfwprintf
#define swprintf	__rasapi32_swprintf
#define vswprintf	__rasapi32_vswprintf
#endif

#ifdef __cplusplus
}
#endif

#undef __WSTDIO_WIDE

#endif /* _INC_CORECRT_WSTDIO */
