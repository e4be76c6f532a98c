// SPDX-License-Identifier: GPL-2.0
/*
 * Reading ppp_generic's private objects by self-calibration.
 *
 * struct channel and struct ppp are private to ppp_generic.c and change with
 * kernel version and configuration.  Instead of copying their definitions,
 * a few channels are registered at load time and searched for values that
 * are known from outside: the driver's struct ppp_channel, the number that
 * ppp_channel_index() reports, the namespace.  An offset counts only if it is
 * the only one that fits all of them.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/if_arp.h>
#include <linux/netdevice.h>
#include <linux/ppp_channel.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <net/net_namespace.h>
#include <net/netns/generic.h>
#include <net/rtnetlink.h>

#include "pppview.h"

#define SAMPLES		4
#define ATTEMPTS	5

/*
 * Written once by pppview_calibrate() before anything is hooked, read only
 * after that.  offset_unit is the exception: it is written when the first
 * attachment is seen, under the registry's lock, and read anywhere.
 */
static struct {
	int	chan;		/* struct ppp_channel * */
	int	index;		/* int */
	int	net;		/* struct net * */
	int	list;		/* struct list_head, in one of two lists */
	int	kind_channel;	/* what a channel has as its first int */
	size_t	size;		/* bytes of a channel's slab object */
} view;

static int offset_unit = -1;

/*
 * Where a namespace keeps its channels: heads of two adjacent lists, of those
 * attached to by /dev/ppp and of new ones, in ppp_generic's part of it.
 * Written by pppview_calibrate(); id 0 if they were not found.
 */
static struct {
	unsigned int id;	/* as of net_generic() */
	int	all;
	int	fresh;
} lists;

static const void *read_pointer(const void *obj, int offset)
{
	return READ_ONCE(*(const void * const *)(obj + offset));
}

static int read_int(const void *obj, int offset)
{
	return READ_ONCE(*(const int *)(obj + offset));
}

/*
 * A word of memory that may lie behind the object's end but not behind its
 * slab: while the layout is not known, neither is the size.
 */
static unsigned long peek(const void *obj, int offset)
{
	return READ_ONCE_NOCHECK(*(const unsigned long *)(obj + offset));
}

static bool is_word(const void *obj, int offset, const void *value)
{
	return peek(obj, offset) == (unsigned long)value;
}

static int sample_xmit(struct ppp_channel *chan, struct sk_buff *skb)
{
	return 0;
}

static const struct ppp_channel_ops sample_ops = {
	.start_xmit = sample_xmit,
};

static bool has_chan(const struct ppp_channel *sample, int offset)
{
	return is_word(sample->ppp, offset, sample);
}

static bool has_net(const struct ppp_channel *sample, int offset)
{
	return is_word(sample->ppp, offset, &init_net);
}

static bool has_index(const struct ppp_channel *sample, int offset)
{
	int half = offset % (int)sizeof(long);
	unsigned long word = peek(sample->ppp, offset - half);

	return *(int *)((void *)&word + half) ==
	       ppp_channel_index((struct ppp_channel *)sample);
}

/* Channels are put at the front: each one's next is the one made before it. */
static bool has_list(const struct ppp_channel *sample, int offset)
{
	const struct ppp_channel *before = sample - 1;

	return sample->mtu == 0 ||
	       is_word(sample->ppp, offset, before->ppp + offset);
}

/* The one offset at which all samples fit, or -1. */
static int find_offset(const struct ppp_channel *sample, size_t width,
		       bool (*fits)(const struct ppp_channel *, int))
{
	int found = -1;
	int offset;
	int i;

	for (offset = 0; offset + width <= view.size; offset += width) {
		for (i = 0; i < SAMPLES && fits(&sample[i], offset); i++)
			;
		if (i < SAMPLES)
			continue;
		if (found >= 0)
			return -1;
		found = offset;
	}
	return found;
}

static bool is_head(const struct list_head *head)
{
	struct list_head *next, *prev;

	return !get_kernel_nofault(next, &head->next) &&
	       !get_kernel_nofault(prev, &next->prev) && prev == head;
}

/* The part of init_net that @p points into; its id, or 0. */
static unsigned int find_part(const void *p)
{
	const unsigned int first = DIV_ROUND_UP(sizeof(struct net_generic),
						sizeof(void *));
	unsigned int id, len;
	void *part;

	rcu_read_lock();
	len = rcu_dereference(init_net.gen)->s.len;
	rcu_read_unlock();
	for (id = first; id < len; id++) {
		part = net_generic(&init_net, id);
		if (part && p >= part && p < part + ksize(part))
			return id;
	}
	return 0;
}

/* The newest channel's predecessor is the head of the list of new ones. */
static void find_heads(const void *newest)
{
	const struct list_head *node = newest + view.list;
	const struct list_head *fresh = READ_ONCE(node->prev);
	unsigned int id = find_part(fresh);
	const void *part;

	if (!id || !is_head(fresh) || !is_head(fresh - 1))
		return;
	part = net_generic(&init_net, id);
	if ((const void *)(fresh - 1) < part)
		return;
	lists.id = id;
	lists.fresh = (const void *)fresh - part;
	lists.all = lists.fresh - (int)sizeof(*fresh);
}

static void search(const struct ppp_channel *sample)
{
	view.size = ksize(sample[0].ppp);
	view.kind_channel = read_int(sample[0].ppp, 0);
	view.chan = find_offset(sample, sizeof(void *), has_chan);
	view.net = find_offset(sample, sizeof(void *), has_net);
	view.index = find_offset(sample, sizeof(int), has_index);
	view.list = find_offset(sample, sizeof(void *), has_list);
	if (view.list >= 0)
		find_heads(sample[SAMPLES - 1].ppp);
}

static bool calibrated(void)
{
	return view.chan >= 0 && view.net >= 0 && view.index >= 0 &&
	       view.kind_channel > 0;
}

static int attempt(struct ppp_channel *sample)
{
	int n, ret = 0;

	for (n = 0; n < SAMPLES; n++) {
		sample[n].ops = &sample_ops;
		sample[n].mtu = n;	/* tells the first from the others */
		ret = ppp_register_net_channel(&init_net, &sample[n]);
		if (ret)
			break;
	}
	if (!ret)
		search(sample);
	while (n--)
		ppp_unregister_channel(&sample[n]);
	return ret;
}

int pppview_calibrate(void)
{
	struct ppp_channel *sample;
	int ret = 0;
	int i;

	sample = kcalloc(SAMPLES, sizeof(*sample), GFP_KERNEL);
	if (!sample)
		return -ENOMEM;
	view.chan = -1;
	lists.id = 0;
	for (i = 0; i < ATTEMPTS && !ret && !(calibrated() && lists.id); i++)
		ret = attempt(sample);
	kfree(sample);
	if (!ret && !calibrated())
		ret = -ENODEV;
	if (ret)
		pr_err("cannot load: ppp_generic's channels are not understood (chan %d, index %d, net %d): %d\n",
		       view.chan, view.index, view.net, ret);
	else if (!lists.id)
		pr_warn("links that are up already will not be seen: ppp_generic's lists were not found\n");
	return ret;
}

bool pppview_is_channel(const void *obj)
{
	return obj && read_int(obj, 0) == view.kind_channel;
}

bool pppview_is_unit(const void *obj)
{
	return obj && read_int(obj, 0) != view.kind_channel;
}

int pppview_index(const void *obj)
{
	return read_int(obj, view.index);
}

struct net *pppview_net(const void *pch)
{
	return (struct net *)read_pointer(pch, view.net);
}

struct ppp_channel *pppview_chan(const void *pch)
{
	return (struct ppp_channel *)read_pointer(pch, view.chan);
}

const void *pppview_unit(const void *pch)
{
	int offset = READ_ONCE(offset_unit);

	return offset < 0 ? NULL : read_pointer(pch, offset);
}

void pppview_learn_unit(const void *pch, bool (*is_unit)(const void *key))
{
	int found = -1;
	int offset;

	if (READ_ONCE(offset_unit) >= 0)
		return;
	for (offset = 0; offset + sizeof(void *) <= view.size;
	     offset += sizeof(void *)) {
		if (!is_unit((const void *)peek(pch, offset)))
			continue;
		/* Two that fit: wait for a channel that tells better. */
		if (found >= 0)
			return;
		found = offset;
	}
	if (found >= 0)
		WRITE_ONCE(offset_unit, found);
}

/* More than any machine has; a walk that goes in circles ends. */
#define WALK_MAX	1000000

static int walk(struct list_head *from, struct list_head *heads,
		void (*visit)(const void *pch, void *arg), void *arg)
{
	struct list_head *node;
	int n;

	/* New ones are put at the front: the oldest are behind the head. */
	if (get_kernel_nofault(node, &from->prev))
		return -EAGAIN;
	/* A channel that moves to the other list ends at its head. */
	for (n = 0; node != &heads[0] && node != &heads[1]; n++) {
		if (n == WALK_MAX || !is_head(node))
			return -EAGAIN;
		visit((const void *)node - view.list, arg);
		if (get_kernel_nofault(node, &node->prev))
			return -EAGAIN;
	}
	return node == from ? 0 : -EAGAIN;
}

int pppview_walk(const struct net *net,
		 void (*visit)(const void *pch, void *arg), void *arg)
{
	struct list_head *heads;
	int ret, ret2;

	if (!lists.id)
		return -EOPNOTSUPP;
	heads = net_generic(net, lists.id) + lists.all;
	ret = walk(&heads[0], heads, visit, arg);
	ret2 = walk(&heads[1], heads, visit, arg);
	return ret ?: ret2;
}

bool pppview_is_ppp(const struct net_device *dev)
{
	return dev->type == ARPHRD_PPP && dev->rtnl_link_ops &&
	       !strcmp(dev->rtnl_link_ops->kind, "ppp");
}

const void *pppview_dev_unit(const struct net_device *dev)
{
	return netdev_priv(dev);
}

struct net *pppview_dev_home(const struct net_device *dev)
{
	const struct rtnl_link_ops *ops = dev->rtnl_link_ops;

	return ops->get_link_net ? ops->get_link_net(dev) : dev_net(dev);
}

bool pppview_unit_is_known(void)
{
	return READ_ONCE(offset_unit) >= 0;
}
