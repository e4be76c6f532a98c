// SPDX-License-Identifier: LGPL-2.1-or-later
#include <pthread.h>
#include <signal.h>

#include "win32/background.h"
#include "win32/self.h"

bool rasx_background(void *(*function)(void *), void *argument, size_t stack)
{
	sigset_t all, before;
	pthread_attr_t attr;
	pthread_t thread;
	int ret;

	/* As a thread that uses it does, this keeps the library loaded. */
	rasx_self();
	pthread_attr_init(&attr);
	if (stack)
		pthread_attr_setstacksize(&attr, stack);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	ret = pthread_create(&thread, &attr, function, argument);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attr);
	if (ret)
		return false;
	pthread_setname_np(thread, "rasapi32");
	/* Not before: a detached thread may be gone when it is to be named. */
	pthread_detach(thread);
	return true;
}
