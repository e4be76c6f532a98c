/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What one user may hold: open files and watches, whatever the number of
 * processes.  (The kernel's own ucounts are not exported to modules.)
 *
 * A user exists while it has a file open; each file holds a reference.  All
 * under pppev_lock.
 */
#ifndef _PPPEV_USER_H
#define _PPPEV_USER_H

#include <linux/list.h>
#include <linux/types.h>
#include <linux/uidgid.h>

struct pppev_user {
	struct hlist_node node;
	kuid_t uid;
	unsigned int files;
	unsigned int watches;
};

/*
 * Count a file for the caller's user, which is created from *@fresh if it is
 * new; *@fresh becomes NULL then.  -EMFILE if it has enough.
 */
struct pppev_user *pppev_user_open(struct pppev_user **fresh);
void pppev_user_close(struct pppev_user *user);

/* Count one watch more: -ENOSPC or 0; or less. */
int pppev_user_add_watch(struct pppev_user *user);
void pppev_user_drop_watch(struct pppev_user *user);

#endif /* _PPPEV_USER_H */
