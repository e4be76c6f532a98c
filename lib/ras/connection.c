// SPDX-License-Identifier: LGPL-2.1-or-later
#include <stdlib.h>

#include "ras/connection.h"
#include "ras/error.h"

HRASCONN rasx_hrasconn_of(uint64_t id)
{
	return (HRASCONN)(uintptr_t)id;
}

uint64_t rasx_id_of(HRASCONN hrasconn)
{
	return (uintptr_t)hrasconn;
}

BOOL rasx_hrasconn_is_all(HRASCONN hrasconn)
{
	return !hrasconn || (HANDLE)hrasconn == INVALID_HANDLE_VALUE;
}

DWORD rasx_lookup(HRASCONN hrasconn, struct rasx_snapshot *snapshot)
{
	int ret;

	if (rasx_hrasconn_is_all(hrasconn))
		return ERROR_INVALID_HANDLE;
	ret = rasx_backend()->snapshot(rasx_id_of(hrasconn), snapshot);
	if (ret)
		return rasx_error_of_backend(ret);
	if (snapshot->count)
		return ERROR_SUCCESS;
	free(snapshot->entries);
	return ERROR_INVALID_HANDLE;
}

const char *rasx_device_type(enum rasx_kind kind)
{
	static const char *const types[] = {
		[RASX_KIND_OTHER]  = RASDT_Generic,
		[RASX_KIND_ASYNC]  = RASDT_Modem,
		[RASX_KIND_SYNC]   = RASDT_Serial,
		[RASX_KIND_PPPOE]  = RASDT_PPPoE,
		[RASX_KIND_TUNNEL] = RASDT_Vpn,
	};

	return types[kind];
}
