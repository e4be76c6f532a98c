/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Connections for the tests of the RAS functions, made of real ppp units and
 * pty channels in the namespace of the caller.  When one of these functions
 * returns, the kernel has sent its events: a wait of 0 ms sees them, and what
 * it does not see was not sent.
 */
#ifndef SHIM_CONNECTION_H
#define SHIM_CONNECTION_H

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <windows.h>
#include <ras.h>

#include "pppsim.h"

#define ALL		((HRASCONN)INVALID_HANDLE_VALUE)
#define MAX_LINKS	3
#define EVERY_FLAG	(RASCN_Connection | RASCN_Disconnection | \
			 RASCN_BandwidthAdded | RASCN_BandwidthRemoved)

struct connection {
	struct pppsim_unit unit;
	struct pppsim_channel channels[MAX_LINKS];
	int links;
};

/* A unit that is down and has no link.  All return 0 or a negative errno. */
static inline int connection_open(struct connection *connection)
{
	memset(connection, 0, sizeof(*connection));
	return pppsim_unit_open(&connection->unit);
}

static inline int connection_add_link_of(struct connection *connection,
					 enum pppev_kind kind, const char *dev)
{
	struct pppsim_channel *channel;
	int ret;

	channel = &connection->channels[connection->links];
	ret = pppsim_channel_open(channel, kind, dev);
	if (ret)
		return ret;
	connection->links++;
	return pppsim_channel_connect(channel, connection->unit.index);
}

static inline int connection_add_link(struct connection *connection)
{
	return connection_add_link_of(connection, PPPEV_KIND_ASYNC, NULL);
}

/* Open, with that many links, and up. */
static inline int connection_establish(struct connection *connection,
				       int links)
{
	int ret = connection_open(connection);

	while (!ret && connection->links < links)
		ret = connection_add_link(connection);
	return ret ? ret : pppsim_unit_up(&connection->unit);
}

static inline void connection_close(struct connection *connection)
{
	while (connection->links)
		pppsim_channel_close(&connection->channels[--connection->links]);
	pppsim_unit_close(&connection->unit);
}

/* As the module shows it, whatever its state; index 0 is the connection. */
static inline uint64_t entry_id(const struct connection *connection,
				uint32_t type, uint32_t subentry)
{
	struct pppev_entry *entries;
	int fd = pppsim_dev_open(O_WRONLY);
	int count = pppsim_snapshot(fd, 0, &entries, NULL);
	uint64_t id = 0;

	for (int i = 0; i < count; i++) {
		if (entries[i].ifindex == connection->unit.ifindex &&
		    entries[i].type == type &&
		    (type == PPPEV_ENTRY_CONNECTION ||
		     entries[i].subentry == subentry))
			id = entries[i].id;
	}
	if (count >= 0)
		free(entries);
	close(fd);
	return id;
}

/* The newest life of the unit. */
static inline HRASCONN connection_handle(const struct connection *connection)
{
	return (HRASCONN)(uintptr_t)entry_id(connection,
					     PPPEV_ENTRY_CONNECTION, 0);
}

static inline HRASCONN link_handle(const struct connection *connection,
				   uint32_t subentry)
{
	return (HRASCONN)(uintptr_t)entry_id(connection, PPPEV_ENTRY_LINK,
					     subentry);
}

/* How many connections RasEnumConnections lists, -1: it fails. */
static inline int count_connections(void)
{
	DWORD bytes = 0, count = 0;
	DWORD error = RasEnumConnections(NULL, &bytes, &count);

	if (error && error != ERROR_BUFFER_TOO_SMALL)
		return -1;
	return count;
}

/* Four events, one for each flag. */
struct watcher {
	HANDLE events[4];
};

/* Index i watches for flag 1 << i.  Returns the first error. */
static inline DWORD watcher_open(struct watcher *watcher, HRASCONN target)
{
	DWORD first = ERROR_SUCCESS;

	for (int i = 0; i < 4; i++) {
		DWORD error;

		watcher->events[i] = CreateEvent(NULL, FALSE, FALSE, NULL);
		error = RasConnectionNotification(target, watcher->events[i],
						  1U << i);
		if (!first)
			first = error;
	}
	return first;
}

/* The flags that were told since the last call. */
static inline DWORD watcher_take(struct watcher *watcher)
{
	DWORD flags = 0;

	for (int i = 0; i < 4; i++)
		if (WaitForSingleObject(watcher->events[i], 0) == WAIT_OBJECT_0)
			flags |= 1U << i;
	return flags;
}

static inline void watcher_close(struct watcher *watcher)
{
	for (int i = 0; i < 4; i++)
		CloseHandle(watcher->events[i]);
}

#endif /* SHIM_CONNECTION_H */
