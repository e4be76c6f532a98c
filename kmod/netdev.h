/* SPDX-License-Identifier: GPL-2.0 */
/* What happens to the interfaces of ppp_generic. */
#ifndef _PPPEV_NETDEV_H
#define _PPPEV_NETDEV_H

int pppev_netdev_init(void);
void pppev_netdev_exit(void);

#endif /* _PPPEV_NETDEV_H */
