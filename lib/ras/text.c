// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <string.h>

#include "ras/text.h"

/*
 * Writes the first character of text, which moves behind it, and says how many
 * units it became.
 */
static size_t convert(void *to, enum rasx_width width, const void **text)
{
	const char *from = *text;
	uint32_t code = rasx_unicode_next(text, RASX_UTF8);
	size_t bytes = (const char *)*text - from;

	if (width != RASX_UTF8)
		return rasx_unicode_put(to, width, code);
	memcpy(to, from, bytes);
	return bytes;
}

void rasx_text_put(void *to, size_t count, enum rasx_width width,
		   const char *text)
{
	unsigned char character[RASX_UNICODE_MAX_BYTES];
	unsigned char *out = to;
	const void *from = text;

	while (*(const char *)from) {
		size_t units = convert(character, width, &from);

		if (units >= count)
			break;
		memcpy(out, character, units * width);
		out += units * width;
		count -= units;
	}
	memset(out, 0, width);
}

static int get_wide(char *to, size_t size, enum rasx_width width,
		    const void *from)
{
	uint32_t code;

	do {
		unsigned char character[RASX_UNICODE_MAX_BYTES];
		size_t bytes;

		code = rasx_unicode_next(&from, width);
		if (!rasx_unicode_is_character(code))
			return -EILSEQ;
		bytes = rasx_unicode_put(character, RASX_UTF8, code);
		if (bytes > size)
			return -ENAMETOOLONG;
		memcpy(to, character, bytes);
		to += bytes;
		size -= bytes;
	} while (code);
	return 0;
}

int rasx_text_get(char *to, size_t size, enum rasx_width width,
		  const void *from)
{
	if (width != RASX_UTF8)
		return get_wide(to, size, width, from);
	if (strlen(from) >= size)
		return -ENAMETOOLONG;
	strcpy(to, from);
	return 0;
}
