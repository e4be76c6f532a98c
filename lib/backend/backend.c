// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Which backend the process has: the first that could be opened, for good, as
 * what it has told its callers is worth nothing in the other.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>

#include "backend/backend.h"

/* Set once, under the lock; read by anybody. */
static _Atomic(const struct rasx_backend *) chosen;
static pthread_mutex_t choice_lock = PTHREAD_MUTEX_INITIALIZER;

/*
 * One that is there and cannot be used now is no reason for another one: the
 * caller is told why, and tries again.
 */
static const struct rasx_backend *choose(void)
{
	int ret = rasx_device.open();

	if (!ret)
		chosen = &rasx_device;
	else if (ret == -ENODEV && rasx_netlink.open() != -ENODEV)
		chosen = &rasx_netlink;
	return chosen ? chosen : &rasx_device;
}

const struct rasx_backend *rasx_backend(void)
{
	const struct rasx_backend *backend = chosen;

	if (backend)
		return backend;
	pthread_mutex_lock(&choice_lock);
	backend = chosen ? chosen : choose();
	pthread_mutex_unlock(&choice_lock);
	return backend;
}

void rasx_backend_lock(void)
{
	pthread_mutex_lock(&choice_lock);
	rasx_device.lock();
	rasx_netlink.lock();
}

void rasx_backend_unlock(void)
{
	rasx_netlink.unlock();
	rasx_device.unlock();
	pthread_mutex_unlock(&choice_lock);
}

void rasx_backend_forked(void)
{
	rasx_netlink.forked();
	rasx_device.forked();
	chosen = NULL;
	pthread_mutex_unlock(&choice_lock);
}
