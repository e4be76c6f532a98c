/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_MUTEX_H
#define RASX_MUTEX_H

#include "win32/self.h"

/* The thread has ended: whatever it owns goes to who waits for it. */
void rasx_mutex_abandon_all(struct rasx_self *self);

#endif /* RASX_MUTEX_H */
