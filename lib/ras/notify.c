// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * RasConnectionNotification.
 *
 * The backend holds the event object (the kernel its eventfd, rtnetlink's the
 * descriptor until it is unwatched), not the handle, so a new event that gets
 * the same handle or descriptor is never signaled for an old one.  The
 * registration ends with the last handle, although a wait may keep the object
 * itself longer.
 *
 * What is asked for a dial that has no link yet waits here until there is a
 * connection that a backend knows.
 */
#include <pthread.h>
#include <stdlib.h>
#include <sys/queue.h>

#include "export.h"
#include "ras/call.h"
#include "ras/connection.h"
#include "ras/error.h"
#include "ras/notify.h"
#include "win32/cancel.h"
#include "win32/eventfd.h"

/* What a backend is asked for, and what is accepted without any effect. */
#define SERVED	(RASCN_Connection | RASCN_Disconnection | \
		 RASCN_BandwidthAdded | RASCN_BandwidthRemoved)
#define SILENT	(RASCN_Dormant | RASCN_ReConnection | RASCN_EPDGPacketArrival)

/*
 * Protects watched and closed of all events, and orders registering an event
 * against closing its last handle: else one could be left watched for ever.
 */
static pthread_mutex_t notify_lock = PTHREAD_MUTEX_INITIALIZER;

/* Events live as long as they are in it: rasx_notify_forget() comes before. */
struct waiting {
	LIST_ENTRY(waiting) list;
	struct rasx_event *event;
	HRASCONN alias;
	DWORD flags;
};

static LIST_HEAD(, waiting) waiting = LIST_HEAD_INITIALIZER(waiting);

/* With nothing to watch, only the target is looked at. */
static int ask_backend(struct rasx_event *event, DWORD flags, uint64_t target)
{
	if (!(flags & SERVED))
		return rasx_backend()->find(target);
	/* Even a failed call: UNWATCH of nothing harms nobody. */
	event->watched = true;
	return rasx_backend()->watch(event->fd, flags & SERVED, target);
}

static void drop(struct waiting *one)
{
	LIST_REMOVE(one, list);
	free(one);
}

/* The same event for the same dial is one entry with all its flags. */
static DWORD wait_for_link(struct rasx_event *event, DWORD flags,
			   HRASCONN alias)
{
	struct waiting *one;

	LIST_FOREACH(one, &waiting, list) {
		if (one->event == event && one->alias == alias) {
			one->flags |= flags;
			return ERROR_SUCCESS;
		}
	}
	one = malloc(sizeof(*one));
	if (!one)
		return ERROR_NOT_ENOUGH_MEMORY;
	*one = (struct waiting){ .event = event, .alias = alias,
				 .flags = flags };
	LIST_INSERT_HEAD(&waiting, one, list);
	return ERROR_SUCCESS;
}

static bool has_no_link_yet(HRASCONN hrasconn)
{
	struct rasx_call call;

	return rasx_is_alias(hrasconn) && rasx_call_describe(hrasconn, &call) &&
	       call.phase == RASX_CALL_DIALLING && !call.id;
}

static DWORD register_locked(struct rasx_event *event, DWORD flags,
			     HRASCONN hrasconn)
{
	uint64_t target = RASX_ALL;

	if (event->closed)
		return ERROR_INVALID_HANDLE;
	if (has_no_link_yet(hrasconn))
		return wait_for_link(event, flags, hrasconn);
	if (!rasx_hrasconn_is_all(hrasconn))
		target = rasx_id_of(hrasconn);
	return rasx_error_of_backend(ask_backend(event, flags, target));
}

static DWORD register_event(struct rasx_event *event, DWORD flags,
			    HRASCONN hrasconn)
{
	DWORD error;

	pthread_mutex_lock(&notify_lock);
	error = register_locked(event, flags, hrasconn);
	pthread_mutex_unlock(&notify_lock);
	return error;
}

/* It may have come up before the backend was asked. */
static void pass_on(struct waiting *one, uint64_t id)
{
	if (!ask_backend(one->event, one->flags, id) &&
	    (one->flags & RASCN_Connection) && rasx_is_up(id))
		rasx_eventfd_add(one->event->fd, 1);
}

static void settle(HRASCONN alias, uint64_t id)
{
	struct waiting *one, *next;

	pthread_mutex_lock(&notify_lock);
	for (one = LIST_FIRST(&waiting); one; one = next) {
		next = LIST_NEXT(one, list);
		if (one->alias != alias)
			continue;
		if (id)
			pass_on(one, id);
		drop(one);
	}
	pthread_mutex_unlock(&notify_lock);
}

void rasx_notify_reached(HRASCONN alias, uint64_t id)
{
	settle(alias, id);
}

void rasx_notify_given_up(HRASCONN alias)
{
	settle(alias, 0);
}

void rasx_notify_forked(void)
{
	while (!LIST_EMPTY(&waiting))
		drop(LIST_FIRST(&waiting));
}

void rasx_notify_forget(struct rasx_event *event)
{
	struct waiting *one, *next;

	pthread_mutex_lock(&notify_lock);
	event->closed = true;
	for (one = LIST_FIRST(&waiting); one; one = next) {
		next = LIST_NEXT(one, list);
		if (one->event == event)
			drop(one);
	}
	if (event->watched)
		rasx_backend()->unwatch(event->fd);
	pthread_mutex_unlock(&notify_lock);
}

/*
 * Order of the checks, first failure wins:
 *
 *   hEvent NULL or INVALID_HANDLE_VALUE	ERROR_INVALID_PARAMETER
 *   dwFlags without a defined bit		ERROR_INVALID_PARAMETER
 *   hEvent not an open handle of an event	ERROR_INVALID_HANDLE
 *   no backend, or none for these flags	ERROR_RASMAN_CANNOT_INITIALIZE,
 *   no access to the kernel module		ERROR_ACCESS_DENIED
 *   hrasconn unknown or ended			ERROR_INVALID_HANDLE
 *   memory, limits				ERROR_NOT_ENOUGH_MEMORY
 */
static DWORD notify(HRASCONN hrasconn, HANDLE handle, DWORD flags)
{
	RASX_UNCANCELLED;
	struct rasx_event *event;
	DWORD error;

	if (!handle || handle == INVALID_HANDLE_VALUE)
		return ERROR_INVALID_PARAMETER;
	if (!(flags & (SERVED | SILENT)))
		return ERROR_INVALID_PARAMETER;
	event = rasx_event_get(handle);
	if (!event)
		return ERROR_INVALID_HANDLE;
	error = register_event(event, flags, hrasconn);
	rasx_event_put(event);
	return error;
}

RASX_API DWORD WINAPI RasConnectionNotificationA(HRASCONN hrasconn,
						 HANDLE hEvent, DWORD dwFlags)
{
	return notify(hrasconn, hEvent, dwFlags);
}

RASX_API DWORD WINAPI RasConnectionNotificationW(HRASCONN hrasconn,
						 HANDLE hEvent, DWORD dwFlags)
{
	return notify(hrasconn, hEvent, dwFlags);
}

void rasx_notify_lock(void)
{
	pthread_mutex_lock(&notify_lock);
}

void rasx_notify_unlock(void)
{
	pthread_mutex_unlock(&notify_lock);
}
