// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * RasGetConnectionStatistics, RasGetLinkStatistics, and clearing them.
 *
 * The counters are those of the interface.  The kernel has none for a link,
 * so that of a connection with one link has those of the connection, and of
 * one with more it is not known.  Nobody but this process sees that it has
 * cleared something: it remembers what the counters were.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "export.h"
#include "net/counters.h"
#include "ras/connection.h"
#include "ras/error.h"
#include "ras/statistics.h"
#include "win32/cancel.h"

#define NS_PER_MS	1000000
#define MS_PER_S	1000

/* What was cleared: the counters of a connection or link at that time. */
struct base {
	struct base *next;
	uint64_t id;
	struct rtnl_link_stats64 counters;
};

/* Protects bases; nothing else is called while it is held. */
static pthread_mutex_t bases_lock = PTHREAD_MUTEX_INITIALIZER;
static struct base *bases;

static struct base *find_base(uint64_t id)
{
	struct base *base = bases;

	while (base && base->id != id)
		base = base->next;
	return base;
}

static struct rtnl_link_stats64 base_of(uint64_t id)
{
	struct rtnl_link_stats64 counters = { 0 };
	const struct base *base;

	pthread_mutex_lock(&bases_lock);
	base = find_base(id);
	if (base)
		counters = base->counters;
	pthread_mutex_unlock(&bases_lock);
	return counters;
}

static bool is_in(const struct rasx_snapshot *snapshot, uint64_t id)
{
	for (size_t i = 0; i < snapshot->count; i++)
		if (snapshot->entries[i].id == id)
			return true;
	return false;
}

/* What has ended needs no base any more.  May fail: then it is done later. */
static void forget_ended(void)
{
	struct base **at = &bases;
	struct rasx_snapshot snapshot;

	if (rasx_backend()->snapshot(RASX_ALL, &snapshot))
		return;
	pthread_mutex_lock(&bases_lock);
	while (*at) {
		struct base *base = *at;

		if (is_in(&snapshot, base->id)) {
			at = &base->next;
		} else {
			*at = base->next;
			free(base);
		}
	}
	pthread_mutex_unlock(&bases_lock);
	free(snapshot.entries);
}

static DWORD remember(uint64_t id, const struct rtnl_link_stats64 *counters)
{
	struct base *fresh = malloc(sizeof(*fresh)), *base;

	if (!fresh)
		return ERROR_NOT_ENOUGH_MEMORY;
	pthread_mutex_lock(&bases_lock);
	base = find_base(id);
	if (!base) {
		base = fresh;
		fresh = NULL;
		base->id = id;
		base->next = bases;
		bases = base;
	}
	base->counters = *counters;
	pthread_mutex_unlock(&bases_lock);
	free(fresh);
	return ERROR_SUCCESS;
}

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
static void fill(RAS_STATS *stats, const struct rtnl_link_stats64 *now,
		 const struct rtnl_link_stats64 *base)
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
			   struct rtnl_link_stats64 *counters)
{
	int ret = rasx_counters_of(entry->ifindex, counters);

	/* It went since we looked. */
	return ret == -ENODEV ? ERROR_INVALID_HANDLE
			      : rasx_error_of_backend(ret);
}

static DWORD get(const struct rasx_entry *entry, RAS_STATS *stats)
{
	struct rtnl_link_stats64 counters, base;
	DWORD error = read_counters(entry, &counters);

	if (error)
		return error;
	base = base_of(entry->id);
	memset(stats, 0, sizeof(*stats));
	stats->dwSize = sizeof(*stats);
	stats->dwConnectDuration = milliseconds_since(entry->since_ns);
	fill(stats, &counters, &base);
	return ERROR_SUCCESS;
}

static DWORD clear(const struct rasx_entry *entry)
{
	struct rtnl_link_stats64 counters;
	DWORD error = read_counters(entry, &counters);

	if (error)
		return error;
	forget_ended();
	return remember(entry->id, &counters);
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

void rasx_statistics_lock(void)
{
	pthread_mutex_lock(&bases_lock);
}

void rasx_statistics_unlock(void)
{
	pthread_mutex_unlock(&bases_lock);
}
