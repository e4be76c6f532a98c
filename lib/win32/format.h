/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * printf as Windows means it, for text of any width: %s is a string of the
 * format's own width, %S of the other one, %hs is narrow and %ls wide
 * always; long has 32 bits, %I64d and %lld have 64.
 */
#ifndef RASX_FORMAT_H
#define RASX_FORMAT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include <windows.h>

#include "win32/unicode.h"

/* Text being written; it keeps what fits and counts everything. */
struct rasx_out {
	void *to;		/* may be NULL if there is no room */
	size_t room;		/* units, with the terminator */
	enum rasx_width width;
	size_t kept, used;	/* units so far, without the terminator */
};

void rasx_out_code(struct rasx_out *out, uint32_t code);
void rasx_out_ascii(struct rasx_out *out, const char *text);

/* Terminates it, if there is room at all.  False: not all was kept. */
bool rasx_out_end(struct rasx_out *out);

/* Arguments: an array of words, or if that is NULL a list. */
struct rasx_arguments {
	const DWORD_PTR *array;
	va_list list;
	enum rasx_width wide;	/* width of wchar_t of who passed them */
};

/* The format has the width of what is written. */
void rasx_format(struct rasx_out *out, const void *format,
		 struct rasx_arguments *arguments);

#endif /* RASX_FORMAT_H */
