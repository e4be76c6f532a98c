// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Threads as objects.  One that was created here has its object from the
 * start, any other gets one when somebody asks for it.  The thread itself has
 * a reference on it until it ends.
 */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <process.h>

#include "export.h"
#include "win32/cancel.h"
#include "win32/eventfd.h"
#include "win32/handle.h"
#include "win32/lasterror.h"
#include "win32/thread.h"

#define MAX_SUSPENDED	127

struct rasx_thread {
	struct rasx_object object;
	int fd;			/* eventfd, owned, constant */
	atomic_uint id;
	atomic_uint exit_code;	/* constant once it has ended */
	atomic_bool ended;

	/* What it runs, one of both; constant. */
	unsigned int (*start)(void *argument);
	void (*start_void)(void *argument);
	void *argument;
	HANDLE own_handle;	/* that it closes at its end, or NULL */

	pthread_mutex_t lock;	/* protects what follows */
	pthread_cond_t changed;
	bool is_there;		/* the id is known */
	bool running;
	unsigned int suspended;
};

static struct rasx_thread *to_thread(const struct rasx_object *object)
{
	return (struct rasx_thread *)((char *)object -
				      offsetof(struct rasx_thread, object));
}

static int thread_fd(const struct rasx_object *object)
{
	return to_thread(object)->fd;
}

static bool thread_try_acquire(struct rasx_object *object)
{
	return atomic_load(&to_thread(object)->ended);
}

static void thread_give_back(struct rasx_object *object)
{
	(void)object;
}

static void end(struct rasx_thread *thread)
{
	atomic_store(&thread->ended, true);
	rasx_eventfd_add(thread->fd, 1);
}

/* The child has got one thread; another one may have held the lock. */
static void thread_forked(struct rasx_object *object)
{
	struct rasx_thread *thread = to_thread(object);

	pthread_mutex_init(&thread->lock, NULL);
	if (thread == rasx_self()->thread)
		atomic_store(&thread->id, gettid());
	else
		atomic_store(&thread->ended, true);
	rasx_eventfd_renew(thread->fd, atomic_load(&thread->ended), 0);
}

static void thread_free(struct rasx_object *object)
{
	struct rasx_thread *thread = to_thread(object);

	close(thread->fd);
	pthread_cond_destroy(&thread->changed);
	pthread_mutex_destroy(&thread->lock);
	free(thread);
}

static const struct rasx_object_ops thread_ops = {
	.fd		= thread_fd,
	.try_acquire	= thread_try_acquire,
	.give_back	= thread_give_back,
	.forked		= thread_forked,
	.free		= thread_free,
};

/* NULL with the last error set. */
static struct rasx_thread *thread_new(void)
{
	struct rasx_thread *thread = calloc(1, sizeof(*thread));

	if (!thread)
		goto fail;
	thread->fd = eventfd(0, EFD_CLOEXEC);
	if (thread->fd < 0)
		goto fail;
	rasx_object_init(&thread->object, &thread_ops);
	pthread_mutex_init(&thread->lock, NULL);
	pthread_cond_init(&thread->changed, NULL);
	return thread;
fail:
	SetLastError(rasx_error_of_creation(errno));
	free(thread);
	return NULL;
}

static void put(struct rasx_thread *thread)
{
	rasx_object_put(&thread->object);
}

struct rasx_object *rasx_thread_get_current(void)
{
	struct rasx_self *self = rasx_self();

	if (!self->thread) {
		self->thread = thread_new();
		if (!self->thread)
			return NULL;
		self->thread->running = true;
		atomic_store(&self->thread->id, gettid());
	}
	rasx_object_get(&self->thread->object);
	return &self->thread->object;
}

void rasx_thread_ended(struct rasx_self *self)
{
	struct rasx_thread *thread = self->thread;

	if (!thread)
		return;
	self->thread = NULL;
	end(thread);
	if (thread->own_handle)
		CloseHandle(thread->own_handle);
	put(thread);
}

void rasx_thread_forked(void)
{
	struct rasx_thread *thread = rasx_self()->thread;

	if (thread)
		thread_forked(&thread->object);
}

static void say_changed(struct rasx_thread *thread, bool *what)
{
	pthread_mutex_lock(&thread->lock);
	*what = true;
	pthread_cond_broadcast(&thread->changed);
	pthread_mutex_unlock(&thread->lock);
}

static void wait_until_there(struct rasx_thread *thread)
{
	pthread_mutex_lock(&thread->lock);
	while (!thread->is_there)
		pthread_cond_wait(&thread->changed, &thread->lock);
	pthread_mutex_unlock(&thread->lock);
}

static void wait_until_resumed(struct rasx_thread *thread)
{
	pthread_mutex_lock(&thread->lock);
	while (thread->suspended)
		pthread_cond_wait(&thread->changed, &thread->lock);
	thread->running = true;
	pthread_mutex_unlock(&thread->lock);
}

static void *thread_main(void *arg)
{
	struct rasx_thread *thread = arg;

	rasx_self()->thread = thread;
	atomic_store(&thread->id, gettid());
	say_changed(thread, &thread->is_there);
	wait_until_resumed(thread);
	if (thread->start_void)
		thread->start_void(thread->argument);
	else
		atomic_store(&thread->exit_code,
			     thread->start(thread->argument));
	return NULL;
}

/* Stacks are reserved and not used up; a small one is asked for in vain. */
static void set_stack(pthread_attr_t *attr, size_t wanted)
{
	const size_t unit = 65536;
	size_t size;

	if (!pthread_attr_getstacksize(attr, &size) && wanted > size &&
	    wanted < SIZE_MAX - unit)
		pthread_attr_setstacksize(attr, (wanted + unit) & -unit);
}

/* The thread gets the caller's reference if that works. */
static bool run(struct rasx_thread *thread, size_t stack_size)
{
	pthread_attr_t attr;
	pthread_t ignored;
	int ret;

	pthread_attr_init(&attr);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	set_stack(&attr, stack_size);
	ret = pthread_create(&ignored, &attr, thread_main, thread);
	pthread_attr_destroy(&attr);
	return !ret;
}

/* Runs it with a new handle; consumes the caller's reference. */
static HANDLE start(struct rasx_thread *thread, size_t stack_size,
		    bool closes_handle, unsigned int *id)
{
	RASX_UNCANCELLED;
	static const struct rasx_name no_name;
	DWORD before = GetLastError();
	HANDLE handle;

	rasx_object_get(&thread->object);
	handle = rasx_handle_create(&thread->object, &no_name, RASX_ALL_ACCESS);
	if (!handle) {
		put(thread);
		return NULL;
	}
	if (closes_handle)
		thread->own_handle = handle;
	rasx_object_get(&thread->object);
	if (!run(thread, stack_size)) {
		CloseHandle(handle);
		put(thread);
		put(thread);
		return rasx_fail_handle(ERROR_NOT_ENOUGH_MEMORY);
	}
	wait_until_there(thread);
	if (id)
		*id = atomic_load(&thread->id);
	put(thread);
	SetLastError(before);
	return handle;
}

RASX_API HANDLE WINAPI CreateThread(LPSECURITY_ATTRIBUTES lpThreadAttributes,
				    SIZE_T dwStackSize,
				    LPTHREAD_START_ROUTINE lpStartAddress,
				    LPVOID lpParameter, DWORD dwCreationFlags,
				    LPDWORD lpThreadId)
{
	struct rasx_thread *thread;

	(void)lpThreadAttributes;
	if (!lpStartAddress)
		return rasx_fail_handle(ERROR_INVALID_PARAMETER);
	thread = thread_new();
	if (!thread)
		return NULL;
	thread->start = lpStartAddress;
	thread->argument = lpParameter;
	thread->suspended = !!(dwCreationFlags & CREATE_SUSPENDED);
	return start(thread, dwStackSize, false, lpThreadId);
}

RASX_API VOID WINAPI ExitThread(DWORD dwExitCode)
{
	struct rasx_thread *thread = rasx_self()->thread;

	if (thread)
		atomic_store(&thread->exit_code, dwExitCode);
	pthread_exit(NULL);
}

RASX_API uintptr_t _beginthreadex(void *security, unsigned int stack_size,
				  unsigned int (*start_address)(void *arglist),
				  void *arglist, unsigned int initflag,
				  unsigned int *thrdaddr)
{
	HANDLE handle;

	handle = CreateThread(security, stack_size, start_address, arglist,
			      initflag, thrdaddr);
	if (!handle)
		errno = start_address ? EAGAIN : EINVAL;
	return (uintptr_t)handle;
}

RASX_API void _endthreadex(unsigned int retval)
{
	ExitThread(retval);
}

RASX_API uintptr_t _beginthread(void (*start_address)(void *arglist),
				unsigned int stack_size, void *arglist)
{
	struct rasx_thread *thread;
	HANDLE handle = NULL;

	thread = start_address ? thread_new() : NULL;
	if (thread) {
		thread->start_void = start_address;
		thread->argument = arglist;
		handle = start(thread, stack_size, true, NULL);
	}
	if (handle)
		return (uintptr_t)handle;
	errno = start_address ? EAGAIN : EINVAL;
	return -1;
}

RASX_API void _endthread(void)
{
	ExitThread(0);
}

RASX_API HANDLE WINAPI GetCurrentThread(VOID)
{
	return RASX_CURRENT_THREAD;
}

RASX_API DWORD WINAPI GetCurrentThreadId(VOID)
{
	return gettid();
}

static struct rasx_thread *get(HANDLE handle)
{
	struct rasx_object *object;

	object = rasx_handle_get_type(handle, &thread_ops, 0);
	return object ? to_thread(object) : NULL;
}

RASX_API DWORD WINAPI GetThreadId(HANDLE hThread)
{
	struct rasx_thread *thread = get(hThread);
	DWORD id;

	if (!thread)
		return 0;
	id = atomic_load(&thread->id);
	put(thread);
	return id;
}

RASX_API BOOL WINAPI GetExitCodeThread(HANDLE hThread, LPDWORD lpExitCode)
{
	struct rasx_thread *thread = get(hThread);

	if (!thread)
		return FALSE;
	*lpExitCode = atomic_load(&thread->ended) ?
		      atomic_load(&thread->exit_code) : STILL_ACTIVE;
	put(thread);
	return TRUE;
}

/* The count before, or an error code below zero. */
static int suspend(struct rasx_thread *thread)
{
	int ret;

	pthread_mutex_lock(&thread->lock);
	if (thread->running)
		ret = -ERROR_NOT_SUPPORTED;
	else if (thread->suspended == MAX_SUSPENDED)
		ret = -ERROR_SIGNAL_REFUSED;
	else
		ret = thread->suspended++;
	pthread_mutex_unlock(&thread->lock);
	return ret;
}

RASX_API DWORD WINAPI SuspendThread(HANDLE hThread)
{
	struct rasx_thread *thread = get(hThread);
	int ret;

	if (!thread)
		return -1;
	ret = suspend(thread);
	put(thread);
	if (ret >= 0)
		return ret;
	SetLastError(-ret);
	return -1;
}

RASX_API DWORD WINAPI ResumeThread(HANDLE hThread)
{
	struct rasx_thread *thread = get(hThread);
	DWORD before;

	if (!thread)
		return -1;
	pthread_mutex_lock(&thread->lock);
	before = thread->suspended;
	if (before && !--thread->suspended)
		pthread_cond_broadcast(&thread->changed);
	pthread_mutex_unlock(&thread->lock);
	put(thread);
	return before;
}
