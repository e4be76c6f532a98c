// SPDX-License-Identifier: GPL-2.0
#include <linux/netdevice.h>
#include <linux/pppev.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <net/net_namespace.h>

#include "reason.h"
#include "registry.h"

static bool exited(struct pid *tgid)
{
	struct task_struct *task;
	bool gone;

	rcu_read_lock();
	task = pid_task(tgid, PIDTYPE_TGID);
	gone = !task || (READ_ONCE(task->flags) & PF_EXITING);
	rcu_read_unlock();
	return gone;
}

/*
 * The owner is the process that attached the link, or what it became: pppd
 * attaches first and then goes to the background as a child of itself.  Of a
 * link older than the module it is not known; drivers act in kernel threads.
 */
static bool current_owns(const struct pppev_link *link)
{
	if (!link->owner)
		return !(current->flags & PF_KTHREAD);
	if (task_tgid(current) == link->owner)
		return true;
	return exited(link->owner) &&
	       !strncmp(current->comm, link->owner_comm, TASK_COMM_LEN);
}

u32 pppev_reason_unregister(const struct pppev_link *link, bool net_dying)
{
	if (net_dying)
		return PPPEV_REASON_NAMESPACE_GONE;
	if (!current_owns(link))
		return PPPEV_REASON_DRIVER_GONE;
	if (current->flags & PF_EXITING)
		return PPPEV_REASON_OWNER_DIED;
	return PPPEV_REASON_DETACHED;
}

u32 pppev_reason_deleted(const struct net_device *dev)
{
	if (!check_net(dev_net(dev)))
		return PPPEV_REASON_NAMESPACE_GONE;
	/* Last close of the unit's file by an exiting process. */
	if (current->flags & PF_EXITING)
		return PPPEV_REASON_OWNER_DIED;
	return PPPEV_REASON_INTERFACE_DELETED;
}

/* A device to be deleted is marked before it is closed. */
u32 pppev_reason_down(const struct net_device *dev)
{
	return dev->dismantle ? pppev_reason_deleted(dev) :
				PPPEV_REASON_INTERFACE_DOWN;
}
