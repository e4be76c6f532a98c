// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * rtnetlink, for where the kernel module is not loaded: connections only.  A
 * connection is a ppp interface that is up; of its links nothing is known.
 *
 * One socket per process listens to changes of interfaces, from the first
 * call on.  What it has to tell is read
 *
 *   - by every call before it answers, so that an answer is as new as the
 *     kernel: what a change of an interface has to tell is in the socket
 *     before the system call that made the change returns;
 *   - by a thread of the library, from the first notification on: an event is
 *     set although nobody calls us, whether a thread waits for it, or polls
 *     its descriptor, or does neither.
 *
 * Either of them holds the lock while it reads and sets events, so what is
 * read is applied in order, and an event whose unwatch has returned is not
 * touched any more.
 *
 * The thread has all signals blocked and lives as long as the process; the
 * library is kept in memory for it, whatever dlclose() is called.  After
 * fork() the child has neither the thread nor the socket, which it would read
 * empty for its parent; it starts anew when it first calls.
 *
 * When messages were lost (ENOBUFS) all interfaces are listed and compared
 * with what is known.  Something may have come and gone meanwhile, so all
 * notifications for all connections are set then.
 */
#include <errno.h>
#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <ras.h>

#include "backend/backend.h"
#include "backend/interfaces.h"
#include "backend/watches.h"
#include "net/rtnl.h"
#include "win32/background.h"

#define SERVED		(RASCN_Connection | RASCN_Disconnection)

/* What one datagram has at most. */
#define DATAGRAM	32768

/* As much as the system allows of it. */
#define QUEUE_BYTES	(4 << 20)

#define STACK		(256 << 10)
#define RETRY_MS	1000

/* All of it is protected by lock, and so are the interfaces and watches. */
static struct {
	pthread_mutex_t lock;
	struct mnl_socket *nl;		/* listens; NULL: not begun */
	struct mnl_socket *asker;	/* lists, in the same namespace */
	bool reading;			/* the thread lives */
} netlink = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
};

/* IFLA_IFNAME, and IFLA_INFO_KIND within IFLA_LINKINFO. */
struct names {
	const char *ifname, *kind;
};

static void find_kind(const struct nlattr *linkinfo, struct names *names)
{
	const struct nlattr *attr;

	mnl_attr_for_each_nested(attr, linkinfo)
		if (mnl_attr_get_type(attr) == IFLA_INFO_KIND &&
		    !mnl_attr_validate(attr, MNL_TYPE_NUL_STRING))
			names->kind = mnl_attr_get_str(attr);
}

static struct names find_names(const struct nlmsghdr *nlh)
{
	struct names names = { "", "" };
	const struct nlattr *attr;

	mnl_attr_for_each(attr, nlh, sizeof(struct ifinfomsg)) {
		if (mnl_attr_get_type(attr) == IFLA_LINKINFO)
			find_kind(attr, &names);
		else if (mnl_attr_get_type(attr) == IFLA_IFNAME &&
			 !mnl_attr_validate(attr, MNL_TYPE_NUL_STRING))
			names.ifname = mnl_attr_get_str(attr);
	}
	return names;
}

/* The interfaces of ppp_generic, and not all that say they speak PPP. */
static bool is_ppp(const struct ifinfomsg *link, const struct names *names)
{
	return link->ifi_type == ARPHRD_PPP && !strcmp(names->kind, "ppp");
}

/* An index may be another's now: that it ended was lost. */
static int apply(const struct ifinfomsg *link, const struct names *names)
{
	int ret = 0;

	if (is_ppp(link, names))
		ret = rasx_interfaces_tell(link->ifi_index, names->ifname,
					   link->ifi_flags & IFF_UP);
	else
		rasx_interfaces_gone(link->ifi_index);
	if (!ret)
		return MNL_CB_OK;
	errno = -ret;
	return MNL_CB_ERROR;
}

static int tell_link(const struct nlmsghdr *nlh, void *data)
{
	const struct ifinfomsg *link = mnl_nlmsg_get_payload(nlh);
	struct names names;

	(void)data;
	/* Of another family it tells only that it has left a bridge. */
	if (nlh->nlmsg_len < MNL_NLMSG_HDRLEN + sizeof(*link) ||
	    link->ifi_family != AF_UNSPEC)
		return MNL_CB_OK;
	if (nlh->nlmsg_type == RTM_NEWLINK) {
		names = find_names(nlh);
		return apply(link, &names);
	}
	if (nlh->nlmsg_type == RTM_DELLINK)
		rasx_interfaces_gone(link->ifi_index);
	return MNL_CB_OK;
}

/* One after the other: what was passed over, and what is gone. */
static int ask_for_the_rest(void)
{
	struct rasx_interface *interface = rasx_interfaces_next(NULL), *next;

	for (; interface; interface = next) {
		int ret;

		next = rasx_interfaces_next(interface);
		if (rasx_interface_was_told(interface, RASX_RTNL_TRIES))
			continue;
		ret = rasx_rtnl_link_on(netlink.asker, interface->ifindex,
					tell_link, NULL);
		if (ret && ret != -ENODEV)
			return ret;
	}
	return 0;
}

/*
 * What a listing tells of an interface is true even if the listing was
 * interrupted; what it does not tell is so only if it was not.  When all were
 * interrupted, each interface that none of them has told of is asked for.
 */
static int list_all(void)
{
	unsigned int tries = 0, true_ones = 1;
	int ret;

	do {
		rasx_interfaces_begin_listing();
		ret = rasx_rtnl_list_on(netlink.asker, RTM_GETLINK, AF_UNSPEC,
					tell_link, NULL);
	} while (ret == -EINTR && ++tries < RASX_RTNL_TRIES);
	if (ret == -EINTR) {
		true_ones = RASX_RTNL_TRIES;
		ret = ask_for_the_rest();
	}
	if (ret)
		return ret;
	rasx_interfaces_end_listing(true_ones);
	return 0;
}

/* 1: applied; 0: there is none; -ENOBUFS: lost; or another -errno. */
static int read_one(void)
{
	static char buffer[DATAGRAM] __attribute__((aligned(NLMSG_ALIGNTO)));
	struct sockaddr_nl from = { 0 };
	socklen_t from_length = sizeof(from);
	ssize_t size;

	size = recvfrom(mnl_socket_get_fd(netlink.nl), buffer, sizeof(buffer),
			MSG_DONTWAIT | MSG_TRUNC, (struct sockaddr *)&from,
			&from_length);
	if (size < 0 && errno == EINTR)
		return 1;
	if (size < 0)
		return errno == EAGAIN ? 0 : -errno;
	if ((size_t)size > sizeof(buffer))
		return -ENOBUFS;
	/* Only the kernel is believed. */
	if (!from.nl_pid &&
	    mnl_cb_run(buffer, size, 0, 0, tell_link, NULL) < 0)
		return -ENOBUFS;
	return 1;
}

/* Reads all there is; what was lost is listed. */
static int catch_up(void)
{
	bool lost = !rasx_interfaces_are_settled();
	int ret;

	while ((ret = read_one()))
		if (ret == -ENOBUFS)
			lost = true;
		else if (ret < 0)
			return ret;
	if (!lost)
		return 0;
	ret = list_all();
	rasx_watches_signal_lost();
	return ret;
}

static void close_sockets(void)
{
	if (netlink.nl)
		mnl_socket_close(netlink.nl);
	if (netlink.asker)
		mnl_socket_close(netlink.asker);
	netlink.nl = netlink.asker = NULL;
}

static int open_sockets(void)
{
	netlink.nl = rasx_rtnl_open(RTMGRP_LINK);
	netlink.asker = netlink.nl ? rasx_rtnl_open(0) : NULL;
	if (netlink.asker)
		return 0;
	return errno == EMFILE || errno == ENFILE || errno == ENOMEM
		? -errno : -ENODEV;
}

static void enlarge_queue(void)
{
	int fd = mnl_socket_get_fd(netlink.nl), bytes = QUEUE_BYTES;

	/* A privileged process gets it, others what they may have. */
	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof(bytes)))
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes));
}

/* It listens before it lists: what happens meanwhile comes twice, not never. */
static int begin(void)
{
	int ret = open_sockets();

	if (!ret) {
		enlarge_queue();
		ret = list_all();
	}
	if (ret)
		close_sockets();
	return ret;
}

/* Every call begins with it. */
static int lock_and_catch_up(void)
{
	int ret;

	pthread_mutex_lock(&netlink.lock);
	ret = netlink.nl ? 0 : begin();
	return ret ? ret : catch_up();
}

static int unlock(int ret)
{
	pthread_mutex_unlock(&netlink.lock);
	return ret;
}

/*
 * Until the program closes the socket, as programs do that close all they do
 * not know.  What failed for want of memory is tried again.
 */
static void *read_events(void *arg)
{
	struct pollfd pollfd = {
		.fd = *(int *)arg,
		.events = POLLIN,
	};
	int ret = 0;

	free(arg);
	while (!(pollfd.revents & POLLNVAL) && ret != -EBADF &&
	       ret != -ENOTSOCK) {
		if (poll(&pollfd, 1, ret ? RETRY_MS : -1) >= 0)
			ret = unlock(lock_and_catch_up());
	}
	return NULL;
}

static int start_reading(void)
{
	int *fd;

	if (netlink.reading)
		return 0;
	fd = malloc(sizeof(*fd));
	if (!fd)
		return -ENOMEM;
	*fd = mnl_socket_get_fd(netlink.nl);
	netlink.reading = rasx_background(read_events, fd, STACK);
	if (netlink.reading)
		return 0;
	free(fd);
	return -ENOMEM;
}

static int find_target(uint64_t target)
{
	return target == RASX_ALL || rasx_interfaces_find(target) ? 0
								  : -ENOENT;
}

static int netlink_open(void)
{
	return unlock(lock_and_catch_up());
}

static int netlink_watch(int eventfd, uint32_t flags, uint64_t target)
{
	int ret;

	if (flags & ~SERVED)
		return -EOPNOTSUPP;
	ret = lock_and_catch_up();
	if (!ret)
		ret = find_target(target);
	if (!ret)
		ret = start_reading();
	if (!ret)
		ret = rasx_watches_add(eventfd, flags, target);
	return unlock(ret);
}

static void netlink_unwatch(int eventfd)
{
	pthread_mutex_lock(&netlink.lock);
	rasx_watches_drop_eventfd(eventfd);
	pthread_mutex_unlock(&netlink.lock);
}

static int netlink_find(uint64_t target)
{
	int ret = lock_and_catch_up();

	return unlock(ret ? ret : find_target(target));
}

static struct rasx_entry entry_of(const struct rasx_interface *interface)
{
	struct rasx_entry entry = {
		.id = interface->id,
		.connection = interface->id,
		.since_ns = interface->since_ns,
		.state = interface->state,
		.kind = RASX_KIND_OTHER,
		.ifindex = interface->ifindex,
		.unit = -1,
		.channel = -1,
	};

	memcpy(entry.ifname, interface->ifname, sizeof(entry.ifname));
	return entry;
}

static void copy_all(struct rasx_snapshot *snapshot)
{
	const struct rasx_interface *interface = NULL;

	while ((interface = rasx_interfaces_next(interface)))
		if (rasx_interface_is_there(interface))
			snapshot->entries[snapshot->count++] =
				entry_of(interface);
}

static size_t count_all(void)
{
	const struct rasx_interface *interface = NULL;
	size_t count = 0;

	while ((interface = rasx_interfaces_next(interface)))
		count += rasx_interface_is_there(interface);
	return count;
}

static int copy_entries(uint64_t target, struct rasx_snapshot *snapshot)
{
	size_t count = target == RASX_ALL ? count_all() : 1;
	int ret = find_target(target);

	if (ret)
		return ret;
	/* One more, so that an empty one is not a failed allocation. */
	snapshot->entries = calloc(count + 1, sizeof(*snapshot->entries));
	if (!snapshot->entries)
		return -ENOMEM;
	snapshot->count = 0;
	if (target == RASX_ALL)
		copy_all(snapshot);
	else
		snapshot->entries[snapshot->count++] =
			entry_of(rasx_interfaces_find(target));
	return 0;
}

static int netlink_snapshot(uint64_t target, struct rasx_snapshot *snapshot)
{
	int ret = lock_and_catch_up();

	return unlock(ret ? ret : copy_entries(target, snapshot));
}

/* Who acted, and why, nobody tells us. */
static int netlink_stream_open(void)
{
	return -ENODEV;
}

static int netlink_stream_read(int fd, struct rasnotify_event *event)
{
	(void)fd;
	(void)event;
	return -ENODEV;
}

static void netlink_lock(void)
{
	pthread_mutex_lock(&netlink.lock);
}

static void netlink_unlock(void)
{
	pthread_mutex_unlock(&netlink.lock);
}

static void end(void)
{
	close_sockets();
	rasx_watches_drop_all();
	rasx_interfaces_forget();
}

static void netlink_forked(void)
{
	end();
	netlink.reading = false;
	pthread_mutex_unlock(&netlink.lock);
}

/*
 * At dlclose(), when there is no thread, and at exit(), when other threads
 * may be inside: then all stays as it is, and nobody is waited for.
 */
__attribute__((destructor))
static void unloaded(void)
{
	if (pthread_mutex_trylock(&netlink.lock))
		return;
	if (!netlink.reading)
		end();
	pthread_mutex_unlock(&netlink.lock);
}

const struct rasx_backend rasx_netlink = {
	.sees_links  = false,
	.open        = netlink_open,
	.watch       = netlink_watch,
	.unwatch     = netlink_unwatch,
	.find        = netlink_find,
	.snapshot    = netlink_snapshot,
	.stream_open = netlink_stream_open,
	.stream_read = netlink_stream_read,
	.lock        = netlink_lock,
	.unlock      = netlink_unlock,
	.forked      = netlink_forked,
};
