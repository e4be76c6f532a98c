// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "win32/background.h"
#include "win32/serve.h"

#define STACK		65536
#define PAUSE_NS	10000000L

static struct {
	pthread_mutex_t lock;		/* protects all of it */
	LIST_HEAD(, rasx_share) shares;	/* owned by their objects */
	int epoll;			/* of the listeners; -1: no thread yet */
} serve = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.shares = LIST_HEAD_INITIALIZER(serve.shares),
	.epoll = -1,
};

bool rasx_serve_is_of_user(int fd, uid_t user)
{
	struct ucred peer;
	socklen_t size = sizeof(peer);

	return !getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) &&
	       peer.uid == user;
}

/* Fits into an empty socket, so it does not sleep. */
static void answer(const struct rasx_share *share, int fd)
{
	const int fds[RASX_SHARE_FDS] = {
		[RASX_SHARE_LISTENER] = share->listener,
		[RASX_SHARE_SIGNAL] = share->signal,
		[RASX_SHARE_PAGE] = share->file,
	};
	struct rasx_answer answer = {
		.magic = RASX_SERVE_MAGIC,
		.kind = share->kind,
	};
	struct iovec iov = { .iov_base = &answer, .iov_len = sizeof(answer) };
	union {
		struct cmsghdr header;
		char room[CMSG_SPACE(sizeof(fds))];
	} control = { 0 };
	struct msghdr message = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};

	control.header.cmsg_level = SOL_SOCKET;
	control.header.cmsg_type = SCM_RIGHTS;
	control.header.cmsg_len = CMSG_LEN(sizeof(fds));
	memcpy(CMSG_DATA(&control.header), fds, sizeof(fds));
	sendmsg(fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
}

/* False: there is no room for a connection now. */
static bool serve_one(struct rasx_share *share)
{
	int fd = accept4(share->listener, NULL, NULL,
			 SOCK_CLOEXEC | SOCK_NONBLOCK);

	/* EAGAIN: another process was faster. */
	if (fd < 0)
		return errno == EAGAIN || errno == EINTR ||
		       errno == ECONNABORTED;
	if (rasx_serve_is_of_user(fd, share->user)) {
		share->is_known = true;
		answer(share, fd);
	}
	close(fd);
	return true;
}

/* The share, if it still is one. */
static struct rasx_share *find(const void *wanted)
{
	struct rasx_share *share;

	LIST_FOREACH(share, &serve.shares, list)
		if (share == wanted && share->listener >= 0)
			return share;
	return NULL;
}

static bool serve_event(const struct epoll_event *event)
{
	struct rasx_share *share;
	bool good = true;

	pthread_mutex_lock(&serve.lock);
	share = find(event->data.ptr);
	if (share)
		good = serve_one(share);
	pthread_mutex_unlock(&serve.lock);
	return good;
}

/* False: the program has closed a descriptor that is not its own. */
static bool wait_and_serve(int epoll)
{
	const struct timespec pause = { .tv_nsec = PAUSE_NS };
	struct epoll_event event;

	if (epoll_wait(epoll, &event, 1, -1) < 0)
		return errno == EINTR;
	if (!serve_event(&event))
		nanosleep(&pause, NULL);
	return true;
}

/* The next object gets another thread. */
static void *serve_main(void *arg)
{
	const int epoll = (int)(intptr_t)arg;

	while (wait_and_serve(epoll))
		;
	pthread_mutex_lock(&serve.lock);
	if (serve.epoll == epoll)
		serve.epoll = -1;
	pthread_mutex_unlock(&serve.lock);
	return NULL;
}

static bool start(void)
{
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	if (epoll < 0)
		return false;
	if (rasx_background(serve_main, (void *)(intptr_t)epoll, STACK)) {
		serve.epoll = epoll;
		return true;
	}
	close(epoll);
	errno = ENOMEM;
	return false;
}

static bool add(struct rasx_share *share)
{
	struct epoll_event event = {
		.events = EPOLLIN,
		.data.ptr = share,
	};

	if (serve.epoll < 0 && !start())
		return false;
	return !epoll_ctl(serve.epoll, EPOLL_CTL_ADD, share->listener, &event);
}

bool rasx_serve(struct rasx_share *share, int listener)
{
	bool added;

	pthread_mutex_lock(&serve.lock);
	share->listener = listener;
	added = add(share);
	pthread_mutex_unlock(&serve.lock);
	return added;
}

void rasx_serve_remember(struct rasx_share *share)
{
	pthread_mutex_lock(&serve.lock);
	LIST_INSERT_HEAD(&serve.shares, share, list);
	pthread_mutex_unlock(&serve.lock);
}

/* Others have the listener open, so it does not leave the epoll by itself. */
static void withdraw(struct rasx_share *share)
{
	if (share->listener < 0)
		return;
	epoll_ctl(serve.epoll, EPOLL_CTL_DEL, share->listener, NULL);
	close(share->listener);
	share->listener = -1;
}

void rasx_serve_withdraw(struct rasx_share *share)
{
	pthread_mutex_lock(&serve.lock);
	withdraw(share);
	pthread_mutex_unlock(&serve.lock);
}

bool rasx_serve_forget(struct rasx_share *share)
{
	bool is_known;

	pthread_mutex_lock(&serve.lock);
	withdraw(share);
	LIST_REMOVE(share, list);
	is_known = share->is_known;
	pthread_mutex_unlock(&serve.lock);
	return is_known;
}

void rasx_serve_lock(void)
{
	pthread_mutex_lock(&serve.lock);
}

/* The child has got all of them. */
void rasx_serve_unlock(void)
{
	struct rasx_share *share;

	LIST_FOREACH(share, &serve.shares, list)
		share->is_known = true;
	pthread_mutex_unlock(&serve.lock);
}

/* The child has the listeners, but neither the thread nor an epoll. */
void rasx_serve_forked(void)
{
	struct rasx_share *share;

	if (serve.epoll >= 0)
		close(serve.epoll);
	serve.epoll = -1;
	LIST_FOREACH(share, &serve.shares, list) {
		share->is_known = true;
		rasx_share_forked(share);
	}
	rasx_share_forked_spare();
	LIST_FOREACH(share, &serve.shares, list)
		if (share->listener >= 0)
			add(share);
	pthread_mutex_unlock(&serve.lock);
}
