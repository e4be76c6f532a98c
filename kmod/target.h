/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What has an id and can be watched: a connection or a link.
 *
 * Embedded as the first member of its owner, which outlives it.  All under
 * pppev_lock.
 */
#ifndef _PPPEV_TARGET_H
#define _PPPEV_TARGET_H

#include <linux/list.h>
#include <linux/types.h>

struct pppev_target {
	struct hlist_node node;		/* in the table of ids while it has one */
	u64 id;				/* 0: nameless, not in the table */
	bool is_link;
	struct list_head watches;	/* struct pppev_watcher.target_node */
};

void pppev_target_init(struct pppev_target *target, bool is_link);

/* Give @target a new id, dropping the old one. */
void pppev_target_name(struct pppev_target *target);

/* Take the id away from the table; @target->id stays readable. */
void pppev_target_hide(struct pppev_target *target);

/* NULL if nobody has @id. */
struct pppev_target *pppev_target_find(u64 id);

/* An id that names nobody, for what was over before it could be named. */
u64 pppev_target_new_id(void);

#endif /* _PPPEV_TARGET_H */
