// SPDX-License-Identifier: GPL-2.0
/* The peer: an rtnetlink listener, by libmnl. */
#include <errno.h>
#include <net/if.h>
#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "latency.h"

#define BUFFER	(4 << 20)

static struct mnl_socket *nl;

static void close_rtnetlink(struct shared *sh)
{
	(void)sh;
	mnl_socket_close(nl);
}

/* No other group, a buffer that does not run over, no copy of requests. */
static int open_rtnetlink(struct shared *sh)
{
	int group = RTNLGRP_LINK, one = 1, size = BUFFER;

	(void)sh;
	nl = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC);
	if (!nl)
		return -errno;
	setsockopt(mnl_socket_get_fd(nl), SOL_SOCKET, SO_RCVBUFFORCE, &size,
		   sizeof(size));
	if (!mnl_socket_bind(nl, 0, MNL_SOCKET_AUTOPID) &&
	    !mnl_socket_setsockopt(nl, NETLINK_NO_ENOBUFS, &one,
				   sizeof(one)) &&
	    !mnl_socket_setsockopt(nl, NETLINK_ADD_MEMBERSHIP, &group,
				   sizeof(group)))
		return 0;
	return -errno;
}

struct wanted {
	int ifindex;
	enum event event;
	bool seen;
};

static bool tells(const struct nlmsghdr *nlh, enum event event)
{
	const struct ifinfomsg *info = mnl_nlmsg_get_payload(nlh);

	if (event == DELETED)
		return nlh->nlmsg_type == RTM_DELLINK;
	return nlh->nlmsg_type == RTM_NEWLINK && info->ifi_change & IFF_UP &&
	       !!(info->ifi_flags & IFF_UP) == (event == CONNECTED);
}

static int look(const struct nlmsghdr *nlh, void *data)
{
	const struct ifinfomsg *info = mnl_nlmsg_get_payload(nlh);
	struct wanted *want = data;

	if (info->ifi_index == want->ifindex && tells(nlh, want->event))
		want->seen = true;
	return MNL_CB_OK;
}

/*
 * The time is that of the return of recv(): looking into it is ours to do.
 * Which interface is to go is known once it is there.
 */
static uint64_t wait_rtnetlink(struct shared *sh, enum event event)
{
	struct wanted want = { .event = event };
	char buf[8192];
	uint64_t now;
	ssize_t n;

	do {
		n = mnl_socket_recvfrom(nl, buf, sizeof(buf));
		now = pppsim_now();
		want.ifindex = event == DELETED ? sh->victim.ifindex :
						  sh->unit.ifindex;
		if (n <= 0 || mnl_cb_run(buf, n, 0, 0, look, &want) < 0)
			return 0;
	} while (!want.seen);
	return now;
}

const struct method method_rtnetlink = {
	.name = "rtnetlink",
	.what = "rtnetlink listener, RTNLGRP_LINK (libmnl)",
	.events = ENDS,
	.open = open_rtnetlink,
	.wait = wait_rtnetlink,
	.close = close_rtnetlink,
};

const struct method method_rtnetlink_deleted = {
	.name = "rtnetlink-deleted",
	.what = "the same, for the end of an interface",
	.events = 1 << DELETED,
	.share = 5,
	.open = open_rtnetlink,
	.wait = wait_rtnetlink,
	.close = close_rtnetlink,
};
