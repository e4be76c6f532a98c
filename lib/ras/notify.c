// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * RasConnectionNotification.
 *
 * The backend holds the event object (the kernel its eventfd, rtnetlink's the
 * descriptor until it is unwatched), not the handle, so a new event that gets
 * the same handle or descriptor is never signaled for an old one.  The registration ends with the last handle, although a wait may keep
 * the object itself longer.
 */
#include <pthread.h>

#include "export.h"
#include "ras/connection.h"
#include "ras/error.h"
#include "ras/notify.h"

/* What a backend is asked for, and what is accepted without any effect. */
#define SERVED	(RASCN_Connection | RASCN_Disconnection | \
		 RASCN_BandwidthAdded | RASCN_BandwidthRemoved)
#define SILENT	(RASCN_Dormant | RASCN_ReConnection | RASCN_EPDGPacketArrival)

/*
 * Protects watched and closed of all events, and orders registering an event
 * against closing its last handle: else one could be left watched for ever.
 */
static pthread_mutex_t notify_lock = PTHREAD_MUTEX_INITIALIZER;

/* With nothing to watch, only the target is looked at. */
static int ask_backend(struct rasx_event *event, DWORD flags, uint64_t target)
{
	if (!(flags & SERVED))
		return rasx_backend()->find(target);
	/* Even a failed call: UNWATCH of nothing harms nobody. */
	event->watched = true;
	return rasx_backend()->watch(event->fd, flags & SERVED, target);
}

static DWORD register_event(struct rasx_event *event, DWORD flags,
			    uint64_t target)
{
	DWORD error = ERROR_INVALID_HANDLE;

	pthread_mutex_lock(&notify_lock);
	if (!event->closed)
		error = rasx_error_of_backend(ask_backend(event, flags, target));
	pthread_mutex_unlock(&notify_lock);
	return error;
}

void rasx_notify_forget(struct rasx_event *event)
{
	pthread_mutex_lock(&notify_lock);
	event->closed = true;
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
	uint64_t target;
	struct rasx_event *event;
	DWORD error;

	if (!handle || handle == INVALID_HANDLE_VALUE)
		return ERROR_INVALID_PARAMETER;
	if (!(flags & (SERVED | SILENT)))
		return ERROR_INVALID_PARAMETER;
	event = rasx_event_get(handle);
	if (!event)
		return ERROR_INVALID_HANDLE;
	target = rasx_hrasconn_is_all(hrasconn) ? RASX_ALL : rasx_id_of(hrasconn);
	error = register_event(event, flags, target);
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
