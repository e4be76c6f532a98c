/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Threads of the C run-time library. */
#ifndef _INC_PROCESS
#define _INC_PROCESS

#include <stdint.h>

#include "windef.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * _beginthread, _beginthreadex - run a function in a new thread
 *
 * The second is CreateThread with errors in errno: 0, and EINVAL without a
 * function or EAGAIN.  The handle of the first is closed when the thread
 * ends, so it may be so already when it is returned; -1 on failure.
 */
uintptr_t __cdecl _beginthread(void (__cdecl *start_address)(void *arglist),
			       unsigned int stack_size, void *arglist);
uintptr_t __cdecl
_beginthreadex(void *security, unsigned int stack_size,
	       unsigned int (__stdcall *start_address)(void *arglist),
	       void *arglist, unsigned int initflag, unsigned int *thrdaddr);

/**
 * _endthread, _endthreadex - ExitThread
 */
void __cdecl _endthread(void) __attribute__((noreturn));
void __cdecl _endthreadex(unsigned int retval) __attribute__((noreturn));

int __cdecl _getpid(void);

#ifdef __cplusplus
}
#endif

#endif /* _INC_PROCESS */
