// SPDX-License-Identifier: GPL-2.0
/* Runs all rows of the program it is linked into, in the order of the linker. */
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "rows.h"

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#define IS_WINE	true
#else
#define IS_WINE	false
#endif

static struct row *first, **last = &first;
static char said[512];

void row_add(struct row *row)
{
	*last = row;
	last = &row->next;
}

void say(const char *format, ...)
{
	size_t used = strlen(said);
	va_list args;

	if (used && used + 1 < sizeof(said))
		said[used++] = ' ';
	va_start(args, format);
	vsnprintf(said + used, sizeof(said) - used, format, args);
	va_end(args);
}

void say_bool(BOOL result)
{
	if (result)
		say("true");
	else
		say("error %lu", (unsigned long)GetLastError());
}

void say_wait(DWORD result)
{
	if (result == WAIT_FAILED)
		say("error %lu", (unsigned long)GetLastError());
	else if (result == WAIT_TIMEOUT)
		say("timeout");
	else if (result >= WAIT_ABANDONED_0)
		say("abandoned %lu", (unsigned long)(result - WAIT_ABANDONED_0));
	else
		say("object %lu", (unsigned long)result);
}

void say_last_error(void)
{
	say("last %lu", (unsigned long)GetLastError());
}

static bool run(const struct row *row, int number)
{
	const char *want = IS_WINE && row->wine ? row->wine : row->here;
	bool ok;

	said[0] = 0;
	row->run();
	ok = !strcmp(said, want);
	printf("%sok %d %s [%s]\n", ok ? "" : "not ", number, row->name,
	       row->source);
	if (!ok)
		printf("# wanted: %s\n# got:    %s\n", want, said);
	fflush(stdout);
	return ok;
}

int main(void)
{
	const struct row *row;
	int count = 0;
	bool ok = true;

#ifdef _WIN32
	/* Lines end as those of the other one. */
	_setmode(_fileno(stdout), _O_BINARY);
#endif
	for (row = first; row; row = row->next)
		count++;
	printf("TAP version 13\n1..%d\n", count);
	for (row = first, count = 0; row; row = row->next)
		ok &= run(row, ++count);
	return !ok;
}
