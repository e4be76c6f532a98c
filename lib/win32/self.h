/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_SELF_H
#define RASX_SELF_H

#include <stdbool.h>

struct rasx_mutex;
struct rasx_thread;

/* What the library knows of one thread of the process, until it ends. */
struct rasx_self {
	struct rasx_mutex *owned;	/* first of its mutexes; take lock */
	struct rasx_thread *thread;	/* itself as an object, or NULL */
	bool watched;			/* its end will be noticed */
};

/* Of the calling thread; its address is nobody else's while it lives. */
struct rasx_self *rasx_self(void);

#endif /* RASX_SELF_H */
