// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "win32/ask.h"
#include "win32/deadline.h"
#include "win32/lasterror.h"
#include "win32/serve.h"
#include "win32/share.h"

/* How long one answer is waited for, and how often it is asked for. */
#define ANSWER_S	1
#define ATTEMPT_MS	10000
/* Between binding and listening there is no time at all. */
#define LISTEN_MS	1000
#define PAUSE_NS	1000000L

/* Not an error of Windows: ask again. */
#define AGAIN		((DWORD)-1)
#define NOBODY		((DWORD)-2)

struct address {
	struct sockaddr_un un;
	socklen_t size;
	uid_t user;
};

static uint64_t hash(const char *text, uint64_t start)
{
	uint64_t value = start;

	while (*text) {
		value ^= (unsigned char)*text++;
		value *= 0x100000001b3ULL;
	}
	return value;
}

/*
 * What comes first in a key tells whether a user has the name for himself.  A
 * name that is too long is told by its beginning and 128 bits; the page has
 * all of it.
 */
static void make_address(struct address *address, const char *key)
{
	const size_t room = sizeof(address->un.sun_path) - 1;
	char *path = address->un.sun_path + 1;
	char text[64 + RASX_NAME_SIZE];
	int length;

	*address = (struct address){
		.un.sun_family = AF_UNIX,
		.user = geteuid(),
	};
	if (*key == RASX_NAME_GLOBAL)
		length = snprintf(text, sizeof(text), "rasapi32/%s", key);
	else
		length = snprintf(text, sizeof(text), "rasapi32/%u/%s",
				  address->user, key);
	if ((size_t)length > room)
		length = snprintf(text + room - 33, 34, "#%016llx%016llx",
				  (unsigned long long)hash(key, 0),
				  (unsigned long long)hash(key, 1)) + room - 33;
	memcpy(path, text, length);
	address->size = offsetof(struct sockaddr_un, sun_path) + 1 + length;
}

static DWORD error_of(int err)
{
	switch (err) {
	case EPROTO:
		return ERROR_INVALID_HANDLE;
	/* No /proc, or a process that may not use sockets. */
	case ENOENT:
	case EACCES:
	case EPERM:
	case EAFNOSUPPORT:
		return ERROR_NOT_SUPPORTED;
	default:
		return rasx_error_of_creation(err);
	}
}

static void close_all(const int *fds, unsigned int count)
{
	int err = errno;

	for (unsigned int i = 0; i < count; i++)
		close(fds[i]);
	errno = err;
}

/* The descriptors of a message, which has to have these. */
static bool take_fds(struct msghdr *message, int *fds)
{
	struct cmsghdr *header = CMSG_FIRSTHDR(message);
	unsigned int count = 0;

	if (header && header->cmsg_level == SOL_SOCKET &&
	    header->cmsg_type == SCM_RIGHTS) {
		count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		if (count > RASX_SHARE_FDS)
			count = RASX_SHARE_FDS;
		memcpy(fds, CMSG_DATA(header), count * sizeof(int));
	}
	if (count == RASX_SHARE_FDS && !(message->msg_flags & MSG_CTRUNC))
		return true;
	/* Fewer than were sent: there is no room for more here. */
	errno = message->msg_flags & MSG_CTRUNC ? EMFILE : EPROTO;
	close_all(fds, count);
	return false;
}

/* ERROR_SUCCESS: what another process has sent. */
static DWORD receive(int fd, struct rasx_answer *answer, int *fds)
{
	struct iovec iov = { .iov_base = answer, .iov_len = sizeof(*answer) };
	union {
		struct cmsghdr header;
		char room[CMSG_SPACE(RASX_SHARE_FDS * sizeof(int))];
	} control;
	struct msghdr message = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};
	ssize_t ret;

	do
		ret = recvmsg(fd, &message, MSG_CMSG_CLOEXEC);
	while (ret < 0 && errno == EINTR);
	/* Nothing: the last process that had it has just closed it. */
	if (ret <= 0)
		return AGAIN;
	if (!take_fds(&message, fds))
		return error_of(errno);
	if (ret == sizeof(*answer) && answer->magic == RASX_SERVE_MAGIC)
		return ERROR_SUCCESS;
	close_all(fds, RASX_SHARE_FDS);
	return ERROR_INVALID_HANDLE;
}

/* Takes over the descriptors. */
static struct rasx_object *adopt(const struct rasx_object_ops *ops,
				 const char *key, uid_t user, const int *fds)
{
	struct rasx_object *object = NULL;
	struct rasx_share *share;

	share = rasx_share_join(fds, key, ops->kind, user);
	close_all(fds + RASX_SHARE_PAGE, 1);
	if (share)
		object = ops->adopt(share);
	if (!object) {
		if (share)
			rasx_share_free(share);
		close_all(fds, RASX_SHARE_PAGE);
		return NULL;
	}
	rasx_object_set_share(object, share);
	if (rasx_serve(share, fds[RASX_SHARE_LISTENER]))
		return object;
	rasx_object_put(object);
	return NULL;
}

static DWORD receive_object(int fd, const struct rasx_object_ops *ops,
			    const char *key, uid_t user,
			    struct rasx_object **existing)
{
	struct rasx_answer answer;
	int fds[RASX_SHARE_FDS];
	DWORD error;

	error = receive(fd, &answer, fds);
	if (error != ERROR_SUCCESS)
		return error;
	if (answer.kind != ops->kind) {
		close_all(fds, RASX_SHARE_FDS);
		return ERROR_INVALID_HANDLE;
	}
	*existing = adopt(ops, key, user, fds);
	return *existing ? ERROR_ALREADY_EXISTS : error_of(errno);
}

static DWORD connect_to(int fd, const struct address *address)
{
	int ret;

	do
		ret = connect(fd, (const struct sockaddr *)&address->un,
			      address->size);
	while (ret < 0 && errno == EINTR);
	/* Of a stranger nothing is taken. */
	if (!ret)
		return rasx_serve_is_of_user(fd, address->user) ?
		       ERROR_SUCCESS : ERROR_ACCESS_DENIED;
	switch (errno) {
	case ECONNREFUSED:
		return NOBODY;
	case EAGAIN:
		return AGAIN;
	case EPROTOTYPE:
	case EACCES:
	case EPERM:
		return ERROR_ACCESS_DENIED;
	default:
		return error_of(errno);
	}
}

/* ERROR_ALREADY_EXISTS: it has answered. */
static DWORD ask_once(const struct address *address,
		      const struct rasx_object_ops *ops, const char *key,
		      struct rasx_object **existing)
{
	const struct timeval limit = { .tv_sec = ANSWER_S };
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	DWORD error;

	if (fd < 0)
		return error_of(errno);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	error = connect_to(fd, address);
	if (error == ERROR_SUCCESS)
		error = receive_object(fd, ops, key, address->user, existing);
	close(fd);
	return error;
}

/* -1 with errno set; EADDRINUSE: somebody has the name. */
static int bind_name(const struct address *address)
{
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK,
			0);
	int err;

	if (fd < 0 || !bind(fd, (const struct sockaddr *)&address->un,
			    address->size))
		return fd;
	err = errno;
	close(fd);
	errno = err;
	return -1;
}

/* Takes over the listener.  From listen() on others see the object. */
static DWORD publish(struct rasx_object *object, const char *key, uid_t user,
		     int listener)
{
	struct rasx_share *share;

	share = rasx_share_new(key, object->ops->kind, user);
	if (!share || !object->ops->publish(object, share)) {
		DWORD error = error_of(errno);

		if (share)
			rasx_share_free(share);
		close(listener);
		return error;
	}
	rasx_object_set_share(object, share);
	if (listen(listener, SOMAXCONN)) {
		close_all(&listener, 1);
		return error_of(errno);
	}
	return rasx_serve(share, listener) ? ERROR_SUCCESS : error_of(errno);
}

static DWORD create_once(const struct address *address,
			 struct rasx_object *object, const char *key,
			 struct rasx_object **existing)
{
	int listener = bind_name(address);

	if (listener >= 0)
		return publish(object, key, address->user, listener);
	if (errno != EADDRINUSE)
		return error_of(errno);
	return ask_once(address, object->ops, key, existing);
}

static bool is_over(const struct rasx_deadline *deadline)
{
	struct timespec left;

	rasx_deadline_left(deadline, &left);
	return !left.tv_sec && !left.tv_nsec;
}

/* Before it is asked again; otherwise the error that it comes to. */
static DWORD pause_after(DWORD error, const struct rasx_deadline *listening,
			 const struct rasx_deadline *answering)
{
	const struct timespec pause = { .tv_nsec = PAUSE_NS };

	if (error == NOBODY && is_over(listening))
		return ERROR_ACCESS_DENIED;
	if (is_over(answering))
		return ERROR_TIMEOUT;
	nanosleep(&pause, NULL);
	return AGAIN;
}

DWORD rasx_ask_create(struct rasx_object *object, const char *key,
		      struct rasx_object **existing)
{
	struct rasx_deadline answering = rasx_deadline_in(ATTEMPT_MS);
	struct rasx_deadline listening = rasx_deadline_in(LISTEN_MS);
	struct address address;
	DWORD error;

	make_address(&address, key);
	do {
		error = create_once(&address, object, key, existing);
		if (error != NOBODY)
			listening = rasx_deadline_in(LISTEN_MS);
		if (error == AGAIN || error == NOBODY)
			error = pause_after(error, &listening, &answering);
	} while (error == AGAIN);
	return error;
}

DWORD rasx_ask_open(const struct rasx_object_ops *ops, const char *key,
		    struct rasx_object **existing)
{
	struct rasx_deadline answering = rasx_deadline_in(ATTEMPT_MS);
	struct address address;
	DWORD error;

	make_address(&address, key);
	do {
		error = ask_once(&address, ops, key, existing);
		if (error == AGAIN)
			error = pause_after(error, &answering, &answering);
	} while (error == AGAIN);
	return error == NOBODY ? ERROR_FILE_NOT_FOUND : error;
}
