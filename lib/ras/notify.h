/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_NOTIFY_H
#define RASX_NOTIFY_H

#include <stdint.h>

#include <ras.h>

#include "win32/event.h"

/* The last handle of the event is closed: nothing may signal it any more. */
void rasx_notify_forget(struct rasx_event *event);

/*
 * What this alias stands for has this id from now on: what was asked for it
 * before is asked for that.  And: it never will.
 */
void rasx_notify_reached(HRASCONN alias, uint64_t id);
void rasx_notify_given_up(HRASCONN alias);

/* In the child after fork(): nothing has been asked for. */
void rasx_notify_forked(void);

/* Around fork(). */
void rasx_notify_lock(void);
void rasx_notify_unlock(void);

#endif /* RASX_NOTIFY_H */
