/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Strings as the C library of Windows has them, narrow and wide.
 *
 * Those with _s take the size of the target in characters.  If it is too
 * small they leave "" in it and return ERANGE, without room or text EINVAL;
 * no handler is called.  With _TRUNCATE, what fits is copied: STRUNCATE.
 * In C++ the size of an array may be left out.
 *
 * Those without regard to case know that of ASCII letters.
 */
#ifndef _INC_CORECRT_WSTRING
#define _INC_CORECRT_WSTRING

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>

#include "corecrt.h"

/* Of both kinds of character; a loop each, whatever the width of wchar_t. */
#define __WSTRING_COPIES(copy, copy_n, join, join_n, character) \
static __inline__ errno_t copy_n(character *to, size_t room, \
				 const character *from, size_t count) \
{ \
	size_t i = 0; \
\
	if (!to || !room) \
		return EINVAL; \
	to[0] = 0; \
	if (!from) \
		return EINVAL; \
	for (; i < count && from[i]; i++) { \
		if (i + 1 == room) { \
			to[count == _TRUNCATE ? i : 0] = 0; \
			return count == _TRUNCATE ? STRUNCATE : ERANGE; \
		} \
		to[i] = from[i]; \
	} \
	to[i] = 0; \
	return 0; \
} \
static __inline__ errno_t join_n(character *to, size_t room, \
				 const character *from, size_t count) \
{ \
	size_t used = 0; \
	errno_t error; \
\
	while (to && used < room && to[used]) \
		used++; \
	if (!to || used == room) \
		return EINVAL; \
	error = copy_n(to + used, room - used, from, count); \
	if (error && error != STRUNCATE) \
		to[0] = 0; \
	return error; \
} \
static __inline__ errno_t copy(character *to, size_t room, \
			       const character *from) \
{ \
	return copy_n(to, room, from, _TRUNCATE - 1); \
} \
static __inline__ errno_t join(character *to, size_t room, \
			       const character *from) \
{ \
	return join_n(to, room, from, _TRUNCATE - 1); \
}

__WSTRING_COPIES(strcpy_s, strncpy_s, strcat_s, strncat_s, char)
__WSTRING_COPIES(wcscpy_s, wcsncpy_s, wcscat_s, wcsncat_s, wchar_t)

#undef __WSTRING_COPIES

#ifdef __cplusplus
/* Also where the file is included within extern "C". */
extern "C++" {

#define __WSTRING_ARRAYS(copy, copy_n, character) \
template <size_t room> \
static inline errno_t copy(character (&to)[room], const character *from) \
{ \
	return copy(to, room, from); \
} \
template <size_t room> \
static inline errno_t copy_n(character (&to)[room], const character *from, \
			     size_t count) \
{ \
	return copy_n(to, room, from, count); \
}

__WSTRING_ARRAYS(strcpy_s, strncpy_s, char)
__WSTRING_ARRAYS(strcat_s, strncat_s, char)
__WSTRING_ARRAYS(wcscpy_s, wcsncpy_s, wchar_t)
__WSTRING_ARRAYS(wcscat_s, wcsncat_s, wchar_t)

#undef __WSTRING_ARRAYS

}
#endif

#define _stricmp	strcasecmp
#define _strnicmp	strncasecmp
#define _strcmpi	strcasecmp
#define stricmp		strcasecmp
#define strnicmp	strncasecmp
#define strcmpi		strcasecmp

/* strdup() is not in all standards of C. */
static __inline__ char *_strdup(const char *text)
{
	size_t size = strlen(text) + 1;
	void *copy = malloc(size);

	return (char *)(copy ? memcpy(copy, text, size) : NULL);
}

/* Loops, as those of the C library do not know all kinds of wchar_t. */
static __inline__ size_t __rasapi32_wcslen(const wchar_t *text)
{
	const wchar_t *end = text;

	while (*end)
		end++;
	return (size_t)(end - text);
}

static __inline__ wchar_t *__rasapi32_wcsncpy(wchar_t *to, const wchar_t *from,
					      size_t count)
{
	size_t i = 0;

	for (; i < count && from[i]; i++)
		to[i] = from[i];
	for (; i < count; i++)
		to[i] = 0;
	return to;
}

static __inline__ wchar_t *__rasapi32_wcscpy(wchar_t *to, const wchar_t *from)
{
	return __rasapi32_wcsncpy(to, from, __rasapi32_wcslen(from) + 1);
}

static __inline__ wchar_t *__rasapi32_wcsncat(wchar_t *to, const wchar_t *from,
					      size_t count)
{
	wchar_t *end = to + __rasapi32_wcslen(to);

	while (count-- && *from)
		*end++ = *from++;
	*end = 0;
	return to;
}

static __inline__ wchar_t *__rasapi32_wcscat(wchar_t *to, const wchar_t *from)
{
	__rasapi32_wcscpy(to + __rasapi32_wcslen(to), from);
	return to;
}

static __inline__ int __rasapi32_wcsncmp(const wchar_t *a, const wchar_t *b,
					 size_t count)
{
	for (; count; count--, a++, b++)
		if (*a != *b || !*a)
			return (*a > *b) - (*a < *b);
	return 0;
}

static __inline__ int __rasapi32_wcscmp(const wchar_t *a, const wchar_t *b)
{
	return __rasapi32_wcsncmp(a, b, (size_t)-1);
}

static __inline__ wchar_t __rasapi32_wlower(wchar_t c)
{
	return c >= 'A' && c <= 'Z' ? (wchar_t)(c - 'A' + 'a') : c;
}

static __inline__ int _wcsnicmp(const wchar_t *a, const wchar_t *b,
				size_t count)
{
	for (; count; count--, a++, b++) {
		wchar_t x = __rasapi32_wlower(*a), y = __rasapi32_wlower(*b);

		if (x != y || !x)
			return (x > y) - (x < y);
	}
	return 0;
}

static __inline__ int _wcsicmp(const wchar_t *a, const wchar_t *b)
{
	return _wcsnicmp(a, b, (size_t)-1);
}

static __inline__ wchar_t *__rasapi32_wcschr(const wchar_t *text, wchar_t c)
{
	for (; *text != c; text++)
		if (!*text)
			return NULL;
	return (wchar_t *)text;
}

static __inline__ wchar_t *__rasapi32_wcsrchr(const wchar_t *text, wchar_t c)
{
	const wchar_t *at = text + __rasapi32_wcslen(text);

	for (; *at != c; at--)
		if (at == text)
			return NULL;
	return (wchar_t *)at;
}

static __inline__ wchar_t *__rasapi32_wcsstr(const wchar_t *text,
					     const wchar_t *part)
{
	size_t length = __rasapi32_wcslen(part);

	for (; __rasapi32_wcsncmp(text, part, length); text++)
		if (!*text)
			return NULL;
	return (wchar_t *)text;
}

static __inline__ wchar_t *_wcsdup(const wchar_t *text)
{
	size_t size = (__rasapi32_wcslen(text) + 1) * sizeof(*text);
	void *copy = malloc(size);

	return (wchar_t *)(copy ? memcpy(copy, text, size) : NULL);
}

/* What is not ASCII ends a number. */
static __inline__ unsigned long __rasapi32_wcstoul(const wchar_t *text,
						   wchar_t **end, int base)
{
	char digits[72], *stop;
	size_t i;
	unsigned long value;

	for (i = 0; i < sizeof(digits) - 1 && text[i] > 0 && text[i] < 0x80; i++)
		digits[i] = (char)text[i];
	digits[i] = 0;
	value = strtoul(digits, &stop, base);
	if (end)
		*end = (wchar_t *)text + (stop - digits);
	return value;
}

static __inline__ int _wtoi(const wchar_t *text)
{
	return (int)__rasapi32_wcstoul(text, NULL, 10);
}

#define wcsicmp		_wcsicmp
#define wcsnicmp	_wcsnicmp
#define _wtol(text)	((long)_wtoi(text))

/*
 * With -fshort-wchar those of the C library are wrong.  In C++ its headers
 * want their names, so there they stay so.
 */
#if __SIZEOF_WCHAR_T__ == 2 && !defined(__cplusplus)
#define wcscat		__rasapi32_wcscat
#define wcschr		__rasapi32_wcschr
#define wcscmp		__rasapi32_wcscmp
#define wcscpy		__rasapi32_wcscpy
#define wcslen		__rasapi32_wcslen
#define wcsncat		__rasapi32_wcsncat
#define wcsncmp		__rasapi32_wcsncmp
#define wcsncpy		__rasapi32_wcsncpy
#define wcsrchr		__rasapi32_wcsrchr
#define wcsstr		__rasapi32_wcsstr
#define wcstol		(long)__rasapi32_wcstoul
#define wcstoul		__rasapi32_wcstoul
#endif

#endif /* _INC_CORECRT_WSTRING */
