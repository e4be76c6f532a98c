// SPDX-License-Identifier: GPL-2.0
/* Numbers of the command line: digits and nothing else. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "pppev.h"

#define DIGITS		"0123456789"
#define NSEC_PER_SEC	1000000000ll
#define MAX_SECONDS	1000000000ll	/* thirty years, and no overflow */

bool number_digits(const char *text)
{
	return *text && !text[strspn(text, DIGITS)];
}

/* strtoull() alone would take signs and spaces. */
bool number_parse(const char *text, uint64_t *value)
{
	if (!number_digits(text))
		return false;
	errno = 0;
	*value = strtoull(text, NULL, 10);
	return !errno && *value;
}

/* Digits after the ninth are below what the clock can tell. */
static int64_t fraction(const char *text)
{
	int64_t ns = 0;

	for (int64_t unit = NSEC_PER_SEC / 10; unit && *text; unit /= 10)
		ns += (*text++ - '0') * unit;
	return ns;
}

bool number_seconds(const char *text, int64_t *ns)
{
	size_t whole = strspn(text, DIGITS);
	const char *rest = text + whole;
	long long seconds;

	if (*rest == '.' && !number_digits(++rest))
		return false;
	if (rest == text + whole && (*rest || !whole))
		return false;
	errno = 0;
	seconds = strtoll(whole ? text : "0", NULL, 10);
	if (errno || seconds > MAX_SECONDS)
		return false;
	*ns = seconds * NSEC_PER_SEC + fraction(rest);
	return true;
}
