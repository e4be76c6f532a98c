/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Questions to rtnetlink.  A socket belongs to the network namespace that the
 * thread was in that opened it.
 */
#ifndef RASX_RTNL_H
#define RASX_RTNL_H

#include <libmnl/libmnl.h>

/* A socket that belongs to these multicast groups (RTMGRP_*), or NULL. */
struct mnl_socket *rasx_rtnl_open(unsigned int groups);

/*
 * Asks for all objects of one type (RTM_GETLINK, RTM_GETADDR) and calls back
 * with the message of each, until it returns MNL_CB_ERROR.  0 or -errno;
 * -EINTR: they changed meanwhile, and something may have been passed over; ask
 * again, but not for ever: where there are many, they may always change.
 */
#define RASX_RTNL_TRIES	4


int rasx_rtnl_list(unsigned int type, unsigned int family, mnl_cb_t tell,
		   void *data);

/* As all that end so: on a socket that the caller has, which is in no group. */
int rasx_rtnl_list_on(struct mnl_socket *nl, unsigned int type,
		      unsigned int family, mnl_cb_t tell, void *data);

/* Asks for one link, by its index.  0 or -errno: -ENODEV. */
int rasx_rtnl_link(int ifindex, mnl_cb_t tell, void *data);
int rasx_rtnl_link_on(struct mnl_socket *nl, int ifindex, mnl_cb_t tell,
		      void *data);

#endif /* RASX_RTNL_H */
