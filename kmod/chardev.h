/* SPDX-License-Identifier: GPL-2.0 */
/* /dev/pppev: what belongs to an open file. */
#ifndef _PPPEV_CHARDEV_H
#define _PPPEV_CHARDEV_H

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/types.h>

#include "queue.h"

struct list_head;
struct pid_namespace;
struct pppev_event;
struct pppev_net;
struct pppev_target;
struct pppev_user;

/*
 * Freed by release(), when no event can find it any more.  Under pppev_lock
 * where nothing else is said.
 */
struct pppev_file {
	struct pppev_net *pn;		/* NULL once the namespace is gone */
	struct list_head net_node;	/* in pn->files while pn is set */
	struct list_head reader_node;	/* in pn->readers, if there is a queue */
	struct list_head watches;	/* struct pppev_watcher.file_node */
	unsigned int nwatches;
	u32 events;			/* filter: PPPEV_MASK_* */
	u64 target;			/* filter: id, 0: everything */
	struct pid_namespace *pid_ns;	/* of the opener; constant, owned */
	struct pppev_user *user;	/* the opener; constant, referenced */
	struct mutex read_lock;		/* one reader at a time; outermost */
	struct pppev_queue queue;	/* has its own lock */
};

extern unsigned int pppev_max_watches;

int pppev_chardev_init(void);
void pppev_chardev_exit(void);

/* From event.c, under pppev_lock. */
void pppev_files_queue(struct pppev_net *pn, struct pppev_event *ev);
void pppev_files_wake(struct pppev_net *pn, const struct pppev_event *ev);

/* From netns.c, under pppev_lock: the namespace goes, its files stay. */
void pppev_files_cut_off(struct pppev_net *pn);

/*
 * The list a watch of @target hangs in, as seen by @file; under pppev_lock.
 * -ENODEV or -ENOENT.
 */
struct list_head *pppev_file_watch_list(struct pppev_file *file, u64 target);

/*
 * What @file sees under the id @target, under pppev_lock: NULL if nothing or
 * if it belongs to another namespace.
 */
struct pppev_target *pppev_file_find(struct pppev_file *file, u64 target);

#endif /* _PPPEV_CHARDEV_H */
