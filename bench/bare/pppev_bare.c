// SPDX-License-Identifier: GPL-2.0
/*
 * The lower bound for pppev: from the same kinds of context, the same
 * eventfd_signal(), and nothing around it.
 *
 * A file owns its eventfds and the notifier that it follows an interface
 * with.  Its mutex protects all of it but @last, which the notifier writes
 * under the RTNL, and the eventfds while the notifier is registered: they
 * cannot be changed then.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/eventfd.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/nsproxy.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <net/net_namespace.h>

#include "compat.h"
#include "pppev_bare.h"

#define EVENTFDS_MAX	16384

struct bare_file {
	struct mutex lock;	/* protects what is below, see above */
	struct eventfd_ctx **ctx;
	unsigned int count;
	struct notifier_block follower;
	struct net *net;
	int ifindex;		/* not 0: @follower is registered in @net */
	struct bare_times last;
};

static void signal_all(const struct bare_file *file, struct bare_times *times)
{
	unsigned int i;

	times->start_ns = ktime_get_ns();
	for (i = 0; i < file->count; i++)
		pppev_eventfd_signal(file->ctx[i]);
	times->end_ns = ktime_get_ns();
}

static int follow_event(struct notifier_block *nb, unsigned long event,
			void *ptr)
{
	struct bare_file *file = container_of(nb, struct bare_file, follower);
	struct net_device *dev = netdev_notifier_info_to_dev(ptr);

	if (dev->ifindex != file->ifindex || !net_eq(dev_net(dev), file->net))
		return NOTIFY_DONE;
	if (event == NETDEV_UP || event == NETDEV_GOING_DOWN)
		signal_all(file, &file->last);
	return NOTIFY_DONE;
}

static void unfollow(struct bare_file *file)
{
	if (!file->ifindex)
		return;
	unregister_netdevice_notifier_net(file->net, &file->follower);
	put_net(file->net);
	file->ifindex = 0;
}

static long follow(struct bare_file *file, int ifindex)
{
	int ret;

	unfollow(file);
	if (ifindex <= 0)
		return ifindex ? -EINVAL : 0;
	file->ifindex = ifindex;
	file->net = get_net(current->nsproxy->net_ns);
	file->follower.notifier_call = follow_event;
	file->follower.priority = INT_MAX;
	ret = register_netdevice_notifier_net(file->net, &file->follower);
	if (!ret)
		return 0;
	put_net(file->net);
	file->ifindex = 0;
	return ret;
}

static void clear(struct bare_file *file)
{
	while (file->count)
		eventfd_ctx_put(file->ctx[--file->count]);
}

static long add(struct bare_file *file, int fd)
{
	struct eventfd_ctx *ctx;

	if (file->ifindex)
		return -EBUSY;
	if (file->count == EVENTFDS_MAX)
		return -ENOSPC;
	ctx = eventfd_ctx_fdget(fd);
	if (IS_ERR(ctx))
		return PTR_ERR(ctx);
	file->ctx[file->count++] = ctx;
	return 0;
}

static long copy_times(unsigned long arg, const struct bare_times *times)
{
	return copy_to_user((void __user *)arg, times, sizeof(*times)) ?
	       -EFAULT : 0;
}

static long signal_now(const struct bare_file *file, unsigned long arg)
{
	struct bare_times times;

	signal_all(file, &times);
	return copy_times(arg, &times);
}

static long locked_ioctl(struct bare_file *file, unsigned int cmd,
			 unsigned long arg)
{
	switch (cmd) {
	case BARE_IOC_ADD:
		return add(file, arg);
	case BARE_IOC_CLEAR:
		unfollow(file);
		clear(file);
		return 0;
	case BARE_IOC_SIGNAL:
		return signal_now(file, arg);
	case BARE_IOC_FOLLOW:
		return follow(file, arg);
	case BARE_IOC_TIMES:
		return copy_times(arg, &file->last);
	default:
		return -ENOTTY;
	}
}

static long bare_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	struct bare_file *file = filp->private_data;
	long ret;

	mutex_lock(&file->lock);
	ret = locked_ioctl(file, cmd, arg);
	mutex_unlock(&file->lock);
	return ret;
}

static int bare_open(struct inode *inode, struct file *filp)
{
	struct bare_file *file = kzalloc(sizeof(*file), GFP_KERNEL);

	if (!file)
		return -ENOMEM;
	file->ctx = kvmalloc_array(EVENTFDS_MAX, sizeof(*file->ctx),
				   GFP_KERNEL);
	if (!file->ctx) {
		kfree(file);
		return -ENOMEM;
	}
	mutex_init(&file->lock);
	filp->private_data = file;
	return 0;
}

static int bare_release(struct inode *inode, struct file *filp)
{
	struct bare_file *file = filp->private_data;

	unfollow(file);
	clear(file);
	kvfree(file->ctx);
	kfree(file);
	return 0;
}

static const struct file_operations bare_fops = {
	.owner = THIS_MODULE,
	.open = bare_open,
	.release = bare_release,
	.unlocked_ioctl = bare_ioctl,
};

static struct miscdevice bare_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "pppev_bare",
	.fops = &bare_fops,
	.mode = 0600,
};

module_misc_device(bare_device);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Eventfds signalled from process context, as a yardstick");
