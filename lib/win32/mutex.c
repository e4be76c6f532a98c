// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * A mutex knows its owner in memory; the eventfd counts one while there is
 * none, for whoever sleeps.
 *
 * One that other processes know has a pipe instead, of which all have the
 * reading end.  The process that owns it has the only writing end, so that the
 * others see the pipe hung up exactly while nobody owns the mutex: it was
 * released, or its owner is dead, however it died.  What they share tells
 * which.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "export.h"
#include "win32/cancel.h"
#include "win32/eventfd.h"
#include "win32/handle.h"
#include "win32/lasterror.h"
#include "win32/mutex.h"
#include "win32/share.h"
#include "win32/take.h"
#include "win32/wide.h"

struct rasx_mutex {
	struct rasx_object object;
	int fd;			/* constant since others know it */

	/* Written under the take lock; that it is oneself can be read. */
	_Atomic(struct rasx_self *) owner;

	/* All under the take lock. */
	unsigned int depth;	/* how often the owner has taken it */
	bool abandoned;		/* since its owner ended; unless it is shared */
	struct rasx_mutex *next, **link;	/* in the owner's list */
};

static struct rasx_mutex *to_mutex(const struct rasx_object *object)
{
	return (struct rasx_mutex *)((char *)object -
				     offsetof(struct rasx_mutex, object));
}

static bool mutex_mine(const struct rasx_object *object)
{
	return atomic_load(&to_mutex(object)->owner) == rasx_self();
}

/* The owner asks whether it can write; that of a pipe is not for that. */
static int mutex_fd(const struct rasx_object *object)
{
	if (object->share && mutex_mine(object))
		return object->share->file;
	return to_mutex(object)->fd;
}

static void own(struct rasx_mutex *mutex, struct rasx_self *self)
{
	atomic_store(&mutex->owner, self);
	mutex->depth = 1;
	mutex->next = self->owned;
	mutex->link = &self->owned;
	if (mutex->next)
		mutex->next->link = &mutex->next;
	self->owned = mutex;
}

static void disown(struct rasx_mutex *mutex)
{
	*mutex->link = mutex->next;
	if (mutex->next)
		mutex->next->link = mutex->link;
	mutex->depth = 0;
	atomic_store(&mutex->owner, NULL);
}

/* Neither owned nor abandoned counts any more once the pipe is hung up. */
static void hang_up(struct rasx_share *share)
{
	atomic_store(&rasx_share_state(share)->mutex.owned, 0);
	close(share->token);
	share->token = -1;
}

static void let_go(struct rasx_mutex *mutex)
{
	disown(mutex);
	if (mutex->object.share)
		hang_up(mutex->object.share);
	else
		rasx_eventfd_add(mutex->fd, 1);
}

/* A writing end of that pipe, or -1. */
static int open_writing_end(int fd)
{
	char path[32];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK);
}

/* No thread of this process owns it.  False: one of another process does. */
static bool claim(struct rasx_mutex *mutex)
{
	struct rasx_share *share = mutex->object.share;
	union rasx_shared_state *state = rasx_share_state(share);

	/* A child that is about to exec() may still have a released one's. */
	if (atomic_load(&state->mutex.owned) &&
	    !rasx_eventfd_readable(mutex->fd))
		return false;
	share->token = open_writing_end(mutex->fd);
	if (share->token < 0) {
		rasx_take_fail();
		return false;
	}
	if (atomic_load(&state->mutex.owned))
		atomic_store(&state->mutex.abandoned, 1);
	atomic_store(&state->mutex.owned, 1);
	return true;
}

static bool mutex_try_acquire(struct rasx_object *object)
{
	struct rasx_mutex *mutex = to_mutex(object);
	struct rasx_self *owner = atomic_load(&mutex->owner);
	struct rasx_self *self = rasx_self();

	if (owner == self && mutex->depth < UINT_MAX)
		return mutex->depth++;
	if (owner)
		return false;
	if (object->share && !claim(mutex))
		return false;
	own(mutex, self);
	return object->share || rasx_eventfd_try_read(mutex->fd);
}

static void mutex_give_back(struct rasx_object *object)
{
	struct rasx_mutex *mutex = to_mutex(object);

	if (!--mutex->depth)
		let_go(mutex);
}

static bool mutex_keep(struct rasx_object *object)
{
	struct rasx_mutex *mutex = to_mutex(object);
	bool abandoned = mutex->abandoned;

	if (object->share)
		return atomic_exchange(&rasx_share_state(object->share)->
				       mutex.abandoned, 0);
	mutex->abandoned = false;
	return abandoned;
}

static DWORD mutex_signal(struct rasx_object *object)
{
	DWORD error = ERROR_NOT_OWNER;

	rasx_take_lock();
	if (mutex_mine(object)) {
		mutex_give_back(object);
		error = ERROR_SUCCESS;
	}
	rasx_take_unlock();
	return error;
}

static void abandon(struct rasx_mutex *mutex)
{
	if (mutex->object.share)
		atomic_store(&rasx_share_state(mutex->object.share)->
			     mutex.abandoned, 1);
	mutex->abandoned = true;
	let_go(mutex);
}

void rasx_mutex_abandon_all(struct rasx_self *self)
{
	rasx_take_lock();
	while (self->owned)
		abandon(self->owned);
	rasx_take_unlock();
}

/*
 * The child has got one thread; what others owned is abandoned.  Their lists
 * are their own memory, still there and never looked at again.
 */
static void mutex_forked(struct rasx_object *object)
{
	struct rasx_mutex *mutex = to_mutex(object);
	bool owned = atomic_load(&mutex->owner);

	/* The parent goes on to own it. */
	if (object->share) {
		if (owned)
			disown(mutex);
		return;
	}
	rasx_eventfd_renew(mutex->fd, !owned, 0);
	if (owned && !mutex_mine(object))
		abandon(mutex);
}

static void mutex_free(struct rasx_object *object)
{
	struct rasx_mutex *mutex = to_mutex(object);

	rasx_take_lock();
	if (atomic_load(&mutex->owner)) {
		if (object->share)
			abandon(mutex);
		else
			disown(mutex);
	}
	rasx_take_unlock();
	if (!object->share && mutex->fd >= 0)
		close(mutex->fd);
	free(mutex);
}

/* Hung up. */
static bool make_pipe(struct rasx_share *share)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC))
		return false;
	/* Who has it can open it, though he gives up his rights later. */
	fchmod(ends[0], 0666);
	close(ends[1]);
	share->pipe = ends[0];
	return true;
}

static bool mutex_publish(struct rasx_object *object, struct rasx_share *share)
{
	struct rasx_mutex *mutex = to_mutex(object);

	if (share->pipe < 0 && !make_pipe(share))
		return false;
	if (atomic_load(&mutex->owner)) {
		share->token = open_writing_end(share->pipe);
		if (share->token < 0)
			return false;
		atomic_store(&rasx_share_state(share)->mutex.owned, 1);
	}
	mutex->fd = share->pipe;
	share->signal = share->pipe;
	return true;
}

static struct rasx_object *mutex_adopt(struct rasx_share *share);

static const struct rasx_object_ops mutex_ops = {
	.fd		= mutex_fd,
	.mine		= mutex_mine,
	.try_acquire	= mutex_try_acquire,
	.give_back	= mutex_give_back,
	.keep		= mutex_keep,
	.signal		= mutex_signal,
	.forked		= mutex_forked,
	.free		= mutex_free,
	.kind		= RASX_KIND_MUTEX,
	.publish	= mutex_publish,
	.adopt		= mutex_adopt,
};

static struct rasx_object *mutex_adopt(struct rasx_share *share)
{
	struct rasx_mutex *mutex = calloc(1, sizeof(*mutex));

	if (!mutex)
		return NULL;
	rasx_object_init(&mutex->object, &mutex_ops);
	mutex->fd = share->signal;
	share->pipe = share->signal;
	return &mutex->object;
}

/* One with a name gets the descriptor of what it shares. */
static struct rasx_mutex *mutex_new(bool owned, bool has_name)
{
	struct rasx_mutex *mutex = calloc(1, sizeof(*mutex));

	if (!mutex)
		return NULL;
	rasx_object_init(&mutex->object, &mutex_ops);
	mutex->fd = has_name ? -1 : eventfd(!owned, EFD_CLOEXEC);
	if (mutex->fd < 0 && !has_name) {
		free(mutex);
		return NULL;
	}
	rasx_take_lock();
	if (owned)
		own(mutex, rasx_self());
	rasx_take_unlock();
	return mutex;
}

static HANDLE create_mutex(const void *text, enum rasx_width width, DWORD flags,
			   DWORD access)
{
	RASX_UNCANCELLED;
	struct rasx_mutex *mutex;
	struct rasx_name name;
	DWORD error = rasx_name_parse(&name, text, width);

	if (error != ERROR_SUCCESS)
		return rasx_fail_handle(error);
	mutex = mutex_new(flags & CREATE_MUTEX_INITIAL_OWNER, name.key[0]);
	if (!mutex)
		return rasx_fail_handle(rasx_error_of_creation(errno));
	return rasx_handle_create(&mutex->object, &name, access);
}

static DWORD creation_flags(BOOL initial_owner)
{
	return initial_owner ? CREATE_MUTEX_INITIAL_OWNER : 0;
}

RASX_API HANDLE WINAPI CreateMutexA(LPSECURITY_ATTRIBUTES lpMutexAttributes,
				    BOOL bInitialOwner, LPCSTR lpName)
{
	return CreateMutexExA(lpMutexAttributes, lpName,
			      creation_flags(bInitialOwner), MUTEX_ALL_ACCESS);
}

RASX_API HANDLE WINAPI CreateMutexW(LPSECURITY_ATTRIBUTES lpMutexAttributes,
				    BOOL bInitialOwner, LPCWSTR lpName)
{
	return CreateMutexExW(lpMutexAttributes, lpName,
			      creation_flags(bInitialOwner), MUTEX_ALL_ACCESS);
}

RASX_API HANDLE WINAPI CreateMutexW_u16(LPSECURITY_ATTRIBUTES attributes,
					BOOL bInitialOwner,
					const char16_t *lpName)
{
	return CreateMutexExW_u16(attributes, lpName,
				  creation_flags(bInitialOwner),
				  MUTEX_ALL_ACCESS);
}

RASX_API HANDLE WINAPI CreateMutexExA(LPSECURITY_ATTRIBUTES lpMutexAttributes,
				      LPCSTR lpName, DWORD dwFlags,
				      DWORD dwDesiredAccess)
{
	(void)lpMutexAttributes;
	return create_mutex(lpName, RASX_UTF8, dwFlags, dwDesiredAccess);
}

RASX_API HANDLE WINAPI CreateMutexExW(LPSECURITY_ATTRIBUTES lpMutexAttributes,
				      LPCWSTR lpName, DWORD dwFlags,
				      DWORD dwDesiredAccess)
{
	(void)lpMutexAttributes;
	return create_mutex(lpName, RASX_UTF32, dwFlags, dwDesiredAccess);
}

RASX_API HANDLE WINAPI CreateMutexExW_u16(LPSECURITY_ATTRIBUTES attributes,
					  const char16_t *lpName, DWORD dwFlags,
					  DWORD dwDesiredAccess)
{
	(void)attributes;
	return create_mutex(lpName, RASX_UTF16, dwFlags, dwDesiredAccess);
}

RASX_API HANDLE WINAPI OpenMutexA(DWORD dwDesiredAccess, BOOL bInheritHandle,
				  LPCSTR lpName)
{
	(void)bInheritHandle;
	return rasx_handle_open(lpName, RASX_UTF8, &mutex_ops, dwDesiredAccess);
}

RASX_API HANDLE WINAPI OpenMutexW(DWORD dwDesiredAccess, BOOL bInheritHandle,
				  LPCWSTR lpName)
{
	(void)bInheritHandle;
	return rasx_handle_open(lpName, RASX_UTF32, &mutex_ops,
				dwDesiredAccess);
}

RASX_API HANDLE WINAPI OpenMutexW_u16(DWORD dwDesiredAccess,
				      BOOL bInheritHandle,
				      const char16_t *lpName)
{
	(void)bInheritHandle;
	return rasx_handle_open(lpName, RASX_UTF16, &mutex_ops,
				dwDesiredAccess);
}

/* Being the owner is all the right it needs. */
RASX_API BOOL WINAPI ReleaseMutex(HANDLE hMutex)
{
	RASX_UNCANCELLED;
	struct rasx_object *object;
	DWORD error;

	object = rasx_handle_get_type(hMutex, &mutex_ops, 0);
	if (!object)
		return FALSE;
	error = mutex_signal(object);
	rasx_object_put(object);
	return error == ERROR_SUCCESS ? TRUE : rasx_fail(error);
}
