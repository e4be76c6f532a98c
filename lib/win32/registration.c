// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * RegisterWaitForSingleObject: a thread per registration, which waits and
 * calls back by turns.
 *
 * The thread has a reference on the registration and on the object; the
 * handle has another one.  Whoever takes the registration away sets "stop";
 * the thread sets "ended" when it will not call back any more.
 */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

#include "export.h"
#include "win32/cancel.h"
#include "win32/event.h"
#include "win32/handle.h"
#include "win32/lasterror.h"
#include "win32/self.h"
#include "win32/wait.h"

struct registration {
	struct rasx_object object;

	/* All constant. */
	struct rasx_object *awaited;	/* referenced */
	struct rasx_event *stop;	/* referenced, manual-reset */
	struct rasx_event *ended;	/* referenced, manual-reset */
	WAITORTIMERCALLBACK callback;
	void *context;
	DWORD milliseconds;
	bool once;

	pthread_mutex_t lock;	/* protects what follows */
	pthread_t thread;	/* while it has not ended */
	bool has_ended;
	bool is_calling;
	bool wants_no_calls;	/* "stop" is set */
	struct rasx_event *tell;	/* to set at the end; referenced, or NULL */
};

static struct registration *to_registration(const struct rasx_object *object)
{
	return (struct registration *)((char *)object -
				       offsetof(struct registration, object));
}

static int registration_fd(const struct rasx_object *object)
{
	(void)object;
	return -1;
}

static bool registration_try_acquire(struct rasx_object *object)
{
	(void)object;
	return false;
}

static void registration_give_back(struct rasx_object *object)
{
	(void)object;
}

static void stop(struct registration *registration)
{
	pthread_mutex_lock(&registration->lock);
	registration->wants_no_calls = true;
	pthread_mutex_unlock(&registration->lock);
	rasx_event_set(registration->stop);
}

static void registration_closed(struct rasx_object *object)
{
	stop(to_registration(object));
}

/* Its thread is not in the child. */
static void registration_forked(struct rasx_object *object)
{
	struct registration *registration = to_registration(object);

	pthread_mutex_init(&registration->lock, NULL);
	registration->has_ended = true;
	registration->is_calling = false;
	rasx_event_forked(registration->stop);
	rasx_event_forked(registration->ended);
	rasx_event_set(registration->ended);
}

static void registration_free(struct rasx_object *object)
{
	struct registration *registration = to_registration(object);

	if (registration->stop)
		rasx_event_put(registration->stop);
	if (registration->ended)
		rasx_event_put(registration->ended);
	if (registration->awaited)
		rasx_object_put(registration->awaited);
	pthread_mutex_destroy(&registration->lock);
	free(registration);
}

static const struct rasx_object_ops registration_ops = {
	.fd		= registration_fd,
	.try_acquire	= registration_try_acquire,
	.give_back	= registration_give_back,
	.closed		= registration_closed,
	.forked		= registration_forked,
	.free		= registration_free,
};

static void put(struct registration *registration)
{
	rasx_object_put(&registration->object);
}

static bool may_call(struct registration *registration)
{
	bool may;

	pthread_mutex_lock(&registration->lock);
	may = !registration->wants_no_calls;
	registration->is_calling = may;
	pthread_mutex_unlock(&registration->lock);
	return may;
}

static void called(struct registration *registration)
{
	pthread_mutex_lock(&registration->lock);
	registration->is_calling = false;
	pthread_mutex_unlock(&registration->lock);
}

/* False: there will be no other call. */
static bool wait_and_call(struct registration *registration)
{
	struct rasx_object *objects[] = {
		&registration->stop->object, registration->awaited,
	};
	DWORD ret;

	/* By a callback, which has returned since. */
	pthread_testcancel();
	ret = rasx_wait(objects, 2, false, registration->milliseconds);
	if (ret == WAIT_OBJECT_0 || ret == WAIT_FAILED)
		return false;
	if (!may_call(registration))
		return false;
	registration->callback(registration->context, ret == WAIT_TIMEOUT);
	called(registration);
	return !registration->once;
}

/* Also if a callback ends the thread. */
static void end(void *arg)
{
	struct registration *registration = arg;
	struct rasx_event *tell;

	pthread_mutex_lock(&registration->lock);
	registration->has_ended = true;
	registration->is_calling = false;
	tell = registration->tell;
	pthread_mutex_unlock(&registration->lock);
	rasx_event_set(registration->ended);
	if (tell) {
		rasx_event_set(tell);
		rasx_event_put(tell);
	}
	put(registration);
}

static void *registration_main(void *arg)
{
	pthread_cleanup_push(end, arg);
	while (wait_and_call(arg))
		;
	pthread_cleanup_pop(1);
	return NULL;
}

/* Without its thread; NULL with the last error set. */
static struct registration *registration_new(struct rasx_object *awaited)
{
	struct registration *registration = calloc(1, sizeof(*registration));

	if (!registration)
		return rasx_fail_handle(ERROR_NOT_ENOUGH_MEMORY);
	rasx_object_init(&registration->object, &registration_ops);
	pthread_mutex_init(&registration->lock, NULL);
	rasx_object_get(awaited);
	registration->awaited = awaited;
	registration->stop = rasx_event_new(true, false);
	registration->ended = rasx_event_new(true, false);
	if (registration->stop && registration->ended)
		return registration;
	SetLastError(rasx_error_of_creation(errno));
	put(registration);
	return NULL;
}

/* The thread gets a reference of its own. */
static bool run(struct registration *registration)
{
	pthread_attr_t attr;
	int ret;

	/* The library stays loaded, as the thread runs in it. */
	rasx_self();
	rasx_object_get(&registration->object);
	pthread_attr_init(&attr);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	/* So that the thread finds its own id. */
	pthread_mutex_lock(&registration->lock);
	ret = pthread_create(&registration->thread, &attr, registration_main,
			     registration);
	pthread_mutex_unlock(&registration->lock);
	pthread_attr_destroy(&attr);
	if (!ret)
		return true;
	put(registration);
	return rasx_fail(ERROR_NOT_ENOUGH_MEMORY);
}

/* Consumes the caller's reference. */
static HANDLE open_and_run(struct registration *registration)
{
	static const struct rasx_name no_name;
	DWORD before = GetLastError();
	HANDLE handle;

	handle = rasx_handle_create(&registration->object, &no_name, 0);
	if (!handle)
		return NULL;
	if (!run(registration)) {
		CloseHandle(handle);
		return rasx_fail_handle(ERROR_NOT_ENOUGH_MEMORY);
	}
	SetLastError(before);
	return handle;
}

RASX_API BOOL WINAPI RegisterWaitForSingleObject(PHANDLE phNewWaitObject,
						 HANDLE hObject,
						 WAITORTIMERCALLBACK Callback,
						 PVOID Context,
						 ULONG dwMilliseconds,
						 ULONG dwFlags)
{
	RASX_UNCANCELLED;
	struct registration *registration;
	struct rasx_object *awaited;

	if (!phNewWaitObject || !Callback)
		return rasx_fail(ERROR_INVALID_PARAMETER);
	*phNewWaitObject = NULL;
	awaited = rasx_handle_get(hObject, SYNCHRONIZE);
	if (!awaited)
		return FALSE;
	registration = registration_new(awaited);
	rasx_object_put(awaited);
	if (!registration)
		return FALSE;
	registration->callback = Callback;
	registration->context = Context;
	registration->milliseconds = dwMilliseconds;
	registration->once = dwFlags & WT_EXECUTEONLYONCE;
	*phNewWaitObject = open_and_run(registration);
	return !!*phNewWaitObject;
}

static bool is_own_callback(const struct registration *registration)
{
	return !registration->has_ended &&
	       pthread_equal(registration->thread, pthread_self());
}

/*
 * No call begins any more.  True: none is under way either; else tell, if it
 * is not NULL, is set once that is so, and its reference is taken over.
 */
static bool stop_and_tell(struct registration *registration,
			  struct rasx_event *tell, bool *own)
{
	bool over;

	pthread_mutex_lock(&registration->lock);
	registration->wants_no_calls = true;
	over = registration->has_ended || !registration->is_calling;
	*own = is_own_callback(registration);
	if (!over)
		registration->tell = tell;
	pthread_mutex_unlock(&registration->lock);
	rasx_event_set(registration->stop);
	return over;
}

static void wait_until_ended(struct registration *registration)
{
	struct rasx_object *ended = &registration->ended->object;

	rasx_wait(&ended, 1, false, INFINITE);
}

static BOOL unregister_and_wait(struct registration *registration)
{
	bool own, over = stop_and_tell(registration, NULL, &own);

	/* Waiting for oneself would never end. */
	if (own)
		return rasx_fail(ERROR_IO_PENDING);
	if (!over)
		wait_until_ended(registration);
	return TRUE;
}

static BOOL unregister(struct registration *registration, HANDLE completion)
{
	struct rasx_event *tell = NULL;
	bool own;

	if (completion == INVALID_HANDLE_VALUE)
		return unregister_and_wait(registration);
	if (completion) {
		tell = rasx_event_get(completion);
		if (!tell)
			return rasx_fail(ERROR_INVALID_HANDLE);
	}
	if (!stop_and_tell(registration, tell, &own))
		return rasx_fail(ERROR_IO_PENDING);
	if (tell) {
		rasx_event_set(tell);
		rasx_event_put(tell);
	}
	return TRUE;
}

RASX_API BOOL WINAPI UnregisterWaitEx(HANDLE WaitHandle, HANDLE CompletionEvent)
{
	RASX_UNCANCELLED;
	struct rasx_object *object;
	BOOL ret;

	object = rasx_handle_get_type(WaitHandle, &registration_ops, 0);
	if (!object)
		return FALSE;
	ret = unregister(to_registration(object), CompletionEvent);
	/* With a bad event, nothing has happened. */
	if (ret || GetLastError() == ERROR_IO_PENDING)
		CloseHandle(WaitHandle);
	rasx_object_put(object);
	return ret;
}

RASX_API BOOL WINAPI UnregisterWait(HANDLE WaitHandle)
{
	return UnregisterWaitEx(WaitHandle, NULL);
}
