// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <time.h>
#include <unistd.h>

#include "export.h"
#include "win32/deadline.h"

#define NS_PER_SECOND	1000000000LL

static void sleep_until(const struct rasx_deadline *deadline)
{
	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline->at,
			       NULL) == EINTR)
		;
}

RASX_API VOID WINAPI Sleep(DWORD dwMilliseconds)
{
	struct rasx_deadline deadline;

	if (!dwMilliseconds) {
		pthread_testcancel();
		sched_yield();
		return;
	}
	deadline = rasx_deadline_in(dwMilliseconds);
	while (deadline.never)
		pause();
	sleep_until(&deadline);
}

RASX_API BOOL WINAPI SwitchToThread(VOID)
{
	sched_yield();
	return TRUE;
}

RASX_API DWORD WINAPI SleepEx(DWORD dwMilliseconds, BOOL bAlertable)
{
	(void)bAlertable;
	Sleep(dwMilliseconds);
	return 0;
}

RASX_API ULONGLONG WINAPI GetTickCount64(VOID)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec * 1000ULL + now.tv_nsec / 1000000;
}

RASX_API DWORD WINAPI GetTickCount(VOID)
{
	return GetTickCount64();
}

RASX_API BOOL WINAPI QueryPerformanceCounter(LARGE_INTEGER *lpPerformanceCount)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	lpPerformanceCount->QuadPart = now.tv_sec * NS_PER_SECOND + now.tv_nsec;
	return TRUE;
}

RASX_API BOOL WINAPI QueryPerformanceFrequency(LARGE_INTEGER *lpFrequency)
{
	lpFrequency->QuadPart = NS_PER_SECOND;
	return TRUE;
}
