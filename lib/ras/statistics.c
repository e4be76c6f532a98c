// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * RasGetConnectionStatistics, RasGetLinkStatistics, and clearing them.
 *
 * The counters are those of the interface.  The kernel has none for a link,
 * so that of a connection with one link has those of the connection, and of
 * one with more it is not known.  To clear them is to note in the ledger what
 * they were.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "export.h"
#include "net/counters.h"
#include "ras/connection.h"
#include "ras/error.h"
#include "ras/ledger.h"
#include "win32/cancel.h"

#define NS_PER_MS	1000000
#define MS_PER_S	1000

/* In a time namespace, the clock may be behind that of the connection. */
static DWORD milliseconds_since(uint64_t since_ns)
{
	uint64_t since = since_ns / NS_PER_MS, now_ms;
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	now_ms = (uint64_t)now.tv_sec * MS_PER_S + now.tv_nsec / NS_PER_MS;
	return since && now_ms > since ? now_ms - since : 0;
}

/* Modulo 2^32, the difference as well as the counters. */
static void fill(RAS_STATS *stats, const struct rasx_base *now,
		 const struct rasx_base *base)
{
	stats->dwBytesXmited = now->tx_bytes - base->tx_bytes;
	stats->dwBytesRcved = now->rx_bytes - base->rx_bytes;
	stats->dwFramesXmited = now->tx_packets - base->tx_packets;
	stats->dwFramesRcved = now->rx_packets - base->rx_packets;
	stats->dwCrcErr = now->rx_crc_errors - base->rx_crc_errors;
	stats->dwAlignmentErr = now->rx_frame_errors - base->rx_frame_errors;
	stats->dwHardwareOverrunErr = now->rx_fifo_errors -
				      base->rx_fifo_errors;
	stats->dwFramingErr = now->rx_length_errors - base->rx_length_errors;
	stats->dwBufferOverrunErr = now->rx_over_errors - base->rx_over_errors;
}

static DWORD read_counters(const struct rasx_entry *entry,
			   struct rasx_base *now)
{
	struct rtnl_link_stats64 all;
	int ret = rasx_counters_of(entry->ifindex, &all);

	*now = (struct rasx_base){
		.tx_bytes	  = all.tx_bytes,
		.rx_bytes	  = all.rx_bytes,
		.tx_packets	  = all.tx_packets,
		.rx_packets	  = all.rx_packets,
		.rx_crc_errors	  = all.rx_crc_errors,
		.rx_frame_errors  = all.rx_frame_errors,
		.rx_fifo_errors	  = all.rx_fifo_errors,
		.rx_length_errors = all.rx_length_errors,
		.rx_over_errors	  = all.rx_over_errors,
	};
	/* It went since we looked. */
	return ret == -ENODEV ? ERROR_INVALID_HANDLE
			      : rasx_error_of_backend(ret);
}

static DWORD get(const struct rasx_entry *entry, RAS_STATS *stats)
{
	struct rasx_base now, base;
	DWORD error;

	/* Before the counters: they are no less than it. */
	error = rasx_error_of_backend(rasx_ledger_base(entry, &base));
	if (!error)
		error = read_counters(entry, &now);
	if (error)
		return error;
	memset(stats, 0, sizeof(*stats));
	stats->dwSize = sizeof(*stats);
	stats->dwConnectDuration = milliseconds_since(entry->since_ns);
	fill(stats, &now, &base);
	return ERROR_SUCCESS;
}

static DWORD clear(const struct rasx_entry *entry)
{
	struct rasx_base now;
	DWORD error = read_counters(entry, &now);

	if (error)
		return error;
	return rasx_error_of_backend(rasx_ledger_set_base(entry, &now));
}

/* A link as hrasconn stands for itself; one of several has no counters. */
static DWORD check_entry(const struct rasx_entry *entry)
{
	if (entry->state == RASX_STATE_ENDED)
		return ERROR_INVALID_HANDLE;
	return entry->is_link && entry->links > 1 ? ERROR_NOT_SUPPORTED
						  : ERROR_SUCCESS;
}

static DWORD find_connection(HRASCONN hrasconn, struct rasx_entry *entry)
{
	struct rasx_snapshot snapshot;
	DWORD error = rasx_lookup(hrasconn, &snapshot);

	if (error)
		return error;
	*entry = snapshot.entries[0];
	free(snapshot.entries);
	return check_entry(entry);
}

static DWORD find_in(const struct rasx_snapshot *snapshot, DWORD place,
		     struct rasx_entry *entry)
{
	for (size_t i = 0; i < snapshot->count; i++) {
		*entry = snapshot->entries[i];
		if (entry->is_link && entry->subentry == place)
			return check_entry(entry);
	}
	return ERROR_NO_CONNECTION;
}

static DWORD find_link(HRASCONN hrasconn, DWORD place,
		       struct rasx_entry *entry)
{
	struct rasx_snapshot snapshot;
	DWORD error = rasx_lookup(hrasconn, &snapshot);

	if (error)
		return error;
	error = ERROR_RASMAN_CANNOT_INITIALIZE;
	if (rasx_backend()->sees_links)
		error = find_in(&snapshot, place, entry);
	free(snapshot.entries);
	return error;
}

RASX_API DWORD WINAPI RasGetConnectionStatistics(HRASCONN hRasConn,
						 RAS_STATS *lpStatistics)
{
	RASX_UNCANCELLED;
	struct rasx_entry entry;
	DWORD error;

	if (!hRasConn || !lpStatistics ||
	    lpStatistics->dwSize != sizeof(*lpStatistics))
		return (DWORD)E_INVALIDARG;
	error = find_connection(hRasConn, &entry);
	return error ? error : get(&entry, lpStatistics);
}

RASX_API DWORD WINAPI RasGetLinkStatistics(HRASCONN hRasConn, DWORD dwSubEntry,
					   RAS_STATS *lpStatistics)
{
	RASX_UNCANCELLED;
	struct rasx_entry entry;
	DWORD error;

	if (!hRasConn || !dwSubEntry || !lpStatistics ||
	    lpStatistics->dwSize != sizeof(*lpStatistics))
		return (DWORD)E_INVALIDARG;
	error = find_link(hRasConn, dwSubEntry, &entry);
	return error ? error : get(&entry, lpStatistics);
}

RASX_API DWORD WINAPI RasClearConnectionStatistics(HRASCONN hRasConn)
{
	RASX_UNCANCELLED;
	struct rasx_entry entry;
	DWORD error = find_connection(hRasConn, &entry);

	return error ? error : clear(&entry);
}

RASX_API DWORD WINAPI RasClearLinkStatistics(HRASCONN hRasConn,
					     DWORD dwSubEntry)
{
	RASX_UNCANCELLED;
	struct rasx_entry entry;
	DWORD error;

	if (!dwSubEntry)
		return ERROR_INVALID_PARAMETER;
	error = find_link(hRasConn, dwSubEntry, &entry);
	return error ? error : clear(&entry);
}
