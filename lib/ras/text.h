/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_TEXT_H
#define RASX_TEXT_H

#include <stddef.h>

/*
 * Width of a caller's character in bytes, which is also its encoding: UTF-8,
 * UTF-16 or UTF-32.
 */
enum rasx_width {
	RASX_UTF8 = 1,
	RASX_UTF16 = 2,
	RASX_UTF32 = 4,
};

/*
 * Writes UTF-8 text and a terminator into room for count characters of that
 * width; what does not fit is left out, but no character is cut.  Bytes that
 * are not UTF-8 become U+FFFD, or stay what they are for UTF-8.
 */
void rasx_text_put(void *to, size_t count, enum rasx_width width,
		   const char *text);

#endif /* RASX_TEXT_H */
