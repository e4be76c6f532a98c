// SPDX-License-Identifier: LGPL-2.1-or-later
/* What formats text, in its many forms. */
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#include <strsafe.h>

#include "export.h"
#include "win32/cancel.h"
#include "win32/format.h"
#include "win32/unicode.h"
#include "win32/wide.h"

/* What wsprintf writes at most, the terminator included. */
#define MAX_WSPRINTF	1025

#define CHARACTER	char
#define WIDE		RASX_UTF32
#define NAME(name)	name##A
#include "win32/printf_template.h"

#define CHARACTER	wchar_t
#define WIDE		RASX_UTF32
#define NAME(name)	name##W
#include "win32/printf_template.h"

#define CHARACTER	char
#define WIDE		RASX_UTF16
#define NAME(name)	name##A_u16
#include "win32/printf_template.h"

#define CHARACTER	char16_t
#define WIDE		RASX_UTF16
#define NAME(name)	name##W_u16
#include "win32/printf_template.h"

/* As UTF-8, unless the program has made it a stream of wchar_t. */
static bool put_text(FILE *file, const void *text, enum rasx_width width)
{
	RASX_UNCANCELLED;
	bool is_wide = fwide(file, 0) > 0;
	uint32_t code;

	if (width == RASX_UTF8 && !is_wide)
		return fputs(text, file) >= 0;
	flockfile(file);
	while ((code = rasx_unicode_next(&text, width)) != 0) {
		char bytes[RASX_UNICODE_MAX_BYTES + 1] = { 0 };

		rasx_unicode_put(bytes, RASX_UTF8, code);
		if (is_wide)
			putwc(code, file);
		else
			fputs_unlocked(bytes, file);
	}
	funlockfile(file);
	return !ferror(file);
}

#define CHARACTER	wchar_t
#define FORMAT		formatW
#define PRINTF(prefix)	__rasapi32_##prefix##wprintf
#include "win32/wstdio_template.h"

#define CHARACTER	char16_t
#define FORMAT		formatW_u16
#define PRINTF(prefix)	__rasapi32_##prefix##wprintf_u16
#include "win32/wstdio_template.h"

#define CHARACTER	char
#define FORMAT		formatA
#define PRINTF(prefix)	__rasapi32_##prefix##printf
#include "win32/wstdio_template.h"

#define CHARACTER	char
#define FORMAT		formatA_u16
#define PRINTF(prefix)	__rasapi32_##prefix##printf_u16
#include "win32/wstdio_template.h"

static int put_line(const void *text, enum rasx_width width)
{
	return put_text(stdout, text, width) &&
	       put_text(stdout, "\n", RASX_UTF8) ? 0 : -1;
}

RASX_API int _putws(const wchar_t *text)
{
	return put_line(text, RASX_UTF32);
}

RASX_API int _putws_u16(const char16_t *text)
{
	return put_line(text, RASX_UTF16);
}

RASX_API int __rasapi32_fputws(const wchar_t *text, FILE *file)
{
	return put_text(file, text, RASX_UTF32) ? 0 : EOF;
}

RASX_API int __rasapi32_fputws_u16(const char16_t *text, FILE *file)
{
	return put_text(file, text, RASX_UTF16) ? 0 : EOF;
}
