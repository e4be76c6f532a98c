// SPDX-License-Identifier: LGPL-2.1-or-later
#include <pthread.h>

#include "win32/take.h"

/*
 * A mutex although many only look: what is done under it is shorter than the
 * spinning of an adaptive one, and the child of a fork() can unlock it.
 */
static pthread_mutex_t take_lock = PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP;

void rasx_take_lock(void)
{
	pthread_mutex_lock(&take_lock);
}

void rasx_take_unlock(void)
{
	pthread_mutex_unlock(&take_lock);
}
