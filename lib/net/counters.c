// SPDX-License-Identifier: LGPL-2.1-or-later
#include <linux/rtnetlink.h>
#include <string.h>

#include "net/counters.h"
#include "net/rtnl.h"

/* A kernel may know fewer counters than we do, or more. */
static int tell_link(const struct nlmsghdr *nlh, void *data)
{
	const struct nlattr *attr;

	mnl_attr_for_each(attr, nlh, sizeof(struct ifinfomsg)) {
		size_t size = mnl_attr_get_payload_len(attr);

		if (mnl_attr_get_type(attr) != IFLA_STATS64)
			continue;
		if (size > sizeof(struct rtnl_link_stats64))
			size = sizeof(struct rtnl_link_stats64);
		memcpy(data, mnl_attr_get_payload(attr), size);
	}
	return MNL_CB_OK;
}

int rasx_counters_of(int ifindex, struct rtnl_link_stats64 *counters)
{
	memset(counters, 0, sizeof(*counters));
	return rasx_rtnl_link(ifindex, tell_link, counters);
}
