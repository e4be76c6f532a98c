// SPDX-License-Identifier: LGPL-2.1-or-later
#include <pthread.h>

#include "win32/mutex.h"
#include "win32/self.h"
#include "win32/thread.h"

static _Thread_local struct rasx_self self;
static pthread_key_t end_key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/*
 * The thread ends, however it does.  What the program's own destructors do
 * after this one is noticed in another round of them.
 */
static void ended(void *arg)
{
	struct rasx_self *of = arg;

	of->watched = false;
	rasx_mutex_abandon_all(of);
	rasx_thread_ended(of);
}

static void create_key(void)
{
	pthread_key_create(&end_key, ended);
}

struct rasx_self *rasx_self(void)
{
	if (!self.watched) {
		pthread_once(&once, create_key);
		self.watched = !pthread_setspecific(end_key, &self);
	}
	return &self;
}
