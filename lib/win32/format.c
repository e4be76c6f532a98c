// SPDX-License-Identifier: LGPL-2.1-or-later
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "win32/format.h"
#include "win32/unicode.h"

/* Longer numbers are not padded; the longest double has 309 digits. */
#define MAX_FIELD	500
#define NUMBER_SIZE	1024

#define POINTER_DIGITS	((int)(2 * sizeof(void *)))

static void put_units(struct rasx_out *out, const void *units, size_t count)
{
	if (out->kept == out->used && out->kept + count < out->room) {
		memcpy((char *)out->to + out->kept * out->width, units,
		       count * out->width);
		out->kept += count;
	}
	out->used += count;
}

void rasx_out_code(struct rasx_out *out, uint32_t code)
{
	unsigned char units[RASX_UNICODE_MAX_BYTES];

	put_units(out, units, rasx_unicode_put(units, out->width, code));
}

void rasx_out_ascii(struct rasx_out *out, const char *text)
{
	while (*text)
		rasx_out_code(out, (unsigned char)*text++);
}

bool rasx_out_end(struct rasx_out *out)
{
	if (out->room)
		memset((char *)out->to + out->kept * out->width, 0, out->width);
	return out->room && out->kept == out->used;
}

enum size {
	SIZE_DEFAULT, SIZE_CHAR, SIZE_SHORT, SIZE_LONG, SIZE_64, SIZE_POINTER,
	SIZE_WIDE, SIZE_LONG_DOUBLE,
};

/* One conversion, from the percent sign to its letter. */
struct spec {
	char flags[8];
	int field, precision;	/* precision -1: none */
	enum size size;
	char type;		/* 0: the format ended */
};

struct reader {
	const void *at;
	enum rasx_width width;
	struct rasx_arguments *arguments;
};

static uint32_t peek(const struct reader *reader)
{
	const void *at = reader->at;

	return rasx_unicode_next(&at, reader->width);
}

static uint32_t get(struct reader *reader)
{
	return rasx_unicode_next(&reader->at, reader->width);
}

static bool accept(struct reader *reader, const char *text)
{
	const void *before = reader->at;

	while (*text) {
		if (get(reader) != (unsigned char)*text++) {
			reader->at = before;
			return false;
		}
	}
	return true;
}

static long long next_int(struct rasx_arguments *arguments)
{
	if (arguments->array)
		return (int)*arguments->array++;
	return va_arg(arguments->list, int);
}

static long long next_64(struct rasx_arguments *arguments)
{
	if (arguments->array)
		return (INT_PTR)*arguments->array++;
	return va_arg(arguments->list, long long);
}

static void *next_pointer(struct rasx_arguments *arguments)
{
	if (arguments->array)
		return (void *)*arguments->array++;
	return va_arg(arguments->list, void *);
}

/* Words hold no floating point numbers, as on Windows. */
static double next_double(const struct spec *spec,
			  struct rasx_arguments *arguments)
{
	if (arguments->array) {
		arguments->array++;
		return 0;
	}
	if (spec->size == SIZE_LONG_DOUBLE)
		return va_arg(arguments->list, long double);
	return va_arg(arguments->list, double);
}

static void read_flags(struct reader *reader, struct spec *spec)
{
	size_t count = 0;

	while (peek(reader) && peek(reader) < 0x80 &&
	       strchr("-+ #0", peek(reader))) {
		char flag = get(reader);

		if (!strchr(spec->flags, flag) &&
		    count < sizeof(spec->flags) - 1)
			spec->flags[count++] = flag;
	}
}

static int read_number(struct reader *reader)
{
	long long number = 0;

	if (accept(reader, "*"))
		number = next_int(reader->arguments);
	else
		while (peek(reader) >= '0' && peek(reader) <= '9') {
			number = number * 10 + (get(reader) - '0');
			if (number > INT_MAX)
				number = INT_MAX;
		}
	return number < -INT_MAX ? -INT_MAX : number;
}

static void read_field(struct reader *reader, struct spec *spec)
{
	spec->field = read_number(reader);
	if (spec->field >= 0)
		return;
	spec->field = -spec->field;
	if (!strchr(spec->flags, '-'))
		strcat(spec->flags, "-");
}

static enum size read_size(struct reader *reader)
{
	static const struct {
		const char *text;
		enum size size;
	} sizes[] = {
		{ "hh", SIZE_CHAR },	{ "h", SIZE_SHORT },
		{ "ll", SIZE_64 },	{ "l", SIZE_LONG },
		{ "I64", SIZE_64 },	{ "I32", SIZE_DEFAULT },
		{ "I", SIZE_POINTER },	{ "j", SIZE_64 },
		{ "z", SIZE_POINTER },	{ "t", SIZE_POINTER },
		{ "w", SIZE_WIDE },	{ "L", SIZE_LONG_DOUBLE },
	};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		if (accept(reader, sizes[i].text))
			return sizes[i].size;
	return SIZE_DEFAULT;
}

static struct spec read_spec(struct reader *reader)
{
	struct spec spec = { .precision = -1 };

	read_flags(reader, &spec);
	read_field(reader, &spec);
	if (accept(reader, "."))
		spec.precision = read_number(reader);
	spec.size = read_size(reader);
	spec.type = peek(reader) < 0x80 ? get(reader) : 0;
	return spec;
}

static int clamp(int value)
{
	return value > MAX_FIELD ? MAX_FIELD : value;
}

/* Flags, widths and a type as the C library wants them. */
static void put_c_format(char *format, const struct spec *spec,
			 const char *size)
{
	sprintf(format, "%%%s%s%s%c", spec->flags, "*.*", size, spec->type);
}

static long long next_integer(const struct spec *spec,
			      struct rasx_arguments *arguments)
{
	switch (spec->size) {
	case SIZE_64:
		return next_64(arguments);
	case SIZE_POINTER:
		return (INT_PTR)next_pointer(arguments);
	default:
		return next_int(arguments);
	}
}

static long long narrowed(const struct spec *spec, long long value)
{
	bool is_signed = spec->type == 'd' || spec->type == 'i';

	switch (spec->size) {
	case SIZE_CHAR:
		return is_signed ? (signed char)value : (unsigned char)value;
	case SIZE_SHORT:
		return is_signed ? (short)value : (unsigned short)value;
	case SIZE_64:
		return value;
	case SIZE_POINTER:
		return is_signed ? value : (long long)(UINT_PTR)value;
	default:
		return is_signed ? (int)value : (long long)(unsigned int)value;
	}
}

static void put_integer(struct rasx_out *out, const struct spec *spec,
			struct rasx_arguments *arguments)
{
	long long value = narrowed(spec, next_integer(spec, arguments));
	char format[24], number[NUMBER_SIZE];

	put_c_format(format, spec, "ll");
	snprintf(number, sizeof(number), format, clamp(spec->field),
		 clamp(spec->precision), value);
	rasx_out_ascii(out, number);
}

static void put_double(struct rasx_out *out, const struct spec *spec,
		       struct rasx_arguments *arguments)
{
	char format[24], number[NUMBER_SIZE];

	put_c_format(format, spec, "");
	snprintf(number, sizeof(number), format, clamp(spec->field),
		 clamp(spec->precision), next_double(spec, arguments));
	rasx_out_ascii(out, number);
}

static void put_pointer(struct rasx_out *out, struct rasx_arguments *arguments)
{
	char number[NUMBER_SIZE];

	snprintf(number, sizeof(number), "%0*llX", POINTER_DIGITS,
		 (unsigned long long)(UINT_PTR)next_pointer(arguments));
	rasx_out_ascii(out, number);
}

/* Width of the string or character that is converted. */
static enum rasx_width argument_width(const struct spec *spec,
				      enum rasx_width own,
				      enum rasx_width wide)
{
	bool is_wide = own != RASX_UTF8;

	if (spec->type == 'S' || spec->type == 'C')
		is_wide = !is_wide;
	if (spec->size == SIZE_SHORT)
		is_wide = false;
	if (spec->size == SIZE_LONG || spec->size == SIZE_WIDE)
		is_wide = true;
	return is_wide ? wide : RASX_UTF8;
}

/* What there is no room for is counted only: a width may be two billion. */
static void pad(struct rasx_out *out, size_t length, const struct spec *spec,
		bool left)
{
	char filler = left || !strchr(spec->flags, '0') ? ' ' : '0';
	size_t field = spec->field;

	if (!strchr(spec->flags, '-') == left)
		return;
	for (; length < field && out->used < out->room; length++)
		rasx_out_code(out, filler);
	if (length < field)
		out->used += field - length;
}

/*
 * The next character, unless it has more units than that.  What has the width
 * of what is written stays as it is, also what is no character: who is to have
 * room for the text has counted so.  False: there is none.
 */
static bool copy_character(struct rasx_out *out, struct reader *reader,
			   size_t most)
{
	unsigned char other[RASX_UNICODE_MAX_BYTES];
	const char *units = reader->at;
	uint32_t code = get(reader);
	size_t count = ((const char *)reader->at - units) / out->width;

	if (reader->width != out->width) {
		count = rasx_unicode_put(other, out->width, code);
		units = (const char *)other;
	}
	if (!code || count > most)
		return false;
	put_units(out, units, count);
	return true;
}

/* The precision counts units of what is written. */
static void copy(struct rasx_out *out, const void *text, enum rasx_width width,
		 int precision)
{
	size_t end = precision < 0 ? SIZE_MAX : out->used + precision;
	struct reader reader = { .at = text, .width = width };

	while (out->used < end &&
	       copy_character(out, &reader, end - out->used))
		;
}

static void put_text(struct rasx_out *out, const struct spec *spec,
		     const void *text, enum rasx_width width)
{
	struct rasx_out measure = { .width = out->width };

	copy(&measure, text, width, spec->precision);
	pad(out, measure.used, spec, false);
	copy(out, text, width, spec->precision);
	pad(out, measure.used, spec, true);
}

static void put_string(struct rasx_out *out, const struct spec *spec,
		       struct rasx_arguments *arguments)
{
	enum rasx_width width;
	void *text = next_pointer(arguments);

	width = argument_width(spec, out->width, arguments->wide);
	if (text)
		put_text(out, spec, text, width);
	else
		put_text(out, spec, "(null)", RASX_UTF8);
}

static void put_character(struct rasx_out *out, struct spec *spec,
			  struct rasx_arguments *arguments)
{
	enum rasx_width width;
	uint32_t text[2] = { 0 };
	uint32_t unit = next_int(arguments);

	width = argument_width(spec, out->width, arguments->wide);
	memcpy(text, &unit, width);
	spec->precision = -1;
	put_text(out, spec, text, width);
}

static void put(struct rasx_out *out, struct spec *spec,
		struct rasx_arguments *arguments)
{
	if (strchr("diouxX", spec->type))
		put_integer(out, spec, arguments);
	else if (strchr("eEfFgGaA", spec->type))
		put_double(out, spec, arguments);
	else if (strchr("sS", spec->type))
		put_string(out, spec, arguments);
	else if (strchr("cC", spec->type))
		put_character(out, spec, arguments);
	else if (spec->type == 'p')
		put_pointer(out, arguments);
	else
		rasx_out_code(out, spec->type);
}

void rasx_format(struct rasx_out *out, const void *format,
		 struct rasx_arguments *arguments)
{
	struct reader reader = {
		.at = format, .width = out->width, .arguments = arguments,
	};
	struct spec spec;

	do {
		while (accept(&reader, "%")) {
			spec = read_spec(&reader);
			if (!spec.type)
				return;
			put(out, &spec, arguments);
		}
	} while (copy_character(out, &reader, SIZE_MAX));
}
