// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Waits.  A wait looks at its objects under the take lock, takes what it
 * needs, and else sleeps on their descriptors without the lock.  The thread
 * sleeps on the very descriptor that SetEvent or the kernel module signals.
 */
#include <errno.h>
#include <poll.h>
#include <string.h>

#include "export.h"
#include "win32/deadline.h"
#include "win32/handle.h"
#include "win32/lasterror.h"
#include "win32/take.h"

struct wait {
	unsigned int count;
	struct rasx_object *objects[MAXIMUM_WAIT_OBJECTS];	/* referenced */

	/*
	 * In reverse order.  poll() looks at one after the other; if index 0
	 * is set before index 1, whoever finds 1 set finds 0 set afterwards.
	 */
	struct pollfd fds[MAXIMUM_WAIT_OBJECTS];
};

typedef int (*take_fn)(struct wait *wait);

#define NONE	(-1)

static struct pollfd *pollfd_of(struct wait *wait, unsigned int index)
{
	return &wait->fds[wait->count - 1 - index];
}

static bool try_acquire(struct wait *wait, unsigned int index)
{
	struct rasx_object *object = wait->objects[index];

	return object->ops->try_acquire(object);
}

/* Index of the lowest object whose readiness is, or NONE. */
static int lowest(struct wait *wait, bool ready)
{
	for (unsigned int i = 0; i < wait->count; i++)
		if (!!pollfd_of(wait, i)->revents == ready)
			return i;
	return NONE;
}

/* Refresh the readiness of all; false: none is ready. */
static bool look(struct wait *wait)
{
	int ready;

	do
		ready = poll(wait->fds, wait->count, 0);
	while (ready < 0 && errno == EINTR);
	return ready > 0;
}

/* A round that takes nothing means that a sleeper in ->acquire was faster. */
static int take_any_locked(struct wait *wait)
{
	if (wait->count == 1)
		return try_acquire(wait, 0) ? 0 : NONE;
	while (look(wait)) {
		int index = lowest(wait, true);

		if (try_acquire(wait, index))
			return index;
	}
	return NONE;
}

/* Index of the object taken, or NONE: not one was signaled. */
static int take_any(struct wait *wait)
{
	int index;

	rasx_take_lock();
	index = take_any_locked(wait);
	rasx_take_unlock();
	return index;
}

static void give_back(struct wait *wait, unsigned int count)
{
	for (unsigned int i = 0; i < count; i++)
		wait->objects[i]->ops->give_back(wait->objects[i]);
}

/* All are signaled.  False: somebody who sleeps in ->acquire was faster. */
static bool acquire_all(struct wait *wait)
{
	for (unsigned int i = 0; i < wait->count; i++) {
		if (!try_acquire(wait, i)) {
			give_back(wait, i);
			return false;
		}
	}
	return true;
}

/* 0: all are taken; NONE: not all were signaled. */
static int take_all(struct wait *wait)
{
	int missing;

	rasx_take_lock();
	do {
		look(wait);
		missing = lowest(wait, false);
	} while (missing == NONE && !acquire_all(wait));
	rasx_take_unlock();
	return missing == NONE ? 0 : NONE;
}

/*
 * Descriptors worth sleeping on: those that were not ready.  A wait for all
 * would not sleep at all on the ready ones.
 */
static void select_missing(struct wait *wait, struct pollfd *fds)
{
	memcpy(fds, wait->fds, wait->count * sizeof(*fds));
	for (unsigned int i = 0; i < wait->count; i++)
		if (fds[i].revents)
			fds[i].fd = -1;
}

/* 1: look again; 0: time is over; negative: errno. */
static int sleep_until(struct wait *wait, const struct rasx_deadline *deadline)
{
	struct pollfd fds[MAXIMUM_WAIT_OBJECTS];
	struct timespec left;
	int ready;

	select_missing(wait, fds);
	ready = ppoll(fds, wait->count, rasx_deadline_left(deadline, &left),
		      NULL);
	if (ready >= 0)
		return ready > 0;
	return errno == EINTR ? 1 : -errno;
}

static DWORD wait_fail(DWORD error)
{
	SetLastError(error);
	return WAIT_FAILED;
}

static DWORD sleep_and_take(struct wait *wait, take_fn take,
			    const struct rasx_deadline *deadline)
{
	for (;;) {
		int awake = sleep_until(wait, deadline);
		int ret;

		if (awake < 0)
			return wait_fail(ERROR_NO_SYSTEM_RESOURCES);
		/* Once more when time is over: what is signaled wins. */
		ret = take(wait);
		if (ret != NONE)
			return WAIT_OBJECT_0 + ret;
		if (!awake)
			return WAIT_TIMEOUT;
	}
}

/* A set that comes while a wait for all sleeps is not used up by that. */
static void count_sleeper(struct wait *wait, take_fn take,
			  void (*count)(struct rasx_object *object))
{
	if (take == take_any)
		for (unsigned int i = 0; i < wait->count; i++)
			count(wait->objects[i]);
}

static DWORD wait_until(struct wait *wait, take_fn take, DWORD milliseconds)
{
	struct rasx_deadline deadline = rasx_deadline_in(milliseconds);
	int taken = take(wait);
	DWORD ret;

	if (taken != NONE)
		return WAIT_OBJECT_0 + taken;
	if (!milliseconds)
		return WAIT_TIMEOUT;
	count_sleeper(wait, take, rasx_object_sleep);
	ret = sleep_and_take(wait, take, &deadline);
	count_sleeper(wait, take, rasx_object_awake);
	return ret;
}

/* One object, no time-out: the object may have a shorter way to sleep. */
static bool acquire_single(struct wait *wait, DWORD milliseconds)
{
	struct rasx_object *object = wait->objects[0];

	return wait->count == 1 && milliseconds == INFINITE &&
	       object->ops->acquire && object->ops->acquire(object);
}

static bool has_duplicates(const struct wait *wait)
{
	for (unsigned int i = 1; i < wait->count; i++)
		for (unsigned int j = 0; j < i; j++)
			if (wait->objects[i] == wait->objects[j])
				return true;
	return false;
}

static DWORD wait_for(struct wait *wait, bool all, DWORD milliseconds)
{
	if (all && has_duplicates(wait))
		return wait_fail(ERROR_INVALID_PARAMETER);
	if (acquire_single(wait, milliseconds))
		return WAIT_OBJECT_0;
	return wait_until(wait, all ? take_all : take_any, milliseconds);
}

static void put_objects(struct wait *wait)
{
	while (wait->count)
		rasx_object_put(wait->objects[--wait->count]);
}

/* False: one of them is not an open handle; nothing is referenced then. */
static bool get_objects(struct wait *wait, const HANDLE *handles,
			unsigned int count)
{
	while (wait->count < count) {
		struct rasx_object *object;

		object = rasx_handle_get(handles[wait->count]);
		if (!object) {
			put_objects(wait);
			return false;
		}
		wait->objects[wait->count++] = object;
	}
	return true;
}

static void fill_fds(struct wait *wait)
{
	for (unsigned int i = 0; i < wait->count; i++) {
		struct rasx_object *object = wait->objects[i];

		*pollfd_of(wait, i) = (struct pollfd){
			.fd = object->ops->fd(object),
			.events = POLLIN,
		};
	}
}

RASX_API DWORD WINAPI WaitForMultipleObjects(DWORD nCount,
					     const HANDLE *lpHandles,
					     BOOL bWaitAll,
					     DWORD dwMilliseconds)
{
	struct wait wait;
	DWORD ret;

	if (!nCount || nCount > MAXIMUM_WAIT_OBJECTS || !lpHandles)
		return wait_fail(ERROR_INVALID_PARAMETER);
	wait.count = 0;
	if (!get_objects(&wait, lpHandles, nCount))
		return wait_fail(ERROR_INVALID_HANDLE);
	fill_fds(&wait);
	ret = wait_for(&wait, bWaitAll, dwMilliseconds);
	put_objects(&wait);
	return ret;
}

RASX_API DWORD WINAPI WaitForSingleObject(HANDLE hHandle, DWORD dwMilliseconds)
{
	return WaitForMultipleObjects(1, &hHandle, FALSE, dwMilliseconds);
}
