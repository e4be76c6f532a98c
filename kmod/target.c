// SPDX-License-Identifier: GPL-2.0
#include <linux/hashtable.h>
#include <linux/lockdep.h>

#include "registry.h"
#include "target.h"

/* Both under pppev_lock. */
static DEFINE_HASHTABLE(by_id, 12);
static u64 last_id;

void pppev_target_init(struct pppev_target *target, bool is_link)
{
	INIT_HLIST_NODE(&target->node);
	INIT_LIST_HEAD(&target->watches);
	target->is_link = is_link;
	target->id = 0;
}

u64 pppev_target_new_id(void)
{
	lockdep_assert_held(&pppev_lock);
	return ++last_id;
}

void pppev_target_name(struct pppev_target *target)
{
	lockdep_assert_held(&pppev_lock);
	hash_del(&target->node);
	target->id = pppev_target_new_id();
	hash_add(by_id, &target->node, target->id);
}

void pppev_target_hide(struct pppev_target *target)
{
	lockdep_assert_held(&pppev_lock);
	hash_del(&target->node);
}

struct pppev_target *pppev_target_find(u64 id)
{
	struct pppev_target *target;

	lockdep_assert_held(&pppev_lock);
	hash_for_each_possible(by_id, target, node, id)
		if (target->id == id)
			return target;
	return NULL;
}
