// SPDX-License-Identifier: LGPL-2.1-or-later
/* Slim locks: those of the C library for readers and writers. */
#include <pthread.h>

#include <windows.h>

#include "export.h"

_Static_assert(sizeof(pthread_rwlock_t) <= sizeof(SRWLOCK) &&
	       _Alignof(pthread_rwlock_t) <= _Alignof(SRWLOCK),
	       "an SRWLOCK is a lock of the C library");

static pthread_rwlock_t *to_rwlock(PSRWLOCK lock)
{
	return (pthread_rwlock_t *)lock;
}

RASX_API VOID WINAPI InitializeSRWLock(PSRWLOCK SRWLock)
{
	*SRWLock = (SRWLOCK)SRWLOCK_INIT;
}

RASX_API VOID WINAPI AcquireSRWLockExclusive(PSRWLOCK SRWLock)
{
	pthread_rwlock_wrlock(to_rwlock(SRWLock));
}

RASX_API VOID WINAPI AcquireSRWLockShared(PSRWLOCK SRWLock)
{
	pthread_rwlock_rdlock(to_rwlock(SRWLock));
}

RASX_API BOOLEAN WINAPI TryAcquireSRWLockExclusive(PSRWLOCK SRWLock)
{
	return !pthread_rwlock_trywrlock(to_rwlock(SRWLock));
}

RASX_API BOOLEAN WINAPI TryAcquireSRWLockShared(PSRWLOCK SRWLock)
{
	return !pthread_rwlock_tryrdlock(to_rwlock(SRWLock));
}

RASX_API VOID WINAPI ReleaseSRWLockExclusive(PSRWLOCK SRWLock)
{
	pthread_rwlock_unlock(to_rwlock(SRWLock));
}

RASX_API VOID WINAPI ReleaseSRWLockShared(PSRWLOCK SRWLock)
{
	pthread_rwlock_unlock(to_rwlock(SRWLock));
}
