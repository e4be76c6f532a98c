// SPDX-License-Identifier: GPL-2.0
#include <linux/eventfd.h>
#include <linux/hashtable.h>
#include <linux/lockdep.h>
#include <linux/pppev.h>
#include <linux/slab.h>

#include "chardev.h"
#include "compat.h"
#include "netns.h"
#include "registry.h"
#include "user.h"
#include "watch.h"

#define LINK_EVENTS	(PPPEV_MASK_LINK_ADDED | \
			 PPPEV_MASK_LINK_REMOVED | \
			 PPPEV_MASK_BANDWIDTH_ADDED | \
			 PPPEV_MASK_BANDWIDTH_REMOVED)

/* By eventfd context, under pppev_lock. */
static DEFINE_HASHTABLE(by_ctx, 10);

static void drop(struct pppev_watcher *watch)
{
	lockdep_assert_held(&pppev_lock);

	list_del(&watch->target_node);
	list_del(&watch->file_node);
	hash_del(&watch->ctx_node);
	watch->file->nwatches--;
	watch->file->pn->counters.watches--;
	pppev_user_drop_watch(watch->file->user);
	eventfd_ctx_put(watch->ctx);
	kfree(watch);
}

static bool is(const struct pppev_watcher *watch, const struct pppev_file *file,
	       const struct eventfd_ctx *ctx, u64 target)
{
	return watch->ctx == ctx && watch->file == file &&
	       (target == PPPEV_TARGET_ANY || watch->target == target);
}

static struct pppev_watcher *find(struct pppev_file *file,
				  struct eventfd_ctx *ctx, u64 target)
{
	struct pppev_watcher *watch;

	hash_for_each_possible(by_ctx, watch, ctx_node, (unsigned long)ctx)
		if (is(watch, file, ctx, target))
			return watch;
	return NULL;
}

int pppev_watch_add(struct pppev_file *file, struct eventfd_ctx *ctx,
		    u64 target, u32 events, struct pppev_watcher **fresh)
{
	struct pppev_watcher *watch;
	struct list_head *list;
	int ret;

	lockdep_assert_held(&pppev_lock);

	list = pppev_file_watch_list(file, target);
	if (IS_ERR(list))
		return PTR_ERR(list);
	watch = find(file, ctx, target);
	if (watch) {
		watch->events |= events;
		return 0;
	}
	if (file->nwatches >= READ_ONCE(pppev_max_watches))
		return -ENOSPC;
	ret = pppev_user_add_watch(file->user);
	if (ret)
		return ret;

	watch = *fresh;
	*fresh = NULL;
	watch->file = file;
	watch->ctx = ctx;
	watch->target = target;
	watch->events = events;
	list_add_tail(&watch->target_node, list);
	list_add_tail(&watch->file_node, &file->watches);
	hash_add(by_ctx, &watch->ctx_node, (unsigned long)ctx);
	file->nwatches++;
	file->pn->counters.watches++;
	return 0;
}

static void take_events(struct pppev_watcher *watch, u32 events)
{
	watch->events &= ~events;
	if (!watch->events)
		drop(watch);
}

int pppev_watch_remove(struct pppev_file *file, struct eventfd_ctx *ctx,
		       u64 target, u32 events)
{
	struct pppev_watcher *watch;
	struct hlist_node *next;
	int ret = -ENOENT;

	lockdep_assert_held(&pppev_lock);

	hash_for_each_possible_safe(by_ctx, watch, next, ctx_node,
				    (unsigned long)ctx) {
		if (!is(watch, file, ctx, target))
			continue;
		take_events(watch, events);
		ret = 0;
	}
	return ret;
}

void pppev_watches_close(struct pppev_file *file)
{
	struct pppev_watcher *watch, *next;

	list_for_each_entry_safe(watch, next, &file->watches, file_node)
		drop(watch);
}

unsigned int pppev_watches_signal(const struct list_head *watches, u32 bits)
{
	struct pppev_watcher *watch;
	unsigned int n = 0;

	lockdep_assert_held(&pppev_lock);
	list_for_each_entry(watch, watches, target_node) {
		if (!(watch->events & bits))
			continue;
		pppev_eventfd_signal(watch->ctx);
		n++;
	}
	return n;
}

void pppev_watches_end(struct list_head *watches)
{
	struct pppev_watcher *watch, *next;

	list_for_each_entry_safe(watch, next, watches, target_node)
		drop(watch);
}

void pppev_watches_keep_link_events(struct list_head *watches)
{
	struct pppev_watcher *watch, *next;

	list_for_each_entry_safe(watch, next, watches, target_node)
		take_events(watch, ~LINK_EVENTS);
}
