// SPDX-License-Identifier: LGPL-2.1-or-later
/* RasGetConnectStatus. */
#include <stdlib.h>
#include <string.h>

#include "export.h"
#include "ras/call.h"
#include "ras/connection.h"
#include "ras/layout.h"
#include "ras/wide.h"
#include "win32/cancel.h"

/* Fields of RASCONNSTATUS, in their order. */
enum {
	DW_SIZE,
	RASCONNSTATE_NOW,
	DW_ERROR,
	SZ_DEVICE_TYPE,
	SZ_DEVICE_NAME,
	SZ_PHONE_NUMBER,
	LOCAL_END_POINT,
	REMOTE_END_POINT,
	RASCONNSUBSTATE_NOW,
	FIELD_COUNT
};

static const struct rasx_field fields[FIELD_COUNT] = {
	[DW_SIZE]	      = { RASX_FIELD_DWORD, 1, false },
	[RASCONNSTATE_NOW]    = { RASX_FIELD_DWORD, 1, false },
	[DW_ERROR]	      = { RASX_FIELD_DWORD, 1, false },
	[SZ_DEVICE_TYPE]      = { RASX_FIELD_TEXT, RAS_MaxDeviceType + 1, false },
	[SZ_DEVICE_NAME]      = { RASX_FIELD_TEXT, RAS_MaxDeviceName + 1, true },
	[SZ_PHONE_NUMBER]     = { RASX_FIELD_TEXT, RAS_MaxPhoneNumber + 1, true },
	[LOCAL_END_POINT]     = { RASX_FIELD_BYTES, sizeof(RASTUNNELENDPOINT),
				  false },
	[REMOTE_END_POINT]    = { RASX_FIELD_BYTES, sizeof(RASTUNNELENDPOINT),
				  false },
	[RASCONNSUBSTATE_NOW] = { RASX_FIELD_DWORD, 1, true },
};

static const struct rasx_layout layout = { fields, FIELD_COUNT };

/* Of a connection that is not up yet, or of a link of one. */
static RASCONNSTATE state_before(const struct rasx_entry *entry)
{
	return entry->links ? RASCS_DeviceConnected : RASCS_OpenPort;
}

/*
 * A connection that has ended is gone, whatever links are still there; such
 * a link is there, but no longer connected to anything.
 */
static DWORD state_of(const struct rasx_entry *entry, RASCONNSTATE *state)
{
	switch (entry->state) {
	case RASX_STATE_NEW:
		*state = state_before(entry);
		return ERROR_SUCCESS;
	case RASX_STATE_CONNECTED:
		*state = RASCS_Connected;
		return ERROR_SUCCESS;
	default:
		*state = RASCS_Disconnected;
		return entry->is_link ? ERROR_SUCCESS : ERROR_INVALID_HANDLE;
	}
}

static void fill(const struct rasx_record *record, DWORD size,
		 const struct rasx_entry *entry, RASCONNSTATE state)
{
	memset(record->base, 0, size);
	rasx_record_put_dword(record, DW_SIZE, size);
	rasx_record_put_dword(record, RASCONNSTATE_NOW, state);
	rasx_record_put_text(record, SZ_DEVICE_TYPE,
			     rasx_device_type(entry->kind));
	rasx_record_put_text(record, SZ_DEVICE_NAME, entry->ifname);
}

/* Of a call that is no connection: not yet, or not any more. */
static void fill_call(const struct rasx_record *record, DWORD size,
		      const struct rasx_call *call)
{
	bool dialling = call->phase == RASX_CALL_DIALLING;

	memset(record->base, 0, size);
	rasx_record_put_dword(record, DW_SIZE, size);
	rasx_record_put_dword(record, RASCONNSTATE_NOW, dialling ?
			      RASCS_OpenPort : RASCS_Disconnected);
	rasx_record_put_dword(record, DW_ERROR, call->error);
	rasx_record_put_text(record, SZ_DEVICE_TYPE,
			     rasx_peer_device_type(call->type));
	rasx_record_put_text(record, SZ_DEVICE_NAME, call->device);
}

static DWORD get_state(HRASCONN hrasconn, struct rasx_entry *entry,
		       RASCONNSTATE *state)
{
	struct rasx_snapshot snapshot;
	DWORD error = rasx_lookup(hrasconn, &snapshot);

	if (error)
		return error;
	*entry = snapshot.entries[0];
	free(snapshot.entries);
	return state_of(entry, state);
}

static bool is_of_call(HRASCONN hrasconn, struct rasx_call *call)
{
	return rasx_is_alias(hrasconn) && rasx_call_describe(hrasconn, call) &&
	       call->phase != RASX_CALL_CONNECTED;
}

static DWORD get_status(HRASCONN hrasconn, void *status, enum rasx_width width)
{
	RASX_UNCANCELLED;
	struct rasx_record record = { &layout, width, 0, status };
	struct rasx_entry entry;
	struct rasx_call call;
	RASCONNSTATE state;
	DWORD size, error;

	if (!status)
		return ERROR_INVALID_PARAMETER;
	memcpy(&size, status, sizeof(size));
	record.fields = rasx_layout_fields(&layout, width, size);
	if (!record.fields)
		return ERROR_INVALID_SIZE;
	error = get_state(hrasconn, &entry, &state);
	if (!error) {
		fill(&record, size, &entry, state);
	} else if (error == ERROR_INVALID_HANDLE &&
		   is_of_call(hrasconn, &call)) {
		fill_call(&record, size, &call);
		error = ERROR_SUCCESS;
	}
	return error;
}

RASX_API DWORD WINAPI RasGetConnectStatusA(HRASCONN hRasConn,
					   LPRASCONNSTATUSA lpRasConnStatus)
{
	return get_status(hRasConn, lpRasConnStatus, RASX_UTF8);
}

RASX_API DWORD WINAPI RasGetConnectStatusW(HRASCONN hRasConn,
					   LPRASCONNSTATUSW lpRasConnStatus)
{
	return get_status(hRasConn, lpRasConnStatus, RASX_UTF32);
}

RASX_API DWORD WINAPI RasGetConnectStatusW_u16(HRASCONN hRasConn,
					       void *lpRasConnStatus)
{
	return get_status(hRasConn, lpRasConnStatus, RASX_UTF16);
}
