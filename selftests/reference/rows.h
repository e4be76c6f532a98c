/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A table of what Windows functions do, one row per behaviour, that runs here
 * and, built by mingw-w64, under Wine.  Only what both have is included.
 *
 * ROW(name, source, here, wine) { ... } makes a row.  Its body says what happens
 * with say(); that has to be @here with this library, and @wine with Wine, or
 * the same as here if that is NULL: a difference that is known is a part of
 * the table.  Sources:
 *
 *	D	documented by Microsoft
 *	W	seen in Wine's own tests, which run on Windows
 *	I	nobody documents it, this project decided
 */
#ifndef REFERENCE_ROWS_H
#define REFERENCE_ROWS_H

#include <windows.h>

struct row {
	const char *name, *source, *here, *wine;
	void (*run)(void);
	struct row *next;
};

void row_add(struct row *row);

#define ROW(name_, source_, here_, wine_)				\
	static void name_(void);					\
	__attribute__((constructor)) static void add_##name_(void)	\
	{								\
		static struct row row = {				\
			.name = #name_, .source = (source_),		\
			.here = (here_), .wine = (wine_), .run = name_,	\
		};							\
									\
		row_add(&row);						\
	}								\
	static void name_(void)

/* Adds to what the row says; parts are separated by a blank. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* "true", or "error N" of GetLastError(). */
void say_bool(BOOL result);

/* "object N", "abandoned N", "timeout", or "error N". */
void say_wait(DWORD result);
#define SAY_WAIT(handle)	say_wait(WaitForSingleObject((handle), 0))

/* "handle", or "error N"; last error set to POISON before the call. */
#define POISON	7777
#define SAY_HANDLE(call)						\
	({								\
		HANDLE h_ = (SetLastError(POISON), (call));		\
									\
		if (h_)							\
			say("handle");					\
		else							\
			say("error %lu", (unsigned long)GetLastError());\
		h_;							\
	})

/* What the last call left. */
void say_last_error(void);

#endif /* REFERENCE_ROWS_H */
