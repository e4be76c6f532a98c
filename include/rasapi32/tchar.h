/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Text that is narrow, or wide with UNICODE or _UNICODE: the part that
 * programs of the RAS functions use.
 *
 * _tcsicmp and _tcsnicmp know the case of ASCII letters.
 */
#ifndef _INC_TCHAR
#define _INC_TCHAR

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#if defined(_UNICODE) && !defined(UNICODE)
#define UNICODE
#endif

#include "winbase.h"
#include "winuser.h"
#include "corecrt_wstdio.h"

#define _TEXT(quote)	__TEXT(quote)
#define _T(quote)	__TEXT(quote)
typedef TCHAR		_TCHAR, _TSCHAR, _TUCHAR, _TXCHAR;

#ifdef UNICODE

#ifdef __cplusplus
extern "C" {
#endif

/* Loops, as those of the C library do not know all kinds of wchar_t. */
static __inline__ WCHAR *__tcsncpy(WCHAR *to, const WCHAR *from, size_t count)
{
	size_t i = 0;

	for (; i < count && from[i]; i++)
		to[i] = from[i];
	for (; i < count; i++)
		to[i] = 0;
	return to;
}

static __inline__ WCHAR *__tcsncat(WCHAR *to, const WCHAR *from, size_t count)
{
	WCHAR *end = to + lstrlenW(to);

	while (count-- && *from)
		*end++ = *from++;
	*end = 0;
	return to;
}

static __inline__ int __tcsncmp(const WCHAR *a, const WCHAR *b, size_t count)
{
	for (; count; count--, a++, b++)
		if (*a != *b || !*a)
			return (*a > *b) - (*a < *b);
	return 0;
}

static __inline__ WCHAR __tcslower(WCHAR c)
{
	return c >= 'A' && c <= 'Z' ? (WCHAR)(c - 'A' + 'a') : c;
}

static __inline__ int __tcsnicmp(const WCHAR *a, const WCHAR *b, size_t count)
{
	for (; count; count--, a++, b++) {
		WCHAR x = __tcslower(*a), y = __tcslower(*b);

		if (x != y || !x)
			return (x > y) - (x < y);
	}
	return 0;
}

static __inline__ WCHAR *__tcschr(const WCHAR *text, WCHAR c)
{
	for (; *text != c; text++)
		if (!*text)
			return NULL;
	return (WCHAR *)text;
}

static __inline__ WCHAR *__tcsrchr(const WCHAR *text, WCHAR c)
{
	const WCHAR *at = text + lstrlenW(text);

	for (; *at != c; at--)
		if (at == text)
			return NULL;
	return (WCHAR *)at;
}

static __inline__ WCHAR *__tcsstr(const WCHAR *text, const WCHAR *part)
{
	size_t length = (size_t)lstrlenW(part);

	for (; __tcsncmp(text, part, length); text++)
		if (!*text)
			return NULL;
	return (WCHAR *)text;
}

static __inline__ WCHAR *__tcsdup(const WCHAR *text)
{
	size_t size = ((size_t)lstrlenW(text) + 1) * sizeof(*text);
	void *copy = malloc(size);

	return (WCHAR *)(copy ? memcpy(copy, text, size) : NULL);
}

/* What is not ASCII ends a number. */
static __inline__ unsigned long __tcstoul(const WCHAR *text, WCHAR **end,
					  int base)
{
	char digits[72], *stop;
	size_t i;
	unsigned long value;

	for (i = 0; i < sizeof(digits) - 1 && text[i] > 0 && text[i] < 0x80; i++)
		digits[i] = (char)text[i];
	digits[i] = 0;
	value = strtoul(digits, &stop, base);
	if (end)
		*end = (WCHAR *)text + (stop - digits);
	return value;
}

static __inline__ int __ttoi(const WCHAR *text)
{
	return (int)__tcstoul(text, NULL, 10);
}

#ifdef __cplusplus
}
#endif

#define _tmain		wmain
#define _tprintf	__rasapi32_wprintf
#define _ftprintf	__rasapi32_fwprintf
#define _vtprintf	__rasapi32_vwprintf
#define _vftprintf	__rasapi32_vfwprintf
#define _stprintf	wsprintfW
#define _stprintf_s	__rasapi32_swprintf
#define _sntprintf	__rasapi32_swprintf
#define _vsntprintf	__rasapi32_vswprintf
#define _putts		_putws
#define _tcslen(text)	((size_t)lstrlenW(text))
#define _tcscpy		lstrcpyW
#define _tcscat		lstrcatW
#define _tcscmp		lstrcmpW
#define _tcsicmp	lstrcmpiW
#define _tcsncpy	__tcsncpy
#define _tcsncat	__tcsncat
#define _tcsncmp	__tcsncmp
#define _tcsnicmp	__tcsnicmp
#define _tcschr		__tcschr
#define _tcsrchr	__tcsrchr
#define _tcsstr		__tcsstr
#define _tcsdup		__tcsdup
#define _tcstoul	__tcstoul
#define _tcstol		(long)__tcstoul
#define _ttoi		__ttoi

#else

#define _tmain		main
#define _tprintf	printf
#define _ftprintf	fprintf
#define _vtprintf	vprintf
#define _vftprintf	vfprintf
#define _stprintf	sprintf
#define _stprintf_s	snprintf
#define _sntprintf	snprintf
#define _vsntprintf	vsnprintf
#define _putts		puts
#define _tcslen		strlen
#define _tcscpy		strcpy
#define _tcscat		strcat
#define _tcscmp		strcmp
#define _tcsicmp	strcasecmp
#define _tcsncpy	strncpy
#define _tcsncat	strncat
#define _tcsncmp	strncmp
#define _tcsnicmp	strncasecmp
#define _tcschr		strchr
#define _tcsrchr	strrchr
#define _tcsstr		strstr
#define _tcsdup		strdup
#define _tcstoul	strtoul
#define _tcstol		strtol
#define _ttoi		atoi

#endif

#endif /* _INC_TCHAR */
