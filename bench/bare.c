// SPDX-License-Identifier: GPL-2.0
/*
 * The lower bounds: bare eventfds, signalled by a module that does nothing
 * else, or written by the actor.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "bare/pppev_bare.h"
#include "latency.h"

#define MOST	64

/* The one that is signalled is the last. */
static struct pollfd fds[MOST];
static int count;

int bare_open(struct shared *sh)
{
	sh->bare = open(BARE_DEVICE, O_RDWR | O_CLOEXEC);
	return sh->bare < 0 ? -errno : 0;
}

static int open_some(struct shared *sh, int number)
{
	for (count = 0; count < number; count++) {
		fds[count].fd = eventfd(0, EFD_CLOEXEC);
		fds[count].events = POLLIN;
		if (fds[count].fd < 0)
			return -errno;
	}
	return ioctl(sh->bare, BARE_IOC_ADD, fds[count - 1].fd) ? -errno : 0;
}

static void close_some(struct shared *sh)
{
	ioctl(sh->bare, BARE_IOC_CLEAR);
	while (count)
		close(fds[--count].fd);
}

static int open_one(struct shared *sh)
{
	return open_some(sh, 1);
}

static int open_2(struct shared *sh)
{
	return open_some(sh, 2);
}

static int open_64(struct shared *sh)
{
	return open_some(sh, MOST);
}

static int open_follower(struct shared *sh)
{
	int rc = open_one(sh);

	if (!rc && ioctl(sh->bare, BARE_IOC_FOLLOW, sh->unit.ifindex))
		rc = -errno;
	return rc;
}

static uint64_t wait_read(struct shared *sh, enum event event)
{
	eventfd_t value;

	(void)sh;
	(void)event;
	return eventfd_read(fds[count - 1].fd, &value) ? 0 : pppsim_now();
}

static bool poll_all(void)
{
	return poll(fds, count, -1) == 1 && fds[count - 1].revents;
}

static uint64_t wait_poll(struct shared *sh, enum event event)
{
	(void)sh;
	(void)event;
	return poll_all() ? pppsim_now() : 0;
}

/* Takes the signal, as a wait for auto-reset events does. */
static uint64_t wait_take(struct shared *sh, enum event event)
{
	return poll_all() ? wait_read(sh, event) : 0;
}

static void take(struct shared *sh)
{
	wait_read(sh, SIGNAL);
}

static int act_signal(struct shared *sh, enum event event)
{
	struct bare_times times;

	(void)event;
	sh->call_ns = pppsim_now();
	if (ioctl(sh->bare, BARE_IOC_SIGNAL, &times))
		return -errno;
	sh->hook_ns = times.start_ns;
	return 0;
}

static uint64_t hook_of_act(struct shared *sh, enum event event)
{
	(void)event;
	return sh->hook_ns;
}

const struct method method_bare_read = {
	.name = "bare-read",
	.what = "read of an eventfd that a bare module signals",
	.events = 1 << SIGNAL,
	.hook = hook_of_act,
	.open = open_one,
	.wait = wait_read,
	.act = act_signal,
	.close = close_some,
};

const struct method method_bare_poll_2 = {
	.name = "bare-poll-2",
	.what = "poll of 2 such",
	.events = 1 << SIGNAL,
	.open = open_2,
	.wait = wait_poll,
	.after = take,
	.act = act_signal,
	.hook = hook_of_act,
	.close = close_some,
};

const struct method method_bare_take_2 = {
	.name = "bare-take-2",
	.what = "poll of 2 such, and read of the one",
	.events = 1 << SIGNAL,
	.open = open_2,
	.wait = wait_take,
	.act = act_signal,
	.hook = hook_of_act,
	.close = close_some,
};

const struct method method_bare_poll_64 = {
	.name = "bare-poll-64",
	.what = "poll of 64 such",
	.events = 1 << SIGNAL,
	.open = open_64,
	.wait = wait_poll,
	.after = take,
	.act = act_signal,
	.hook = hook_of_act,
	.close = close_some,
};

const struct method method_bare_take_64 = {
	.name = "bare-take-64",
	.what = "poll of 64 such, and read of the one",
	.events = 1 << SIGNAL,
	.open = open_64,
	.wait = wait_take,
	.act = act_signal,
	.hook = hook_of_act,
	.close = close_some,
};

static uint64_t hook_of_follower(struct shared *sh, enum event event)
{
	struct bare_times times;

	(void)event;
	return ioctl(sh->bare, BARE_IOC_TIMES, &times) ? 0 : times.start_ns;
}

/* What is left of the call after the signal is the same as with pppev. */
const struct method method_bare_notifier = {
	.name = "bare-notifier",
	.what = "read of an eventfd that a bare netdevice notifier signals",
	.events = ENDS,
	.open = open_follower,
	.wait = wait_read,
	.hook = hook_of_follower,
	.close = close_some,
};

/* ---- nothing of the kernel's but the eventfd ----------------------------- */

static int open_nothing(struct shared *sh)
{
	(void)sh;
	return 0;
}

static uint64_t wait_user(struct shared *sh, enum event event)
{
	eventfd_t value;

	(void)event;
	return eventfd_read(sh->efd, &value) ? 0 : pppsim_now();
}

static int act_user(struct shared *sh, enum event event)
{
	(void)event;
	sh->hook_ns = pppsim_now();
	sh->call_ns = sh->hook_ns;
	return eventfd_write(sh->efd, 1) ? -errno : 0;
}

static void close_nothing(struct shared *sh)
{
	(void)sh;
}

const struct method method_user_eventfd = {
	.name = "user-eventfd",
	.what = "read of an eventfd that another process writes",
	.events = 1 << SIGNAL,
	.open = open_nothing,
	.wait = wait_user,
	.act = act_user,
	.hook = hook_of_act,
	.close = close_nothing,
};
