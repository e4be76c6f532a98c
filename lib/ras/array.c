// SPDX-License-Identifier: LGPL-2.1-or-later
#include <string.h>

#include <ras.h>

#include "ras/array.h"

#define DW_SIZE		0

DWORD rasx_array_open(struct rasx_array *array,
		      const struct rasx_layout *layout, enum rasx_width width,
		      void *base, DWORD bytes)
{
	*array = (struct rasx_array){
		.layout = layout,
		.width = width,
		.base = bytes < sizeof(DWORD) ? NULL : base,
		.bytes = bytes,
		.stride = rasx_layout_size(layout, width),
	};
	if (array->base)
		memcpy(&array->stride, array->base, sizeof(array->stride));
	array->fields = rasx_layout_fields(layout, width, array->stride);
	return array->fields ? ERROR_SUCCESS : ERROR_INVALID_SIZE;
}

DWORD rasx_array_fit(const struct rasx_array *array, size_t elements,
		     DWORD *bytes, DWORD *count)
{
	*count = elements;
	*bytes = elements * array->stride;
	if (elements && (!array->base || *bytes > array->bytes))
		return ERROR_BUFFER_TOO_SMALL;
	return ERROR_SUCCESS;
}

struct rasx_record rasx_array_record(const struct rasx_array *array,
				     size_t index)
{
	struct rasx_record record = {
		.layout = array->layout,
		.width = array->width,
		.fields = array->fields,
		.base = (unsigned char *)array->base + index * array->stride,
	};

	memset(record.base, 0, array->stride);
	rasx_record_put_dword(&record, DW_SIZE, array->stride);
	return record;
}
