/* SPDX-License-Identifier: GPL-2.0 */
/* SLOWNESS in the environment: how much slower this machine is known to be. */
#ifndef RASNOTIFY_SLOWNESS_H
#define RASNOTIFY_SLOWNESS_H

#include <stdlib.h>

/* 1 unless it says more. */
static inline int slowness(void)
{
	const char *given = getenv("SLOWNESS");
	int times = given ? atoi(given) : 1;

	return times > 1 ? times : 1;
}

#endif
