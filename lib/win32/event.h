/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_EVENT_H
#define RASX_EVENT_H

#include <windows.h>

#include "win32/object.h"

struct rasx_event {
	struct rasx_object object;
	int fd;			/* eventfd, owned, constant */
	bool manual_reset;	/* constant */

	/*
	 * Who may read the eventfd without the take lock: somebody here, who
	 * has set this, under the lock and for good; and whoever was forked
	 * since there had been so many forks.
	 */
	atomic_bool contested;
	unsigned int forks;
	bool set_at_fork;	/* what the child begins with */

	/* For ras/notify.c alone, under its lock. */
	bool watched;		/* the kernel may know the eventfd */
	bool closed;		/* there will be no further handle */
};

/*
 * The event, with a reference for the caller, or NULL: not one.  Leaves the
 * last error alone.
 */
struct rasx_event *rasx_event_get(HANDLE handle);
void rasx_event_put(struct rasx_event *event);

/* One without a handle, with a reference for the caller, or NULL. */
struct rasx_event *rasx_event_new(bool manual_reset, bool signaled);
void rasx_event_set(struct rasx_event *event);

/* In the child after fork(), for one without a handle. */
void rasx_event_forked(struct rasx_event *event);

#endif /* RASX_EVENT_H */
