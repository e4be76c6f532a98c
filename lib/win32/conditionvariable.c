// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Condition variables: a number that each wake changes.
 *
 * Who sleeps has read it before he gave up his lock, so a wake that comes
 * later finds him asleep or keeps him from it.  A thread that returns early is
 * no harm: the caller looks at his condition again in any case.
 */
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "export.h"
#include "win32/deadline.h"
#include "win32/lasterror.h"

_Static_assert(sizeof(_Atomic uint32_t) <= sizeof(CONDITION_VARIABLE),
	       "a condition variable is a number");

/* The call that takes the struct timespec of this build, of 32 bits too. */
#ifdef SYS_futex_time64
#define FUTEX	SYS_futex_time64
#else
#define FUTEX	SYS_futex
#endif

_Static_assert(sizeof(time_t) == 8, "as it takes it");

static _Atomic uint32_t *to_number(PCONDITION_VARIABLE variable)
{
	return (_Atomic uint32_t *)variable;
}

/* Is the time not over? */
static bool sleep_while(_Atomic uint32_t *number, uint32_t value,
			const struct rasx_deadline *deadline)
{
	struct timespec left;

	return !syscall(FUTEX, number, FUTEX_WAIT_PRIVATE, value,
			rasx_deadline_left(deadline, &left), NULL, 0) ||
	       errno != ETIMEDOUT;
}

static BOOL ended(bool woken)
{
	return woken ? TRUE : rasx_fail(ERROR_TIMEOUT);
}

RASX_API VOID WINAPI
InitializeConditionVariable(PCONDITION_VARIABLE ConditionVariable)
{
	*ConditionVariable = (CONDITION_VARIABLE)CONDITION_VARIABLE_INIT;
}

RASX_API BOOL WINAPI
SleepConditionVariableCS(PCONDITION_VARIABLE ConditionVariable,
			 PCRITICAL_SECTION CriticalSection,
			 DWORD dwMilliseconds)
{
	struct rasx_deadline deadline = rasx_deadline_in(dwMilliseconds);
	_Atomic uint32_t *number = to_number(ConditionVariable);
	uint32_t value = atomic_load(number);
	bool woken;

	LeaveCriticalSection(CriticalSection);
	woken = sleep_while(number, value, &deadline);
	EnterCriticalSection(CriticalSection);
	return ended(woken);
}

RASX_API BOOL WINAPI
SleepConditionVariableSRW(PCONDITION_VARIABLE ConditionVariable,
			  PSRWLOCK SRWLock, DWORD dwMilliseconds, ULONG Flags)
{
	struct rasx_deadline deadline = rasx_deadline_in(dwMilliseconds);
	_Atomic uint32_t *number = to_number(ConditionVariable);
	bool shared = Flags & CONDITION_VARIABLE_LOCKMODE_SHARED;
	uint32_t value = atomic_load(number);
	bool woken;

	ReleaseSRWLockExclusive(SRWLock);
	woken = sleep_while(number, value, &deadline);
	if (shared)
		AcquireSRWLockShared(SRWLock);
	else
		AcquireSRWLockExclusive(SRWLock);
	return ended(woken);
}

static void wake(PCONDITION_VARIABLE variable, int threads)
{
	_Atomic uint32_t *number = to_number(variable);

	atomic_fetch_add(number, 1);
	syscall(FUTEX, number, FUTEX_WAKE_PRIVATE, threads, NULL, NULL, 0);
}

RASX_API VOID WINAPI
WakeConditionVariable(PCONDITION_VARIABLE ConditionVariable)
{
	wake(ConditionVariable, 1);
}

RASX_API VOID WINAPI
WakeAllConditionVariable(PCONDITION_VARIABLE ConditionVariable)
{
	wake(ConditionVariable, INT_MAX);
}
