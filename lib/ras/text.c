// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "ras/text.h"

#define REPLACEMENT	0xFFFDU
#define MAX_CODE_POINT	0x10FFFFU
#define FIRST_SURROGATE	0xD800U
#define LAST_SURROGATE	0xDFFFU
#define LOW_SURROGATES	0xDC00U
#define FIRST_ASTRAL	0x10000U

/* A code point, and how many bytes of text it was. */
struct decoded {
	uint32_t code;
	size_t bytes;
};

/* Length of the sequence that a byte starts, 0: it starts none. */
static size_t sequence_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xC2 && first < 0xE0)
		return 2;
	if (first >= 0xE0 && first < 0xF0)
		return 3;
	if (first >= 0xF0 && first < 0xF5)
		return 4;
	return 0;
}

/* Not overlong, no surrogate, in range. */
static bool is_valid(uint32_t code, size_t bytes)
{
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, FIRST_ASTRAL };

	if (code >= FIRST_SURROGATE && code <= LAST_SURROGATE)
		return false;
	return code >= smallest[bytes] && code <= MAX_CODE_POINT;
}

static struct decoded decode(const unsigned char *text)
{
	struct decoded invalid = { REPLACEMENT, 1 };
	size_t bytes = sequence_length(*text);
	uint32_t code;

	if (bytes <= 1)
		return bytes ? (struct decoded){ *text, 1 } : invalid;
	code = *text & (0x7F >> bytes);
	for (size_t i = 1; i < bytes; i++) {
		/* The terminator is no continuation byte either. */
		if ((text[i] & 0xC0) != 0x80)
			return invalid;
		code = code << 6 | (text[i] & 0x3F);
	}
	return is_valid(code, bytes) ? (struct decoded){ code, bytes } : invalid;
}

/* Writes one or two units, and says how many. */
static size_t encode_utf16(unsigned char *to, uint32_t code)
{
	uint16_t units[2] = { code };
	size_t count = 1;

	if (code >= FIRST_ASTRAL) {
		code -= FIRST_ASTRAL;
		units[0] = FIRST_SURROGATE | code >> 10;
		units[1] = LOW_SURROGATES | (code & 0x3FF);
		count = 2;
	}
	memcpy(to, units, count * sizeof(units[0]));
	return count;
}

/*
 * Writes the first character of text, at most four bytes in any encoding, and
 * says how many units of the caller's width it became.
 */
static size_t convert(unsigned char *to, enum rasx_width width,
		      const unsigned char *text, const struct decoded *decoded)
{
	switch (width) {
	case RASX_UTF16:
		return encode_utf16(to, decoded->code);
	case RASX_UTF32:
		memcpy(to, &decoded->code, sizeof(decoded->code));
		return 1;
	default:
		memcpy(to, text, decoded->bytes);
		return decoded->bytes;
	}
}

void rasx_text_put(void *to, size_t count, enum rasx_width width,
		   const char *text)
{
	const unsigned char *from = (const unsigned char *)text;
	unsigned char character[sizeof(uint32_t)];
	unsigned char *out = to;

	while (*from) {
		struct decoded decoded = decode(from);
		size_t units = convert(character, width, from, &decoded);

		if (units >= count)
			break;
		memcpy(out, character, units * width);
		out += units * width;
		count -= units;
		from += decoded.bytes;
	}
	memset(out, 0, width);
}

/* The next character of UTF-16 or UTF-32, and how many bytes it has. */
static struct decoded decode_wide(const unsigned char *from,
				  enum rasx_width width)
{
	struct decoded decoded = { 0, width };
	uint16_t units[2];

	if (width == RASX_UTF32) {
		memcpy(&decoded.code, from, sizeof(decoded.code));
		return decoded;
	}
	memcpy(units, from, sizeof(units[0]));
	decoded.code = units[0];
	if (units[0] < FIRST_SURROGATE || units[0] >= LOW_SURROGATES)
		return decoded;
	memcpy(&units[1], from + sizeof(units[0]), sizeof(units[1]));
	if (units[1] < LOW_SURROGATES || units[1] > LAST_SURROGATE)
		return decoded;
	decoded.code = FIRST_ASTRAL + ((units[0] & 0x3FFU) << 10) +
		       (units[1] & 0x3FF);
	decoded.bytes = sizeof(units);
	return decoded;
}

/* Writes one to four bytes, and says how many; 0: not a character. */
static size_t encode_utf8(unsigned char *to, uint32_t code)
{
	static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
	size_t bytes = code < 0x80 ? 1 : code < 0x800 ? 2 :
		       code < FIRST_ASTRAL ? 3 : 4;

	if (!is_valid(code, bytes))
		return 0;
	for (size_t i = bytes - 1; i; i--) {
		to[i] = 0x80 | (code & 0x3F);
		code >>= 6;
	}
	to[0] = lead[bytes] | code;
	return bytes;
}

static int get_wide(char *to, size_t size, enum rasx_width width,
		    const unsigned char *from)
{
	for (;;) {
		struct decoded decoded = decode_wide(from, width);
		unsigned char character[sizeof(uint32_t)];
		size_t bytes = encode_utf8(character, decoded.code);

		if (!bytes)
			return -EILSEQ;
		if (bytes > size)
			return -ENAMETOOLONG;
		memcpy(to, character, bytes);
		if (!decoded.code)
			return 0;
		to += bytes;
		size -= bytes;
		from += decoded.bytes;
	}
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
