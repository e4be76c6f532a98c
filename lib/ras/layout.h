/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * RAS structures as callers lay them out.
 *
 * A structure has one field list.  Its layout follows from the width of the
 * caller's characters, the size of a pointer and packing to four bytes; its
 * version, that is how many of the fields there are, from its size.
 */
#ifndef RASX_LAYOUT_H
#define RASX_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "ras/text.h"

enum rasx_field_type {
	RASX_FIELD_DWORD,
	RASX_FIELD_POINTER,
	RASX_FIELD_TEXT,	/* count characters */
	RASX_FIELD_BYTES,	/* count bytes, aligned as a DWORD */
};

struct rasx_field {
	enum rasx_field_type type;
	uint16_t count;
	bool ends_version;	/* a version of the structure ends here */
};

struct rasx_layout {
	const struct rasx_field *fields;
	unsigned int count;
};

/* One structure of a caller. */
struct rasx_record {
	const struct rasx_layout *layout;
	enum rasx_width width;
	unsigned int fields;	/* that this version has */
	unsigned char *base;
};

/* How many fields a structure of that size has; 0: no version has it. */
unsigned int rasx_layout_fields(const struct rasx_layout *layout,
				enum rasx_width width, size_t size);

/* Size of the newest version. */
size_t rasx_layout_size(const struct rasx_layout *layout,
			enum rasx_width width);

/* Fill one field, numbered as in the list, if the version has it. */
void rasx_record_put_dword(const struct rasx_record *record,
			   unsigned int field, uint32_t value);
void rasx_record_put_pointer(const struct rasx_record *record,
			     unsigned int field, const void *value);
void rasx_record_put_bytes(const struct rasx_record *record,
			   unsigned int field, const void *bytes);
void rasx_record_put_text(const struct rasx_record *record,
			  unsigned int field, const char *text);

/*
 * What a field has; nothing if the version does not have it.  Text goes into
 * room for size bytes of UTF-8, -EINVAL: it does not end within its field, and
 * the errors of rasx_text_get().
 */
uint32_t rasx_record_get_dword(const struct rasx_record *record,
			       unsigned int field);
void *rasx_record_get_pointer(const struct rasx_record *record,
			      unsigned int field);
int rasx_record_get_text(const struct rasx_record *record, unsigned int field,
			 char *to, size_t size);

#endif /* RASX_LAYOUT_H */
