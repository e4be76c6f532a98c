// SPDX-License-Identifier: LGPL-2.1-or-later
/* Narrow text to wide and back.  Narrow text is UTF-8 in all code pages. */
#include <stdlib.h>
#include <string.h>

#include "export.h"
#include "win32/lasterror.h"
#include "win32/unicode.h"
#include "win32/wide.h"

struct text {
	void *units;
	int count;
	enum rasx_width width;
};

static bool is_known(UINT code_page)
{
	return code_page == CP_ACP || code_page == CP_OEMCP ||
	       code_page == CP_THREAD_ACP || code_page == CP_UTF8;
}

static int length_of(const void *text, enum rasx_width width)
{
	const void *end = text;

	while (rasx_unicode_next(&end, width))
		;
	return ((const char *)end - (const char *)text) / width;
}

/* The replacement may also stand in the text itself, as three bytes. */
static bool is_invalid(uint32_t code, size_t units, enum rasx_width width)
{
	if (width == RASX_UTF8)
		return code == RASX_UNICODE_INVALID && units == 1;
	return !rasx_unicode_is_character(code);
}

/* How many units, or -1: something is invalid, and that is not allowed. */
static int convert(const struct text *to, const struct text *from, bool strict)
{
	const char *end = (char *)from->units + from->count * from->width;
	const void *at = from->units;
	int used = 0;

	while ((const char *)at < end) {
		unsigned char units[RASX_UNICODE_MAX_BYTES];
		const char *start = at;
		uint32_t code = rasx_unicode_next(&at, from->width);
		size_t read = ((const char *)at - start) / from->width;
		int count;

		if (is_invalid(code, read, from->width)) {
			if (strict)
				return -1;
			code = RASX_UNICODE_INVALID;
		}
		count = rasx_unicode_put(units, to->width, code);
		if (used + count <= to->count)
			memcpy((char *)to->units + used * to->width, units,
			       count * to->width);
		used += count;
	}
	return used;
}

/* A copy with a terminator, where a character that is cut off ends. */
static int convert_copy(const struct text *to, const struct text *from,
			bool strict)
{
	size_t size = (size_t)from->count * from->width;
	struct text copy = *from;
	int used;

	copy.units = calloc(1, size + from->width);
	if (!copy.units) {
		SetLastError(ERROR_NOT_ENOUGH_MEMORY);
		return 0;
	}
	memcpy(copy.units, from->units, size);
	used = convert(to, &copy, strict);
	free(copy.units);
	if (used < 0)
		return rasx_fail(ERROR_NO_UNICODE_TRANSLATION);
	if (to->count && used > to->count)
		return rasx_fail(ERROR_INSUFFICIENT_BUFFER);
	return used;
}

static int translate(UINT code_page, struct text to, struct text from,
		     bool strict)
{
	if (!is_known(code_page) || !from.units || !from.count ||
	    to.count < 0 || (to.count && !to.units) || to.units == from.units)
		return rasx_fail(ERROR_INVALID_PARAMETER);
	if (from.count < 0)
		from.count = length_of(from.units, from.width);
	return convert_copy(&to, &from, strict);
}

static int to_wide(UINT code_page, DWORD flags, LPCSTR from, int count,
		   struct text to)
{
	struct text text = { (void *)from, count, RASX_UTF8 };

	return translate(code_page, to, text, flags & MB_ERR_INVALID_CHARS);
}

RASX_API int WINAPI MultiByteToWideChar(UINT CodePage, DWORD dwFlags,
					LPCSTR lpMultiByteStr, int cbMultiByte,
					LPWSTR lpWideCharStr, int cchWideChar)
{
	struct text to = { lpWideCharStr, cchWideChar, RASX_UTF32 };

	return to_wide(CodePage, dwFlags, lpMultiByteStr, cbMultiByte, to);
}

RASX_API int WINAPI MultiByteToWideChar_u16(UINT CodePage, DWORD dwFlags,
					    LPCSTR lpMultiByteStr,
					    int cbMultiByte,
					    char16_t *lpWideCharStr,
					    int cchWideChar)
{
	struct text to = { lpWideCharStr, cchWideChar, RASX_UTF16 };

	return to_wide(CodePage, dwFlags, lpMultiByteStr, cbMultiByte, to);
}

/* Every character can be said in UTF-8, so none is replaced by a default. */
static int to_narrow(UINT code_page, DWORD flags, struct text from,
		     struct text to, LPBOOL used_default)
{
	if (code_page == CP_UTF8 && used_default)
		return rasx_fail(ERROR_INVALID_PARAMETER);
	if (used_default)
		*used_default = FALSE;
	return translate(code_page, to, from, flags & WC_ERR_INVALID_CHARS);
}

RASX_API int WINAPI WideCharToMultiByte(UINT CodePage, DWORD dwFlags,
					LPCWSTR lpWideCharStr, int cchWideChar,
					LPSTR lpMultiByteStr, int cbMultiByte,
					LPCSTR lpDefaultChar,
					LPBOOL lpUsedDefaultChar)
{
	struct text from = { (void *)lpWideCharStr, cchWideChar, RASX_UTF32 };
	struct text to = { lpMultiByteStr, cbMultiByte, RASX_UTF8 };

	(void)lpDefaultChar;
	return to_narrow(CodePage, dwFlags, from, to, lpUsedDefaultChar);
}

RASX_API int WINAPI WideCharToMultiByte_u16(UINT CodePage, DWORD dwFlags,
					    const char16_t *lpWideCharStr,
					    int cchWideChar,
					    LPSTR lpMultiByteStr,
					    int cbMultiByte,
					    LPCSTR lpDefaultChar,
					    LPBOOL lpUsedDefaultChar)
{
	struct text from = { (void *)lpWideCharStr, cchWideChar, RASX_UTF16 };
	struct text to = { lpMultiByteStr, cbMultiByte, RASX_UTF8 };

	(void)lpDefaultChar;
	return to_narrow(CodePage, dwFlags, from, to, lpUsedDefaultChar);
}

RASX_API UINT WINAPI GetConsoleCP(VOID)
{
	return CP_UTF8;
}

RASX_API UINT WINAPI GetConsoleOutputCP(VOID)
{
	return CP_UTF8;
}

RASX_API BOOL WINAPI SetConsoleCP(UINT wCodePageID)
{
	return wCodePageID == CP_UTF8 || rasx_fail(ERROR_INVALID_PARAMETER);
}

RASX_API BOOL WINAPI SetConsoleOutputCP(UINT wCodePageID)
{
	return SetConsoleCP(wCodePageID);
}
