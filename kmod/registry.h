/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Units, connections and links, and the state machine that turns what
 * ppp_generic does into events.
 *
 * Ownership.  A unit is created when its interface is registered and freed
 * when the interface is unregistered for good; it is named by the address of
 * ppp_generic's object, never dereferenced here.  The connection is the
 * unit's present life: a member, with an id of its own for each life.  A link
 * record is created when its channel is attached to a file (PPPIOCATTCHAN), or
 * by the first PPPIOCCONNECT, and freed when the driver has unregistered the
 * channel and no PPPIOCCONNECT on it is under way; with probes, which do not
 * see the former, it lasts while it is announced.  A unit lists
 * its links and does not own them; when it goes, they are left without one
 * until their channel is detached.  A link holds a reference on the struct
 * pid of its owner.
 *
 * One lock for all.  pppev_lock is taken in process context only (ioctl,
 * close, work items, netdevice notifier), possibly under rtnl, ppp_mutex or a
 * driver's lock, and nothing that sleeps is done inside.  Taken inside it: a
 * file's queue lock, the waitqueue locks of eventfds and files.  BHs are off so
 * that no softirq prolongs an event.
 */
#ifndef _PPPEV_REGISTRY_H
#define _PPPEV_REGISTRY_H

#include <linux/completion.h>
#include <linux/list.h>
#include <linux/netdevice.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#include "target.h"

struct ppp_channel;
struct pppev_net;

extern spinlock_t pppev_lock;

struct pppev_unit {
	struct pppev_target target;	/* the present connection */
	struct hlist_node by_key;
	const void *key;		/* ppp_generic's object */
	struct pppev_net *pn;
	const struct pppev_net *home;	/* where it has its number; to compare only */
	struct list_head net_node;
	struct list_head links;		/* struct pppev_link.unit_node, by place */
	unsigned int nlinks;
	unsigned int top_place;		/* highest place used in this life */
	u64 since_ns;			/* of CONNECTED */
	u32 state;			/* enum pppev_state */
	u32 kind;			/* of the first link of this life */
	int number;			/* in its home namespace */
	int ifindex;
	char ifname[IFNAMSIZ];
	bool up;			/* between NETDEV_UP and GOING_DOWN */
	bool multilink;			/* SC_MULTILINK is set */
	u8 np_set;			/* network protocols whose mode was set */
	u8 np_pass;			/* those of them at pass */
};

struct pppev_link {
	struct pppev_target target;	/* named while announced */
	struct hlist_node by_pch;
	const void *pch;		/* ppp_generic's object */
	struct pppev_unit *unit;	/* while announced, else NULL */
	struct list_head unit_node;
	unsigned int place;
	u64 since_ns;
	u32 kind;
	int channel;
	/*
	 * Attached in ppp_generic, but its unit is gone: LINK_REMOVED was
	 * sent already and the detach to come is silent.
	 */
	bool orphan;
	bool adopted;			/* announced by a scan, not by a connect */
	bool leaving;			/* its driver unregisters it: as probes saw */
	bool kept;			/* until pppev_unregister_end() */
	unsigned int connects;		/* PPPIOCCONNECTs under way */
	unsigned int undone;		/* of these, detached again before they returned */
	const void *undone_key;		/* unit they were detached from, if known */
	struct pid *owner;		/* thread group that connected it */
	char owner_comm[TASK_COMM_LEN];
};

/* Lives on the stack of a task inside ppp_unregister_channel(). */
struct pppev_tombstone {
	struct hlist_node node;
	const void *pch;
	const struct ppp_channel *chan;	/* its driver's side; to compare only */
	int channel;			/* tells a successor at the same address */
	bool net_dying;
	bool detaching;			/* the function itself has begun */
	struct completion no_connects;	/* none is under way, and none begins */
};

/* When nothing is hooked any more and no file is open. */
void pppev_units_free(void);
void pppev_links_free(void);

/* link.c -> unit.c, under pppev_lock. */
struct pppev_unit *pppev_unit_find(const void *key);
struct pppev_unit *pppev_unit_find_number(const struct pppev_net *home,
					  int number);
void pppev_unit_add_link(struct pppev_unit *unit, struct pppev_link *link);
void pppev_unit_remove_link(struct pppev_link *link, u32 reason);

/*
 * Channel @pch was attached to a file, which keeps it allocated: make its link's
 * record now, so that the connect need not.  Sleeps.
 */
void pppev_link_expect(const void *pch);

/* How many records there are, under pppev_lock. */
u64 pppev_link_records(void);

/*
 * Around PPPIOCCONNECT to unit @number; @pch is kept allocated by the file.
 * Sleeps.  If _begin() gives no link the driver is taking the channel away: it
 * must not be connected, and there is nothing to end.  If _end() is true
 * ppp_generic may have detached the channel for good before: it is to be
 * detached again.
 */
struct pppev_link *pppev_connect_begin(const void *pch);
bool pppev_connect_end(struct pppev_link *link, int number, bool attached);

/*
 * A PPPIOCCONNECT has succeeded that could not be announced beforehand.
 * Sleeps.  True as from _end().
 */
bool pppev_connect_late(const void *pch, int number);

/*
 * The same from a probe: atomic.  Without memory for it the connect counts as
 * missed.
 */
void pppev_connect_seen(const void *pch, int number);
u64 pppev_connects_missed(void);

/*
 * Around ppp_disconnect_channel().  _begin() tells whether it announced the
 * end of the link; if not, and the function returned 0, _end() must follow.
 */
bool pppev_disconnect_begin(const void *pch);
void pppev_disconnect_end(const void *pch);

/* ppp_unregister_channel() is entered, from a probe: atomic. */
void pppev_unregister_seen(const void *pch);

/*
 * Around ppp_unregister_channel().  No connect begins in between, and those
 * under way are waited for, but not for ever: the caller's locks may be what
 * they need.  Sleeps.
 */
void pppev_unregister_begin(struct pppev_tombstone *tomb,
			    const struct ppp_channel *chan);
void pppev_unregister_end(struct pppev_tombstone *tomb);

/*
 * Records for links that a scan finds, allocated beforehand: the scan holds
 * pppev_lock.
 */
struct pppev_link_stock {
	struct hlist_head records;	/* struct pppev_link.by_pch */
	unsigned int missing;		/* so many more would have been needed */
	u64 adopted, revoked;		/* links found attached, detached */
};

/* As many as were missing; sleeps. */
void pppev_link_stock_fill(struct pppev_link_stock *stock);
void pppev_link_stock_free(struct pppev_link_stock *stock);

/*
 * Compare what is known of a channel with what it is attached to.  Under
 * pppev_lock; @pch is listed by ppp_generic, or was under this RCU section.
 */
void pppev_link_check(const void *pch, struct pppev_link_stock *stock);

/* PPPIOCSFLAGS and PPPIOCSNPMODE that succeeded. */
void pppev_unit_flags(const void *key, int flags);
void pppev_unit_npmode(const void *key, int protocol, bool pass);

/* Links are not seen at all: an interface that is up is connected. */
void pppev_units_ignore_links(void);

/* Once, when all that was there before the module is known. */
void pppev_units_assume_demand(void);

/* From the netdevice notifier, under rtnl.  -ENOMEM or 0. */
int pppev_unit_registered(const struct net_device *dev);
void pppev_unit_up(const struct net_device *dev);
void pppev_unit_down(const struct net_device *dev, u32 reason);
void pppev_unit_renamed(const struct net_device *dev);
void pppev_unit_unregistered(const struct net_device *dev, u32 reason);

static inline struct pppev_unit *pppev_unit_of(struct pppev_target *target)
{
	return container_of(target, struct pppev_unit, target);
}

static inline struct pppev_link *pppev_link_of(struct pppev_target *target)
{
	return container_of(target, struct pppev_link, target);
}

/* Connections are multilink by flag or by number of links, see the uAPI. */
static inline bool pppev_is_multilink(const struct pppev_unit *unit,
				      unsigned int links)
{
	return unit->multilink || links > 1;
}

#endif /* _PPPEV_REGISTRY_H */
