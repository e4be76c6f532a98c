// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * A semaphore counts in memory, so that its maximum is exact; the eventfd
 * shows the same count to whoever sleeps.  Of one that other processes know,
 * that memory is the one they share.
 */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "export.h"
#include "win32/cancel.h"
#include "win32/eventfd.h"
#include "win32/handle.h"
#include "win32/lasterror.h"
#include "win32/share.h"
#include "win32/take.h"
#include "win32/wide.h"

struct semaphore {
	struct rasx_object object;
	int fd;			/* eventfd, owned, constant */
	LONG maximum;		/* constant */

	/* Object's lock; the counter of fd is the same. */
	LONG *count;
	LONG own_count;
};

static struct semaphore *to_semaphore(const struct rasx_object *object)
{
	return (struct semaphore *)((char *)object -
				    offsetof(struct semaphore, object));
}

static int semaphore_fd(const struct rasx_object *object)
{
	return to_semaphore(object)->fd;
}

static bool semaphore_try_acquire(struct rasx_object *object)
{
	struct semaphore *semaphore = to_semaphore(object);

	if (!*semaphore->count)
		return false;
	--*semaphore->count;
	return rasx_eventfd_try_read(semaphore->fd);
}

static void add(struct semaphore *semaphore, LONG count)
{
	*semaphore->count += count;
	rasx_eventfd_add(semaphore->fd, count);
}

static void semaphore_give_back(struct rasx_object *object)
{
	add(to_semaphore(object), 1);
}

static DWORD release(struct semaphore *semaphore, LONG count, LONG *previous)
{
	bool fits;

	rasx_take_lock_object(&semaphore->object);
	*previous = *semaphore->count;
	fits = count <= semaphore->maximum - *semaphore->count;
	if (fits)
		add(semaphore, count);
	rasx_take_unlock_object(&semaphore->object);
	return fits ? ERROR_SUCCESS : ERROR_TOO_MANY_POSTS;
}

static DWORD semaphore_signal(struct rasx_object *object)
{
	LONG previous;

	return release(to_semaphore(object), 1, &previous);
}

static void semaphore_forked(struct rasx_object *object)
{
	struct semaphore *semaphore = to_semaphore(object);

	if (!object->share)
		rasx_eventfd_renew(semaphore->fd, *semaphore->count,
				   EFD_SEMAPHORE);
}

static void semaphore_free(struct rasx_object *object)
{
	struct semaphore *semaphore = to_semaphore(object);

	close(semaphore->fd);
	free(semaphore);
}

static bool semaphore_publish(struct rasx_object *object,
			      struct rasx_share *share)
{
	union rasx_shared_state *state = rasx_share_state(share);
	struct semaphore *semaphore = to_semaphore(object);

	state->semaphore.count = *semaphore->count;
	state->semaphore.maximum = semaphore->maximum;
	semaphore->count = &state->semaphore.count;
	share->signal = semaphore->fd;
	return true;
}

/* Who was killed had changed one of them. */
static void semaphore_settle(struct rasx_object *object)
{
	struct semaphore *semaphore = to_semaphore(object);

	while (rasx_eventfd_try_read(semaphore->fd))
		;
	if (*semaphore->count)
		rasx_eventfd_add(semaphore->fd, *semaphore->count);
}

static struct rasx_object *semaphore_adopt(struct rasx_share *share);

static const struct rasx_object_ops semaphore_ops = {
	.fd		= semaphore_fd,
	.try_acquire	= semaphore_try_acquire,
	.give_back	= semaphore_give_back,
	.signal		= semaphore_signal,
	.signal_access	= SEMAPHORE_MODIFY_STATE,
	.forked		= semaphore_forked,
	.free		= semaphore_free,
	.kind		= RASX_KIND_SEMAPHORE,
	.publish	= semaphore_publish,
	.adopt		= semaphore_adopt,
	.settle		= semaphore_settle,
};

static struct rasx_object *semaphore_adopt(struct rasx_share *share)
{
	union rasx_shared_state *state = rasx_share_state(share);
	struct semaphore *semaphore = calloc(1, sizeof(*semaphore));

	if (!semaphore)
		return NULL;
	rasx_object_init(&semaphore->object, &semaphore_ops);
	semaphore->count = &state->semaphore.count;
	semaphore->maximum = state->semaphore.maximum;
	semaphore->fd = share->signal;
	return &semaphore->object;
}

static struct semaphore *semaphore_new(LONG count, LONG maximum)
{
	struct semaphore *semaphore = calloc(1, sizeof(*semaphore));

	if (!semaphore)
		return NULL;
	rasx_object_init(&semaphore->object, &semaphore_ops);
	semaphore->own_count = count;
	semaphore->count = &semaphore->own_count;
	semaphore->maximum = maximum;
	semaphore->fd = eventfd(count, EFD_CLOEXEC | EFD_SEMAPHORE);
	if (semaphore->fd >= 0)
		return semaphore;
	free(semaphore);
	return NULL;
}

struct counts {
	LONG initial, maximum;
};

static HANDLE create_semaphore(struct counts counts, const void *text,
			       enum rasx_width width, DWORD access)
{
	RASX_UNCANCELLED;
	struct semaphore *semaphore;
	struct rasx_name name;
	DWORD error;

	if (counts.initial < 0 || counts.maximum <= 0 ||
	    counts.initial > counts.maximum)
		return rasx_fail_handle(ERROR_INVALID_PARAMETER);
	error = rasx_name_parse(&name, text, width);
	if (error != ERROR_SUCCESS)
		return rasx_fail_handle(error);
	semaphore = semaphore_new(counts.initial, counts.maximum);
	if (!semaphore)
		return rasx_fail_handle(rasx_error_of_creation(errno));
	return rasx_handle_create(&semaphore->object, &name, access);
}

RASX_API HANDLE WINAPI
CreateSemaphoreA(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
		 LONG lInitialCount, LONG lMaximumCount, LPCSTR lpName)
{
	return CreateSemaphoreExA(lpSemaphoreAttributes, lInitialCount,
				  lMaximumCount, lpName, 0,
				  SEMAPHORE_ALL_ACCESS);
}

RASX_API HANDLE WINAPI
CreateSemaphoreW(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
		 LONG lInitialCount, LONG lMaximumCount, LPCWSTR lpName)
{
	return CreateSemaphoreExW(lpSemaphoreAttributes, lInitialCount,
				  lMaximumCount, lpName, 0,
				  SEMAPHORE_ALL_ACCESS);
}

RASX_API HANDLE WINAPI
CreateSemaphoreW_u16(LPSECURITY_ATTRIBUTES attributes, LONG lInitialCount,
		     LONG lMaximumCount, const char16_t *lpName)
{
	return CreateSemaphoreExW_u16(attributes, lInitialCount, lMaximumCount,
				      lpName, 0, SEMAPHORE_ALL_ACCESS);
}

RASX_API HANDLE WINAPI
CreateSemaphoreExA(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
		   LONG lInitialCount, LONG lMaximumCount, LPCSTR lpName,
		   DWORD dwFlags, DWORD dwDesiredAccess)
{
	struct counts counts = { lInitialCount, lMaximumCount };

	(void)lpSemaphoreAttributes;
	(void)dwFlags;
	return create_semaphore(counts, lpName, RASX_UTF8, dwDesiredAccess);
}

RASX_API HANDLE WINAPI
CreateSemaphoreExW(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
		   LONG lInitialCount, LONG lMaximumCount, LPCWSTR lpName,
		   DWORD dwFlags, DWORD dwDesiredAccess)
{
	struct counts counts = { lInitialCount, lMaximumCount };

	(void)lpSemaphoreAttributes;
	(void)dwFlags;
	return create_semaphore(counts, lpName, RASX_UTF32, dwDesiredAccess);
}

RASX_API HANDLE WINAPI
CreateSemaphoreExW_u16(LPSECURITY_ATTRIBUTES attributes, LONG lInitialCount,
		       LONG lMaximumCount, const char16_t *lpName,
		       DWORD dwFlags, DWORD dwDesiredAccess)
{
	struct counts counts = { lInitialCount, lMaximumCount };

	(void)attributes;
	(void)dwFlags;
	return create_semaphore(counts, lpName, RASX_UTF16, dwDesiredAccess);
}

RASX_API HANDLE WINAPI OpenSemaphoreA(DWORD dwDesiredAccess,
				      BOOL bInheritHandle, LPCSTR lpName)
{
	(void)bInheritHandle;
	return rasx_handle_open(lpName, RASX_UTF8, &semaphore_ops,
				dwDesiredAccess);
}

RASX_API HANDLE WINAPI OpenSemaphoreW(DWORD dwDesiredAccess,
				      BOOL bInheritHandle, LPCWSTR lpName)
{
	(void)bInheritHandle;
	return rasx_handle_open(lpName, RASX_UTF32, &semaphore_ops,
				dwDesiredAccess);
}

RASX_API HANDLE WINAPI OpenSemaphoreW_u16(DWORD dwDesiredAccess,
					  BOOL bInheritHandle,
					  const char16_t *lpName)
{
	(void)bInheritHandle;
	return rasx_handle_open(lpName, RASX_UTF16, &semaphore_ops,
				dwDesiredAccess);
}

RASX_API BOOL WINAPI ReleaseSemaphore(HANDLE hSemaphore, LONG lReleaseCount,
				      LPLONG lpPreviousCount)
{
	RASX_UNCANCELLED;
	struct rasx_object *object;
	LONG previous;
	DWORD error;

	if (lReleaseCount <= 0)
		return rasx_fail(ERROR_INVALID_PARAMETER);
	object = rasx_handle_get_type(hSemaphore, &semaphore_ops,
				      SEMAPHORE_MODIFY_STATE);
	if (!object)
		return FALSE;
	error = release(to_semaphore(object), lReleaseCount, &previous);
	rasx_object_put(object);
	if (error != ERROR_SUCCESS)
		return rasx_fail(error);
	if (lpPreviousCount)
		*lpPreviousCount = previous;
	return TRUE;
}
