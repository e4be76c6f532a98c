// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/hashtable.h>
#include <linux/lockdep.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>

#include "registry.h"
#include "user.h"

static unsigned int max_user_files = 4096;
module_param(max_user_files, uint, 0644);
MODULE_PARM_DESC(max_user_files,
		 "Files of /dev/pppev a user may have open (default 4096)");

/*
 * Matching watches are signalled under one lock: this bounds the time that an
 * event takes.
 */
static unsigned int max_user_watches = 32768;
module_param(max_user_watches, uint, 0644);
MODULE_PARM_DESC(max_user_watches,
		 "Watches a user may hold in all its files (default 32768)");

/* Under pppev_lock. */
static DEFINE_HASHTABLE(users, 6);

static struct pppev_user *find(kuid_t uid)
{
	struct pppev_user *user;

	hash_for_each_possible(users, user, node, __kuid_val(uid))
		if (uid_eq(user->uid, uid))
			return user;
	return NULL;
}

struct pppev_user *pppev_user_open(struct pppev_user **fresh)
{
	struct pppev_user *user;

	lockdep_assert_held(&pppev_lock);

	user = find(current_euid());
	if (user && user->files >= READ_ONCE(max_user_files))
		return ERR_PTR(-EMFILE);
	if (!user) {
		if (!READ_ONCE(max_user_files))
			return ERR_PTR(-EMFILE);
		user = *fresh;
		*fresh = NULL;
		user->uid = current_euid();
		hash_add(users, &user->node, __kuid_val(user->uid));
	}
	user->files++;
	return user;
}

void pppev_user_close(struct pppev_user *user)
{
	lockdep_assert_held(&pppev_lock);

	if (--user->files)
		return;
	hash_del(&user->node);
	kfree(user);
}

int pppev_user_add_watch(struct pppev_user *user)
{
	lockdep_assert_held(&pppev_lock);

	if (user->watches >= READ_ONCE(max_user_watches))
		return -ENOSPC;
	user->watches++;
	return 0;
}

void pppev_user_drop_watch(struct pppev_user *user)
{
	lockdep_assert_held(&pppev_lock);
	user->watches--;
}
