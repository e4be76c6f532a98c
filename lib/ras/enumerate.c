// SPDX-License-Identifier: LGPL-2.1-or-later
/* RasEnumConnections. */
#include <stdlib.h>

#include "export.h"
#include "ras/array.h"
#include "ras/connection.h"
#include "ras/error.h"
#include "ras/layout.h"
#include "ras/wide.h"
#include "win32/cancel.h"

/* Fields of RASCONN, in their order. */
enum {
	DW_SIZE,
	HRASCONN_ID,
	SZ_ENTRY_NAME,
	SZ_DEVICE_TYPE,
	SZ_DEVICE_NAME,
	SZ_PHONEBOOK,
	DW_SUB_ENTRY,
	GUID_ENTRY,
	DW_FLAGS,
	LUID_LOGON,
	GUID_CORRELATION_ID,
	FIELD_COUNT
};

static const struct rasx_field fields[FIELD_COUNT] = {
	[DW_SIZE]	      = { RASX_FIELD_DWORD, 1, false },
	[HRASCONN_ID]	      = { RASX_FIELD_POINTER, 1, false },
	[SZ_ENTRY_NAME]	      = { RASX_FIELD_TEXT, RAS_MaxEntryName + 1, false },
	[SZ_DEVICE_TYPE]      = { RASX_FIELD_TEXT, RAS_MaxDeviceType + 1, false },
	[SZ_DEVICE_NAME]      = { RASX_FIELD_TEXT, RAS_MaxDeviceName + 1, true },
	[SZ_PHONEBOOK]	      = { RASX_FIELD_TEXT, MAX_PATH, false },
	[DW_SUB_ENTRY]	      = { RASX_FIELD_DWORD, 1, true },
	[GUID_ENTRY]	      = { RASX_FIELD_BYTES, sizeof(GUID), true },
	[DW_FLAGS]	      = { RASX_FIELD_DWORD, 1, false },
	[LUID_LOGON]	      = { RASX_FIELD_BYTES, sizeof(LUID), true },
	[GUID_CORRELATION_ID] = { RASX_FIELD_BYTES, sizeof(GUID), true },
};

static const struct rasx_layout layout = { fields, FIELD_COUNT };

static bool is_listed(const struct rasx_entry *entry)
{
	return !entry->is_link && entry->state == RASX_STATE_CONNECTED;
}

static DWORD count_listed(const struct rasx_snapshot *snapshot)
{
	DWORD count = 0;

	for (size_t i = 0; i < snapshot->count; i++)
		count += is_listed(&snapshot->entries[i]);
	return count;
}

/* The links of a connection follow it, the lowest place first. */
static unsigned int first_place(const struct rasx_snapshot *snapshot, size_t i)
{
	if (i + 1 < snapshot->count && snapshot->entries[i + 1].is_link)
		return snapshot->entries[i + 1].subentry;
	return 0;
}

static void fill(const struct rasx_record *record,
		 const struct rasx_snapshot *snapshot, size_t i,
		 const struct rasx_pidfiles *files)
{
	const struct rasx_entry *entry = &snapshot->entries[i];
	char name[RASX_ENTRY_NAME_SIZE];
	struct rasx_phonebook book;

	rasx_record_put_pointer(record, HRASCONN_ID,
				rasx_hrasconn_of(entry->id));
	if (rasx_connection_entry(entry, files, name, &book)) {
		rasx_record_put_text(record, SZ_ENTRY_NAME, name);
		rasx_record_put_text(record, SZ_PHONEBOOK, book.path);
		if (book.is_default)
			rasx_record_put_dword(record, DW_FLAGS,
					      RASCF_AllUsers);
	} else {
		rasx_record_put_text(record, SZ_ENTRY_NAME, entry->ifname);
	}
	rasx_record_put_text(record, SZ_DEVICE_TYPE,
			     rasx_device_type(entry->kind));
	rasx_record_put_text(record, SZ_DEVICE_NAME, entry->ifname);
	rasx_record_put_dword(record, DW_SUB_ENTRY, first_place(snapshot, i));
}

static void fill_all(const struct rasx_array *array,
		     const struct rasx_snapshot *snapshot)
{
	struct rasx_pidfiles files = rasx_pidfiles_list(snapshot->count);
	size_t index = 0;

	for (size_t i = 0; i < snapshot->count; i++) {
		if (is_listed(&snapshot->entries[i])) {
			struct rasx_record record;

			record = rasx_array_record(array, index++);
			fill(&record, snapshot, i, &files);
		}
	}
	rasx_pidfiles_free(&files);
}

static DWORD enumerate(void *base, DWORD *bytes, DWORD *count,
		       enum rasx_width width)
{
	RASX_UNCANCELLED;
	struct rasx_snapshot snapshot;
	struct rasx_array array;
	DWORD error;
	int ret;

	if (!bytes || !count)
		return ERROR_INVALID_PARAMETER;
	error = rasx_array_open(&array, &layout, width, base, *bytes);
	if (error)
		return error;
	ret = rasx_backend()->snapshot(RASX_ALL, &snapshot);
	if (ret)
		return rasx_error_of_backend(ret);
	error = rasx_array_fit(&array, count_listed(&snapshot), bytes, count);
	if (!error)
		fill_all(&array, &snapshot);
	free(snapshot.entries);
	return error;
}

RASX_API DWORD WINAPI RasEnumConnectionsA(LPRASCONNA lpRasConn, LPDWORD lpcb,
					  LPDWORD lpcConnections)
{
	return enumerate(lpRasConn, lpcb, lpcConnections, RASX_UTF8);
}

RASX_API DWORD WINAPI RasEnumConnectionsW(LPRASCONNW lpRasConn, LPDWORD lpcb,
					  LPDWORD lpcConnections)
{
	return enumerate(lpRasConn, lpcb, lpcConnections, RASX_UTF32);
}

RASX_API DWORD WINAPI RasEnumConnectionsW_u16(void *lpRasConn, LPDWORD lpcb,
					      LPDWORD lpcConnections)
{
	return enumerate(lpRasConn, lpcb, lpcConnections, RASX_UTF16);
}
