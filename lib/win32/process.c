// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * What INVALID_HANDLE_VALUE means as a handle: the calling process.  It is
 * signaled when it has ended, which none of its own threads lives to see.
 */
#include <stdlib.h>
#include <unistd.h>

#include <process.h>

#include "export.h"
#include "win32/process.h"

static int process_fd(const struct rasx_object *object)
{
	(void)object;
	return -1;
}

static bool process_try_acquire(struct rasx_object *object)
{
	(void)object;
	return false;
}

/* Nothing is ever taken from it, and its static reference is never put. */
static void process_nop(struct rasx_object *object)
{
	(void)object;
}

static const struct rasx_object_ops process_ops = {
	.fd		= process_fd,
	.try_acquire	= process_try_acquire,
	.give_back	= process_nop,
	.free		= process_nop,
};

static struct rasx_object process = {
	.ops  = &process_ops,
	.refs = 1,
	.here = &process.own_here,
	.pulses = &process.own_pulses,
};

struct rasx_object *rasx_process_get(void)
{
	rasx_object_get(&process);
	return &process;
}

RASX_API HANDLE WINAPI GetCurrentProcess(VOID)
{
	return INVALID_HANDLE_VALUE;
}

RASX_API DWORD WINAPI GetCurrentProcessId(VOID)
{
	return getpid();
}

RASX_API VOID WINAPI ExitProcess(UINT uExitCode)
{
	exit(uExitCode);
}

RASX_API int _getpid(void)
{
	return getpid();
}
