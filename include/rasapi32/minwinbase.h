/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Types that several headers use. */
#ifndef _MINWINBASE_
#define _MINWINBASE_

#include "windef.h"

/* As a handle: the calling process, which a wait never finds signaled. */
#define INVALID_HANDLE_VALUE	((HANDLE)(LONG_PTR)-1)

/* Accepted and not looked at: objects are private to the process. */
typedef struct _SECURITY_ATTRIBUTES {
	DWORD	nLength;
	LPVOID	lpSecurityDescriptor;
	BOOL	bInheritHandle;
} SECURITY_ATTRIBUTES, *PSECURITY_ATTRIBUTES, *LPSECURITY_ATTRIBUTES;

/* Steps of 100 ns since the beginning of 1601. */
typedef struct _FILETIME {
	DWORD	dwLowDateTime;
	DWORD	dwHighDateTime;
} FILETIME, *PFILETIME, *LPFILETIME;

typedef struct _SYSTEMTIME {
	WORD	wYear;
	WORD	wMonth;
	WORD	wDayOfWeek;	/* 0: Sunday */
	WORD	wDay;
	WORD	wHour;
	WORD	wMinute;
	WORD	wSecond;
	WORD	wMilliseconds;
} SYSTEMTIME, *PSYSTEMTIME, *LPSYSTEMTIME;

typedef DWORD (WINAPI *LPTHREAD_START_ROUTINE)(LPVOID lpThreadParameter);
typedef LPTHREAD_START_ROUTINE PTHREAD_START_ROUTINE;

#endif /* _MINWINBASE_ */
