// SPDX-License-Identifier: GPL-2.0
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <rasnotify.h>

#include "pppsim.h"
#include "signals.h"

static const DWORD flags[4] = {
	RASCN_Connection, RASCN_Disconnection,
	RASCN_BandwidthAdded, RASCN_BandwidthRemoved,
};

DWORD signals_register(struct signals *s, uint64_t conn)
{
	HRASCONN target = conn ? (HRASCONN)(uintptr_t)conn :
				 (HRASCONN)INVALID_HANDLE_VALUE;
	DWORD ret = 0;
	int i;

	for (i = 0; i < 4 && !ret; i++) {
		s->event[i] = CreateEvent(NULL, FALSE, FALSE, NULL);
		ret = RasConnectionNotification(target, s->event[i], flags[i]);
	}
	return ret;
}

void signals_close(struct signals *s)
{
	int i;

	for (i = 0; i < 4; i++)
		CloseHandle(s->event[i]);
}

/* The counter of the eventfd behind tells more than the event's state. */
static int take(HANDLE event)
{
	struct pollfd p = { .fd = rasnotify_event_fd(event), .events = POLLIN };
	uint64_t n = 0;

	if (poll(&p, 1, 0) > 0 && read(p.fd, &n, sizeof(n)) != sizeof(n))
		return -1;
	return n;
}

bool signals_are(struct signals *s, int dev, struct counts want)
{
	struct counts got;

	pppsim_seq(dev);
	got.connection = take(s->event[0]);
	got.disconnection = take(s->event[1]);
	got.added = take(s->event[2]);
	got.removed = take(s->event[3]);
	if (!memcmp(&got, &want, sizeof(got)))
		return true;
	fprintf(stderr,
		"# signals: wanted %d %d %d %d, got %d %d %d %d (Connection, Disconnection, BandwidthAdded, BandwidthRemoved)\n",
		want.connection, want.disconnection, want.added, want.removed,
		got.connection, got.disconnection, got.added, got.removed);
	return false;
}
