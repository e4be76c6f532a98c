/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Characters of the three widths: UTF-8, UTF-16, UTF-32. */
#ifndef RASX_UNICODE_H
#define RASX_UNICODE_H

#include <stddef.h>
#include <stdint.h>

#include "ras/text.h"

#define RASX_UNICODE_INVALID	0xFFFDU

/* Longest encoding of one code point in bytes, whatever the width. */
#define RASX_UNICODE_MAX_BYTES	4

/*
 * The code point at *text, which moves behind it; at the terminator 0.  What
 * is not UTF-8 gives RASX_UNICODE_INVALID byte by byte, half a surrogate pair
 * gives itself.
 */
uint32_t rasx_unicode_next(const void **text, enum rasx_width width);

/* Writes a code point without a terminator; how many units it took. */
size_t rasx_unicode_put(void *to, enum rasx_width width, uint32_t code);

#endif /* RASX_UNICODE_H */
