// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "export.h"
#include "ras/notify.h"
#include "rasnotify.h"
#include "win32/cancel.h"
#include "win32/event.h"
#include "win32/eventfd.h"
#include "win32/handle.h"
#include "win32/lasterror.h"
#include "win32/share.h"
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
	most = rasx_object_sleepers(&event->object);
	if (rest > most)
		rest = most;
	if (rest)
		rasx_eventfd_add(event->fd, rest);
}

static bool got(struct rasx_event *event, uint64_t sets)
{
	if (sets)
		hand_over(event, sets);
	return sets;
}

static bool take_set(struct rasx_event *event)
{
	return got(event, rasx_eventfd_try_read(event->fd));
}

/* To be called by who is going to read, or have read, without the take lock. */
static void contest(struct rasx_event *event)
{
	if (atomic_load(&event->contested))
		return;
	/* Under the lock: who sees it set knows that nobody relies on less. */
	rasx_take_lock();
	atomic_store(&event->contested, true);
	rasx_take_unlock();
}

/* Nobody reads it while the caller has the take lock. */
static bool is_uncontested(const struct rasx_event *event)
{
	return !event->object.share && !atomic_load(&event->contested) &&
	       event->forks == rasx_take_forks();
}

static bool counts_more_than(struct rasx_event *event, uint64_t most)
{
	uint64_t count = rasx_eventfd_try_read(event->fd);

	if (count)
		rasx_eventfd_add(event->fd, count);
	return count > most;
}

/* A pulse on its way to sleepers is one count. */
static bool is_set_beside_pulse(struct rasx_event *event)
{
	return counts_more_than(event, 1);
}

static bool event_try_acquire(struct rasx_object *object)
{
	struct rasx_event *event = to_event(object);

	if (!event->manual_reset) {
		rasx_take_note();
		return take_set(event);
	}
	if (rasx_object_pulse_owed(object))
		return is_set_beside_pulse(event);
	return rasx_eventfd_readable(event->fd);
}

/*
 * What was seen is still there if nobody else can read it; then a read() does
 * not sleep, and is less work than the preadv2() that never would.
 */
static bool event_take_seen(struct rasx_object *object)
{
	struct rasx_event *event = to_event(object);

	rasx_take_note();
	if (!is_uncontested(event))
		return take_set(event);
	return got(event, rasx_eventfd_read_seen(event->fd));
}

static bool event_stays(const struct rasx_object *object)
{
	return to_event(object)->manual_reset;
}

static void event_give_back(struct rasx_object *object)
{
	struct rasx_event *event = to_event(object);

	if (!event->manual_reset)
		rasx_eventfd_add(event->fd, 1);
}

struct reading {
	struct rasx_event *event;
	uint64_t sets;
};

/* It may have read already; and nobody else puts its reference. */
static void cancelled(void *arg)
{
	struct reading *reading = arg;
	struct rasx_event *event = reading->event;

	if (reading->sets)
		rasx_eventfd_add(event->fd, reading->sets);
	rasx_object_awake(&event->object);
	rasx_object_put(&event->object);
}

static void read_or_end(struct reading *reading, struct rasx_cancel *cancel)
{
	pthread_cleanup_push(cancelled, reading);
	rasx_cancel_allow(cancel);
	rasx_eventfd_read(reading->event->fd, &reading->sets);
	pthread_cleanup_pop(0);
	if (reading->event->object.share)
		rasx_cancel_forbid(cancel);
}

/* Zero also if the program made the descriptor non-blocking. */
static uint64_t sleep_and_read(struct rasx_event *event,
			       struct rasx_cancel *cancel)
{
	struct reading reading = { .event = event };

	rasx_object_sleep(&event->object);
	read_or_end(&reading, cancel);
	if (reading.sets)
		hand_over(event, reading.sets);
	rasx_object_awake(&event->object);
	return reading.sets;
}

static bool event_acquire(struct rasx_object *object,
			  struct rasx_cancel *cancel)
{
	struct rasx_event *event = to_event(object);

	if (event->manual_reset)
		return false;
	contest(event);
	return take_set(event) || sleep_and_read(event, cancel);
}

static DWORD event_signal(struct rasx_object *object)
{
	rasx_eventfd_add(to_event(object)->fd, 1);
	return ERROR_SUCCESS;
}

/* A pulse on its way to sleepers is not undone. */
static void reset(struct rasx_event *event)
{
	rasx_take_note();
	rasx_eventfd_try_read(event->fd);
	if (rasx_object_pulse_owed(&event->object))
		rasx_eventfd_add(event->fd, 1);
}

static void end_pulse(struct rasx_event *event)
{
	if (rasx_eventfd_try_read(event->fd) > 1)
		rasx_eventfd_add(event->fd, 1);
	if (event->object.share)
		rasx_share_end_pulse(event->object.share);
}

/* The last one takes the pulse away, but leaves what was set since. */
static void event_pulse_seen(struct rasx_object *object)
{
	object->here->pulse_owed--;
	if (!rasx_object_pulse_owed(object))
		end_pulse(to_event(object));
}

static void pulse_all(struct rasx_event *event)
{
	rasx_object_pulse(&event->object);
	reset(event);
	if (event->object.share && !rasx_object_pulse_owed(&event->object))
		rasx_share_end_pulse(event->object.share);
}

/*
 * Accepted race: if the only sleeper returns for another reason just now, the
 * event stays set.
 */
static void pulse_one(struct rasx_event *event)
{
	reset(event);
	if (rasx_object_sleepers(&event->object))
		rasx_eventfd_add(event->fd, 1);
}

static void event_closed(struct rasx_object *object)
{
	rasx_notify_forget(to_event(object));
}

/* Is it set for others than those who sleep already and are on their way? */
static bool is_set_for_more(struct rasx_event *event)
{
	if (!rasx_eventfd_readable(event->fd))
		return false;
	if (event->manual_reset)
		return !rasx_object_pulse_owed(&event->object) ||
		       is_set_beside_pulse(event);
	return counts_more_than(event, rasx_object_sleepers(&event->object));
}

static void event_forking(struct rasx_object *object)
{
	struct rasx_event *event = to_event(object);

	event->set_at_fork = !object->share && is_set_for_more(event);
}

/* Without a look at the parent's descriptor, which others sleep on there. */
static void copy(struct rasx_event *event)
{
	event->object.here->pulse_owed = 0;
	if (rasx_eventfd_renew(event->fd, event->set_at_fork, 0))
		event->forks = rasx_take_forks();
}

static void event_forked(struct rasx_object *object)
{
	struct rasx_event *event = to_event(object);

	if (!object->share)
		copy(event);
	event->watched = false;
}

static void event_free(struct rasx_object *object)
{
	struct rasx_event *event = to_event(object);

	close(event->fd);
	free(event);
}

static bool event_publish(struct rasx_object *object, struct rasx_share *share)
{
	struct rasx_event *event = to_event(object);

	rasx_share_state(share)->event.manual_reset = event->manual_reset;
	share->signal = event->fd;
	return true;
}

/* As left by who was killed: a pulse for nobody, or one that does not show. */
static void event_settle(struct rasx_object *object)
{
	struct rasx_event *event = to_event(object);

	if (!rasx_share_has_pulse(object->share))
		return;
	if (!rasx_share_settle_pulse(object->share))
		end_pulse(event);
	else if (!rasx_eventfd_readable(event->fd))
		rasx_eventfd_add(event->fd, 1);
}

static struct rasx_object *event_adopt(struct rasx_share *share);

static const struct rasx_object_ops event_ops = {
	.fd		= event_fd,
	.try_acquire	= event_try_acquire,
	.take_seen	= event_take_seen,
	.give_back	= event_give_back,
	.stays		= event_stays,
	.acquire	= event_acquire,
	.signal		= event_signal,
	.signal_access	= EVENT_MODIFY_STATE,
	.pulse_seen	= event_pulse_seen,
	.closed		= event_closed,
	.forking	= event_forking,
	.forked		= event_forked,
	.free		= event_free,
	.kind		= RASX_KIND_EVENT,
	.publish	= event_publish,
	.adopt		= event_adopt,
	.settle		= event_settle,
};

static struct rasx_object *event_adopt(struct rasx_share *share)
{
	struct rasx_event *event = calloc(1, sizeof(*event));

	if (!event)
		return NULL;
	rasx_object_init(&event->object, &event_ops);
	event->manual_reset = rasx_share_state(share)->event.manual_reset;
	event->fd = share->signal;
	return &event->object;
}

struct rasx_event *rasx_event_new(bool manual_reset, bool signaled)
{
	struct rasx_event *event = calloc(1, sizeof(*event));

	if (!event)
		return NULL;
	rasx_object_init(&event->object, &event_ops);
	event->manual_reset = manual_reset;
	event->forks = rasx_take_forks();
	event->fd = eventfd(signaled, EFD_CLOEXEC);
	if (event->fd >= 0)
		return event;
	free(event);
	return NULL;
}

static HANDLE create_event(const void *text, enum rasx_width width, DWORD flags,
			   DWORD access)
{
	RASX_UNCANCELLED;
	struct rasx_event *event;
	struct rasx_name name;
	DWORD error = rasx_name_parse(&name, text, width);

	if (error != ERROR_SUCCESS)
		return rasx_fail_handle(error);
	event = rasx_event_new(flags & CREATE_EVENT_MANUAL_RESET,
			       flags & CREATE_EVENT_INITIAL_SET);
	if (!event)
		return rasx_fail_handle(rasx_error_of_creation(errno));
	return rasx_handle_create(&event->object, &name, access);
}

static DWORD creation_flags(BOOL manual_reset, BOOL initial_state)
{
	return (manual_reset ? CREATE_EVENT_MANUAL_RESET : 0) |
	       (initial_state ? CREATE_EVENT_INITIAL_SET : 0);
}

RASX_API HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES lpEventAttributes,
				    BOOL bManualReset, BOOL bInitialState,
				    LPCSTR lpName)
{
	DWORD flags = creation_flags(bManualReset, bInitialState);

	return CreateEventExA(lpEventAttributes, lpName, flags,
			      EVENT_ALL_ACCESS);
}

RASX_API HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES lpEventAttributes,
				    BOOL bManualReset, BOOL bInitialState,
				    LPCWSTR lpName)
{
	DWORD flags = creation_flags(bManualReset, bInitialState);

	return CreateEventExW(lpEventAttributes, lpName, flags,
			      EVENT_ALL_ACCESS);
}

RASX_API HANDLE WINAPI CreateEventW_u16(LPSECURITY_ATTRIBUTES attributes,
					BOOL bManualReset, BOOL bInitialState,
					const char16_t *lpName)
{
	DWORD flags = creation_flags(bManualReset, bInitialState);

	return CreateEventExW_u16(attributes, lpName, flags, EVENT_ALL_ACCESS);
}

RASX_API HANDLE WINAPI CreateEventExA(LPSECURITY_ATTRIBUTES lpEventAttributes,
				      LPCSTR lpName, DWORD dwFlags,
				      DWORD dwDesiredAccess)
{
	(void)lpEventAttributes;
	return create_event(lpName, RASX_UTF8, dwFlags, dwDesiredAccess);
}

RASX_API HANDLE WINAPI CreateEventExW(LPSECURITY_ATTRIBUTES lpEventAttributes,
				      LPCWSTR lpName, DWORD dwFlags,
				      DWORD dwDesiredAccess)
{
	(void)lpEventAttributes;
	return create_event(lpName, RASX_UTF32, dwFlags, dwDesiredAccess);
}

RASX_API HANDLE WINAPI CreateEventExW_u16(LPSECURITY_ATTRIBUTES attributes,
					  const char16_t *lpName, DWORD dwFlags,
					  DWORD dwDesiredAccess)
{
	(void)attributes;
	return create_event(lpName, RASX_UTF16, dwFlags, dwDesiredAccess);
}

RASX_API HANDLE WINAPI OpenEventA(DWORD dwDesiredAccess, BOOL bInheritHandle,
				  LPCSTR lpName)
{
	(void)bInheritHandle;
	return rasx_handle_open(lpName, RASX_UTF8, &event_ops, dwDesiredAccess);
}

RASX_API HANDLE WINAPI OpenEventW(DWORD dwDesiredAccess, BOOL bInheritHandle,
				  LPCWSTR lpName)
{
	(void)bInheritHandle;
	return rasx_handle_open(lpName, RASX_UTF32, &event_ops,
				dwDesiredAccess);
}

RASX_API HANDLE WINAPI OpenEventW_u16(DWORD dwDesiredAccess,
				      BOOL bInheritHandle,
				      const char16_t *lpName)
{
	(void)bInheritHandle;
	return rasx_handle_open(lpName, RASX_UTF16, &event_ops,
				dwDesiredAccess);
}

static struct rasx_event *get_event(HANDLE handle, DWORD access)
{
	struct rasx_object *object;

	object = rasx_handle_get_type(handle, &event_ops, access);
	return object ? to_event(object) : NULL;
}

struct rasx_event *rasx_event_get(HANDLE handle)
{
	DWORD before = GetLastError();
	struct rasx_event *event = get_event(handle, 0);

	SetLastError(before);
	return event;
}

void rasx_event_put(struct rasx_event *event)
{
	rasx_object_put(&event->object);
}

void rasx_event_set(struct rasx_event *event)
{
	rasx_eventfd_add(event->fd, 1);
}

void rasx_event_forked(struct rasx_event *event)
{
	/* Nobody is pulsed by it. */
	event->set_at_fork = rasx_eventfd_readable(event->fd);
	event_forked(&event->object);
}

RASX_API BOOL WINAPI SetEvent(HANDLE hEvent)
{
	RASX_UNCANCELLED;
	struct rasx_event *event = get_event(hEvent, EVENT_MODIFY_STATE);

	if (!event)
		return FALSE;
	rasx_eventfd_add(event->fd, 1);
	rasx_event_put(event);
	return TRUE;
}

RASX_API BOOL WINAPI ResetEvent(HANDLE hEvent)
{
	RASX_UNCANCELLED;
	struct rasx_event *event = get_event(hEvent, EVENT_MODIFY_STATE);

	if (!event)
		return FALSE;
	/* Else a wait for all that gives the event back would undo it. */
	rasx_take_lock_object(&event->object);
	reset(event);
	rasx_take_unlock_object(&event->object);
	rasx_event_put(event);
	return TRUE;
}

RASX_API BOOL WINAPI PulseEvent(HANDLE hEvent)
{
	RASX_UNCANCELLED;
	struct rasx_event *event = get_event(hEvent, EVENT_MODIFY_STATE);

	if (!event)
		return FALSE;
	rasx_take_lock_object(&event->object);
	if (event->manual_reset)
		pulse_all(event);
	else
		pulse_one(event);
	rasx_take_unlock_object(&event->object);
	rasx_event_put(event);
	return TRUE;
}

RASX_API int rasnotify_event_fd(HANDLE handle)
{
	RASX_UNCANCELLED;
	struct rasx_event *event = rasx_event_get(handle);
	int fd;

	if (!event) {
		errno = EBADF;
		return -1;
	}
	contest(event);
	fd = event->fd;
	rasx_event_put(event);
	return fd;
}
