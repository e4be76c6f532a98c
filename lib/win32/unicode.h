/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Characters of the three widths. */
#ifndef RASX_UNICODE_H
#define RASX_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Width of a caller's character in bytes, which is also its encoding: UTF-8,
 * UTF-16 or UTF-32.
 */
enum rasx_width {
	RASX_UTF8 = 1,
	RASX_UTF16 = 2,
	RASX_UTF32 = 4,
};

#define RASX_UNICODE_INVALID	0xFFFDU

/* Longest encoding of one code point in bytes, whatever the width. */
#define RASX_UNICODE_MAX_BYTES	4

/*
 * The code point at *text, which moves behind it; at the terminator 0.  What
 * is not UTF-8 gives RASX_UNICODE_INVALID byte by byte, half a surrogate pair
 * gives itself.  Nothing needs to be aligned.
 */
uint32_t rasx_unicode_next(const void **text, enum rasx_width width);

/* Not half of a pair, nor beyond the last. */
bool rasx_unicode_is_character(uint32_t code);

/* Writes a code point without a terminator; how many units it took. */
size_t rasx_unicode_put(void *to, enum rasx_width width, uint32_t code);

#endif /* RASX_UNICODE_H */
