/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Handles, events, semaphores, waits and the last error.
 *
 * A HANDLE is a multiple of four below 2^31, so it survives being kept in a
 * DWORD; its low two bits are ignored.  A handle that was closed is refused
 * with ERROR_INVALID_HANDLE; its value is not given out again soon.
 *
 * Functions that return BOOL or HANDLE return FALSE or NULL on failure and
 * leave the reason to GetLastError().  Unless something else is said, they
 * do not touch the last error on success.
 *
 * After fork() the child has its own copies of the objects, in the state
 * they had, under the same handles.
 */
#ifndef _WINBASE_
#define _WINBASE_

#include "windef.h"
#include "winerror.h"

/* With -fshort-wchar a W function is linked with its two-byte variant. */
#if __SIZEOF_WCHAR_T__ == 2
#define __WINBASE_WIDE(name)	__asm__(#name "_u16")
#else
#define __WINBASE_WIDE(name)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* As a handle: the calling process, which a wait never finds signaled. */
#define INVALID_HANDLE_VALUE	((HANDLE)(LONG_PTR)-1)

#define INFINITE		0xFFFFFFFFU

#define WAIT_OBJECT_0		0x00000000U
#define WAIT_ABANDONED		0x00000080U
#define WAIT_ABANDONED_0	0x00000080U
#define WAIT_IO_COMPLETION	0x000000C0U
#define WAIT_TIMEOUT		0x00000102U
#define WAIT_FAILED		0xFFFFFFFFU

/* Accepted and not looked at: objects are private to the process. */
typedef struct _SECURITY_ATTRIBUTES {
	DWORD	nLength;
	LPVOID	lpSecurityDescriptor;
	BOOL	bInheritHandle;
} SECURITY_ATTRIBUTES, *PSECURITY_ATTRIBUTES, *LPSECURITY_ATTRIBUTES;

/**
 * GetLastError - the calling thread's last error
 */
DWORD WINAPI GetLastError(VOID);

/**
 * SetLastError - set the calling thread's last error
 */
VOID WINAPI SetLastError(DWORD dwErrCode);

/**
 * CloseHandle - close a handle
 *
 * The object goes with its last handle; threads that wait on it by then keep
 * waiting.  ERROR_INVALID_HANDLE: not an open handle.
 */
BOOL WINAPI CloseHandle(HANDLE hObject);

/**
 * CreateEvent - make an event object
 * @lpEventAttributes: not looked at
 * @bManualReset:      TRUE: stays signaled until ResetEvent, FALSE: a wait
 *		       that returns because of it resets it
 * @bInitialState:     TRUE: starts signaled
 * @lpName:	       NULL or "": events have no names here yet
 *
 * Sets the last error to 0 on success.  ERROR_NOT_SUPPORTED: a name was
 * given.  ERROR_TOO_MANY_OPEN_FILES, ERROR_NOT_ENOUGH_MEMORY: out of them.
 */
HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES lpEventAttributes,
			   BOOL bManualReset, BOOL bInitialState,
			   LPCSTR lpName);
HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES lpEventAttributes,
			   BOOL bManualReset, BOOL bInitialState,
			   LPCWSTR lpName) __WINBASE_WIDE(CreateEventW);

/**
 * SetEvent, ResetEvent - make an event signaled, or not signaled
 *
 * ERROR_INVALID_HANDLE: not an open handle of an event.
 */
BOOL WINAPI SetEvent(HANDLE hEvent);
BOOL WINAPI ResetEvent(HANDLE hEvent);

/**
 * CreateSemaphore - make a semaphore object
 * @lpSemaphoreAttributes: not looked at
 * @lInitialCount:	   from 0 to @lMaximumCount
 * @lMaximumCount:	   1 at least
 * @lpName:		   NULL or "": as with CreateEvent
 *
 * Signaled while its count is above 0; a wait that returns because of it
 * takes 1 off.  Sets the last error to 0 on success.  Errors as CreateEvent,
 * and ERROR_INVALID_PARAMETER for counts out of range.
 */
HANDLE WINAPI CreateSemaphoreA(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
			       LONG lInitialCount, LONG lMaximumCount,
			       LPCSTR lpName);
HANDLE WINAPI CreateSemaphoreW(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
			       LONG lInitialCount, LONG lMaximumCount,
			       LPCWSTR lpName)
	__WINBASE_WIDE(CreateSemaphoreW);

/**
 * ReleaseSemaphore - add to a semaphore's count
 * @hSemaphore:	     handle of a semaphore
 * @lReleaseCount:   what to add, 1 at least
 * @lpPreviousCount: NULL, or where the count before goes
 *
 * ERROR_INVALID_HANDLE: not an open handle of a semaphore.
 * ERROR_INVALID_PARAMETER: @lReleaseCount below 1.  ERROR_TOO_MANY_POSTS:
 * the maximum would be exceeded; the count is as before.
 */
BOOL WINAPI ReleaseSemaphore(HANDLE hSemaphore, LONG lReleaseCount,
			     LPLONG lpPreviousCount);

/**
 * WaitForSingleObject - wait until an object is signaled
 * @hHandle:	    handle of an event or semaphore
 * @dwMilliseconds: how long; 0: do not block; INFINITE
 *
 * Return: WAIT_OBJECT_0, WAIT_TIMEOUT, or WAIT_FAILED with the last error
 * set: ERROR_INVALID_HANDLE, ERROR_NO_SYSTEM_RESOURCES.  The time is that of
 * CLOCK_MONOTONIC; an object that is signaled wins over a time that is over.
 * Not interrupted by Unix signals.
 */
DWORD WINAPI WaitForSingleObject(HANDLE hHandle, DWORD dwMilliseconds);

/**
 * WaitForMultipleObjects - wait until one or all of several are signaled
 * @nCount:	    how many, from 1 to MAXIMUM_WAIT_OBJECTS
 * @lpHandles:	    their handles
 * @bWaitAll:	    TRUE: until all are signaled at the same time, then take
 *		    all of them; FALSE: until one is, then take the one with
 *		    the lowest index
 * @dwMilliseconds: as WaitForSingleObject
 *
 * Return: FALSE: WAIT_OBJECT_0 + index; TRUE: WAIT_OBJECT_0; else as
 * WaitForSingleObject; then no object was touched.  ERROR_INVALID_PARAMETER:
 * @nCount out of range, @lpHandles NULL, or with @bWaitAll one object twice.
 */
DWORD WINAPI WaitForMultipleObjects(DWORD nCount, const HANDLE *lpHandles,
				    BOOL bWaitAll, DWORD dwMilliseconds);

#ifdef UNICODE
#define CreateEvent	CreateEventW
#define CreateSemaphore	CreateSemaphoreW
#else
#define CreateEvent	CreateEventA
#define CreateSemaphore	CreateSemaphoreA
#endif

#ifdef __cplusplus
}
#endif

#undef __WINBASE_WIDE

#endif /* _WINBASE_ */
