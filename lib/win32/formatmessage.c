// SPDX-License-Identifier: LGPL-2.1-or-later
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "export.h"
#include "ras/errorstring.h"
#include "win32/format.h"
#include "win32/lasterror.h"
#include "win32/message.h"
#include "win32/unicode.h"
#include "win32/wide.h"

#define MAX_INSERTS	99
#define MAX_INSERT_FORMAT 32

/* What there is to say, and how. */
struct request {
	DWORD flags;
	const void *text;	/* with inserts, terminated */
	enum rasx_width text_width;
	enum rasx_width wide;	/* width of the caller's wchar_t */

	va_list *list;		/* as given; NULL: there are no arguments */
	DWORD_PTR words[MAX_INSERTS];
	unsigned int known;	/* words that were got from the list */
};

/* In its order, a list can be read only once. */
static bool get_words(struct request *request, unsigned int count)
{
	if (!request->list)
		return false;
	if (request->flags & FORMAT_MESSAGE_ARGUMENT_ARRAY) {
		memcpy(request->words, request->list, count * sizeof(DWORD_PTR));
		return true;
	}
	while (request->known < count)
		request->words[request->known++] =
			va_arg(*request->list, DWORD_PTR);
	return true;
}

static uint32_t peek(const struct request *request)
{
	const void *at = request->text;

	return rasx_unicode_next(&at, request->text_width);
}

static uint32_t get(struct request *request)
{
	return rasx_unicode_next(&request->text, request->text_width);
}

/*
 * "d" of "%1!d!", or "s"; how many further words it asks for: more than there
 * can be if it is not one conversion alone.
 */
static unsigned int read_insert_format(struct request *request,
				       struct rasx_out *format)
{
	unsigned int stars = 0;
	uint32_t code;

	rasx_out_code(format, '%');
	if (peek(request) != '!') {
		rasx_out_code(format, 's');
		return 0;
	}
	get(request);
	while (peek(request) && (code = get(request)) != '!') {
		if (code == '%')
			return MAX_INSERTS;
		stars += code == '*';
		rasx_out_code(format, code);
	}
	return stars;
}

static unsigned int read_insert_number(struct request *request, uint32_t first)
{
	unsigned int number = first - '0';

	if (peek(request) >= '0' && peek(request) <= '9')
		number = number * 10 + (get(request) - '0');
	return number;
}

static bool put_insert(struct rasx_out *out, struct request *request,
		       uint32_t first)
{
	unsigned int number = read_insert_number(request, first);
	uint32_t room[MAX_INSERT_FORMAT];
	struct rasx_out format = {
		.to = room, .room = MAX_INSERT_FORMAT, .width = out->width,
	};
	unsigned int last = number + read_insert_format(request, &format);
	struct rasx_arguments arguments = { .wide = request->wide };

	rasx_out_end(&format);
	if (last > MAX_INSERTS || !get_words(request, last))
		return false;
	arguments.array = &request->words[number - 1];
	rasx_format(out, room, &arguments);
	return true;
}

/* Unless lines are not to be broken. */
static void put_newline(struct rasx_out *out, const struct request *request)
{
	bool is_one_line = (request->flags & FORMAT_MESSAGE_MAX_WIDTH_MASK) ==
			   FORMAT_MESSAGE_MAX_WIDTH_MASK;

	rasx_out_ascii(out, is_one_line ? " " : "\r\n");
}

/* What follows a percent sign.  False: that cannot be done. */
static bool put_escape(struct rasx_out *out, struct request *request)
{
	uint32_t code = get(request);

	if (code >= '1' && code <= '9') {
		if (!(request->flags & FORMAT_MESSAGE_IGNORE_INSERTS))
			return put_insert(out, request, code);
		rasx_out_code(out, '%');
		rasx_out_code(out, code);
	} else if (code == 'n') {
		rasx_out_ascii(out, "\r\n");
	} else if (code == 'r') {
		rasx_out_code(out, '\r');
	} else if (code == 't') {
		rasx_out_code(out, '\t');
	} else {
		rasx_out_code(out, code);
	}
	return true;
}

static bool put_message(struct rasx_out *out, struct request *request)
{
	uint32_t code;

	while ((code = get(request)) != 0) {
		if (code == '\r' || code == '\n') {
			if (code == '\r' && peek(request) == '\n')
				get(request);
			put_newline(out, request);
		} else if (code != '%') {
			rasx_out_code(out, code);
		} else if (peek(request) == '0' || !peek(request)) {
			break;
		} else if (!put_escape(out, request)) {
			return false;
		}
	}
	return true;
}

/* A text of the tables gets the end of a line, as all of Windows' have. */
static char *message_of(DWORD flags, DWORD code)
{
	const char *text = NULL;
	char *line;

	if (flags & FORMAT_MESSAGE_FROM_SYSTEM)
		text = rasx_system_message(code);
	if (!text)
		text = rasx_error_string(code);
	if (!text) {
		SetLastError(ERROR_MR_MID_NOT_FOUND);
		return NULL;
	}
	line = malloc(strlen(text) + sizeof("\r\n"));
	if (!line) {
		SetLastError(ERROR_NOT_ENOUGH_MEMORY);
		return NULL;
	}
	return strcat(strcpy(line, text), "\r\n");
}

/* Where the caller wants it, with room for it; false: there is none. */
static bool find_room(struct rasx_out *out, DWORD flags, void *buffer,
		      DWORD size, size_t needed)
{
	void **allocated = buffer;

	out->to = buffer;
	out->room = size;
	if (!(flags & FORMAT_MESSAGE_ALLOCATE_BUFFER))
		return size >= needed ? true : rasx_fail(ERROR_INSUFFICIENT_BUFFER);
	out->room = size > needed ? size : needed;
	out->to = LocalAlloc(LMEM_FIXED, out->room * out->width);
	*allocated = out->to;
	return out->to;
}

/* Twice: to know how long it is, and then to keep it. */
static DWORD write_message(struct request *request, void *buffer, DWORD size,
			   enum rasx_width width)
{
	struct rasx_out measure = { .width = width };
	struct rasx_out out = { .width = width };
	const void *start = request->text;

	if (!put_message(&measure, request))
		return rasx_fail(ERROR_INVALID_PARAMETER);
	if (!find_room(&out, request->flags, buffer, size, measure.used + 1))
		return 0;
	request->text = start;
	put_message(&out, request);
	rasx_out_end(&out);
	return out.used;
}

struct caller {
	enum rasx_width width, wide;
};

static DWORD format_message(struct caller caller, DWORD flags,
			    const void *source, DWORD id, void *buffer,
			    DWORD size, va_list *arguments)
{
	struct request request = {
		.flags = flags, .text = source, .text_width = caller.width,
		.wide = caller.wide, .list = arguments,
	};
	char *message = NULL;
	DWORD ret;

	if (!buffer)
		return rasx_fail(ERROR_INVALID_PARAMETER);
	if (flags & FORMAT_MESSAGE_FROM_STRING) {
		if (!source)
			return rasx_fail(ERROR_INVALID_PARAMETER);
	} else if (flags & (FORMAT_MESSAGE_FROM_SYSTEM |
			    FORMAT_MESSAGE_FROM_HMODULE)) {
		message = message_of(flags, id);
		if (!message)
			return 0;
		request.text = message;
		request.text_width = RASX_UTF8;
	} else {
		return rasx_fail(ERROR_INVALID_PARAMETER);
	}
	ret = write_message(&request, buffer, size, caller.width);
	free(message);
	return ret;
}

RASX_API DWORD WINAPI FormatMessageA(DWORD dwFlags, LPCVOID lpSource,
				     DWORD dwMessageId, DWORD dwLanguageId,
				     LPSTR lpBuffer, DWORD nSize,
				     va_list *Arguments)
{
	struct caller caller = { RASX_UTF8, RASX_UTF32 };

	(void)dwLanguageId;
	return format_message(caller, dwFlags, lpSource, dwMessageId, lpBuffer,
			      nSize, Arguments);
}

RASX_API DWORD WINAPI FormatMessageW(DWORD dwFlags, LPCVOID lpSource,
				     DWORD dwMessageId, DWORD dwLanguageId,
				     LPWSTR lpBuffer, DWORD nSize,
				     va_list *Arguments)
{
	struct caller caller = { RASX_UTF32, RASX_UTF32 };

	(void)dwLanguageId;
	return format_message(caller, dwFlags, lpSource, dwMessageId, lpBuffer,
			      nSize, Arguments);
}

RASX_API DWORD WINAPI FormatMessageA_u16(DWORD dwFlags, LPCVOID lpSource,
					 DWORD dwMessageId, DWORD dwLanguageId,
					 LPSTR lpBuffer, DWORD nSize,
					 va_list *Arguments)
{
	struct caller caller = { RASX_UTF8, RASX_UTF16 };

	(void)dwLanguageId;
	return format_message(caller, dwFlags, lpSource, dwMessageId, lpBuffer,
			      nSize, Arguments);
}

RASX_API DWORD WINAPI FormatMessageW_u16(DWORD dwFlags, LPCVOID lpSource,
					 DWORD dwMessageId, DWORD dwLanguageId,
					 char16_t *lpBuffer, DWORD nSize,
					 va_list *Arguments)
{
	struct caller caller = { RASX_UTF16, RASX_UTF16 };

	(void)dwLanguageId;
	return format_message(caller, dwFlags, lpSource, dwMessageId, lpBuffer,
			      nSize, Arguments);
}
