/* SPDX-License-Identifier: GPL-2.0 */
/* Why something ended, told from the context the hook runs in. */
#ifndef _PPPEV_REASON_H
#define _PPPEV_REASON_H

#include <linux/types.h>

struct net_device;
struct pppev_link;

/*
 * The channel of @link is being unregistered by its driver; @net_dying: so is
 * the namespace it was registered in.
 */
u32 pppev_reason_unregister(const struct pppev_link *link, bool net_dying);

/* @dev goes down, maybe because it is being deleted. */
u32 pppev_reason_down(const struct net_device *dev);

/* @dev is being deleted. */
u32 pppev_reason_deleted(const struct net_device *dev);

#endif /* _PPPEV_REASON_H */
