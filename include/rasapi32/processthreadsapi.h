/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The calling process and its threads.
 *
 * A thread is signaled once it has ended, however it does: its function has
 * returned, ExitThread, pthread_exit, pthread_cancel.  Every thread of the
 * process has an object, also if something else has made it.
 */
#ifndef _PROCESSTHREADSAPI_H_
#define _PROCESSTHREADSAPI_H_

#include "minwinbase.h"
#include "winerror.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CREATE_SUSPENDED		0x00000004U
#define STACK_SIZE_PARAM_IS_A_RESERVATION 0x00010000U
#define STILL_ACTIVE			259U

/**
 * GetCurrentProcess - the pseudo handle INVALID_HANDLE_VALUE
 */
HANDLE WINAPI GetCurrentProcess(VOID);
DWORD WINAPI GetCurrentProcessId(VOID);

/**
 * ExitProcess - exit()
 */
VOID WINAPI ExitProcess(UINT uExitCode) __attribute__((noreturn));

/**
 * CreateThread - run a function in a new thread
 * @lpThreadAttributes: not looked at
 * @dwStackSize:	0, or what the stack has room for at least
 * @lpStartAddress:	the function; what it returns is the exit code
 * @lpParameter:	its argument
 * @dwCreationFlags:	CREATE_SUSPENDED: not before ResumeThread
 * @lpThreadId:		NULL, or where GetCurrentThreadId() of it goes
 *
 * The thread does not depend on its handle.  ERROR_INVALID_PARAMETER: no
 * function.  ERROR_TOO_MANY_OPEN_FILES, ERROR_NOT_ENOUGH_MEMORY: out of them.
 */
HANDLE WINAPI CreateThread(LPSECURITY_ATTRIBUTES lpThreadAttributes,
			   SIZE_T dwStackSize,
			   LPTHREAD_START_ROUTINE lpStartAddress,
			   LPVOID lpParameter, DWORD dwCreationFlags,
			   LPDWORD lpThreadId);

/**
 * ExitThread - end the calling thread
 *
 * By pthread_exit(), which unwinds the stack.
 */
VOID WINAPI ExitThread(DWORD dwExitCode) __attribute__((noreturn));

/**
 * SwitchToThread - let others run; whether there was one is not known: TRUE
 */
BOOL WINAPI SwitchToThread(VOID);

/**
 * GetCurrentThread - pseudo handle of the calling thread, whichever that is
 */
HANDLE WINAPI GetCurrentThread(VOID);

/**
 * GetCurrentThreadId, GetThreadId - what gettid() of the thread gives
 *
 * 0: ERROR_INVALID_HANDLE.
 */
DWORD WINAPI GetCurrentThreadId(VOID);
DWORD WINAPI GetThreadId(HANDLE hThread);

/**
 * GetExitCodeThread - the exit code, or STILL_ACTIVE
 *
 * 0 of a thread that ended by Unix means.  ERROR_INVALID_HANDLE: not a
 * thread.
 */
BOOL WINAPI GetExitCodeThread(HANDLE hThread, LPDWORD lpExitCode);

/**
 * SuspendThread, ResumeThread - let a thread created suspended wait, or run
 *
 * Return: how often it was suspended before, or (DWORD)-1.
 * ERROR_NOT_SUPPORTED: it runs already, and cannot be stopped any more.
 */
DWORD WINAPI SuspendThread(HANDLE hThread);
DWORD WINAPI ResumeThread(HANDLE hThread);

#ifdef __cplusplus
}
#endif

#endif /* _PROCESSTHREADSAPI_H_ */
