// SPDX-License-Identifier: LGPL-2.1-or-later
/* RasGetSubEntryHandle. */
#include <stdlib.h>

#include "export.h"
#include "ras/connection.h"
#include "win32/cancel.h"

/* The first entry of the snapshot is the connection, its links follow. */
static DWORD find_link(const struct rasx_snapshot *snapshot, DWORD place,
		       HRASCONN *link)
{
	const struct rasx_entry *entries = snapshot->entries;

	if (entries[0].is_link || entries[0].state != RASX_STATE_CONNECTED)
		return ERROR_INVALID_HANDLE;
	if (!rasx_backend()->sees_links)
		return ERROR_RASMAN_CANNOT_INITIALIZE;
	if (place > entries[0].subentry)
		return ERROR_NO_MORE_ITEMS;
	for (size_t i = 1; i < snapshot->count; i++) {
		if (entries[i].subentry == place) {
			*link = rasx_hrasconn_of(entries[i].id);
			return ERROR_SUCCESS;
		}
	}
	return ERROR_PORT_NOT_OPEN;
}

static DWORD get_handle(HRASCONN hrasconn, DWORD place, HRASCONN *link)
{
	RASX_UNCANCELLED;
	struct rasx_snapshot snapshot;
	DWORD error;

	if (!place || !link)
		return ERROR_INVALID_PARAMETER;
	error = rasx_lookup(hrasconn, &snapshot);
	if (error)
		return error;
	error = find_link(&snapshot, place, link);
	free(snapshot.entries);
	return error;
}

RASX_API DWORD WINAPI RasGetSubEntryHandleA(HRASCONN hRasConn,
					    DWORD dwSubEntry,
					    LPHRASCONN lphRasConn)
{
	return get_handle(hRasConn, dwSubEntry, lphRasConn);
}

RASX_API DWORD WINAPI RasGetSubEntryHandleW(HRASCONN hRasConn,
					    DWORD dwSubEntry,
					    LPHRASCONN lphRasConn)
{
	return get_handle(hRasConn, dwSubEntry, lphRasConn);
}
