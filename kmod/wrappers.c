// SPDX-License-Identifier: GPL-2.0
/*
 * The three hooked functions of ppp_generic, and one of the network core.
 *
 *   ppp_ioctl		     attach: PPPIOCCONNECT that returned 0; unit flags
 *			     and network protocol modes
 *   ppp_disconnect_channel  detach: at its entry, because the function waits
 *			     for a grace period before it returns
 *   ppp_unregister_channel  forbids to look at the driver's side of the
 *			     channel, and to connect it, while and after it runs
 *   __dev_notify_flags	     at its entry an interface that was set up is up, and
 *			     nobody was told: notifiers are called at its end,
 *			     after rtnetlink's message.  Can be done without.
 *
 * All run in process context and may sleep.  Locks of the callers: ppp_mutex
 * (DISCONN ioctl), rtnl or a socket or line discipline lock (unregister), rtnl
 * (flags).
 * None of them is taken by this module inside its own lock.
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/ppp-ioctl.h>
#include <linux/ppp_channel.h>
#include <linux/pppev.h>
#include <linux/uaccess.h>

#include "hooks.h"
#include "netdev.h"
#include "pppview.h"
#include "registry.h"
#include "scan.h"
#include "wrappers.h"

/*
 * In the order of arming: whoever is seen to attach is seen to leave.
 */
enum { DISCONNECT, UNREGISTER, IOCTL, FLAGS, HOOKS };

static struct pppev_hook hooks[HOOKS];

static long original_ioctl(struct file *file, unsigned int cmd,
			   unsigned long arg)
{
	long (*original)(struct file *, unsigned int, unsigned long) =
		hooks[IOCTL].original;

	return original(file, cmd, arg);
}

/*
 * The file may be attached to a channel by another thread while this call
 * waits for ppp_mutex; what it was about is known afterwards then.
 *
 * Since 7.0 ppp_unregister_channel() disconnects before it makes connects
 * fail.  One that gets in between succeeds and nothing would take the channel
 * out of its unit's list before it is freed.  So no connect begins after the
 * unregister, which waits for those under way.  What is undone here is one
 * that it could not wait for; see doc/locking.md.
 */
static long connect_ioctl(struct file *file, unsigned int cmd,
			  unsigned long arg)
{
	const void *pch = READ_ONCE(file->private_data);
	bool known = pppview_is_channel(pch);
	struct pppev_link *link = NULL;
	bool late = false;
	int number;
	long ret;

	if (get_user(number, (int __user *)arg))
		number = -1;
	if (known) {
		link = pppev_connect_begin(pch);
		if (!link)
			return -ENOTCONN;
	}
	ret = original_ioctl(file, cmd, arg);
	if (link)
		late = pppev_connect_end(link, number, ret == 0);
	else if (!ret)
		late = pppev_connect_late(READ_ONCE(file->private_data), number);
	if (late)
		original_ioctl(file, PPPIOCDISCONN, 0);
	return ret;
}

/*
 * What was set is read from the caller's memory after the fact: a caller that
 * changes it in between misinforms about its own unit only.
 */
static void flags_set(const void *unit, unsigned long arg)
{
	int flags;

	if (!get_user(flags, (int __user *)arg))
		pppev_unit_flags(unit, flags);
}

static void npmode_set(const void *unit, unsigned long arg)
{
	struct npioctl np;

	if (!copy_from_user(&np, (void __user *)arg, sizeof(np)))
		pppev_unit_npmode(unit, np.protocol, np.mode == NPMODE_PASS);
}

static long attchan_ioctl(struct file *file, unsigned int cmd,
			  unsigned long arg)
{
	long ret = original_ioctl(file, cmd, arg);
	const void *obj = READ_ONCE(file->private_data);

	if (!ret && pppview_is_channel(obj))
		pppev_link_expect(obj);
	return ret;
}

/* The file may become a unit's while the call waits for ppp_mutex. */
static long unit_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	int token = pppev_hook_enter();
	long ret = original_ioctl(file, cmd, arg);
	const void *obj = READ_ONCE(file->private_data);

	if (!ret && pppview_is_unit(obj)) {
		if (cmd == PPPIOCSFLAGS)
			flags_set(obj, arg);
		if (cmd == PPPIOCSNPMODE)
			npmode_set(obj, arg);
	}
	pppev_hook_leave(token);
	return ret;
}

/*
 * What attaches, detaches or moves a channel between ppp_generic's lists holds
 * off scans; so it is waited for at the end, too, without pppev_hook_enter().
 */
static long channel_ioctl(long (*call)(struct file *, unsigned int,
				       unsigned long),
			  struct file *file, unsigned int cmd,
			  unsigned long arg)
{
	long ret;

	pppev_scan_hold_off();
	ret = call(file, cmd, arg);
	pppev_scan_allow();
	return ret;
}

static long ppp_ioctl_wrapper(struct file *file, unsigned int cmd,
			      unsigned long arg)
{
	switch (cmd) {
	case PPPIOCCONNECT:
		return channel_ioctl(connect_ioctl, file, cmd, arg);
	case PPPIOCATTCHAN:
		return channel_ioctl(attchan_ioctl, file, cmd, arg);
	case PPPIOCDISCONN:
		return channel_ioctl(original_ioctl, file, cmd, arg);
	}
	return unit_ioctl(file, cmd, arg);
}

static int ppp_disconnect_channel_wrapper(void *pch)
{
	int (*original)(void *) = hooks[DISCONNECT].original;
	int token = pppev_hook_enter();
	bool told;
	int ret;

	told = pppev_disconnect_begin(pch);
	ret = original(pch);
	if (!ret && !told)
		pppev_disconnect_end(pch);
	pppev_hook_leave(token);
	return ret;
}

static void ppp_unregister_channel_wrapper(struct ppp_channel *chan)
{
	void (*original)(struct ppp_channel *) = hooks[UNREGISTER].original;
	int token = pppev_hook_enter();
	struct pppev_tombstone tomb;

	if (chan->ppp) {
		pppev_unregister_begin(&tomb, chan);
		original(chan);
		pppev_unregister_end(&tomb);
	} else {
		original(chan);
	}
	pppev_hook_leave(token);
}

/*
 * Before 6.2 it has three parameters.  What a caller left in the registers of
 * the others is passed on and not looked at.
 */
static void dev_notify_flags_wrapper(struct net_device *dev,
				     unsigned int old_flags,
				     unsigned int changes, u32 portid,
				     const struct nlmsghdr *nlh)
{
	void (*original)(struct net_device *, unsigned int, unsigned int, u32,
			 const struct nlmsghdr *) = hooks[FLAGS].original;
	int token = pppev_hook_enter();

	pppev_netdev_flags(dev, old_flags);
	original(dev, old_flags, changes, portid, nlh);
	pppev_hook_leave(token);
}

static struct pppev_hook hooks[HOOKS] = {
	[DISCONNECT] = {
		.symbol = "ppp_disconnect_channel",
		.wrapper = ppp_disconnect_channel_wrapper,
		.bit = PPPEV_HOOK_DETACH,
	},
	[UNREGISTER] = {
		.symbol = "ppp_unregister_channel",
		.wrapper = ppp_unregister_channel_wrapper,
		.bit = PPPEV_HOOK_UNREGISTER,
	},
	[IOCTL] = {
		.symbol = "ppp_ioctl",
		.wrapper = ppp_ioctl_wrapper,
		.drain = pppev_scan_drain,
		.bit = PPPEV_HOOK_ATTACH,
	},
	[FLAGS] = {
		.symbol = "__dev_notify_flags",
		.core = true,
		.optional = true,
		.wrapper = dev_notify_flags_wrapper,
		.bit = PPPEV_HOOK_UP,
	},
};

int pppev_wrappers_arm(void)
{
	return pppev_hooks_arm(hooks, HOOKS);
}

/*
 * No scan is left that one on the way in could sleep behind before it can be
 * waited for.
 */
void pppev_wrappers_disarm(void)
{
	pppev_scan_stop();
	pppev_hooks_disarm(hooks, HOOKS);
}

u32 pppev_wrappers_armed(void)
{
	return pppev_hooks_armed(hooks, HOOKS);
}
