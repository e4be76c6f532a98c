/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_THREAD_H
#define RASX_THREAD_H

#include "win32/object.h"
#include "win32/self.h"

/*
 * The calling thread as an object, with a reference for the caller; NULL with
 * the last error set.
 */
struct rasx_object *rasx_thread_get_current(void);

/* The thread ends; whoever waits for it returns. */
void rasx_thread_ended(struct rasx_self *self);

/* In the child after fork(): make the calling thread's object its own. */
void rasx_thread_forked(void);

#endif /* RASX_THREAD_H */
