// SPDX-License-Identifier: GPL-2.0
/*
 * What 'pppev wait' waits for.  Of "any" it is counted how many are up.  Of
 * an interface or an id it is known which one is up: that it goes is seen even
 * if another one takes its place at once, and by its id, so that it may have
 * got another name.
 */
#include "pppev.h"

static bool named(const struct condition *cond)
{
	return cond->who.kind != WHO_ANY;
}

static bool by_id(const struct condition *cond)
{
	return cond->who.kind == WHO_ID;
}

/* A link is up while it is there. */
static bool is_up(const struct condition *cond, const struct pppev_entry *entry)
{
	if (entry->type == PPPEV_ENTRY_LINK)
		return by_id(cond) && entry->id == cond->who.id;
	return entry->state == PPPEV_STATE_CONNECTED &&
	       who_matches(&cond->who, entry->id, 0, entry->ifname);
}

static enum verdict judge(const struct condition *cond)
{
	return cond->want_up == (cond->count > 0) ? HAPPENED : PENDING;
}

/*
 * After records were lost the one that was up may be gone, and another one in
 * its place: then it went down in between.
 */
enum verdict condition_state(struct condition *cond,
			     const struct snapshot *snap,
			     const struct pppev_entry **up)
{
	uint64_t before = cond->current;

	cond->seq = snap->seq;
	cond->count = 0;
	cond->current = 0;
	*up = NULL;
	for (size_t i = 0; i < snap->count; i++) {
		if (!is_up(cond, &snap->entries[i]))
			continue;
		if (!*up)
			*up = &snap->entries[i];
		cond->count++;
		cond->current = snap->entries[i].id;
	}
	if (!cond->want_up && named(cond) && before && cond->current != before)
		return HAPPENED;
	return judge(cond);
}

static enum verdict came_up(struct condition *cond,
			    const struct pppev_event *ev)
{
	if (!who_matches(&cond->who, ev->conn_id, 0, ev->ifname))
		return PENDING;
	cond->count = named(cond) ? 1 : cond->count + 1;
	cond->current = ev->conn_id;
	return judge(cond);
}

static enum verdict went_down(struct condition *cond, uint64_t id)
{
	if (!cond->count || (named(cond) && id != cond->current))
		return PENDING;
	cond->count--;
	return judge(cond);
}

/* That was never connected, and lost its last link. */
static bool is_over(const struct condition *cond, const struct pppev_event *ev)
{
	return cond->want_up && ev->conn_id == cond->who.id && !ev->links;
}

/*
 * Records that the snapshot includes would be counted twice.  Of one that is
 * named they tell what happened while it was waited for, and cannot mislead:
 * ids are never used twice.
 */
enum verdict condition_event(struct condition *cond,
			     const struct pppev_event *ev)
{
	if (!named(cond) && !cond->want_up && ev->seq <= cond->seq)
		return PENDING;
	switch (ev->type) {
	case PPPEV_EVENT_CONNECTED:
		return came_up(cond, ev);
	case PPPEV_EVENT_DISCONNECTED:
		return went_down(cond, ev->conn_id);
	case PPPEV_EVENT_LINK_REMOVED:
		if (!by_id(cond))
			return PENDING;
		if (is_over(cond, ev))
			return OVER;
		return went_down(cond, ev->link_id);
	case PPPEV_EVENT_LOST:
	case PPPEV_EVENT_RESYNC:
		return UNSURE;
	default:
		return PENDING;
	}
}
