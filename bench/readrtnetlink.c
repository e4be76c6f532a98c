// SPDX-License-Identifier: GPL-2.0
/*
 * Readers of RTNLGRP_LINK, with a buffer of the size of a queue of /dev/pppev.
 * What they lose is told without a number.
 */
#include <errno.h>
#include <net/if.h>
#include <sys/socket.h>
#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>

#include "pppsim.h"
#include "reader.h"

#define BUFFER	(4096 * sizeof(struct pppev_event))

/* The kernel doubles the size that it is given. */
static int tune(struct mnl_socket *nl)
{
	int group = RTNLGRP_LINK, size = BUFFER / 2;

	if (mnl_socket_bind(nl, 0, MNL_SOCKET_AUTOPID) ||
	    setsockopt(mnl_socket_get_fd(nl), SOL_SOCKET, SO_RCVBUFFORCE,
		       &size, sizeof(size)) ||
	    mnl_socket_setsockopt(nl, NETLINK_ADD_MEMBERSHIP, &group,
				  sizeof(group)))
		return -errno;
	return 0;
}

/* The socket lives as long as the process that has it. */
static int open_socket(void)
{
	struct mnl_socket *nl;
	int rc;

	nl = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (!nl)
		return -errno;
	rc = tune(nl);
	if (!rc)
		return mnl_socket_get_fd(nl);
	mnl_socket_close(nl);
	return rc;
}

static void take(struct reader *reader, const struct nlmsghdr *nlh,
		 uint64_t now)
{
	const struct ifinfomsg *info = mnl_nlmsg_get_payload(nlh);

	if (nlh->nlmsg_type != RTM_NEWLINK || !(info->ifi_change & IFF_UP))
		return;
	reader_saw(reader, now, 0);
	reader_saw_transition(reader, now, info->ifi_index,
			      info->ifi_flags & IFF_UP);
}

static int read_some(struct reader *reader)
{
	char buf[16384];
	const struct nlmsghdr *nlh = (const void *)buf;
	ssize_t n = recv(reader->fd, buf, sizeof(buf), 0);
	uint64_t now = pppsim_now();
	int len = n;

	if (n < 0 && errno == ENOBUFS) {
		reader->account->overruns++;
		reader->unsure = true;
		return 0;
	}
	if (n < 0)
		return -errno;
	for (; mnl_nlmsg_ok(nlh, len); nlh = mnl_nlmsg_next(nlh, &len))
		take(reader, nlh, now);
	return 0;
}

const struct reader_kind reader_rtnetlink = {
	.name = "rtnetlink",
	.open = open_socket,
	.read = read_some,
};
