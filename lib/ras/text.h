/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_TEXT_H
#define RASX_TEXT_H

#include <stddef.h>

#include "win32/unicode.h"

/*
 * Writes UTF-8 text and a terminator into room for count characters of that
 * width; what does not fit is left out, but no character is cut.  Bytes that
 * are not UTF-8 become U+FFFD, or stay what they are for UTF-8.
 */
void rasx_text_put(void *to, size_t count, enum rasx_width width,
		   const char *text);

/*
 * Reads a caller's text of that width into room for size bytes of UTF-8 with
 * its terminator.  UTF-8 is taken as it is: it may name a file.  0, -EILSEQ
 * for what is no text, or -ENAMETOOLONG.
 */
int rasx_text_get(char *to, size_t size, enum rasx_width width,
		  const void *from);

#endif /* RASX_TEXT_H */
