// SPDX-License-Identifier: LGPL-2.1-or-later
#include <string.h>

#include "export.h"
#include "win32/unicode.h"
#include "win32/wide.h"

#define HIGH_SURROGATES	0xD800U
#define LOW_SURROGATES	0xDC00U
#define AFTER_SURROGATES 0xE000U
#define FIRST_ASTRAL	0x10000U
#define AFTER_LAST	0x110000U

static bool is_low(uint32_t unit)
{
	return unit >= LOW_SURROGATES && unit < AFTER_SURROGATES;
}

static bool is_high(uint32_t unit)
{
	return unit >= HIGH_SURROGATES && unit < LOW_SURROGATES;
}

bool rasx_unicode_is_character(uint32_t code)
{
	return code < AFTER_LAST && !is_high(code) && !is_low(code);
}

/* How many bytes follow a first byte, negative: it is none. */
static int continuation_bytes(unsigned char first)
{
	if (first < 0x80)
		return 0;
	if (first >= 0xC2 && first < 0xE0)
		return 1;
	if (first >= 0xE0 && first < 0xF0)
		return 2;
	return first >= 0xF0 && first < 0xF5 ? 3 : -1;
}

/* Neither longer than it has to be, nor a surrogate, nor out of range. */
static bool is_code_point(uint32_t code, int continued)
{
	static const uint32_t smallest[] = { 0, 0x80, 0x800, FIRST_ASTRAL };

	return code >= smallest[continued] && rasx_unicode_is_character(code);
}

static uint32_t next_utf8(const unsigned char **text)
{
	const unsigned char *from = (*text)++;
	int continued = continuation_bytes(*from);
	uint32_t code;

	if (continued <= 0)
		return continued ? RASX_UNICODE_INVALID : *from;
	code = *from & (0x3F >> continued);
	for (int i = 1; i <= continued; i++) {
		/* The terminator is no such byte either. */
		if ((from[i] & 0xC0) != 0x80)
			return RASX_UNICODE_INVALID;
		code = code << 6 | (from[i] & 0x3F);
	}
	if (!is_code_point(code, continued))
		return RASX_UNICODE_INVALID;
	*text += continued;
	return code;
}

static uint16_t unit_at(const unsigned char *text)
{
	uint16_t unit;

	memcpy(&unit, text, sizeof(unit));
	return unit;
}

static uint32_t next_utf16(const unsigned char **text)
{
	uint32_t unit = unit_at(*text), low;

	*text += sizeof(uint16_t);
	if (!is_high(unit))
		return unit;
	low = unit_at(*text);
	if (!is_low(low))
		return unit;
	*text += sizeof(uint16_t);
	return FIRST_ASTRAL + ((unit - HIGH_SURROGATES) << 10) +
	       (low - LOW_SURROGATES);
}

static uint32_t next_utf32(const unsigned char **text)
{
	uint32_t code;

	memcpy(&code, *text, sizeof(code));
	*text += sizeof(code);
	return code;
}

uint32_t rasx_unicode_next(const void **text, enum rasx_width width)
{
	switch (width) {
	case RASX_UTF16:
		return next_utf16((const unsigned char **)text);
	case RASX_UTF32:
		return next_utf32((const unsigned char **)text);
	default:
		return next_utf8((const unsigned char **)text);
	}
}

static size_t put_utf8(unsigned char *to, uint32_t code)
{
	static const unsigned char first[] = { 0, 0xC0, 0xE0, 0xF0 };
	int continued = (code >= 0x80) + (code >= 0x800) + (code >= FIRST_ASTRAL);

	for (int i = continued; i > 0; i--) {
		to[i] = 0x80 | (code & 0x3F);
		code >>= 6;
	}
	to[0] = first[continued] | code;
	return continued + 1;
}

static size_t put_utf16(unsigned char *to, uint32_t code)
{
	uint16_t units[2] = { code };
	size_t count = 1;

	if (code >= FIRST_ASTRAL) {
		code -= FIRST_ASTRAL;
		units[0] = HIGH_SURROGATES | code >> 10;
		units[1] = LOW_SURROGATES | (code & 0x3FF);
		count = 2;
	}
	memcpy(to, units, count * sizeof(units[0]));
	return count;
}

size_t rasx_unicode_put(void *to, enum rasx_width width, uint32_t code)
{
	if (width == RASX_UTF32) {
		memcpy(to, &code, sizeof(code));
		return 1;
	}
	if (code >= AFTER_LAST)
		code = RASX_UNICODE_INVALID;
	return width == RASX_UTF16 ? put_utf16(to, code) : put_utf8(to, code);
}

RASX_API int WINAPI __rasapi32_widen(void *to, const char *text, int width)
{
	const void *from = text;
	unsigned char *out = to;
	uint32_t code;

	do {
		code = rasx_unicode_next(&from, RASX_UTF8);
		out += rasx_unicode_put(out, width, code) * width;
	} while (code);
	return 0;
}
