// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "export.h"
#include "ras/notify.h"
#include "rasnotify.h"
#include "win32/event.h"
#include "win32/eventfd.h"
#include "win32/handle.h"
#include "win32/lasterror.h"
#include "win32/take.h"
#include "win32/wide.h"

static struct rasx_event *to_event(const struct rasx_object *object)
{
	return (struct rasx_event *)((char *)object -
				     offsetof(struct rasx_event, object));
}

static int event_fd(const struct rasx_object *object)
{
	return to_event(object)->fd;
}

/*
 * The descriptor counts, an event does not: a set wakes one sleeper, or is
 * remembered once if there is none.  A reader gets all sets since the last
 * reader at once, and puts back what was for others: as many as sleep, but
 * for itself, and one that is remembered if the reader was asleep.  It counts
 * among the sleepers exactly then.
 */
static void hand_over(struct rasx_event *event, uint64_t sets)
{
	uint64_t rest = sets - 1;
	unsigned int most;

	if (!rest)
		return;
	most = atomic_load(&event->object.sleepers);
	if (rest > most)
		rest = most;
	if (rest)
		rasx_eventfd_add(event->fd, rest);
}

static bool take_set(struct rasx_event *event)
{
	uint64_t sets = rasx_eventfd_try_read(event->fd);

	if (sets)
		hand_over(event, sets);
	return sets;
}

static bool event_try_acquire(struct rasx_object *object)
{
	struct rasx_event *event = to_event(object);

	if (event->manual_reset)
		return rasx_eventfd_readable(event->fd);
	return take_set(event);
}

static void event_give_back(struct rasx_object *object)
{
	struct rasx_event *event = to_event(object);

	if (!event->manual_reset)
		rasx_eventfd_add(event->fd, 1);
}

/* Zero also if the program made the descriptor non-blocking. */
static uint64_t sleep_and_read(struct rasx_event *event)
{
	uint64_t sets;

	rasx_object_sleep(&event->object);
	sets = rasx_eventfd_read(event->fd);
	if (sets)
		hand_over(event, sets);
	rasx_object_awake(&event->object);
	return sets;
}

static bool event_acquire(struct rasx_object *object)
{
	struct rasx_event *event = to_event(object);

	if (event->manual_reset)
		return false;
	return take_set(event) || sleep_and_read(event);
}

static void event_closed(struct rasx_object *object)
{
	rasx_notify_forget(to_event(object));
}

/* Accepted race: what the parent does before we look is copied as well. */
static void event_forked(struct rasx_object *object)
{
	struct rasx_event *event = to_event(object);

	rasx_eventfd_renew(event->fd, rasx_eventfd_readable(event->fd), 0);
	event->watched = false;
}

static void event_free(struct rasx_object *object)
{
	struct rasx_event *event = to_event(object);

	close(event->fd);
	free(event);
}

static const struct rasx_object_ops event_ops = {
	.fd		= event_fd,
	.try_acquire	= event_try_acquire,
	.give_back	= event_give_back,
	.acquire	= event_acquire,
	.closed		= event_closed,
	.forked		= event_forked,
	.free		= event_free,
};

static struct rasx_event *event_new(bool manual_reset, bool signaled)
{
	struct rasx_event *event = calloc(1, sizeof(*event));

	if (!event)
		return NULL;
	rasx_object_init(&event->object, &event_ops);
	event->manual_reset = manual_reset;
	event->fd = eventfd(signaled, EFD_CLOEXEC);
	if (event->fd >= 0)
		return event;
	free(event);
	return NULL;
}

static HANDLE create_event(bool manual_reset, bool signaled, bool named)
{
	struct rasx_event *event;
	HANDLE handle;

	if (named)
		return rasx_fail_handle(ERROR_NOT_SUPPORTED);
	event = event_new(manual_reset, signaled);
	if (!event)
		return rasx_fail_handle(rasx_error_of_creation(errno));
	handle = rasx_handle_open(&event->object);
	if (!handle)
		rasx_event_put(event);
	SetLastError(handle ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY);
	return handle;
}

RASX_API HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES lpEventAttributes,
				    BOOL bManualReset, BOOL bInitialState,
				    LPCSTR lpName)
{
	(void)lpEventAttributes;
	return create_event(bManualReset, bInitialState, lpName && *lpName);
}

RASX_API HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES lpEventAttributes,
				    BOOL bManualReset, BOOL bInitialState,
				    LPCWSTR lpName)
{
	(void)lpEventAttributes;
	return create_event(bManualReset, bInitialState, lpName && *lpName);
}

RASX_API HANDLE WINAPI CreateEventW_u16(LPSECURITY_ATTRIBUTES attributes,
					BOOL bManualReset, BOOL bInitialState,
					const char16_t *lpName)
{
	(void)attributes;
	return create_event(bManualReset, bInitialState, lpName && *lpName);
}

struct rasx_event *rasx_event_get(HANDLE handle)
{
	struct rasx_object *object = rasx_handle_get_type(handle, &event_ops);

	return object ? to_event(object) : NULL;
}

void rasx_event_put(struct rasx_event *event)
{
	rasx_object_put(&event->object);
}

RASX_API BOOL WINAPI SetEvent(HANDLE hEvent)
{
	struct rasx_event *event = rasx_event_get(hEvent);

	if (!event)
		return rasx_fail(ERROR_INVALID_HANDLE);
	rasx_eventfd_add(event->fd, 1);
	rasx_event_put(event);
	return TRUE;
}

RASX_API BOOL WINAPI ResetEvent(HANDLE hEvent)
{
	struct rasx_event *event = rasx_event_get(hEvent);

	if (!event)
		return rasx_fail(ERROR_INVALID_HANDLE);
	/* Else a wait for all that gives the event back would undo it. */
	rasx_take_lock();
	rasx_eventfd_try_read(event->fd);
	rasx_take_unlock();
	rasx_event_put(event);
	return TRUE;
}

RASX_API int rasnotify_event_fd(HANDLE handle)
{
	struct rasx_event *event = rasx_event_get(handle);
	int fd;

	if (!event) {
		errno = EBADF;
		return -1;
	}
	fd = event->fd;
	rasx_event_put(event);
	return fd;
}
