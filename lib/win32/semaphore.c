// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * A semaphore counts in memory, so that its maximum is exact; the eventfd
 * shows the same count to whoever sleeps.
 */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "export.h"
#include "win32/eventfd.h"
#include "win32/handle.h"
#include "win32/lasterror.h"
#include "win32/take.h"
#include "win32/wide.h"

struct semaphore {
	struct rasx_object object;
	int fd;			/* eventfd, owned, constant */
	LONG maximum;		/* constant */
	LONG count;		/* take lock; the counter of fd is the same */
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

	if (!semaphore->count)
		return false;
	semaphore->count--;
	return rasx_eventfd_try_read(semaphore->fd);
}

static void add(struct semaphore *semaphore, LONG count)
{
	semaphore->count += count;
	rasx_eventfd_add(semaphore->fd, count);
}

static void semaphore_give_back(struct rasx_object *object)
{
	add(to_semaphore(object), 1);
}

static void semaphore_forked(struct rasx_object *object)
{
	struct semaphore *semaphore = to_semaphore(object);

	rasx_eventfd_renew(semaphore->fd, semaphore->count, EFD_SEMAPHORE);
}

static void semaphore_free(struct rasx_object *object)
{
	struct semaphore *semaphore = to_semaphore(object);

	close(semaphore->fd);
	free(semaphore);
}

static const struct rasx_object_ops semaphore_ops = {
	.fd		= semaphore_fd,
	.try_acquire	= semaphore_try_acquire,
	.give_back	= semaphore_give_back,
	.forked		= semaphore_forked,
	.free		= semaphore_free,
};

static struct semaphore *semaphore_new(LONG count, LONG maximum)
{
	struct semaphore *semaphore = calloc(1, sizeof(*semaphore));

	if (!semaphore)
		return NULL;
	rasx_object_init(&semaphore->object, &semaphore_ops);
	semaphore->count = count;
	semaphore->maximum = maximum;
	semaphore->fd = eventfd(count, EFD_CLOEXEC | EFD_SEMAPHORE);
	if (semaphore->fd >= 0)
		return semaphore;
	free(semaphore);
	return NULL;
}

static HANDLE create_semaphore(LONG count, LONG maximum, bool named)
{
	struct semaphore *semaphore;
	HANDLE handle;

	if (count < 0 || maximum <= 0 || count > maximum)
		return rasx_fail_handle(ERROR_INVALID_PARAMETER);
	if (named)
		return rasx_fail_handle(ERROR_NOT_SUPPORTED);
	semaphore = semaphore_new(count, maximum);
	if (!semaphore)
		return rasx_fail_handle(rasx_error_of_creation(errno));
	handle = rasx_handle_open(&semaphore->object);
	if (!handle)
		rasx_object_put(&semaphore->object);
	SetLastError(handle ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY);
	return handle;
}

RASX_API HANDLE WINAPI
CreateSemaphoreA(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
		 LONG lInitialCount, LONG lMaximumCount, LPCSTR lpName)
{
	(void)lpSemaphoreAttributes;
	return create_semaphore(lInitialCount, lMaximumCount,
				lpName && *lpName);
}

RASX_API HANDLE WINAPI
CreateSemaphoreW(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
		 LONG lInitialCount, LONG lMaximumCount, LPCWSTR lpName)
{
	(void)lpSemaphoreAttributes;
	return create_semaphore(lInitialCount, lMaximumCount,
				lpName && *lpName);
}

RASX_API HANDLE WINAPI
CreateSemaphoreW_u16(LPSECURITY_ATTRIBUTES attributes, LONG lInitialCount,
		     LONG lMaximumCount, const char16_t *lpName)
{
	(void)attributes;
	return create_semaphore(lInitialCount, lMaximumCount,
				lpName && *lpName);
}

static BOOL release(struct semaphore *semaphore, LONG count, LONG *previous)
{
	bool fits;

	rasx_take_lock();
	*previous = semaphore->count;
	fits = count <= semaphore->maximum - semaphore->count;
	if (fits)
		add(semaphore, count);
	rasx_take_unlock();
	return fits ? TRUE : rasx_fail(ERROR_TOO_MANY_POSTS);
}

RASX_API BOOL WINAPI ReleaseSemaphore(HANDLE hSemaphore, LONG lReleaseCount,
				      LPLONG lpPreviousCount)
{
	struct rasx_object *object;
	LONG previous;
	BOOL released;

	if (lReleaseCount <= 0)
		return rasx_fail(ERROR_INVALID_PARAMETER);
	object = rasx_handle_get_type(hSemaphore, &semaphore_ops);
	if (!object)
		return rasx_fail(ERROR_INVALID_HANDLE);
	released = release(to_semaphore(object), lReleaseCount, &previous);
	rasx_object_put(object);
	if (released && lpPreviousCount)
		*lpPreviousCount = previous;
	return released;
}
