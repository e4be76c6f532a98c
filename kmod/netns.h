/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The module's part of a network namespace: who listens there, what lives
 * there.  Everything under pppev_lock.
 *
 * An open file does not hold a reference on its namespace; it is cut off
 * when the namespace goes (pppev_file.pn becomes NULL).
 */
#ifndef _PPPEV_NETNS_H
#define _PPPEV_NETNS_H

#include <linux/list.h>
#include <linux/pppev.h>
#include <linux/types.h>

struct net;

/* For PPPEV_IOC_STATS. */
struct pppev_counters {
	u64 events[PPPEV_EVENT_RESYNC + 1];	/* by type */
	u64 stray;
	u64 signals;
	u64 lost;
	u64 units, links, files, watches;
	u64 queued_max;			/* records all queues have room for */
};

struct pppev_net {
	u64 seq;			/* of the newest event */
	struct pppev_counters counters;
	struct list_head units;		/* struct pppev_unit.net_node, oldest connection first */
	struct list_head files;		/* struct pppev_file.net_node */
	struct list_head readers;	/* pppev_file.reader_node: those with a queue */
	struct list_head watches;	/* watches of everything here */
};

int pppev_netns_init(void);
void pppev_netns_exit(void);

/* Call @fn for all of them, under pppev_lock. */
void pppev_netns_each(void (*fn)(struct pppev_net *pn));

/* @net is alive or being dismantled, its devices not all gone yet. */
struct pppev_net *pppev_netns_of(const struct net *net);

#endif /* _PPPEV_NETNS_H */
