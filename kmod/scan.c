// SPDX-License-Identifier: GPL-2.0
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/lockdep.h>
#include <linux/percpu-rwsem.h>
#include <linux/pppev.h>
#include <linux/rcupdate.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <linux/workqueue.h>
#include <net/net_namespace.h>

#include "event.h"
#include "netns.h"
#include "pppview.h"
#include "registry.h"
#include "scan.h"

#define RESCAN_DELAY	HZ
#define ATTEMPTS	10

/*
 * Not a static one: its RCU callback has to be waited for before the module's
 * memory goes, and only percpu_free_rwsem() does that.
 */
static struct percpu_rw_semaphore scanning;

static void rescan(struct work_struct *work);
static DECLARE_DELAYED_WORK(rescan_work, rescan);

/* Under pppev_lock. */
static u64 scans, adopted, revoked;

void pppev_scan_stats(struct pppev_stats *stats)
{
	lockdep_assert_held(&pppev_lock);
	stats->scans = scans;
	stats->adopted = adopted;
	stats->revoked = revoked;
}

void pppev_scan_hold_off(void)
{
	percpu_down_read(&scanning);
}

void pppev_scan_allow(void)
{
	percpu_up_read(&scanning);
}

void pppev_scan_drain(void)
{
	percpu_down_write(&scanning);
	percpu_up_write(&scanning);
}

static void visit(const void *pch, void *records)
{
	pppev_link_check(pch, records);
}

/* All channels of all namespaces; 0, or -EAGAIN if some may be missing. */
static int scan_once(struct pppev_link_stock *stock)
{
	struct net *net;
	int ret = 0;

	down_read(&net_rwsem);
	spin_lock_bh(&pppev_lock);
	rcu_read_lock();
	for_each_net(net)
		ret = pppview_walk(net, visit, stock) ?: ret;
	rcu_read_unlock();
	spin_unlock_bh(&pppev_lock);
	up_read(&net_rwsem);
	return stock->missing ? -EAGAIN : ret;
}

static void count(const struct pppev_link_stock *stock)
{
	spin_lock_bh(&pppev_lock);
	scans++;
	adopted += stock->adopted;
	revoked += stock->revoked;
	spin_unlock_bh(&pppev_lock);
}

/* True if something had to be put right. */
static bool scan(void)
{
	struct pppev_link_stock stock = {};
	int ret = -EAGAIN;
	int i;

	percpu_down_write(&scanning);
	for (i = 0; i < ATTEMPTS && ret == -EAGAIN; i++) {
		pppev_link_stock_fill(&stock);
		ret = scan_once(&stock);
	}
	percpu_up_write(&scanning);
	count(&stock);
	pppev_link_stock_free(&stock);
	if (ret == -EAGAIN)
		pr_warn("channels change too fast to be listed; some links may not be known\n");
	return stock.adopted || stock.revoked;
}

static void rescan(struct work_struct *work)
{
	scan();
}

int pppev_scan_prepare(void)
{
	return percpu_init_rwsem(&scanning);
}

void pppev_scan_finish(void)
{
	percpu_free_rwsem(&scanning);
}

void pppev_scan_start(void)
{
	scan();
	schedule_delayed_work(&rescan_work, RESCAN_DELAY);
}

void pppev_scan_resync(bool missed)
{
	if (scan() || missed)
		pppev_netns_each(pppev_emit_resync);
}

void pppev_scan_stop(void)
{
	cancel_delayed_work_sync(&rescan_work);
}
