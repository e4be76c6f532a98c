// SPDX-License-Identifier: GPL-2.0
/*
 * A driver of one channel, in the initial namespace, whose operations stay
 * where they are while their functions become those of another driver.  It
 * stands for a driver that was loaded into the very place of another one.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/ppp_channel.h>
#include <linux/skbuff.h>
#include <net/net_namespace.h>

static int number;
module_param(number, int, 0444);
MODULE_PARM_DESC(number, "of the channel");

static int drop(struct ppp_channel *chan, struct sk_buff *skb)
{
	kfree_skb(skb);
	return 1;
}

static struct ppp_channel_ops ops = {
	.start_xmit = drop,
};

static struct ppp_channel channel = {
	.ops = &ops,
};

/* Never called: the units it is attached to are down. */
static int set_xmit(const char *symbol, const struct kernel_param *kp)
{
	struct kprobe probe = { .symbol_name = symbol };
	int ret = register_kprobe(&probe);

	if (ret)
		return ret;
	WRITE_ONCE(ops.start_xmit, (void *)probe.addr);
	unregister_kprobe(&probe);
	return 0;
}

static const struct kernel_param_ops xmit_ops = {
	.set = set_xmit,
};

module_param_cb(xmit, &xmit_ops, NULL, 0200);
MODULE_PARM_DESC(xmit, "module:function that start_xmit becomes");

static int __init chameleon_init(void)
{
	int ret = ppp_register_net_channel(&init_net, &channel);

	if (!ret)
		number = ppp_channel_index(&channel);
	return ret;
}

static void __exit chameleon_exit(void)
{
	ppp_unregister_channel(&channel);
}

module_init(chameleon_init);
module_exit(chameleon_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A channel of changing kind");
