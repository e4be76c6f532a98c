// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "net/address.h"
#include "net/rtnl.h"

struct search {
	int ifindex;
	struct rasx_address *address;
};

struct found {
	const void *local, *address;	/* IFA_LOCAL, IFA_ADDRESS, or NULL */
};

static struct found attributes(const struct nlmsghdr *nlh, size_t size)
{
	struct found found = { 0 };
	const struct nlattr *attr;

	mnl_attr_for_each(attr, nlh, sizeof(struct ifaddrmsg)) {
		if (mnl_attr_get_payload_len(attr) < size)
			continue;
		if (mnl_attr_get_type(attr) == IFA_LOCAL)
			found.local = mnl_attr_get_payload(attr);
		else if (mnl_attr_get_type(attr) == IFA_ADDRESS)
			found.address = mnl_attr_get_payload(attr);
	}
	return found;
}

/*
 * With a peer, IFA_ADDRESS is the peer's; without, it is the same as
 * IFA_LOCAL, which IPv6 then leaves out.
 */
static void take(struct rasx_address *to, const struct found *found,
		 size_t size)
{
	const void *local = found->local ? found->local : found->address;

	if (!local)
		return;
	to->known = true;
	memcpy(&to->local, local, size);
	if (!found->address || !memcmp(local, found->address, size))
		return;
	to->peer_known = true;
	memcpy(&to->peer, found->address, size);
}

static int tell_address(const struct nlmsghdr *nlh, void *data)
{
	const struct ifaddrmsg *msg = mnl_nlmsg_get_payload(nlh);
	bool ip = msg->ifa_family == AF_INET;
	size_t size = ip ? sizeof(struct in_addr) : sizeof(struct in6_addr);
	struct search *search = data;
	struct found found;

	if ((int)msg->ifa_index != search->ifindex || search->address->known)
		return MNL_CB_OK;
	if (!ip && msg->ifa_scope != RT_SCOPE_LINK)
		return MNL_CB_OK;
	found = attributes(nlh, size);
	take(search->address, &found, size);
	return MNL_CB_OK;
}

int rasx_address_of(int ifindex, int family, struct rasx_address *address)
{
	struct search search = { ifindex, address };
	unsigned int tries = 0;
	int ret;

	do {
		*address = (struct rasx_address){ 0 };
		ret = rasx_rtnl_list(RTM_GETADDR, family, tell_address,
				     &search);
	} while (ret == -EINTR && !address->known && ++tries < RASX_RTNL_TRIES);
	return ret == -EINTR ? 0 : ret;
}

struct mnl_socket *rasx_address_watch(int family)
{
	return rasx_rtnl_open(RTMGRP_LINK | (family == AF_INET ?
			      RTMGRP_IPV4_IFADDR : RTMGRP_IPV6_IFADDR));
}

void rasx_address_sleep(struct mnl_socket *watch, int other, int milliseconds)
{
	struct pollfd pollfds[] = {
		{ .fd = mnl_socket_get_fd(watch), .events = POLLIN },
		{ .fd = other, .events = POLLIN },
	};
	char nothing;

	if (poll(pollfds, 2, milliseconds) <= 0)
		return;
	/* Whatever it says, and if it was too much: the caller looks anew. */
	while (recv(pollfds[0].fd, &nothing, sizeof(nothing),
		    MSG_DONTWAIT | MSG_TRUNC) >= 0 || errno == ENOBUFS)
		;
}
