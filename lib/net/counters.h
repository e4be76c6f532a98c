/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_COUNTERS_H
#define RASX_COUNTERS_H

#include <linux/if_link.h>

/* The counters of an interface.  0 or -errno: -ENODEV. */
int rasx_counters_of(int ifindex, struct rtnl_link_stats64 *counters);

#endif /* RASX_COUNTERS_H */
