// SPDX-License-Identifier: GPL-2.0
#include <linux/rtnetlink.h>
#include <net/net_namespace.h>
#include <net/netns/generic.h>

#include "chardev.h"
#include "netns.h"
#include "registry.h"

static unsigned int net_id;

struct pppev_net *pppev_netns_of(const struct net *net)
{
	return net_generic(net, net_id);
}

void pppev_netns_each(void (*fn)(struct pppev_net *pn))
{
	struct net *net;

	down_read(&net_rwsem);
	spin_lock_bh(&pppev_lock);
	for_each_net(net)
		fn(pppev_netns_of(net));
	spin_unlock_bh(&pppev_lock);
	up_read(&net_rwsem);
}

static int __net_init netns_init(struct net *net)
{
	struct pppev_net *pn = pppev_netns_of(net);

	INIT_LIST_HEAD(&pn->units);
	INIT_LIST_HEAD(&pn->files);
	INIT_LIST_HEAD(&pn->readers);
	INIT_LIST_HEAD(&pn->watches);
	return 0;
}

static void __net_exit netns_exit(struct net *net)
{
	struct pppev_net *pn = pppev_netns_of(net);

	spin_lock_bh(&pppev_lock);
	pppev_files_cut_off(pn);
	WARN_ON_ONCE(!list_empty(&pn->units));
	spin_unlock_bh(&pppev_lock);
}

/*
 * A subsystem, not a device: namespaces are dismantled in the reverse order
 * of registration, subsystems after all devices.  So listeners are told of
 * the end of every interface before they are cut off.
 */
static struct pernet_operations netns_ops = {
	.init = netns_init,
	.exit = netns_exit,
	.id = &net_id,
	.size = sizeof(struct pppev_net),
};

int pppev_netns_init(void)
{
	return register_pernet_subsys(&netns_ops);
}

void pppev_netns_exit(void)
{
	unregister_pernet_subsys(&netns_ops);
}
