// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "net/rtnl.h"

/* The kernel fills at most that much at once. */
#define ANSWER	32768

struct mnl_socket *rasx_rtnl_open(unsigned int groups)
{
	struct mnl_socket *nl = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC);

	if (!nl)
		return NULL;
	if (!mnl_socket_bind(nl, groups, MNL_SOCKET_AUTOPID))
		return nl;
	mnl_socket_close(nl);
	return NULL;
}

/*
 * A header of struct ifinfomsg serves every type: all of them begin with the
 * family, and the kernel reads no further than the type has.
 */
static int ask(struct mnl_socket *nl, unsigned int type, unsigned int flags,
	       unsigned int family, int ifindex)
{
	char buffer[NLMSG_HDRLEN + NLMSG_ALIGN(sizeof(struct ifinfomsg))]
		__attribute__((aligned(NLMSG_ALIGNTO))) = { 0 };
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(buffer);
	struct ifinfomsg *msg;

	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = NLM_F_REQUEST | flags;
	msg = mnl_nlmsg_put_extra_header(nlh, sizeof(*msg));
	msg->ifi_family = family;
	msg->ifi_index = ifindex;
	return mnl_socket_sendto(nl, nlh, nlh->nlmsg_len) < 0 ? -errno : 0;
}

/* Bytes of the next datagram, or -errno. */
static ssize_t receive(struct mnl_socket *nl, void *buffer, size_t size)
{
	ssize_t ret;

	do
		ret = mnl_socket_recvfrom(nl, buffer, size);
	while (ret < 0 && errno == EINTR);
	return ret < 0 ? -errno : ret;
}

static int hear(struct mnl_socket *nl, mnl_cb_t tell, void *data)
{
	char buffer[ANSWER] __attribute__((aligned(NLMSG_ALIGNTO)));
	int ret;

	do {
		ssize_t size = receive(nl, buffer, sizeof(buffer));

		if (size < 0)
			return size;
		ret = mnl_cb_run(buffer, size, 0, mnl_socket_get_portid(nl),
				 tell, data);
	} while (ret > 0);
	return ret < 0 ? -errno : 0;
}

static int exchange(unsigned int type, unsigned int flags,
		    unsigned int family, int ifindex, mnl_cb_t tell,
		    void *data)
{
	struct mnl_socket *nl = rasx_rtnl_open(0);
	int ret;

	if (!nl)
		return -errno;
	ret = ask(nl, type, flags, family, ifindex);
	if (!ret)
		ret = hear(nl, tell, data);
	mnl_socket_close(nl);
	return ret;
}

int rasx_rtnl_list(unsigned int type, unsigned int family, mnl_cb_t tell,
		   void *data)
{
	return exchange(type, NLM_F_DUMP, family, 0, tell, data);
}

int rasx_rtnl_link(int ifindex, mnl_cb_t tell, void *data)
{
	return exchange(RTM_GETLINK, NLM_F_ACK, AF_UNSPEC, ifindex, tell, data);
}
