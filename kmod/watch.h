/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Watches: eventfds signalled from the hook.
 *
 * A watch belongs to an open file and hangs on what it watches: a connection,
 * a link, or everything in a namespace.  It ends with the first of the two
 * that goes.  It holds the eventfd's context, not its number or file.  All
 * under pppev_lock; signalling takes the eventfd's own lock inside it.
 */
#ifndef _PPPEV_WATCH_H
#define _PPPEV_WATCH_H

#include <linux/list.h>
#include <linux/types.h>

struct eventfd_ctx;
struct pppev_file;

struct pppev_watcher {
	struct list_head target_node;	/* in the list of what it watches */
	struct list_head file_node;	/* in pppev_file.watches */
	struct hlist_node ctx_node;
	struct pppev_file *file;
	struct eventfd_ctx *ctx;
	u64 target;			/* id, 0: everything */
	u32 events;			/* PPPEV_MASK_* of PPPEV_MASK_WATCH_ALL */
};

/*
 * Add @events to the watch of (@file, @ctx, @target), or create it from
 * *@fresh, which then becomes NULL and takes over the reference on @ctx.
 * -ENODEV, -ENOENT, -ENOSPC or 0.
 */
int pppev_watch_add(struct pppev_file *file, struct eventfd_ctx *ctx,
		    u64 target, u32 events, struct pppev_watcher **fresh);

/* Take @events away; @target may be PPPEV_TARGET_ANY.  -ENOENT or 0. */
int pppev_watch_remove(struct pppev_file *file, struct eventfd_ctx *ctx,
		       u64 target, u32 events);

/* All watches of @file. */
void pppev_watches_close(struct pppev_file *file);

/*
 * Add 1 to the eventfd of every watch in the list that asks for one of @bits;
 * how many that were.
 */
unsigned int pppev_watches_signal(const struct list_head *watches, u32 bits);

/* What was watched is gone; or: only link events can come any more. */
void pppev_watches_end(struct list_head *watches);
void pppev_watches_keep_link_events(struct list_head *watches);

#endif /* _PPPEV_WATCH_H */
