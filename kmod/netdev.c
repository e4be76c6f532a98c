// SPDX-License-Identifier: GPL-2.0
#include <linux/limits.h>
#include <linux/netdevice.h>
#include <linux/notifier.h>
#include <linux/rtnetlink.h>
#include <linux/sched.h>

#include "netdev.h"
#include "pppview.h"
#include "reason.h"
#include "registry.h"

/*
 * A move to another namespace looks like an end and a beginning, but the
 * interface stays registered with the kernel all the while.
 */
static void unregistered(const struct net_device *dev)
{
	if (dev->reg_state != NETREG_REGISTERED)
		pppev_unit_unregistered(dev, pppev_reason_deleted(dev));
}

static int netdev_event(struct notifier_block *nb, unsigned long event,
			void *info)
{
	const struct net_device *dev = netdev_notifier_info_to_dev(info);
	int ret = 0;

	ASSERT_RTNL();
	if (!pppview_is_ppp(dev))
		return NOTIFY_DONE;
	switch (event) {
	case NETDEV_REGISTER:
		/* An error here makes the registration fail cleanly. */
		ret = pppev_unit_registered(dev);
		break;
	case NETDEV_UP:
		pppev_unit_up(dev);
		break;
	case NETDEV_GOING_DOWN:
		pppev_unit_down(dev, pppev_reason_down(dev));
		break;
	case NETDEV_CHANGENAME:
		pppev_unit_renamed(dev);
		break;
	case NETDEV_UNREGISTER:
		unregistered(dev);
		break;
	}
	return notifier_from_errno(ret);
}

void pppev_netdev_flags(const struct net_device *dev, unsigned int old_flags)
{
	if (!(dev->flags & ~old_flags & IFF_UP) || !pppview_is_ppp(dev))
		return;
	ASSERT_RTNL();
	pppev_unit_up(dev);
	/* What follows is long and does not sleep: let those run who waited. */
	cond_resched();
}

/* First of all listeners: it is about latency. */
static struct notifier_block netdev_notifier = {
	.notifier_call = netdev_event,
	.priority = INT_MAX,
};

int pppev_netdev_init(void)
{
	/* Replays REGISTER and UP for the interfaces that exist. */
	return register_netdevice_notifier(&netdev_notifier);
}

void pppev_netdev_exit(void)
{
	unregister_netdevice_notifier(&netdev_notifier);
}
