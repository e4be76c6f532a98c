// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <string.h>

#include "ras/layout.h"

/* #pragma pack(4): nothing is aligned to more, 64-bit pointers included. */
#define PACKING	4U

static size_t field_size(const struct rasx_field *field, enum rasx_width width)
{
	switch (field->type) {
	case RASX_FIELD_DWORD:
		return sizeof(uint32_t);
	case RASX_FIELD_POINTER:
		return sizeof(void *);
	case RASX_FIELD_TEXT:
		return (size_t)field->count * width;
	default:
		return field->count;
	}
}

static size_t align(size_t offset, size_t alignment)
{
	return (offset + alignment - 1) / alignment * alignment;
}

static size_t field_offset(const struct rasx_layout *layout,
			   enum rasx_width width, unsigned int index)
{
	size_t offset = 0;

	for (unsigned int i = 0; ; i++) {
		const struct rasx_field *field = &layout->fields[i];
		bool text = field->type == RASX_FIELD_TEXT;

		offset = align(offset, text ? width : PACKING);
		if (i == index)
			return offset;
		offset += field_size(field, width);
	}
}

/* Size of a version that ends with that field. */
static size_t size_up_to(const struct rasx_layout *layout,
			 enum rasx_width width, unsigned int last)
{
	return align(field_offset(layout, width, last) +
		     field_size(&layout->fields[last], width), PACKING);
}

unsigned int rasx_layout_fields(const struct rasx_layout *layout,
				enum rasx_width width, size_t size)
{
	for (unsigned int i = 0; i < layout->count; i++) {
		if (layout->fields[i].ends_version &&
		    size_up_to(layout, width, i) == size)
			return i + 1;
	}
	return 0;
}

size_t rasx_layout_size(const struct rasx_layout *layout,
			enum rasx_width width)
{
	return size_up_to(layout, width, layout->count - 1);
}

/* Where the field is, or NULL: this version does not have it. */
static void *locate(const struct rasx_record *record, unsigned int field)
{
	if (field >= record->fields)
		return NULL;
	return record->base +
	       field_offset(record->layout, record->width, field);
}

static void put(const struct rasx_record *record, unsigned int field,
		const void *value, size_t size)
{
	void *to = locate(record, field);

	/* Copied: packing does not leave it aligned for its type. */
	if (to)
		memcpy(to, value, size);
}

void rasx_record_put_dword(const struct rasx_record *record,
			   unsigned int field, uint32_t value)
{
	put(record, field, &value, sizeof(value));
}

void rasx_record_put_pointer(const struct rasx_record *record,
			     unsigned int field, const void *value)
{
	put(record, field, &value, sizeof(value));
}

/* As many as the field has. */
void rasx_record_put_bytes(const struct rasx_record *record,
			   unsigned int field, const void *bytes)
{
	put(record, field, bytes, record->layout->fields[field].count);
}

void rasx_record_put_text(const struct rasx_record *record,
			  unsigned int field, const char *text)
{
	void *to = locate(record, field);

	if (to)
		rasx_text_put(to, record->layout->fields[field].count,
			      record->width, text);
}

static void get(const struct rasx_record *record, unsigned int field,
		void *value, size_t size)
{
	const void *from = locate(record, field);

	if (from)
		memcpy(value, from, size);
}

uint32_t rasx_record_get_dword(const struct rasx_record *record,
			       unsigned int field)
{
	uint32_t value = 0;

	get(record, field, &value, sizeof(value));
	return value;
}

void *rasx_record_get_pointer(const struct rasx_record *record,
			      unsigned int field)
{
	void *value = NULL;

	get(record, field, &value, sizeof(value));
	return value;
}

static bool has_end(const unsigned char *text, size_t count, size_t width)
{
	static const unsigned char end[sizeof(uint32_t)];

	for (size_t i = 0; i < count; i++)
		if (!memcmp(text + i * width, end, width))
			return true;
	return false;
}

int rasx_record_get_text(const struct rasx_record *record, unsigned int field,
			 char *to, size_t size)
{
	const void *from = locate(record, field);

	*to = '\0';
	if (!from)
		return 0;
	if (!has_end(from, record->layout->fields[field].count, record->width))
		return -EINVAL;
	return rasx_text_get(to, size, record->width, from);
}
