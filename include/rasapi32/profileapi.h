/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _PROFILEAPI_H_
#define _PROFILEAPI_H_

#include "minwinbase.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * QueryPerformanceCounter, QueryPerformanceFrequency - time that only goes on
 *
 * CLOCK_MONOTONIC, in nanoseconds.
 */
BOOL WINAPI QueryPerformanceCounter(LARGE_INTEGER *lpPerformanceCount);
BOOL WINAPI QueryPerformanceFrequency(LARGE_INTEGER *lpFrequency);

#ifdef __cplusplus
}
#endif

#endif /* _PROFILEAPI_H_ */
