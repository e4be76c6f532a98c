// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * The start of a program that has wmain instead of main: linked from an
 * archive, and so only if nothing else is called main.
 *
 * The arguments are UTF-8.  What wmain gets has the width that the program
 * was compiled for: windows.h leaves a mark in programs with -fshort-wchar.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

extern const char __rasapi32_short_wchar __attribute__((weak));

int wmain(int argc, void **argv, void **envp);
int WINAPI __rasapi32_widen(void *to, const char *text, int width);

static void *widen(const char *text, int width)
{
	/* One unit for a byte, at most. */
	void *wide = malloc((strlen(text) + 1) * width);

	if (!wide)
		abort();
	__rasapi32_widen(wide, text, width);
	return wide;
}

static void **widen_all(char **texts, int width)
{
	size_t count = 0;
	void **wide;

	while (texts[count])
		count++;
	wide = calloc(count + 1, sizeof(*wide));
	if (!wide)
		abort();
	while (count--)
		wide[count] = widen(texts[count], width);
	return wide;
}

/* As in the C library of Windows; they last as long as the program. */
extern void **__wargv, **_wenviron;
void **__wargv, **_wenviron;

int main(int argc, char **argv, char **envp)
{
	int width = &__rasapi32_short_wchar ? 2 : 4;

	__wargv = widen_all(argv, width);
	_wenviron = widen_all(envp, width);
	return wmain(argc, __wargv, _wenviron);
}
