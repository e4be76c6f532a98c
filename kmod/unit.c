// SPDX-License-Identifier: GPL-2.0
/*
 * Units and their connections: the state machine.
 *
 * A connection is CONNECTED while its unit is up for traffic:
 *
 *	interface up  &&  a link attached  &&
 *	(no network protocol mode was ever set  ||  one of those is at pass)
 *
 * and evaluate() is called after each change of one of the three.
 */
#include <linux/hashtable.h>
#include <linux/lockdep.h>
#include <linux/ppp-ioctl.h>
#include <linux/ppp_defs.h>
#include <linux/pppev.h>
#include <linux/slab.h>

#include "event.h"
#include "netns.h"
#include "pppview.h"
#include "registry.h"
#include "watch.h"

DEFINE_SPINLOCK(pppev_lock);

/* Under pppev_lock. */
static DEFINE_HASHTABLE(by_key, 12);

struct pppev_unit *pppev_unit_find(const void *key)
{
	struct pppev_unit *unit;

	lockdep_assert_held(&pppev_lock);
	hash_for_each_possible(by_key, unit, by_key, (unsigned long)key)
		if (unit->key == key)
			return unit;
	return NULL;
}

/* Slow: looks at all units. */
struct pppev_unit *pppev_unit_find_number(const struct pppev_net *home,
					  int number)
{
	struct pppev_unit *unit;
	int bucket;

	lockdep_assert_held(&pppev_lock);
	hash_for_each(by_key, bucket, unit, by_key)
		if (unit->home == home && unit->number == number)
			return unit;
	return NULL;
}

static struct pppev_link *first_link(struct pppev_unit *unit)
{
	return list_first_entry_or_null(&unit->links, struct pppev_link,
					unit_node);
}

static unsigned int last_place(struct pppev_unit *unit)
{
	if (list_empty(&unit->links))
		return 0;
	return list_last_entry(&unit->links, struct pppev_link,
			       unit_node)->place;
}

/* The unit begins a connection, maybe with links it has already. */
static void begin(struct pppev_unit *unit)
{
	struct pppev_link *link = first_link(unit);

	pppev_watches_end(&unit->target.watches);
	pppev_target_name(&unit->target);
	unit->state = PPPEV_STATE_NEW;
	unit->since_ns = 0;
	unit->top_place = last_place(unit);
	unit->kind = link ? link->kind : PPPEV_KIND_UNKNOWN;
	list_move_tail(&unit->net_node, &unit->pn->units);
}

/*
 * The connection is over.  Links that are still attached keep its id, and
 * watches that ask for them stay.
 */
static void end(struct pppev_unit *unit)
{
	pppev_target_hide(&unit->target);
	unit->state = PPPEV_STATE_ENDED;
	if (unit->nlinks)
		pppev_watches_keep_link_events(&unit->target.watches);
	else
		pppev_watches_end(&unit->target.watches);
}

/* Written at load. */
static bool ignore_links;

void pppev_units_ignore_links(void)
{
	ignore_links = true;
}

static bool for_traffic(const struct pppev_unit *unit)
{
	return unit->up && (unit->nlinks || ignore_links) &&
	       (!unit->np_set || (unit->np_set & unit->np_pass));
}

static void evaluate(struct pppev_unit *unit, u32 reason)
{
	bool connected = unit->state == PPPEV_STATE_CONNECTED;

	if (for_traffic(unit) == connected)
		return;
	if (connected) {
		/* State first, signal second; the watches are signalled. */
		unit->state = PPPEV_STATE_ENDED;
		pppev_emit(unit, NULL, PPPEV_EVENT_DISCONNECTED, reason);
		end(unit);
		return;
	}
	if (unit->state == PPPEV_STATE_ENDED)
		begin(unit);
	unit->state = PPPEV_STATE_CONNECTED;
	unit->since_ns = pppev_emit(unit, NULL, PPPEV_EVENT_CONNECTED,
				    PPPEV_REASON_NONE);
}

/* Insert at the lowest free place; the list is in the order of places. */
static void place_link(struct pppev_unit *unit, struct pppev_link *link)
{
	struct list_head *before = &unit->links;
	struct pppev_link *other;
	unsigned int place = 1;

	if (last_place(unit) == unit->nlinks) {
		place = unit->nlinks + 1;
	} else {
		list_for_each_entry(other, &unit->links, unit_node) {
			if (other->place != place) {
				before = &other->unit_node;
				break;
			}
			place++;
		}
	}
	link->place = place;
	list_add_tail(&link->unit_node, before);
	unit->top_place = max(unit->top_place, place);
}

void pppev_unit_add_link(struct pppev_unit *unit, struct pppev_link *link)
{
	lockdep_assert_held(&pppev_lock);

	if (unit->state == PPPEV_STATE_ENDED)
		begin(unit);
	pppev_target_name(&link->target);
	link->unit = unit;
	place_link(unit, link);
	unit->nlinks++;
	unit->pn->counters.links++;
	if (!unit->kind)
		unit->kind = link->kind;
	link->since_ns = pppev_emit(unit, link, PPPEV_EVENT_LINK_ADDED,
				    PPPEV_REASON_NONE);
	evaluate(unit, PPPEV_REASON_NONE);
}

void pppev_unit_remove_link(struct pppev_link *link, u32 reason)
{
	struct pppev_unit *unit = link->unit;

	lockdep_assert_held(&pppev_lock);

	pppev_target_hide(&link->target);
	link->unit = NULL;
	list_del(&link->unit_node);
	unit->nlinks--;
	unit->pn->counters.links--;
	pppev_emit(unit, link, PPPEV_EVENT_LINK_REMOVED, reason);
	pppev_watches_end(&link->target.watches);
	evaluate(unit, reason);
	if (unit->nlinks)
		return;
	if (unit->state == PPPEV_STATE_NEW || unit->state == PPPEV_STATE_ENDED)
		end(unit);
}

void pppev_unit_flags(const void *key, int flags)
{
	struct pppev_unit *unit;

	spin_lock_bh(&pppev_lock);
	unit = pppev_unit_find(key);
	if (unit)
		unit->multilink = flags & SC_MULTILINK;
	spin_unlock_bh(&pppev_lock);
}

static u8 np_bit(int protocol)
{
	switch (protocol) {
	case PPP_IP:
		return BIT(0);
	case PPP_IPV6:
		return BIT(1);
	case PPP_IPX:
		return BIT(2);
	case PPP_AT:
		return BIT(3);
	case PPP_MPLS_UC:
		return BIT(4);
	case PPP_MPLS_MC:
		return BIT(5);
	}
	return 0;
}

void pppev_unit_npmode(const void *key, int protocol, bool pass)
{
	u8 bit = np_bit(protocol);
	struct pppev_unit *unit;

	spin_lock_bh(&pppev_lock);
	unit = pppev_unit_find(key);
	if (unit) {
		unit->np_set |= bit;
		if (pass)
			unit->np_pass |= bit;
		else
			unit->np_pass &= ~bit;
		evaluate(unit, PPPEV_REASON_INTERFACE_DOWN);
	}
	spin_unlock_bh(&pppev_lock);
}

static void name_interface(struct pppev_unit *unit,
			   const struct net_device *dev)
{
	unit->ifindex = dev->ifindex;
	strscpy_pad(unit->ifname, dev->name, sizeof(unit->ifname));
}

/* Take all links away, as listeners see it; they are collected in @links. */
static void remove_links(struct pppev_unit *unit, u32 reason,
			 struct list_head *links)
{
	struct pppev_link *link, *next;

	list_for_each_entry_safe(link, next, &unit->links, unit_node) {
		pppev_unit_remove_link(link, reason);
		list_add_tail(&link->unit_node, links);
	}
}

/*
 * The interface came to another namespace; it was set down on the way.  To
 * the listeners of the old namespace it is gone and its links with it, to
 * those of the new one it is there, with all that is attached.
 */
static void move(struct pppev_unit *unit, const struct net_device *dev)
{
	struct pppev_link *link, *next;
	LIST_HEAD(links);

	remove_links(unit, PPPEV_REASON_INTERFACE_DELETED, &links);
	end(unit);
	unit->pn->counters.units--;
	unit->pn = pppev_netns_of(dev_net(dev));
	unit->pn->counters.units++;
	name_interface(unit, dev);
	begin(unit);
	list_for_each_entry_safe(link, next, &links, unit_node)
		pppev_unit_add_link(unit, link);
}

static void add(struct pppev_unit *unit, const struct net_device *dev)
{
	pppev_target_init(&unit->target, false);
	INIT_LIST_HEAD(&unit->links);
	INIT_LIST_HEAD(&unit->net_node);
	unit->key = pppview_dev_unit(dev);
	unit->number = pppview_index(unit->key);
	unit->pn = pppev_netns_of(dev_net(dev));
	unit->home = pppev_netns_of(pppview_dev_home(dev));
	unit->pn->counters.units++;
	hash_add(by_key, &unit->by_key, (unsigned long)unit->key);
	name_interface(unit, dev);
	begin(unit);
}

static bool moved(const struct net_device *dev)
{
	struct pppev_unit *unit;

	spin_lock_bh(&pppev_lock);
	unit = pppev_unit_find(pppview_dev_unit(dev));
	if (unit)
		move(unit, dev);
	spin_unlock_bh(&pppev_lock);
	return unit;
}

/* Under rtnl, so nobody else registers the same interface meanwhile. */
int pppev_unit_registered(const struct net_device *dev)
{
	struct pppev_unit *unit;

	if (moved(dev))
		return 0;
	unit = kzalloc(sizeof(*unit), GFP_KERNEL);
	if (!unit)
		return -ENOMEM;
	spin_lock_bh(&pppev_lock);
	add(unit, dev);
	spin_unlock_bh(&pppev_lock);
	return 0;
}

/*
 * At load: an interface that is up without a link is kept up for demand
 * dialling; its network protocols were set to queue, before anybody looked.
 */
void pppev_units_assume_demand(void)
{
	struct pppev_unit *unit;
	int bucket;

	spin_lock_bh(&pppev_lock);
	hash_for_each(by_key, bucket, unit, by_key)
		if (unit->up && !unit->nlinks && !ignore_links)
			unit->np_set = np_bit(PPP_IP) | np_bit(PPP_IPV6);
	spin_unlock_bh(&pppev_lock);
}

static void set_up(const struct net_device *dev, bool up, u32 reason)
{
	struct pppev_unit *unit;

	spin_lock_bh(&pppev_lock);
	unit = pppev_unit_find(pppview_dev_unit(dev));
	if (unit) {
		unit->up = up;
		evaluate(unit, reason);
	}
	spin_unlock_bh(&pppev_lock);
}

void pppev_unit_up(const struct net_device *dev)
{
	set_up(dev, true, PPPEV_REASON_NONE);
}

void pppev_unit_down(const struct net_device *dev, u32 reason)
{
	set_up(dev, false, reason);
}

void pppev_unit_renamed(const struct net_device *dev)
{
	struct pppev_unit *unit;

	spin_lock_bh(&pppev_lock);
	unit = pppev_unit_find(pppview_dev_unit(dev));
	if (unit)
		name_interface(unit, dev);
	spin_unlock_bh(&pppev_lock);
}

/* Forget the unit; its links have been taken away or do not matter. */
static void forget(struct pppev_unit *unit)
{
	pppev_target_hide(&unit->target);
	pppev_watches_end(&unit->target.watches);
	hash_del(&unit->by_key);
	list_del(&unit->net_node);
	unit->pn->counters.units--;
	kfree(unit);
}

void pppev_unit_unregistered(const struct net_device *dev, u32 reason)
{
	struct pppev_unit *unit;
	struct pppev_link *link;
	LIST_HEAD(links);

	spin_lock_bh(&pppev_lock);
	unit = pppev_unit_find(pppview_dev_unit(dev));
	if (unit) {
		unit->up = false;
		evaluate(unit, reason);
		remove_links(unit, reason, &links);
		/* ppp_generic detaches these channels later, if ever. */
		list_for_each_entry(link, &links, unit_node)
			link->orphan = true;
		forget(unit);
	}
	spin_unlock_bh(&pppev_lock);
}

void pppev_units_free(void)
{
	struct hlist_node *next;
	struct pppev_unit *unit;
	int bucket;

	spin_lock_bh(&pppev_lock);
	hash_for_each_safe(by_key, bucket, next, unit, by_key)
		forget(unit);
	spin_unlock_bh(&pppev_lock);
}
