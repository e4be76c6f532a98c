/* SPDX-License-Identifier: GPL-2.0 */
/* What a call has written, and what it has not. */
#ifndef SHIM_BYTES_H
#define SHIM_BYTES_H

#include <stdbool.h>
#include <stddef.h>

#include <windows.h>

#define POISON_BYTE	0xcc

static inline bool is_poison(const void *memory, size_t size)
{
	const unsigned char *bytes = memory;

	while (size)
		if (bytes[--size] != POISON_BYTE)
			return false;
	return true;
}

/* Does wide text say the same as this ASCII text? */
static inline bool is_text(const WCHAR *wide, const char *text)
{
	do {
		if (*wide != (unsigned char)*text)
			return false;
		wide++;
	} while (*text++);
	return true;
}

#endif /* SHIM_BYTES_H */
