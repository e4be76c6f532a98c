/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Waits that call back. */
#ifndef _THREADPOOLLEGACYAPISET_H_
#define _THREADPOOLLEGACYAPISET_H_

#include "minwinbase.h"
#include "winerror.h"

#ifdef __cplusplus
extern "C" {
#endif

/* WT_EXECUTEONLYONCE ends after one callback; the rest has no effect. */
#define WT_EXECUTEDEFAULT	0x00000000U
#define WT_EXECUTEINIOTHREAD	0x00000001U
#define WT_EXECUTEINWAITTHREAD	0x00000004U
#define WT_EXECUTEONLYONCE	0x00000008U
#define WT_EXECUTELONGFUNCTION	0x00000010U
#define WT_EXECUTEINPERSISTENTTHREAD 0x00000080U
#define WT_TRANSFER_IMPERSONATION 0x00000100U

typedef VOID (CALLBACK *WAITORTIMERCALLBACK)(PVOID lpParameter,
					     BOOLEAN TimerOrWaitFired);

/**
 * RegisterWaitForSingleObject - call back whenever an object is signaled
 * @phNewWaitObject: where the wait handle goes, for UnregisterWait only
 * @hObject:	     what to wait for; may be closed afterwards
 * @Callback:	     TimerOrWaitFired is TRUE if the time was over
 * @Context:	     its first argument
 * @dwMilliseconds:  how long a wait may take; it starts anew after each call
 * @dwFlags:	     WT_*
 *
 * Each registration has a thread of its own, in which it waits and calls by
 * turns: its callbacks never run side by side, and those of others do not
 * wait for them.  Each wait takes the object as WaitForSingleObject does.
 */
BOOL WINAPI RegisterWaitForSingleObject(PHANDLE phNewWaitObject, HANDLE hObject,
					WAITORTIMERCALLBACK Callback,
					PVOID Context, ULONG dwMilliseconds,
					ULONG dwFlags);

/**
 * UnregisterWait, UnregisterWaitEx - no more callbacks
 * @CompletionEvent: NULL: do not wait for a callback that is under way; an
 *		     event to set when there is none; INVALID_HANDLE_VALUE:
 *		     return when there is none
 *
 * The wait handle is closed, also when a callback was under way and is not
 * waited for: FALSE with ERROR_IO_PENDING then.  In a callback of the wait
 * itself it never waits.  ERROR_INVALID_HANDLE: not a wait handle, or
 * @CompletionEvent is not an event.
 */
BOOL WINAPI UnregisterWait(HANDLE WaitHandle);
BOOL WINAPI UnregisterWaitEx(HANDLE WaitHandle, HANDLE CompletionEvent);

#ifdef __cplusplus
}
#endif

#endif /* _THREADPOOLLEGACYAPISET_H_ */
