// SPDX-License-Identifier: LGPL-2.1-or-later
/* Tell which RAS connections come and go, and how many links they have. */
#include <windows.h>
#include <ras.h>
#include <raserror.h>
#include <stdio.h>

#define MAX_CONNECTIONS 16384

struct list {
	DWORD count;
	RASCONN connection[MAX_CONNECTIONS];
	DWORD links[MAX_CONNECTIONS];
};

static DWORD CountLinks(HRASCONN connection)
{
	DWORD links = 0, place = 1, error;
	HRASCONN link;

	while ((error = RasGetSubEntryHandle(connection, place++, &link)) ==
	       ERROR_SUCCESS || error == ERROR_PORT_NOT_OPEN)
		links += error == ERROR_SUCCESS;
	return links;
}

static DWORD Enumerate(struct list *list)
{
	DWORD size = sizeof(list->connection), error;

	list->connection[0].dwSize = sizeof(RASCONN);
	error = RasEnumConnections(list->connection, &size, &list->count);
	for (DWORD i = 0; !error && i < list->count; i++)
		list->links[i] = CountLinks(list->connection[i].hrasconn);
	return error;
}

static DWORD Find(const struct list *list, HRASCONN connection)
{
	DWORD i = 0;

	while (i < list->count && list->connection[i].hrasconn != connection)
		i++;
	return i;
}

static void Report(const char *what, const struct list *list, DWORD i)
{
	const RASCONN *connection = &list->connection[i];

	printf("%-12s  %s  %s  links: %u\n", what, connection->szEntryName,
	       connection->szDeviceType, list->links[i]);
}

static void Compare(const struct list *before, const struct list *now)
{
	for (DWORD i = 0; i < before->count; i++)
		if (Find(now, before->connection[i].hrasconn) == now->count)
			Report("disconnected", before, i);
	for (DWORD i = 0; i < now->count; i++) {
		DWORD old = Find(before, now->connection[i].hrasconn);

		if (old == before->count)
			Report("connected", now, i);
		else if (before->links[old] != now->links[i])
			Report("bandwidth", now, i);
	}
	fflush(stdout);
}

static DWORD Watch(HANDLE event, DWORD flags)
{
	return RasConnectionNotification((HRASCONN)INVALID_HANDLE_VALUE,
					 event, flags);
}

int main(void)
{
	static struct list lists[2];
	HANDLE events[2] = { CreateEvent(NULL, FALSE, FALSE, NULL),
			     CreateEvent(NULL, FALSE, FALSE, NULL) };
	DWORD error = Watch(events[0], RASCN_Connection | RASCN_Disconnection);
	int now = 0;

	if (!error)
		error = Watch(events[1], RASCN_BandwidthAdded |
					 RASCN_BandwidthRemoved);
	for (; !error; now = !now) {
		error = Enumerate(&lists[now]);
		if (error)
			break;
		Compare(&lists[!now], &lists[now]);
		WaitForMultipleObjects(2, events, FALSE, INFINITE);
	}
	fprintf(stderr, "RAS error %u\n", error);
	return 1;
}
