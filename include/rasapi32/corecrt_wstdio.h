/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * wprintf and its like with the formats of Windows, as programs of Windows
 * that include windows.h mean them: see strsafe.h.  They write UTF-8, also
 * beside printf on the same stream.  A program that wants those of the C
 * library defines RASAPI32_NO_WSTDIO.  printf itself stays that of the C
 * library; _tprintf of tchar.h does not.
 */
#ifndef _INC_CORECRT_WSTDIO
#define _INC_CORECRT_WSTDIO

#include <stdarg.h>
#include <stdio.h>
#include <wchar.h>

/* It would take the names below away where it comes later, as with iostream. */
#if defined(__cplusplus) && defined(__has_include)
#if __has_include(<cwchar>)
extern "C++" {
#include <cwchar>
}
#endif
#endif

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
int __rasapi32_all_swprintf(wchar_t *to, const wchar_t *format, ...)
	__WSTDIO_WIDE(__rasapi32_all_swprintf);

/* Narrow text by the same formats. */
int __rasapi32_printf(const char *format, ...)
	__WSTDIO_WIDE(__rasapi32_printf);
int __rasapi32_fprintf(FILE *file, const char *format, ...)
	__WSTDIO_WIDE(__rasapi32_fprintf);
int __rasapi32_vprintf(const char *format, va_list list)
	__WSTDIO_WIDE(__rasapi32_vprintf);
int __rasapi32_vfprintf(FILE *file, const char *format, va_list list)
	__WSTDIO_WIDE(__rasapi32_vfprintf);
int __rasapi32_sprintf(char *to, size_t count, const char *format, ...)
	__WSTDIO_WIDE(__rasapi32_sprintf);
int __rasapi32_vsprintf(char *to, size_t count, const char *format,
			va_list list) __WSTDIO_WIDE(__rasapi32_vsprintf);
int __rasapi32_all_sprintf(char *to, const char *format, ...)
	__WSTDIO_WIDE(__rasapi32_all_sprintf);
int __cdecl _putws(const wchar_t *text) __WSTDIO_WIDE(_putws);
int __rasapi32_fputws(const wchar_t *text, FILE *file)
	__WSTDIO_WIDE(__rasapi32_fputws);

#ifndef RASAPI32_NO_WSTDIO
#define wprintf		__rasapi32_wprintf
#define fwprintf	__rasapi32_fwprintf
#define vwprintf	__rasapi32_vwprintf
#define vfwprintf	__rasapi32_vfwprintf
#define swprintf	__rasapi32_swprintf
#define vswprintf	__rasapi32_vswprintf
#define fputws		__rasapi32_fputws
#endif

/* @count: characters at most, or _TRUNCATE. */
static __inline__ int __rasapi32_vsprintf_n(char *to, size_t room, size_t count,
					    const char *format, va_list list)
{
	return __rasapi32_vsprintf(to, count < room ? count + 1 : room, format,
				   list);
}

static __inline__ int __rasapi32_vswprintf_n(wchar_t *to, size_t room,
					     size_t count,
					     const wchar_t *format,
					     va_list list)
{
	return __rasapi32_vswprintf(to, count < room ? count + 1 : room, format,
				    list);
}

static __inline__ int _snprintf_s(char *to, size_t room, size_t count,
				  const char *format, ...)
{
	va_list list;
	int ret;

	va_start(list, format);
	ret = __rasapi32_vsprintf_n(to, room, count, format, list);
	va_end(list);
	return ret;
}

static __inline__ int _snwprintf_s(wchar_t *to, size_t room, size_t count,
				   const wchar_t *format, ...)
{
	va_list list;
	int ret;

	va_start(list, format);
	ret = __rasapi32_vswprintf_n(to, room, count, format, list);
	va_end(list);
	return ret;
}

#define _vsnprintf_s	__rasapi32_vsprintf_n
#define _vsnwprintf_s	__rasapi32_vswprintf_n

/*
 * Names that Linux has not got.  All end the text, also where it does not fit:
 * -1.
 */
#define _snprintf	__rasapi32_sprintf
#define _vsnprintf	__rasapi32_vsprintf
#define sprintf_s	__rasapi32_sprintf
#define vsprintf_s	__rasapi32_vsprintf
#define _snwprintf	__rasapi32_swprintf
#define _vsnwprintf	__rasapi32_vswprintf
#define swprintf_s	__rasapi32_swprintf
#define vswprintf_s	__rasapi32_vswprintf
#define printf_s	__rasapi32_printf
#define wprintf_s	__rasapi32_wprintf
#define fprintf_s	__rasapi32_fprintf
#define fwprintf_s	__rasapi32_fwprintf

#ifdef __cplusplus
}

/* Also within extern "C". */
extern "C++" {

/* Whoever calls them by their whole names. */
#ifndef RASAPI32_NO_WSTDIO
namespace std {
using ::__rasapi32_wprintf;
using ::__rasapi32_fwprintf;
using ::__rasapi32_vwprintf;
using ::__rasapi32_vfwprintf;
using ::__rasapi32_swprintf;
using ::__rasapi32_vswprintf;
using ::__rasapi32_fputws;
}
#endif

/* The size of an array may be left out. */

template <size_t room>
static inline int __rasapi32_sprintf(char (&to)[room], const char *format, ...)
{
	va_list list;
	int ret;

	va_start(list, format);
	ret = __rasapi32_vsprintf(to, room, format, list);
	va_end(list);
	return ret;
}

template <size_t room>
static inline int __rasapi32_swprintf(wchar_t (&to)[room],
				      const wchar_t *format, ...)
{
	va_list list;
	int ret;

	va_start(list, format);
	ret = __rasapi32_vswprintf(to, room, format, list);
	va_end(list);
	return ret;
}

template <size_t room>
static inline int _snprintf_s(char (&to)[room], size_t count,
			      const char *format, ...)
{
	va_list list;
	int ret;

	va_start(list, format);
	ret = __rasapi32_vsprintf_n(to, room, count, format, list);
	va_end(list);
	return ret;
}

template <size_t room>
static inline int _snwprintf_s(wchar_t (&to)[room], size_t count,
			       const wchar_t *format, ...)
{
	va_list list;
	int ret;

	va_start(list, format);
	ret = __rasapi32_vswprintf_n(to, room, count, format, list);
	va_end(list);
	return ret;
}

}
#endif

#undef __WSTDIO_WIDE

#endif /* _INC_CORECRT_WSTDIO */
