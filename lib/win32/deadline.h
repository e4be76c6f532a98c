/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_DEADLINE_H
#define RASX_DEADLINE_H

#include <stdbool.h>
#include <time.h>

#include <windows.h>

/* A point in CLOCK_MONOTONIC, or never. */
struct rasx_deadline {
	bool never;
	struct timespec at;
};

struct rasx_deadline rasx_deadline_in(DWORD milliseconds);

/* Time left as ppoll() wants it: NULL if never, not below zero. */
struct timespec *rasx_deadline_left(const struct rasx_deadline *deadline,
				    struct timespec *left);

#endif /* RASX_DEADLINE_H */
