// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <stdlib.h>
#include <sys/queue.h>

#include "backend/backend.h"
#include "backend/watches.h"
#include "win32/eventfd.h"

struct watch {
	LIST_ENTRY(watch) list;
	int eventfd;
	uint32_t flags;
	uint64_t target;
};

static LIST_HEAD(, watch) watches;

static void drop(struct watch *watch)
{
	LIST_REMOVE(watch, list);
	free(watch);
}

int rasx_watches_add(int eventfd, uint32_t flags, uint64_t target)
{
	struct watch *watch;

	LIST_FOREACH(watch, &watches, list) {
		if (watch->eventfd == eventfd && watch->target == target) {
			watch->flags |= flags;
			return 0;
		}
	}
	watch = malloc(sizeof(*watch));
	if (!watch)
		return -ENOMEM;
	*watch = (struct watch){
		.eventfd = eventfd,
		.flags = flags,
		.target = target,
	};
	LIST_INSERT_HEAD(&watches, watch, list);
	return 0;
}

void rasx_watches_drop_eventfd(int eventfd)
{
	struct watch *watch = LIST_FIRST(&watches), *next;

	for (; watch; watch = next) {
		next = LIST_NEXT(watch, list);
		if (watch->eventfd == eventfd)
			drop(watch);
	}
}

void rasx_watches_drop_target(uint64_t target)
{
	struct watch *watch = LIST_FIRST(&watches), *next;

	for (; watch; watch = next) {
		next = LIST_NEXT(watch, list);
		if (watch->target == target)
			drop(watch);
	}
}

void rasx_watches_drop_all(void)
{
	while (!LIST_EMPTY(&watches))
		drop(LIST_FIRST(&watches));
}

void rasx_watches_signal(uint32_t flag, uint64_t id)
{
	const struct watch *watch;

	LIST_FOREACH(watch, &watches, list)
		if ((watch->flags & flag) &&
		    (watch->target == RASX_ALL || watch->target == id))
			rasx_eventfd_add(watch->eventfd, 1);
}

void rasx_watches_signal_lost(void)
{
	const struct watch *watch;

	LIST_FOREACH(watch, &watches, list)
		if (watch->target == RASX_ALL)
			rasx_eventfd_add(watch->eventfd, 1);
}
