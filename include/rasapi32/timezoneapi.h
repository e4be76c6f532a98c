/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Forms of a time. */
#ifndef _TIMEZONEAPI_H_
#define _TIMEZONEAPI_H_

#include "minwinbase.h"
#include "winerror.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * SystemTimeToFileTime, FileTimeToSystemTime - date to number and back
 *
 * The day of the week is not looked at.  ERROR_INVALID_PARAMETER: no such date
 * from 1601 to 30827, or a number above 2^63.
 */
BOOL WINAPI SystemTimeToFileTime(const SYSTEMTIME *lpSystemTime,
				 LPFILETIME lpFileTime);
BOOL WINAPI FileTimeToSystemTime(const FILETIME *lpFileTime,
				 LPSYSTEMTIME lpSystemTime);

/**
 * FileTimeToLocalFileTime, LocalFileTimeToFileTime - UTC to local and back
 *
 * By what the local zone differs now, whatever it did at that time.
 */
BOOL WINAPI FileTimeToLocalFileTime(const FILETIME *lpFileTime,
				    LPFILETIME lpLocalFileTime);
BOOL WINAPI LocalFileTimeToFileTime(const FILETIME *lpLocalFileTime,
				    LPFILETIME lpFileTime);

/**
 * CompareFileTime - -1, 0 or 1: the first is earlier, the same, later
 */
LONG WINAPI CompareFileTime(const FILETIME *lpFileTime1,
			    const FILETIME *lpFileTime2);

#ifdef __cplusplus
}
#endif

#endif /* _TIMEZONEAPI_H_ */
