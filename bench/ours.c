// SPDX-License-Identifier: GPL-2.0
/* What programs of Windows and of Linux do here, by librasapi32 or without. */
#include <windows.h>
#include <ras.h>
#include <rasnotify.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "latency.h"

#define ALL	((HRASCONN)INVALID_HANDLE_VALUE)
#define LINK_FLAGS	(RASCN_BandwidthAdded | RASCN_BandwidthRemoved)
#define END_FLAGS	(RASCN_Connection | RASCN_Disconnection)

/* The one that is registered is the last; the others are never set. */
static HANDLE events[MAXIMUM_WAIT_OBJECTS];
static DWORD count;
static HANDLE event;

static int watch(DWORD number, BOOL manual, DWORD flags)
{
	for (count = 0; count < number; count++) {
		events[count] = CreateEvent(NULL, manual, FALSE, NULL);
		if (!events[count])
			return -ENOMEM;
	}
	event = events[count - 1];
	return RasConnectionNotification(ALL, event, flags) ? -ENODEV : 0;
}

static void close_all(struct shared *sh)
{
	(void)sh;
	while (count)
		CloseHandle(events[--count]);
}

static uint64_t wait_single(struct shared *sh, enum event what)
{
	(void)sh;
	(void)what;
	if (WaitForSingleObject(event, INFINITE) != WAIT_OBJECT_0)
		return 0;
	return pppsim_now();
}

static uint64_t wait_multiple(struct shared *sh, enum event what)
{
	(void)sh;
	(void)what;
	if (WaitForMultipleObjects(count, events, FALSE, INFINITE) !=
	    WAIT_OBJECT_0 + count - 1)
		return 0;
	return pppsim_now();
}

static int open_auto(struct shared *sh)
{
	(void)sh;
	return watch(1, FALSE, END_FLAGS | LINK_FLAGS);
}

static int open_manual(struct shared *sh)
{
	(void)sh;
	return watch(1, TRUE, END_FLAGS | LINK_FLAGS);
}

static void reset(struct shared *sh)
{
	(void)sh;
	ResetEvent(event);
}

static int open_any_2(struct shared *sh)
{
	(void)sh;
	return watch(2, FALSE, END_FLAGS | LINK_FLAGS);
}

static int open_any_64(struct shared *sh)
{
	(void)sh;
	return watch(MAXIMUM_WAIT_OBJECTS, FALSE, END_FLAGS | LINK_FLAGS);
}

static int open_any_2_manual(struct shared *sh)
{
	(void)sh;
	return watch(2, TRUE, END_FLAGS | LINK_FLAGS);
}

static int open_any_64_manual(struct shared *sh)
{
	(void)sh;
	return watch(MAXIMUM_WAIT_OBJECTS, TRUE, END_FLAGS | LINK_FLAGS);
}

static int open_ends(struct shared *sh)
{
	(void)sh;
	return watch(1, FALSE, END_FLAGS);
}

const struct method method_wait_auto = {
	.name = "wait-auto",
	.what = "WaitForSingleObject, auto-reset event",
	.events = ENDS | LINKS,
	.open = open_auto,
	.wait = wait_single,
	.close = close_all,
};

const struct method method_wait_manual = {
	.name = "wait-manual",
	.what = "WaitForSingleObject, manual-reset event",
	.events = ENDS | LINKS,
	.open = open_manual,
	.wait = wait_single,
	.after = reset,
	.close = close_all,
};

const struct method method_wait_any_2 = {
	.name = "wait-any-2",
	.what = "WaitForMultipleObjects, 2 auto-reset events",
	.events = ENDS | LINKS,
	.open = open_any_2,
	.wait = wait_multiple,
	.close = close_all,
};

const struct method method_wait_any_2_manual = {
	.name = "wait-any-2-manual",
	.what = "WaitForMultipleObjects, 2 manual-reset events",
	.events = ENDS | LINKS,
	.open = open_any_2_manual,
	.wait = wait_multiple,
	.after = reset,
	.close = close_all,
};

const struct method method_wait_any_64 = {
	.name = "wait-any-64",
	.what = "WaitForMultipleObjects, 64 auto-reset events",
	.events = ENDS | LINKS,
	.open = open_any_64,
	.wait = wait_multiple,
	.close = close_all,
};

const struct method method_wait_any_64_manual = {
	.name = "wait-any-64-manual",
	.what = "WaitForMultipleObjects, 64 manual-reset events",
	.events = ENDS | LINKS,
	.open = open_any_64_manual,
	.wait = wait_multiple,
	.after = reset,
	.close = close_all,
};

static int open_deleted(struct shared *sh)
{
	(void)sh;
	return watch(1, FALSE, RASCN_Disconnection);
}

const struct method method_wait_deleted = {
	.name = "wait-deleted",
	.what = "WaitForSingleObject, auto-reset event, for an end",
	.events = 1 << DELETED,
	.share = 5,
	.open = open_deleted,
	.wait = wait_single,
	.close = close_all,
};

static bool began(const struct pppev_entry *entry, enum event event)
{
	return entry->type == (event == CONNECTED ? PPPEV_ENTRY_CONNECTION :
						    PPPEV_ENTRY_LINK);
}

/* Since when the newest connection or link is there. */
static uint64_t hook_of_snapshot(struct shared *sh, enum event event)
{
	int fd = pppsim_dev_open(O_WRONLY);
	struct pppev_entry *entries = NULL;
	int n = pppsim_snapshot(fd, 0, &entries, NULL);
	uint64_t since = 0;

	(void)sh;
	for (int i = 0; i < n; i++)
		if (began(&entries[i], event) && entries[i].since_ns > since)
			since = entries[i].since_ns;
	free(entries);
	close(fd);
	return since;
}

/* Ends are seen, too, but when they were is told by records only. */
const struct method method_wait_alone = {
	.name = "wait-alone",
	.what = "WaitForSingleObject, auto-reset event, and no reader of /dev/pppev",
	.events = ENDS | LINKS,
	.no_hook = 1 << DISCONNECTED | 1 << LINK_REMOVED,
	.alone = true,
	.open = open_auto,
	.wait = wait_single,
	.hook = hook_of_snapshot,
	.close = close_all,
};

/* The library without the module: it listens to rtnetlink itself. */
const struct method method_backend_netlink = {
	.name = "backend-netlink",
	.what = "WaitForSingleObject, auto-reset event, without the module",
	.events = ENDS,
	.hidden = true,
	.open = open_ends,
	.wait = wait_single,
	.close = close_all,
};

/* ---- epoll -------------------------------------------------------------- */

static int epoll = -1;

static int open_epoll(struct shared *sh)
{
	struct epoll_event wanted = { .events = EPOLLIN };
	int rc = open_auto(sh);

	if (rc)
		return rc;
	epoll = epoll_create1(EPOLL_CLOEXEC);
	return epoll_ctl(epoll, EPOLL_CTL_ADD, rasnotify_event_fd(event),
			 &wanted) ? -errno : 0;
}

static uint64_t wait_epoll(struct shared *sh, enum event what)
{
	struct epoll_event ready;

	(void)sh;
	(void)what;
	return epoll_wait(epoll, &ready, 1, -1) == 1 ? pppsim_now() : 0;
}

static void consume(struct shared *sh)
{
	(void)sh;
	WaitForSingleObject(event, 0);
}

static void close_epoll(struct shared *sh)
{
	close(epoll);
	close_all(sh);
}

const struct method method_epoll = {
	.name = "epoll",
	.what = "epoll on rasnotify_event_fd()",
	.events = ENDS | LINKS,
	.open = open_epoll,
	.wait = wait_epoll,
	.after = consume,
	.close = close_epoll,
};

/* ---- /dev/pppev --------------------------------------------------------- */

static int stream = -1;

static int open_stream(struct shared *sh)
{
	(void)sh;
	stream = pppsim_dev_open(O_RDONLY);
	return stream < 0 ? stream : 0;
}

static uint64_t wait_stream(struct shared *sh, enum event what)
{
	struct pollfd pfd = { .fd = stream, .events = POLLIN };
	struct pppev_event ev;

	(void)sh;
	(void)what;
	if (poll(&pfd, 1, -1) != 1 || read(stream, &ev, sizeof(ev)) < 0)
		return 0;
	return pppsim_now();
}

static void close_stream(struct shared *sh)
{
	(void)sh;
	close(stream);
}

const struct method method_read = {
	.name = "read",
	.what = "poll and read of /dev/pppev",
	.events = ENDS | LINKS,
	.open = open_stream,
	.wait = wait_stream,
	.close = close_stream,
};
