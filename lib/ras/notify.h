/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_NOTIFY_H
#define RASX_NOTIFY_H

#include "win32/event.h"

/* The last handle of the event is closed: nothing may signal it any more. */
void rasx_notify_forget(struct rasx_event *event);

/* Around fork(). */
void rasx_notify_lock(void);
void rasx_notify_unlock(void);

#endif /* RASX_NOTIFY_H */
