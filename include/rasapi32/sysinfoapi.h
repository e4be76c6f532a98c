/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The time of day. */
#ifndef _SYSINFOAPI_H_
#define _SYSINFOAPI_H_

#include "minwinbase.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * GetSystemTime, GetLocalTime - date and time in UTC, or in the local zone
 */
VOID WINAPI GetSystemTime(LPSYSTEMTIME lpSystemTime);
VOID WINAPI GetLocalTime(LPSYSTEMTIME lpSystemTime);

/**
 * GetSystemTimeAsFileTime - the same in steps of 100 ns since 1601, UTC
 *
 * GetSystemTimePreciseAsFileTime is no more precise.
 */
VOID WINAPI GetSystemTimeAsFileTime(LPFILETIME lpSystemTimeAsFileTime);
VOID WINAPI GetSystemTimePreciseAsFileTime(LPFILETIME lpSystemTimeAsFileTime);

#ifdef __cplusplus
}
#endif

#endif /* _SYSINFOAPI_H_ */
