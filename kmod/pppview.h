/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What can be read of ppp_generic's private objects without knowing their
 * layout.
 *
 * A channel (struct channel) and a unit (struct ppp) are opaque pointers
 * here.  Both begin with the object that a /dev/ppp file points to, so the
 * pointer found in file->private_data, the one that ppp_channel.ppp holds and
 * netdev_priv() of a ppp device name them alike.
 *
 * The offsets of the few members that are read are found at load time by
 * registering channels whose values are known; see pppview.c.
 */
#ifndef _PPPEV_PPPVIEW_H
#define _PPPEV_PPPVIEW_H

#include <linux/types.h>

struct net;
struct net_device;
struct ppp_channel;

/*
 * Find the offsets.  Sleeps.  0, or a negative error after one line in the
 * kernel log.
 */
int pppview_calibrate(void);

/* Is @obj, the private_data of a /dev/ppp file, a channel or a unit? */
bool pppview_is_channel(const void *obj);
bool pppview_is_unit(const void *obj);

/* Number of a channel or unit.  The caller keeps @obj allocated. */
int pppview_index(const void *obj);

/* Namespace a channel was registered in.  The caller keeps @pch allocated. */
struct net *pppview_net(const void *pch);

/*
 * Driver's side of a channel, NULL once it is unregistered.  May only be
 * dereferenced while ppp_unregister_channel() for it is held off.
 */
struct ppp_channel *pppview_chan(const void *pch);

/*
 * The unit a channel is attached to right now, NULL if none or if it cannot
 * be told yet: the member's place is learnt from the first attachment seen,
 * by pppview_learn_unit().  The result is a name, not a reference.
 */
const void *pppview_unit(const void *pch);

/*
 * Learn where a channel keeps its unit, from one that may be attached:
 * @is_unit tells whether a pointer names a unit.  The caller keeps @pch
 * allocated.
 */
void pppview_learn_unit(const void *pch, bool (*is_unit)(const void *key));

/*
 * Call @visit for every channel registered in @net.  Channels that come
 * meanwhile may be missed.  The caller holds pppev_lock and rcu_read_lock():
 * @visit may look at a channel's driver side if there is no tombstone for it.
 * -EAGAIN if a list changed under the walk: channels were visited, but maybe
 * not all; -EOPNOTSUPP if the lists are not known.
 */
int pppview_walk(const struct net *net, void (*visit)(const void *pch, void *arg),
		 void *arg);

/* Does pppview_unit() know yet where to look? */
bool pppview_unit_is_known(void);

/* Is @dev an interface of ppp_generic, and which unit is behind it? */
bool pppview_is_ppp(const struct net_device *dev);
const void *pppview_dev_unit(const struct net_device *dev);

/*
 * The namespace in which the unit behind @dev has its number: that of who
 * made it, wherever the interface came to life or was moved to.
 */
struct net *pppview_dev_home(const struct net_device *dev);

#endif /* _PPPEV_PPPVIEW_H */
