// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Which backend the process has: the first that could be opened, for good, as
 * what it has told its callers is worth nothing in the other.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/backend.h"

#ifndef SO_NETNS_COOKIE
#define SO_NETNS_COOKIE	71
#endif

/* Set once, under the lock; read by anybody. */
static _Atomic(const struct rasx_backend *) chosen;
static pthread_mutex_t choice_lock = PTHREAD_MUTEX_INITIALIZER;
static struct rasx_namespace namespace;		/* set before it is chosen */

static uint64_t cookie_of_thread(void)
{
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	uint64_t cookie = 0;
	socklen_t size = sizeof(cookie);

	if (fd < 0)
		return 0;
	getsockopt(fd, SOL_SOCKET, SO_NETNS_COOKIE, &cookie, &size);
	close(fd);
	return cookie;
}

static struct rasx_namespace namespace_of_thread(void)
{
	struct stat st;

	if (stat("/proc/thread-self/ns/net", &st))
		st.st_ino = 0;
	return (struct rasx_namespace){ st.st_ino, cookie_of_thread() };
}

/*
 * One that is there and cannot be used now is no reason for another one: the
 * caller is told why, and tries again.
 */
static const struct rasx_backend *choose(void)
{
	int ret = rasx_device.open();

	namespace = namespace_of_thread();
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

struct rasx_namespace rasx_backend_namespace(void)
{
	struct rasx_namespace copy;

	pthread_mutex_lock(&choice_lock);
	copy = namespace;
	pthread_mutex_unlock(&choice_lock);
	return copy;
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
