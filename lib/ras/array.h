/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Arrays of RAS structures, as the enumerating functions fill them. */
#ifndef RASX_ARRAY_H
#define RASX_ARRAY_H

#include <windows.h>

#include "ras/layout.h"

/* The caller's array. */
struct rasx_array {
	const struct rasx_layout *layout;
	enum rasx_width width;
	void *base;		/* NULL: there is none */
	DWORD bytes;		/* it has room for */
	DWORD stride;		/* dwSize of its first element */
	unsigned int fields;	/* of that version */
};

/*
 * Finds out which version the caller wants; base and bytes are his.  An array
 * without room for dwSize counts as none: reading it would be out of bounds.
 * Without an array, sizes are those of the newest version.
 */
DWORD rasx_array_open(struct rasx_array *array,
		      const struct rasx_layout *layout, enum rasx_width width,
		      void *base, DWORD bytes);

/*
 * Do that many elements fit?  The counts are set if they do and if they do
 * not, which is ERROR_BUFFER_TOO_SMALL.
 */
DWORD rasx_array_fit(const struct rasx_array *array, size_t elements,
		     DWORD *bytes, DWORD *count);

/* An element to fill: all zero but dwSize, which is the first field. */
struct rasx_record rasx_array_record(const struct rasx_array *array,
				     size_t index);

#endif /* RASX_ARRAY_H */
