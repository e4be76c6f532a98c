// SPDX-License-Identifier: GPL-2.0
#include <linux/lockdep.h>
#include <linux/mm.h>
#include <linux/pppev.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "chardev.h"
#include "netns.h"
#include "registry.h"
#include "snapshot.h"

/*
 * Entries are collected under pppev_lock into memory that was allocated
 * before; what does not fit is counted only.
 */
struct collection {
	struct pppev_entry *entries;
	u32 capacity;
	u32 count;
};

static struct pppev_entry *next(struct collection *to)
{
	u32 i = to->count++;

	return i < to->capacity ? &to->entries[i] : NULL;
}

static void describe(struct pppev_entry *entry, const struct pppev_unit *unit)
{
	entry->conn_id = unit->target.id;
	entry->state = unit->state;
	if (pppev_is_multilink(unit, unit->nlinks))
		entry->flags = PPPEV_FLAG_MULTILINK;
	entry->ifindex = unit->ifindex;
	entry->unit = unit->number;
	entry->links = unit->nlinks;
	strscpy(entry->ifname, unit->ifname, sizeof(entry->ifname));
}

static void collect_connection(struct collection *to,
			       const struct pppev_unit *unit)
{
	struct pppev_entry *entry = next(to);

	if (!entry)
		return;
	describe(entry, unit);
	entry->type = PPPEV_ENTRY_CONNECTION;
	entry->id = unit->target.id;
	entry->since_ns = unit->since_ns;
	entry->kind = unit->kind;
	entry->channel = -1;
	entry->subentry = unit->top_place;
}

static void collect_link(struct collection *to, const struct pppev_link *link)
{
	struct pppev_entry *entry = next(to);

	if (!entry)
		return;
	describe(entry, link->unit);
	entry->type = PPPEV_ENTRY_LINK;
	entry->id = link->target.id;
	entry->since_ns = link->since_ns;
	entry->kind = link->kind;
	entry->channel = link->channel;
	entry->subentry = link->place;
}

static void collect_unit(struct collection *to, const struct pppev_unit *unit)
{
	const struct pppev_link *link;

	if (unit->state == PPPEV_STATE_ENDED && !unit->nlinks)
		return;
	collect_connection(to, unit);
	list_for_each_entry(link, &unit->links, unit_node)
		collect_link(to, link);
}

static int collect(struct collection *to, struct pppev_file *file, u64 id)
{
	const struct pppev_unit *unit;
	struct pppev_target *target;

	lockdep_assert_held(&pppev_lock);

	if (!file->pn)
		return -ENODEV;
	to->count = 0;
	if (!id) {
		list_for_each_entry(unit, &file->pn->units, net_node)
			collect_unit(to, unit);
		return 0;
	}
	target = pppev_file_find(file, id);
	if (!target)
		return -ENOENT;
	if (target->is_link)
		collect_link(to, pppev_link_of(target));
	else
		collect_unit(to, pppev_unit_of(target));
	return 0;
}

static int collect_once(struct collection *to, struct pppev_file *file,
			struct pppev_snapshot *arg)
{
	int ret;

	spin_lock_bh(&pppev_lock);
	ret = collect(to, file, arg->target);
	if (!ret) {
		arg->seq = file->pn->seq;
		arg->count = to->count;
	}
	spin_unlock_bh(&pppev_lock);
	if (ret)
		return ret;
	return arg->count > arg->capacity ? -ENOSPC : 0;
}

static int resize(struct collection *to, u32 capacity)
{
	kvfree(to->entries);
	to->capacity = 0;
	to->entries = kvcalloc(capacity, sizeof(*to->entries),
			       GFP_KERNEL_ACCOUNT);
	if (!to->entries)
		return -ENOMEM;
	to->capacity = capacity;
	return 0;
}

int pppev_snapshot(struct pppev_file *file, struct pppev_snapshot *arg)
{
	struct collection to = {};
	int ret;

	/* More may come while memory is fetched for those that were there. */
	do {
		ret = collect_once(&to, file, arg);
		if (ret || to.count <= to.capacity)
			break;
		ret = resize(&to, min(arg->capacity, to.count + 64));
	} while (!ret);
	if (!ret && copy_to_user(u64_to_user_ptr(arg->entries), to.entries,
				 arg->count * sizeof(*to.entries)))
		ret = -EFAULT;
	kvfree(to.entries);
	return ret;
}
