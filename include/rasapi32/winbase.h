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

#include <stdarg.h>

#include "windef.h"
#include "winerror.h"
#include "consoleapi.h"
#include "debugapi.h"
#include "heapapi.h"
#include "libloaderapi.h"
#include "minwinbase.h"
#include "processthreadsapi.h"
#include "profileapi.h"
#include "stringapiset.h"
#include "sysinfoapi.h"
#include "threadpoollegacyapiset.h"
#include "timezoneapi.h"

/* With -fshort-wchar a W function is linked with its two-byte variant. */
#if __SIZEOF_WCHAR_T__ == 2
#define __WINBASE_WIDE(name)	__asm__(#name "_u16")
#else
#define __WINBASE_WIDE(name)
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define INFINITE		0xFFFFFFFFU

/* What LoadLibrary gave below it was an error once. */
#define HINSTANCE_ERROR		32

#define WAIT_OBJECT_0		0x00000000U
#define WAIT_ABANDONED		0x00000080U
#define WAIT_ABANDONED_0	0x00000080U
#define WAIT_IO_COMPLETION	0x000000C0U
#define WAIT_TIMEOUT		0x00000102U
#define WAIT_FAILED		0xFFFFFFFFU

/**
 * GetLastError - the calling thread's last error
 */
DWORD WINAPI GetLastError(VOID);

/**
 * SetLastError - set the calling thread's last error
 */
VOID WINAPI SetLastError(DWORD dwErrCode);

/**
 * Sleep, SleepEx - let time pass
 * @dwMilliseconds: how long; 0: let others run; INFINITE
 * @bAlertable:	    not looked at: nothing can be queued to a thread
 *
 * Not interrupted by Unix signals.  Return: 0.
 */
VOID WINAPI Sleep(DWORD dwMilliseconds);
DWORD WINAPI SleepEx(DWORD dwMilliseconds, BOOL bAlertable);

/**
 * GetTickCount, GetTickCount64 - milliseconds since the system started
 *
 * The time is that of CLOCK_BOOTTIME, suspend included; 32 bits of it start
 * anew every 49.7 days.
 */
DWORD WINAPI GetTickCount(VOID);
ULONGLONG WINAPI GetTickCount64(VOID);

#define LMEM_FIXED	0x0000U
#define LMEM_MOVEABLE	0x0002U
#define LMEM_ZEROINIT	0x0040U
#define LMEM_MODIFY	0x0080U
#define LHND		(LMEM_MOVEABLE | LMEM_ZEROINIT)
#define LPTR		(LMEM_FIXED | LMEM_ZEROINIT)
#define GMEM_FIXED	0x0000U
#define GMEM_MOVEABLE	0x0002U
#define GMEM_ZEROINIT	0x0040U
#define GMEM_MODIFY	0x0080U
#define GHND		(GMEM_MOVEABLE | GMEM_ZEROINIT)
#define GPTR		(GMEM_FIXED | GMEM_ZEROINIT)

/**
 * LocalAlloc and the like - memory from the process heap
 *
 * Memory never moves: the handle of a moveable piece is its address.
 * ERROR_NOT_ENOUGH_MEMORY: out of memory; a piece whose size was to change
 * is still there.
 *
 * LocalFree and GlobalFree return NULL.  Pieces have no lock count:
 * LocalUnlock returns FALSE with ERROR_NOT_LOCKED and GlobalUnlock TRUE, as
 * for fixed memory.
 */
HLOCAL WINAPI LocalAlloc(UINT uFlags, SIZE_T uBytes);
HLOCAL WINAPI LocalReAlloc(HLOCAL hMem, SIZE_T uBytes, UINT uFlags);
HLOCAL WINAPI LocalFree(HLOCAL hMem);
SIZE_T WINAPI LocalSize(HLOCAL hMem);
LPVOID WINAPI LocalLock(HLOCAL hMem);
BOOL WINAPI LocalUnlock(HLOCAL hMem);
HGLOBAL WINAPI GlobalAlloc(UINT uFlags, SIZE_T dwBytes);
HGLOBAL WINAPI GlobalReAlloc(HGLOBAL hMem, SIZE_T dwBytes, UINT uFlags);
HGLOBAL WINAPI GlobalFree(HGLOBAL hMem);
SIZE_T WINAPI GlobalSize(HGLOBAL hMem);
LPVOID WINAPI GlobalLock(HGLOBAL hMem);
BOOL WINAPI GlobalUnlock(HGLOBAL hMem);

#define ZeroMemory	RtlZeroMemory
#define FillMemory	RtlFillMemory
#define CopyMemory	RtlCopyMemory
#define MoveMemory	RtlMoveMemory
#define SecureZeroMemory	RtlSecureZeroMemory

/**
 * lstrlen, lstrcpy, lstrcpyn, lstrcat, lstrcmp, lstrcmpi - strings
 *
 * lstrlen of NULL is 0.  lstrcpyn copies @iMaxLength characters at most, the
 * terminator included, and always writes one; the functions that write give
 * NULL if one of the strings is NULL.  Strings are compared by their code
 * units, with lstrcmpi those of ASCII letters without regard to case; NULL
 * is less than any other.
 */
int WINAPI lstrlenA(LPCSTR lpString);
int WINAPI lstrlenW(LPCWSTR lpString) __WINBASE_WIDE(lstrlenW);
LPSTR WINAPI lstrcpyA(LPSTR lpString1, LPCSTR lpString2);
LPWSTR WINAPI lstrcpyW(LPWSTR lpString1, LPCWSTR lpString2)
	__WINBASE_WIDE(lstrcpyW);
LPSTR WINAPI lstrcpynA(LPSTR lpString1, LPCSTR lpString2, int iMaxLength);
LPWSTR WINAPI lstrcpynW(LPWSTR lpString1, LPCWSTR lpString2, int iMaxLength)
	__WINBASE_WIDE(lstrcpynW);
LPSTR WINAPI lstrcatA(LPSTR lpString1, LPCSTR lpString2);
LPWSTR WINAPI lstrcatW(LPWSTR lpString1, LPCWSTR lpString2)
	__WINBASE_WIDE(lstrcatW);
int WINAPI lstrcmpA(LPCSTR lpString1, LPCSTR lpString2);
int WINAPI lstrcmpW(LPCWSTR lpString1, LPCWSTR lpString2)
	__WINBASE_WIDE(lstrcmpW);
int WINAPI lstrcmpiA(LPCSTR lpString1, LPCSTR lpString2);
int WINAPI lstrcmpiW(LPCWSTR lpString1, LPCWSTR lpString2)
	__WINBASE_WIDE(lstrcmpiW);

/**
 * CloseHandle - close a handle
 *
 * The object goes with its last handle; threads that wait on it by then keep
 * waiting.  ERROR_INVALID_HANDLE: not an open handle.
 */
BOOL WINAPI CloseHandle(HANDLE hObject);

/**
 * DuplicateHandle - make another handle of an object
 * @hSourceProcessHandle: the calling process
 * @hSourceHandle:	  an open handle, or a pseudo handle
 * @hTargetProcessHandle: the calling process
 * @lpTargetHandle:	  where the new handle goes; with
 *			  DUPLICATE_CLOSE_SOURCE it may be NULL
 * @dwDesiredAccess:	  rights of the new handle
 * @bInheritHandle:	  not looked at
 * @dwOptions:		  DUPLICATE_SAME_ACCESS: the rights of the old handle;
 *			  DUPLICATE_CLOSE_SOURCE: close it, even on failure
 *
 * ERROR_INVALID_HANDLE: not open, or another process.
 */
BOOL WINAPI DuplicateHandle(HANDLE hSourceProcessHandle, HANDLE hSourceHandle,
			    HANDLE hTargetProcessHandle,
			    LPHANDLE lpTargetHandle, DWORD dwDesiredAccess,
			    BOOL bInheritHandle, DWORD dwOptions);

/*
 * Names of objects.  Events, mutexes and semaphores share one set of names,
 * that of all processes of the user in the network namespace of the calling
 * thread.  An object has its name until the last process that has a handle of
 * it closes it or ends, however it ends.  NULL and "" are no name.
 *
 * Names are compared by characters; "Local\x" is "x", "Global\x" is another
 * name, which only one user can have at a time.  Functions that take a name
 * fail with
 *
 *   ERROR_PATH_NOT_FOUND	   another backslash
 *   ERROR_FILENAME_EXCED_RANGE  MAX_PATH characters or more after the prefix
 *   ERROR_INVALID_HANDLE	   it is the name of an object of another type
 *   ERROR_ACCESS_DENIED	   another user has it
 *   ERROR_TIMEOUT		   no process that has it answers: all are
 *				   stopped
 *   ERROR_NOT_SUPPORTED	   there is no /proc, or there are no sockets
 *
 * A Create function gives a handle of the object that has the name already,
 * and leaves it as it is; it sets the last error to ERROR_ALREADY_EXISTS then
 * and else to 0.  An Open function fails with ERROR_FILE_NOT_FOUND if there
 * is none and with ERROR_INVALID_PARAMETER without a name.
 *
 * Rights: waiting needs SYNCHRONIZE, changing an event or semaphore
 * EVENT_MODIFY_STATE or SEMAPHORE_MODIFY_STATE: else ERROR_ACCESS_DENIED.
 * CreateEvent and the like give all rights, Ex and Open functions those asked
 * for.
 */
#define MUTEX_MODIFY_STATE	MUTANT_QUERY_STATE
#define MUTEX_ALL_ACCESS	MUTANT_ALL_ACCESS

#define CREATE_EVENT_MANUAL_RESET	0x00000001U
#define CREATE_EVENT_INITIAL_SET	0x00000002U
#define CREATE_MUTEX_INITIAL_OWNER	0x00000001U

/**
 * CreateEvent, CreateEventEx, OpenEvent - make or find an event object
 * @lpEventAttributes: not looked at
 * @bManualReset:      TRUE: stays signaled until ResetEvent, FALSE: a wait
 *		       that returns because of it resets it
 * @bInitialState:     TRUE: starts signaled
 * @lpName:	       its name, or NULL
 * @dwFlags:	       CREATE_EVENT_*; other bits are not looked at
 *
 * ERROR_TOO_MANY_OPEN_FILES, ERROR_NOT_ENOUGH_MEMORY: out of them.
 */
HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES lpEventAttributes,
			   BOOL bManualReset, BOOL bInitialState,
			   LPCSTR lpName);
HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES lpEventAttributes,
			   BOOL bManualReset, BOOL bInitialState,
			   LPCWSTR lpName) __WINBASE_WIDE(CreateEventW);
HANDLE WINAPI CreateEventExA(LPSECURITY_ATTRIBUTES lpEventAttributes,
			     LPCSTR lpName, DWORD dwFlags,
			     DWORD dwDesiredAccess);
HANDLE WINAPI CreateEventExW(LPSECURITY_ATTRIBUTES lpEventAttributes,
			     LPCWSTR lpName, DWORD dwFlags,
			     DWORD dwDesiredAccess)
	__WINBASE_WIDE(CreateEventExW);
HANDLE WINAPI OpenEventA(DWORD dwDesiredAccess, BOOL bInheritHandle,
			 LPCSTR lpName);
HANDLE WINAPI OpenEventW(DWORD dwDesiredAccess, BOOL bInheritHandle,
			 LPCWSTR lpName) __WINBASE_WIDE(OpenEventW);

/**
 * SetEvent, ResetEvent - make an event signaled, or not signaled
 *
 * ERROR_INVALID_HANDLE: not an open handle of an event.
 */
BOOL WINAPI SetEvent(HANDLE hEvent);
BOOL WINAPI ResetEvent(HANDLE hEvent);

/**
 * PulseEvent - release who waits now, and leave the event not signaled
 *
 * A manual-reset event releases all that sleep, an auto-reset event one.  A
 * wait for all is not released.  Errors as SetEvent.
 */
BOOL WINAPI PulseEvent(HANDLE hEvent);

/**
 * CreateMutex, CreateMutexEx, OpenMutex - make or find a mutex object
 * @lpMutexAttributes: not looked at
 * @bInitialOwner:     TRUE: a new one belongs to the calling thread
 * @lpName:	       its name, or NULL
 * @dwFlags:	       CREATE_MUTEX_INITIAL_OWNER
 *
 * Signaled while no thread owns it, and for its owner; a wait that returns
 * because of it makes the thread its owner, or counts once more.  If the
 * owner ends, the next wait gets it and returns WAIT_ABANDONED_0 + index.  The
 * same is so if its process closes the last handle of one that has a name.
 * Errors as CreateEvent.
 */
HANDLE WINAPI CreateMutexA(LPSECURITY_ATTRIBUTES lpMutexAttributes,
			   BOOL bInitialOwner, LPCSTR lpName);
HANDLE WINAPI CreateMutexW(LPSECURITY_ATTRIBUTES lpMutexAttributes,
			   BOOL bInitialOwner, LPCWSTR lpName)
	__WINBASE_WIDE(CreateMutexW);
HANDLE WINAPI CreateMutexExA(LPSECURITY_ATTRIBUTES lpMutexAttributes,
			     LPCSTR lpName, DWORD dwFlags,
			     DWORD dwDesiredAccess);
HANDLE WINAPI CreateMutexExW(LPSECURITY_ATTRIBUTES lpMutexAttributes,
			     LPCWSTR lpName, DWORD dwFlags,
			     DWORD dwDesiredAccess)
	__WINBASE_WIDE(CreateMutexExW);
HANDLE WINAPI OpenMutexA(DWORD dwDesiredAccess, BOOL bInheritHandle,
			 LPCSTR lpName);
HANDLE WINAPI OpenMutexW(DWORD dwDesiredAccess, BOOL bInheritHandle,
			 LPCWSTR lpName) __WINBASE_WIDE(OpenMutexW);

/**
 * ReleaseMutex - undo one wait of the owner
 *
 * ERROR_INVALID_HANDLE: not an open handle of a mutex.  ERROR_NOT_OWNER: the
 * calling thread does not own it.
 */
BOOL WINAPI ReleaseMutex(HANDLE hMutex);

/**
 * CreateSemaphore, CreateSemaphoreEx, OpenSemaphore - make or find one
 * @lpSemaphoreAttributes: not looked at
 * @lInitialCount:	   from 0 to @lMaximumCount
 * @lMaximumCount:	   1 at least
 * @lpName:		   its name, or NULL
 * @dwFlags:		   not looked at
 *
 * Signaled while its count is above 0; a wait that returns because of it
 * takes 1 off.  Errors as CreateEvent, and ERROR_INVALID_PARAMETER for counts
 * out of range.
 */
HANDLE WINAPI CreateSemaphoreA(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
			       LONG lInitialCount, LONG lMaximumCount,
			       LPCSTR lpName);
HANDLE WINAPI CreateSemaphoreW(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
			       LONG lInitialCount, LONG lMaximumCount,
			       LPCWSTR lpName)
	__WINBASE_WIDE(CreateSemaphoreW);
HANDLE WINAPI CreateSemaphoreExA(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
				 LONG lInitialCount, LONG lMaximumCount,
				 LPCSTR lpName, DWORD dwFlags,
				 DWORD dwDesiredAccess);
HANDLE WINAPI CreateSemaphoreExW(LPSECURITY_ATTRIBUTES lpSemaphoreAttributes,
				 LONG lInitialCount, LONG lMaximumCount,
				 LPCWSTR lpName, DWORD dwFlags,
				 DWORD dwDesiredAccess)
	__WINBASE_WIDE(CreateSemaphoreExW);
HANDLE WINAPI OpenSemaphoreA(DWORD dwDesiredAccess, BOOL bInheritHandle,
			     LPCSTR lpName);
HANDLE WINAPI OpenSemaphoreW(DWORD dwDesiredAccess, BOOL bInheritHandle,
			     LPCWSTR lpName) __WINBASE_WIDE(OpenSemaphoreW);

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
 * @hHandle:	    handle of an event, mutex, semaphore or thread
 * @dwMilliseconds: how long; 0: do not block; INFINITE
 *
 * @bAlertable:	    not looked at: nothing can be queued to a thread
 *
 * Return: WAIT_OBJECT_0, WAIT_ABANDONED_0, WAIT_TIMEOUT, or WAIT_FAILED with
 * the last error set: ERROR_INVALID_HANDLE, ERROR_ACCESS_DENIED,
 * ERROR_NO_SYSTEM_RESOURCES.  The time is that of CLOCK_MONOTONIC; an object
 * that is signaled wins over a time that is over.  Not interrupted by Unix
 * signals.  A thread that is cancelled ends in a wait, and has taken nothing.
 */
DWORD WINAPI WaitForSingleObject(HANDLE hHandle, DWORD dwMilliseconds);
DWORD WINAPI WaitForSingleObjectEx(HANDLE hHandle, DWORD dwMilliseconds,
				   BOOL bAlertable);

/**
 * WaitForMultipleObjects - wait until one or all of several are signaled
 * @nCount:	    how many, from 1 to MAXIMUM_WAIT_OBJECTS
 * @lpHandles:	    their handles
 * @bWaitAll:	    TRUE: until all are signaled at the same time, then take
 *		    all of them; FALSE: until one is, then take the one with
 *		    the lowest index
 * @dwMilliseconds: as WaitForSingleObject
 *
 * Return: FALSE: WAIT_OBJECT_0 + index, or WAIT_ABANDONED_0 + index; TRUE:
 * WAIT_OBJECT_0, or WAIT_ABANDONED_0 if one of them was abandoned; else as
 * WaitForSingleObject; then no object was touched.  ERROR_INVALID_PARAMETER:
 * @nCount out of range, @lpHandles NULL, or with @bWaitAll one object twice.
 */
DWORD WINAPI WaitForMultipleObjects(DWORD nCount, const HANDLE *lpHandles,
				    BOOL bWaitAll, DWORD dwMilliseconds);
DWORD WINAPI WaitForMultipleObjectsEx(DWORD nCount, const HANDLE *lpHandles,
				      BOOL bWaitAll, DWORD dwMilliseconds,
				      BOOL bAlertable);

/**
 * SignalObjectAndWait - set or release an object, then wait for another
 * @hObjectToSignal: an event is set, a mutex or semaphore released once
 *
 * Two steps, not one.  Both handles are looked at before the first.  Return:
 * as WaitForSingleObject; WAIT_FAILED also with the errors of the release.
 */
DWORD WINAPI SignalObjectAndWait(HANDLE hObjectToSignal, HANDLE hObjectToWaitOn,
				 DWORD dwMilliseconds, BOOL bAlertable);

/* Opaque; as large on all machines as it has to be. */
typedef struct _RTL_CRITICAL_SECTION {
	PVOID	Reserved[8];
} CRITICAL_SECTION, *PCRITICAL_SECTION, *LPCRITICAL_SECTION;

/**
 * InitializeCriticalSection and the like - a lock of the process's threads
 * @dwSpinCount: not looked at
 *
 * Its owner may enter again, and leaves as often.  It is no object: there is
 * no handle to wait for, and nobody is told when its owner ends.
 */
VOID WINAPI InitializeCriticalSection(LPCRITICAL_SECTION lpCriticalSection);
BOOL WINAPI
InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION lpCriticalSection,
				      DWORD dwSpinCount);
VOID WINAPI EnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection);
BOOL WINAPI TryEnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection);
VOID WINAPI LeaveCriticalSection(LPCRITICAL_SECTION lpCriticalSection);
VOID WINAPI DeleteCriticalSection(LPCRITICAL_SECTION lpCriticalSection);

/**
 * InitializeCriticalSectionEx - the same
 * @Flags: not looked at
 */
BOOL WINAPI InitializeCriticalSectionEx(LPCRITICAL_SECTION lpCriticalSection,
					DWORD dwSpinCount, DWORD Flags);

/* Opaque, as a critical section is. */
typedef struct _RTL_SRWLOCK {
	PVOID	Reserved[8];
} SRWLOCK, *PSRWLOCK;

#define SRWLOCK_INIT	{ { 0 } }

/**
 * AcquireSRWLockExclusive, AcquireSRWLockShared and the like - a lock that one
 * thread has, or several that only read
 *
 * Who has it must not ask for it again.  There is nothing to delete.
 */
VOID WINAPI InitializeSRWLock(PSRWLOCK SRWLock);
VOID WINAPI AcquireSRWLockExclusive(PSRWLOCK SRWLock);
VOID WINAPI AcquireSRWLockShared(PSRWLOCK SRWLock);
BOOLEAN WINAPI TryAcquireSRWLockExclusive(PSRWLOCK SRWLock);
BOOLEAN WINAPI TryAcquireSRWLockShared(PSRWLOCK SRWLock);
VOID WINAPI ReleaseSRWLockExclusive(PSRWLOCK SRWLock);
VOID WINAPI ReleaseSRWLockShared(PSRWLOCK SRWLock);

typedef struct _RTL_CONDITION_VARIABLE {
	PVOID	Ptr;
} CONDITION_VARIABLE, *PCONDITION_VARIABLE;

#define CONDITION_VARIABLE_INIT			{ 0 }
#define CONDITION_VARIABLE_LOCKMODE_SHARED	0x00000001U

/**
 * SleepConditionVariableCS, SleepConditionVariableSRW - give up a lock until
 * another thread wakes this one, and take it again
 * @dwMilliseconds: how long; INFINITE
 * @Flags:	    CONDITION_VARIABLE_LOCKMODE_SHARED: the lock is shared
 *
 * The lock is held, a critical section once.  They may return early: the
 * condition has to be looked at again.  ERROR_TIMEOUT: the time is over.
 */
VOID WINAPI InitializeConditionVariable(PCONDITION_VARIABLE ConditionVariable);
BOOL WINAPI SleepConditionVariableCS(PCONDITION_VARIABLE ConditionVariable,
				     PCRITICAL_SECTION CriticalSection,
				     DWORD dwMilliseconds);
BOOL WINAPI SleepConditionVariableSRW(PCONDITION_VARIABLE ConditionVariable,
				      PSRWLOCK SRWLock, DWORD dwMilliseconds,
				      ULONG Flags);

/**
 * WakeConditionVariable, WakeAllConditionVariable - wake one who sleeps, or all
 */
VOID WINAPI WakeConditionVariable(PCONDITION_VARIABLE ConditionVariable);
VOID WINAPI WakeAllConditionVariable(PCONDITION_VARIABLE ConditionVariable);

/* The new value from Increment, Decrement and Add, the old one from the others. */
#define InterlockedIncrement(value)	__sync_add_and_fetch((value), 1)
#define InterlockedDecrement(value)	__sync_sub_and_fetch((value), 1)
#define InterlockedExchange(to, value) \
	__atomic_exchange_n((to), (value), __ATOMIC_SEQ_CST)
#define InterlockedExchangeAdd(to, value) __sync_fetch_and_add((to), (value))
#define InterlockedCompareExchange(to, value, expected) \
	__sync_val_compare_and_swap((to), (expected), (value))
#define InterlockedAdd(to, value)	__sync_add_and_fetch((to), (value))
#define InterlockedAnd(to, value)	__sync_fetch_and_and((to), (value))
#define InterlockedOr(to, value)	__sync_fetch_and_or((to), (value))
#define InterlockedXor(to, value)	__sync_fetch_and_xor((to), (value))
#define InterlockedIncrement64		InterlockedIncrement
#define InterlockedDecrement64		InterlockedDecrement
#define InterlockedExchange64		InterlockedExchange
#define InterlockedExchangeAdd64	InterlockedExchangeAdd
#define InterlockedCompareExchange64	InterlockedCompareExchange
#define InterlockedAdd64		InterlockedAdd
#define InterlockedAnd64		InterlockedAnd
#define InterlockedOr64			InterlockedOr
#define InterlockedXor64		InterlockedXor
#define MemoryBarrier()			__sync_synchronize()
#define YieldProcessor()		((void)SwitchToThread())

/* No macros, for which the compiler would warn if the old value is not used. */
static __inline__ PVOID InterlockedExchangePointer(PVOID volatile *to,
						   PVOID value)
{
	return __atomic_exchange_n(to, value, __ATOMIC_SEQ_CST);
}

static __inline__ PVOID
InterlockedCompareExchangePointer(PVOID volatile *to, PVOID value,
				  PVOID expected)
{
	return __sync_val_compare_and_swap(to, expected, value);
}

#define FORMAT_MESSAGE_ALLOCATE_BUFFER	0x00000100U
#define FORMAT_MESSAGE_IGNORE_INSERTS	0x00000200U
#define FORMAT_MESSAGE_FROM_STRING	0x00000400U
#define FORMAT_MESSAGE_FROM_HMODULE	0x00000800U
#define FORMAT_MESSAGE_FROM_SYSTEM	0x00001000U
#define FORMAT_MESSAGE_ARGUMENT_ARRAY	0x00002000U
#define FORMAT_MESSAGE_MAX_WIDTH_MASK	0x000000FFU

/**
 * FormatMessage - the text of an error code, or of a string with inserts
 * @dwFlags:	  where the text is from: FORMAT_MESSAGE_FROM_STRING;
 *		  FROM_SYSTEM: system and RAS errors; FROM_HMODULE: RAS errors.
 *		  ALLOCATE_BUFFER: @lpBuffer points to a pointer, which is to
 *		  be freed with LocalFree.  MAX_WIDTH_MASK: spaces instead of
 *		  the text's own line breaks; other widths have no effect
 * @lpSource:	  the string; not looked at otherwise
 * @dwMessageId:  the error code
 * @dwLanguageId: not looked at: texts are English
 * @lpBuffer:	  where the text goes
 * @nSize:	  characters it has room for, or is to have at least
 * @Arguments:	  for %1 and so on: a list, or with
 *		  FORMAT_MESSAGE_ARGUMENT_ARRAY an array of DWORD_PTR
 *
 * Return: how many characters were written without the terminator, or 0.
 * ERROR_MR_MID_NOT_FOUND: not an error that has a text.
 * ERROR_INSUFFICIENT_BUFFER: @nSize is too small.  ERROR_INVALID_PARAMETER: no
 * source, no buffer, an insert without arguments, or one that is more than one
 * conversion.
 */
DWORD WINAPI FormatMessageA(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId,
			    DWORD dwLanguageId, LPSTR lpBuffer, DWORD nSize,
			    va_list *Arguments) __WINBASE_WIDE(FormatMessageA);
DWORD WINAPI FormatMessageW(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId,
			    DWORD dwLanguageId, LPWSTR lpBuffer, DWORD nSize,
			    va_list *Arguments) __WINBASE_WIDE(FormatMessageW);

#ifdef UNICODE
#define FormatMessage		FormatMessageW
#else
#define FormatMessage		FormatMessageA
#endif

#ifdef UNICODE
#define CreateEvent	CreateEventW
#define CreateEventEx	CreateEventExW
#define CreateMutex	CreateMutexW
#define CreateMutexEx	CreateMutexExW
#define CreateSemaphore	CreateSemaphoreW
#define CreateSemaphoreEx	CreateSemaphoreExW
#define OpenEvent	OpenEventW
#define OpenMutex	OpenMutexW
#define OpenSemaphore	OpenSemaphoreW
#define lstrcat		lstrcatW
#define lstrcmp		lstrcmpW
#define lstrcmpi	lstrcmpiW
#define lstrcpy		lstrcpyW
#define lstrcpyn	lstrcpynW
#define lstrlen		lstrlenW
#else
#define CreateEvent	CreateEventA
#define CreateEventEx	CreateEventExA
#define CreateMutex	CreateMutexA
#define CreateMutexEx	CreateMutexExA
#define CreateSemaphore	CreateSemaphoreA
#define CreateSemaphoreEx	CreateSemaphoreExA
#define OpenEvent	OpenEventA
#define OpenMutex	OpenMutexA
#define OpenSemaphore	OpenSemaphoreA
#define lstrcat		lstrcatA
#define lstrcmp		lstrcmpA
#define lstrcmpi	lstrcmpiA
#define lstrcpy		lstrcpyA
#define lstrcpyn	lstrcpynA
#define lstrlen		lstrlenA
#endif

#ifdef __cplusplus
}
#endif

#undef __WINBASE_WIDE

#endif /* _WINBASE_ */
