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
#include "win32/cancel.h"
#include "win32/deadline.h"
#include "win32/handle.h"
#include "win32/lasterror.h"
#include "win32/take.h"
#include "win32/wait.h"

struct wait {
	unsigned int count;
	struct rasx_object **objects;	/* the caller's */
	bool all;
	struct rasx_cancel *cancel;	/* the caller's */

	/* For all of a wait's sleep; how often its objects had been pulsed. */
	bool asleep;
	bool blind;		/* it cannot look, or not take what it sees */
	bool shared;		/* other processes know of one of them */
	bool woken;		/* it has slept, and looks again */
	bool hides;		/* one is readable for others, not for this */
	bool looked;		/* the sleep has ended with a look */
	bool quiet;		/* no thread is cancelled while it takes them */
	unsigned int returns;	/* that there had been when it began */
	unsigned int notes;	/* of take.h, likewise */
	unsigned int pulses[MAXIMUM_WAIT_OBJECTS];

	/*
	 * In reverse order.  poll() looks at one after the other; if index 0
	 * is set before index 1, whoever finds 1 set finds 0 set afterwards.
	 */
	struct pollfd fds[MAXIMUM_WAIT_OBJECTS];
};

#define NONE		(-1)
#define PAUSE_NS	1000000L

/*
 * How often something was taken and given back under the take lock: who looked
 * without the lock may have seen it unset although it was not.  Of what other
 * processes do nobody knows that.
 */
static unsigned int returns;

static struct pollfd *pollfd_of(struct wait *wait, unsigned int index)
{
	return &wait->fds[wait->count - 1 - index];
}

static bool try_acquire(struct wait *wait, unsigned int index)
{
	struct rasx_object *object = wait->objects[index];

	if (object->ops->try_acquire(object))
		return true;
	if (rasx_take_has_failed())
		wait->blind = true;
	return false;
}

/* Since this wait fell asleep. */
static bool pulsed_since(const struct wait *wait, unsigned int index)
{
	return *wait->objects[index]->pulses != wait->pulses[index];
}

/* True if that was while this wait slept. */
static bool was_pulsed(const struct wait *wait, unsigned int index)
{
	return wait->asleep && pulsed_since(wait, index);
}

/*
 * The descriptor of an event that was pulsed is readable until all who slept
 * then have returned; for everybody else it is as if it were not.
 */
static bool is_hidden(struct wait *wait, unsigned int index)
{
	struct rasx_object *object = wait->objects[index];

	if (!rasx_object_pulse_owed(object) || was_pulsed(wait, index))
		return false;
	rasx_cancel_forbid(wait->cancel);
	returns++;
	return !object->ops->try_acquire(object);
}

static void hide_pulses(struct wait *wait)
{
	for (unsigned int i = 0; i < wait->count; i++)
		if (pollfd_of(wait, i)->revents && is_hidden(wait, i))
			pollfd_of(wait, i)->revents = 0;
}

/*
 * Refresh the readiness of all; false: none is ready, or that is not to be
 * known: poll() fails for more descriptors than the process may have by now.
 */
static bool look(struct wait *wait)
{
	int ready;

	rasx_cancel_forbid(wait->cancel);
	do
		ready = poll(wait->fds, wait->count, 0);
	while (ready < 0 && errno == EINTR);
	wait->blind = ready < 0;
	return ready > 0;
}

/* True if what woke the wait is as good as a look. */
static bool has_looked(struct wait *wait)
{
	bool looked = wait->looked && wait->returns == returns;

	wait->looked = false;
	return looked;
}

/* Index of the lowest object that is ready to be taken, or NONE. */
static int lowest_ready(struct wait *wait)
{
	for (unsigned int i = 0; i < wait->count; i++) {
		struct pollfd *pollfd = pollfd_of(wait, i);

		if (!pollfd->revents)
			continue;
		if (!is_hidden(wait, i))
			return i;
		pollfd->revents = 0;
	}
	return NONE;
}

static bool stays(const struct rasx_object *object)
{
	return object->ops->stays && object->ops->stays(object);
}

/* @seen: nobody took anything since it was seen signaled. */
static bool take_one(struct wait *wait, unsigned int index, bool seen)
{
	struct rasx_object *object = wait->objects[index];

	return seen && object->ops->take_seen ?
		       object->ops->take_seen(object) :
		       try_acquire(wait, index);
}

/* Index of the object taken, or NONE: not one was signaled. */
static int take_any(struct wait *wait)
{
	bool untouched = wait->notes == rasx_take_notes();
	bool looked = has_looked(wait);
	bool seen = !looked || untouched;

	/* A look at one is no less work than to try. */
	if (!looked && wait->count == 1)
		return was_pulsed(wait, 0) || try_acquire(wait, 0) ? 0 : NONE;
	/* A round takes nothing if a sleeper in ->acquire was faster. */
	while (!wait->blind && (looked || look(wait))) {
		int index = lowest_ready(wait);

		if (index == NONE || stays(wait->objects[index]) ||
		    was_pulsed(wait, index) ||
		    take_one(wait, index, seen))
			return index;
		looked = false;
		seen = true;
	}
	return NONE;
}

static void give_back(struct wait *wait, unsigned int count)
{
	returns++;
	for (unsigned int i = 0; i < count; i++)
		wait->objects[i]->ops->give_back(wait->objects[i]);
}

static bool all_ready(struct wait *wait)
{
	for (unsigned int i = 0; i < wait->count; i++)
		if (!wait->fds[i].revents)
			return false;
	return true;
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
	do {
		if (wait->blind || !look(wait))
			return NONE;
		hide_pulses(wait);
		if (!all_ready(wait))
			return NONE;
	} while (!acquire_all(wait));
	return 0;
}

static bool keep(struct wait *wait, unsigned int index)
{
	struct rasx_object *object = wait->objects[index];

	return object->ops->keep && object->ops->keep(object);
}

/* What was taken stays so: the offset that an abandoned object makes. */
static DWORD keep_taken(struct wait *wait, unsigned int index)
{
	DWORD offset = WAIT_OBJECT_0;

	if (!wait->all)
		return keep(wait, index) ? WAIT_ABANDONED_0 : WAIT_OBJECT_0;
	for (unsigned int i = 0; i < wait->count; i++)
		if (keep(wait, i))
			offset = WAIT_ABANDONED_0;
	return offset;
}

/*
 * A set that comes while a wait for all sleeps is not used up by that, and it
 * is not pulsed.
 */
static void fall_asleep(struct wait *wait)
{
	wait->returns = returns;
	wait->notes = rasx_take_notes();
	if (wait->all || wait->asleep)
		return;
	wait->asleep = true;
	for (unsigned int i = 0; i < wait->count; i++) {
		rasx_object_sleep(wait->objects[i]);
		wait->objects[i]->here->unpulsed++;
		wait->pulses[i] = *wait->objects[i]->pulses;
	}
}

static void see_pulse(struct wait *wait, struct rasx_object *object)
{
	rasx_cancel_forbid(wait->cancel);
	returns++;
	object->ops->pulse_seen(object);
}

static void awake_shared(struct wait *wait)
{
	for (unsigned int i = 0; i < wait->count; i++) {
		struct rasx_object *object = wait->objects[i];

		rasx_object_awake(object);
		if (pulsed_since(wait, i))
			see_pulse(wait, object);
		else
			object->here->unpulsed--;
	}
}

/* The same where all is at hand: it is what a wait for 64 does last. */
static void awake_own(struct wait *wait)
{
	for (unsigned int i = 0; i < wait->count; i++) {
		struct rasx_object *object = wait->objects[i];

		atomic_fetch_sub(&object->own_here.sleepers, 1);
		if (object->own_pulses != wait->pulses[i])
			see_pulse(wait, object);
		else
			object->own_here.unpulsed--;
	}
}

static void awake(struct wait *wait)
{
	if (!wait->asleep)
		return;
	if (wait->shared)
		awake_shared(wait);
	else
		awake_own(wait);
	wait->asleep = false;
}

/*
 * Who was woken by the pulse of others would be at once again, for as long as
 * they do not run: what is hidden counts as not worth sleeping on.
 */
static bool hide_from_sleep(struct wait *wait)
{
	bool hides = false;

	for (unsigned int i = 0; i < wait->count; i++) {
		if (!rasx_object_pulse_owed(wait->objects[i]) ||
		    was_pulsed(wait, i))
			continue;
		pollfd_of(wait, i)->revents = POLLIN;
		hides = true;
	}
	return hides;
}

/* The result of the wait, or WAIT_TIMEOUT; then it sleeps if it may. */
static DWORD take_locked(struct wait *wait, bool may_sleep)
{
	int index = wait->all ? take_all(wait) : take_any(wait);

	if (index == NONE && may_sleep) {
		wait->hides = wait->woken && hide_from_sleep(wait);
		fall_asleep(wait);
	} else {
		awake(wait);
	}
	return index == NONE ? WAIT_TIMEOUT : keep_taken(wait, index) + index;
}

static void lock(struct wait *wait)
{
	if (wait->shared)
		rasx_take_lock_objects(wait->objects, wait->count);
	else
		rasx_take_lock();
}

static void unlock(struct wait *wait)
{
	if (wait->shared)
		rasx_take_unlock_objects(wait->objects, wait->count);
	else
		rasx_take_unlock();
}

static DWORD take(struct wait *wait, bool may_sleep)
{
	DWORD ret;

	lock(wait);
	ret = take_locked(wait, may_sleep);
	unlock(wait);
	return ret;
}

/*
 * Descriptors worth sleeping on: those that were not ready.  A wait for all
 * would not sleep at all on the ready ones; one for any has none but hidden
 * ones.
 */
static struct pollfd *select_missing(struct wait *wait, struct pollfd *fds)
{
	if (!wait->all && !wait->hides)
		return wait->fds;
	memcpy(fds, wait->fds, wait->count * sizeof(*fds));
	for (unsigned int i = 0; i < wait->count; i++)
		if (fds[i].revents)
			fds[i].fd = -1;
	return fds;
}

static void put_objects(struct rasx_object **objects, unsigned int count)
{
	while (count)
		rasx_object_put(objects[--count]);
}

/* It sleeps no more, whatever it has not got. */
static void leave(struct wait *wait)
{
	lock(wait);
	awake(wait);
	unlock(wait);
}

/* Nobody else puts its references. */
static void cancelled(void *arg)
{
	struct wait *wait = arg;

	leave(wait);
	put_objects(wait->objects, wait->count);
}

/* As ppoll() returns. */
static int poll_or_end(struct wait *wait, struct pollfd *fds,
		       const struct timespec *left)
{
	int ready;

	pthread_cleanup_push(cancelled, wait);
	rasx_cancel_allow(wait->cancel);
	ready = ppoll(fds, wait->count, left, NULL);
	pthread_cleanup_pop(0);
	return ready;
}

/* How long: what is hidden is looked at again after a pause. */
static const struct timespec *length(const struct wait *wait,
				     const struct timespec *left)
{
	static const struct timespec pause = { .tv_nsec = PAUSE_NS };

	if (!wait->hides)
		return left;
	return left && !left->tv_sec && left->tv_nsec < PAUSE_NS ? left : &pause;
}

static bool is_zero(const struct timespec *left)
{
	return left && !left->tv_sec && !left->tv_nsec;
}

/* 1: look again; 0: time is over; negative: errno. */
static int sleep_until(struct wait *wait, const struct rasx_deadline *deadline)
{
	struct pollfd some[MAXIMUM_WAIT_OBJECTS];
	struct pollfd *fds = select_missing(wait, some);
	struct timespec at, *left = rasx_deadline_left(deadline, &at);
	int ready = poll_or_end(wait, fds, length(wait, left));

	wait->woken = true;
	wait->looked = ready > 0 && fds == wait->fds && !wait->shared;
	if (!wait->looked || !wait->quiet)
		rasx_cancel_forbid(wait->cancel);
	if (ready < 0 && errno != EINTR)
		return -errno;
	/* Whatever woke it: it may be what this wait cannot take. */
	if (is_zero(left))
		return 0;
	return ready || wait->hides;
}

static DWORD wait_fail(DWORD error)
{
	SetLastError(error);
	return WAIT_FAILED;
}

static DWORD give_up(struct wait *wait)
{
	leave(wait);
	return wait_fail(ERROR_NO_SYSTEM_RESOURCES);
}

static DWORD wait_until(struct wait *wait, DWORD milliseconds)
{
	struct rasx_deadline deadline = rasx_deadline_in(milliseconds);
	int awake = milliseconds ? 1 : 0;

	for (;;) {
		/* Once more when time is over: what is signaled wins. */
		DWORD ret = take(wait, awake);

		if (wait->blind)
			return give_up(wait);
		if (ret != WAIT_TIMEOUT || !awake)
			return ret;
		awake = sleep_until(wait, &deadline);
		if (awake < 0)
			return give_up(wait);
	}
}

/* One object, no time-out: the object may have a shorter way to sleep. */
static bool acquire_single(struct wait *wait, DWORD milliseconds)
{
	struct rasx_object *object = wait->objects[0];

	return wait->count == 1 && milliseconds == INFINITE &&
	       object->ops->acquire &&
	       object->ops->acquire(object, wait->cancel);
}

static bool has_duplicates(const struct wait *wait)
{
	for (unsigned int i = 1; i < wait->count; i++)
		for (unsigned int j = 0; j < i; j++)
			if (wait->objects[i] == wait->objects[j])
				return true;
	return false;
}

static void fill_fds(struct wait *wait)
{
	for (unsigned int i = 0; i < wait->count; i++) {
		struct rasx_object *object = wait->objects[i];

		*pollfd_of(wait, i) = (struct pollfd){
			.fd = object->ops->fd(object),
			.events = POLLIN,
		};
		if (object->share)
			wait->shared = true;
		/* An event; other types have calls of their own. */
		if (!object->ops->take_seen)
			wait->quiet = false;
		/* An eventfd can always be written. */
		if (object->ops->mine && object->ops->mine(object))
			pollfd_of(wait, i)->events |= POLLOUT;
	}
}

/* The caller is not cancelled but where this sleeps, in that state. */
static DWORD wait_for(struct rasx_object **objects, unsigned int count,
		      bool all, DWORD milliseconds, struct rasx_cancel *cancel)
{
	struct wait wait;

	wait.objects = objects;
	wait.count = count;
	wait.all = all;
	wait.cancel = cancel;
	wait.asleep = false;
	wait.blind = false;
	wait.shared = false;
	wait.woken = false;
	wait.hides = false;
	wait.looked = false;
	wait.quiet = !all;
	wait.notes = 0;
	if (all && has_duplicates(&wait))
		return wait_fail(ERROR_INVALID_PARAMETER);
	if (acquire_single(&wait, milliseconds))
		return WAIT_OBJECT_0;
	fill_fds(&wait);
	return wait_until(&wait, milliseconds);
}

DWORD rasx_wait(struct rasx_object **objects, unsigned int count, bool all,
		DWORD milliseconds)
{
	RASX_UNCANCELLED;
	struct rasx_cancel never = { .before = PTHREAD_CANCEL_DISABLE };

	return wait_for(objects, count, all, milliseconds, &never);
}

/* False with the last error set: one of them cannot be waited for. */
static bool get_objects(struct rasx_object **objects, const HANDLE *handles,
			unsigned int count)
{
	for (unsigned int i = 0; i < count; i++) {
		objects[i] = rasx_handle_get(handles[i], SYNCHRONIZE);
		if (!objects[i]) {
			put_objects(objects, i);
			return false;
		}
	}
	return true;
}

RASX_API DWORD WINAPI WaitForMultipleObjects(DWORD nCount,
					     const HANDLE *lpHandles,
					     BOOL bWaitAll,
					     DWORD dwMilliseconds)
{
	RASX_CANCEL_POINT;
	struct rasx_object *objects[MAXIMUM_WAIT_OBJECTS];
	DWORD ret;

	if (!nCount || nCount > MAXIMUM_WAIT_OBJECTS || !lpHandles)
		return wait_fail(ERROR_INVALID_PARAMETER);
	if (!get_objects(objects, lpHandles, nCount))
		return WAIT_FAILED;
	ret = wait_for(objects, nCount, bWaitAll, dwMilliseconds,
		       &cancel);
	put_objects(objects, nCount);
	return ret;
}

RASX_API DWORD WINAPI WaitForMultipleObjectsEx(DWORD nCount,
					       const HANDLE *lpHandles,
					       BOOL bWaitAll,
					       DWORD dwMilliseconds,
					       BOOL bAlertable)
{
	(void)bAlertable;
	return WaitForMultipleObjects(nCount, lpHandles, bWaitAll,
				      dwMilliseconds);
}

RASX_API DWORD WINAPI WaitForSingleObject(HANDLE hHandle, DWORD dwMilliseconds)
{
	return WaitForMultipleObjects(1, &hHandle, FALSE, dwMilliseconds);
}

RASX_API DWORD WINAPI WaitForSingleObjectEx(HANDLE hHandle,
					    DWORD dwMilliseconds,
					    BOOL bAlertable)
{
	(void)bAlertable;
	return WaitForMultipleObjects(1, &hHandle, FALSE, dwMilliseconds);
}

/* Consumes the caller's reference. */
static DWORD signal_and_put(struct rasx_object *object)
{
	DWORD error = object->ops->signal(object);

	rasx_object_put(object);
	return error;
}

/* What can be signaled with that handle, or NULL with the last error set. */
static struct rasx_object *get_to_signal(HANDLE handle)
{
	struct rasx_object *object = rasx_handle_get(handle, 0);
	struct rasx_object *again = NULL;

	if (!object)
		return NULL;
	if (object->ops->signal)
		again = rasx_handle_get_type(handle, object->ops,
					     object->ops->signal_access);
	else
		SetLastError(ERROR_INVALID_HANDLE);
	rasx_object_put(object);
	return again;
}

RASX_API DWORD WINAPI SignalObjectAndWait(HANDLE hObjectToSignal,
					  HANDLE hObjectToWaitOn,
					  DWORD dwMilliseconds, BOOL bAlertable)
{
	RASX_CANCEL_POINT;
	struct rasx_object *to_signal, *to_wait;
	DWORD ret, error;

	(void)bAlertable;
	to_signal = get_to_signal(hObjectToSignal);
	if (!to_signal)
		return WAIT_FAILED;
	to_wait = rasx_handle_get(hObjectToWaitOn, SYNCHRONIZE);
	if (!to_wait) {
		rasx_object_put(to_signal);
		return WAIT_FAILED;
	}
	error = signal_and_put(to_signal);
	ret = error == ERROR_SUCCESS ?
	      wait_for(&to_wait, 1, false, dwMilliseconds, &cancel) :
	      wait_fail(error);
	rasx_object_put(to_wait);
	return ret;
}
