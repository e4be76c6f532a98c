// SPDX-License-Identifier: LGPL-2.1-or-later
#include <dlfcn.h>
#include <pthread.h>

#include "win32/cancel.h"
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
	RASX_UNCANCELLED;
	struct rasx_self *of = arg;

	of->watched = false;
	rasx_mutex_abandon_all(of);
	rasx_thread_ended(of);
}

/* From now on a thread that ends runs a function of this library. */
static void stay_loaded(void)
{
	Dl_info own;

	if (dladdr(&end_key, &own))
		dlopen(own.dli_fname, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
}

static void create_key(void)
{
	stay_loaded();
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
