/* SPDX-License-Identifier: GPL-2.0 */
/* What happens to the interfaces of ppp_generic. */
#ifndef _PPPEV_NETDEV_H
#define _PPPEV_NETDEV_H

struct net_device;

/*
 * Its flags have changed, and neither notifiers nor user space were told.  It
 * may be any interface.  Under RTNL if it is one of ppp_generic.
 */
void pppev_netdev_flags(const struct net_device *dev, unsigned int old_flags);

int pppev_netdev_init(void);
void pppev_netdev_exit(void);

#endif /* _PPPEV_NETDEV_H */
