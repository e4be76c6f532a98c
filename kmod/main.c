// SPDX-License-Identifier: GPL-2.0
/*
 * pppev - connection and multilink-channel events of ppp_generic
 *
 *	pppview    reads ppp_generic's private objects
 *	arming     chooses how ppp_generic is hooked:
 *	hooks      by ftrace wrappers; wrappers: the three wrapped functions
 *	probes	   by kprobes, where wrappers cannot be had
 *	netdev     the interfaces of ppp units
 *	scan	   what is attached already
 *	reason     why something ended
 *	kind       which driver a channel belongs to
 *	link, unit, target	the registry: what is attached to what, and the
 *		   state machine that makes events of it
 *	event      numbers an event and hands it out
 *	watch      to eventfds; queue: to readers
 *	user	   how much of both one user may have
 *	netns      who listens where
 *	snapshot, chardev	/dev/pppev
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>

#include "arming.h"
#include "chardev.h"
#include "kind.h"
#include "netdev.h"
#include "netns.h"
#include "pppview.h"
#include "registry.h"
#include "scan.h"

static int __init pppev_init(void)
{
	int ret;

	ret = pppview_calibrate();
	if (ret)
		return ret;
	ret = pppev_scan_prepare();
	if (ret)
		return ret;
	ret = pppev_kind_init();
	if (ret) {
		pr_err("cannot load: module notifier: %d\n", ret);
		goto free_scan;
	}
	ret = pppev_netns_init();
	if (ret) {
		pr_err("cannot load: network namespaces: %d\n", ret);
		goto free_kind;
	}
	/* Before the hooks: a scan wants to know the units. */
	ret = pppev_netdev_init();
	if (ret) {
		pr_err("cannot load: netdevice notifier: %d\n", ret);
		goto free_netns;
	}
	ret = pppev_arm();
	if (ret)
		goto free_netdev;
	pppev_scan_start();
	pppev_units_assume_demand();
	/* Last: nobody listens before all is known. */
	ret = pppev_chardev_init();
	if (ret) {
		pr_err("cannot load: /dev/pppev: %d\n", ret);
		goto disarm;
	}
	return 0;

disarm:
	pppev_disarm();
	pppev_scan_stop();
free_netdev:
	pppev_netdev_exit();
	pppev_links_free();
	pppev_units_free();
free_netns:
	pppev_netns_exit();
free_kind:
	pppev_kind_exit();
free_scan:
	pppev_scan_finish();
	return ret;
}

/* Nobody has the device open: that would keep the module. */
static void __exit pppev_exit(void)
{
	pppev_chardev_exit();
	pppev_disarm();
	pppev_scan_stop();
	pppev_netdev_exit();
	pppev_links_free();
	pppev_units_free();
	pppev_netns_exit();
	pppev_kind_exit();
	pppev_scan_finish();
}

module_init(pppev_init);
module_exit(pppev_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Connection and multilink-channel events of ppp_generic");
