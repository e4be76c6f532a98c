// SPDX-License-Identifier: LGPL-2.1-or-later
#include "win32/deadline.h"

#define MS_PER_S	1000L
#define NS_PER_MS	1000000L
#define NS_PER_S	1000000000L

struct rasx_deadline rasx_deadline_in(DWORD milliseconds)
{
	struct rasx_deadline deadline = { .never = milliseconds == INFINITE };

	clock_gettime(CLOCK_MONOTONIC, &deadline.at);
	deadline.at.tv_sec += milliseconds / MS_PER_S;
	deadline.at.tv_nsec += milliseconds % MS_PER_S * NS_PER_MS;
	if (deadline.at.tv_nsec >= NS_PER_S) {
		deadline.at.tv_sec++;
		deadline.at.tv_nsec -= NS_PER_S;
	}
	return deadline;
}

struct timespec *rasx_deadline_left(const struct rasx_deadline *deadline,
				    struct timespec *left)
{
	if (deadline->never)
		return NULL;
	clock_gettime(CLOCK_MONOTONIC, left);
	left->tv_sec = deadline->at.tv_sec - left->tv_sec;
	left->tv_nsec = deadline->at.tv_nsec - left->tv_nsec;
	if (left->tv_nsec < 0) {
		left->tv_sec--;
		left->tv_nsec += NS_PER_S;
	}
	if (left->tv_sec < 0)
		*left = (struct timespec){ 0 };
	return left;
}
