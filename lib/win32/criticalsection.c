// SPDX-License-Identifier: LGPL-2.1-or-later
#include <pthread.h>

#include <windows.h>

#include "export.h"

_Static_assert(sizeof(pthread_mutex_t) <= sizeof(CRITICAL_SECTION) &&
	       _Alignof(pthread_mutex_t) <= _Alignof(CRITICAL_SECTION),
	       "a critical section is a mutex of the C library");

static pthread_mutex_t *to_mutex(LPCRITICAL_SECTION section)
{
	return (pthread_mutex_t *)section;
}

RASX_API VOID WINAPI
InitializeCriticalSection(LPCRITICAL_SECTION lpCriticalSection)
{
	pthread_mutexattr_t attr;

	pthread_mutexattr_init(&attr);
	pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE);
	pthread_mutex_init(to_mutex(lpCriticalSection), &attr);
	pthread_mutexattr_destroy(&attr);
}

RASX_API BOOL WINAPI
InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION lpCriticalSection,
				      DWORD dwSpinCount)
{
	(void)dwSpinCount;
	InitializeCriticalSection(lpCriticalSection);
	return TRUE;
}

RASX_API BOOL WINAPI
InitializeCriticalSectionEx(LPCRITICAL_SECTION lpCriticalSection,
			    DWORD dwSpinCount, DWORD Flags)
{
	(void)dwSpinCount;
	(void)Flags;
	InitializeCriticalSection(lpCriticalSection);
	return TRUE;
}

RASX_API VOID WINAPI EnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection)
{
	pthread_mutex_lock(to_mutex(lpCriticalSection));
}

RASX_API BOOL WINAPI
TryEnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection)
{
	return !pthread_mutex_trylock(to_mutex(lpCriticalSection));
}

RASX_API VOID WINAPI LeaveCriticalSection(LPCRITICAL_SECTION lpCriticalSection)
{
	pthread_mutex_unlock(to_mutex(lpCriticalSection));
}

RASX_API VOID WINAPI DeleteCriticalSection(LPCRITICAL_SECTION lpCriticalSection)
{
	pthread_mutex_destroy(to_mutex(lpCriticalSection));
}
