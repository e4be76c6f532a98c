// SPDX-License-Identifier: LGPL-2.1-or-later
#include <stdbool.h>

#include "win32/name.h"
#include "win32/unicode.h"

#define FIRST_ASTRAL	0x10000U

static bool skip(const void **text, enum rasx_width width, const char *prefix)
{
	const void *at = *text;

	while (*prefix)
		if (rasx_unicode_next(&at, width) != (uint32_t)*prefix++)
			return false;
	*text = at;
	return true;
}

/* The length is counted in the characters of Windows. */
static DWORD put_rest(char *key, const void *text, enum rasx_width width)
{
	size_t length = 0;
	uint32_t code;

	while ((code = rasx_unicode_next(&text, width)) != 0) {
		if (code == '\\')
			return ERROR_PATH_NOT_FOUND;
		length += code >= FIRST_ASTRAL ? 2 : 1;
		if (length >= MAX_PATH)
			return ERROR_FILENAME_EXCED_RANGE;
		key += rasx_unicode_put(key, RASX_UTF8, code);
	}
	*key = 0;
	return ERROR_SUCCESS;
}

static bool is_empty(const void *text, enum rasx_width width)
{
	return !rasx_unicode_next(&text, width);
}

DWORD rasx_name_parse(struct rasx_name *name, const void *text,
		      enum rasx_width width)
{
	name->key[0] = 0;
	if (!text || is_empty(text, width))
		return ERROR_SUCCESS;
	name->key[0] = RASX_NAME_LOCAL;
	if (skip(&text, width, "Global\\"))
		name->key[0] = RASX_NAME_GLOBAL;
	else
		skip(&text, width, "Local\\");
	return put_rest(name->key + 1, text, width);
}
