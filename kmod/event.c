// SPDX-License-Identifier: GPL-2.0
#include <linux/lockdep.h>
#include <linux/pppev.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/timekeeping.h>

#include "chardev.h"
#include "event.h"
#include "netns.h"
#include "registry.h"
#include "watch.h"

#define CREATE_TRACE_POINTS
#include "trace.h"

static void describe_unit(struct pppev_event *ev,
			  const struct pppev_unit *unit)
{
	ev->conn_id = unit->target.id;
	ev->kind = unit->kind;
	ev->ifindex = unit->ifindex;
	ev->unit = unit->number;
	ev->links = unit->nlinks;
	strscpy(ev->ifname, unit->ifname, sizeof(ev->ifname));
}

static void describe_link(struct pppev_event *ev,
			  const struct pppev_link *link)
{
	ev->link_id = link->target.id;
	ev->kind = link->kind;
	ev->channel = link->channel;
	ev->subentry = link->place;
}

/* Most links the connection had around the event. */
static unsigned int links_around(const struct pppev_unit *unit, u32 type)
{
	return unit->nlinks + (type == PPPEV_EVENT_LINK_REMOVED);
}

/* Bits of a watch that the event answers to. */
static u32 watch_bits(const struct pppev_event *ev)
{
	u32 bits = PPPEV_MASK(ev->type);

	if (!(ev->flags & PPPEV_FLAG_MULTILINK))
		return bits;
	if (ev->type == PPPEV_EVENT_LINK_ADDED)
		bits |= PPPEV_MASK_BANDWIDTH_ADDED;
	if (ev->type == PPPEV_EVENT_LINK_REMOVED)
		bits |= PPPEV_MASK_BANDWIDTH_REMOVED;
	return bits;
}

static unsigned int signal(struct pppev_net *pn,
			   const struct pppev_event *ev,
			   struct pppev_unit *unit, struct pppev_link *link)
{
	u32 bits = watch_bits(ev);
	unsigned int n;

	n = pppev_watches_signal(&pn->watches, bits);
	if (unit)
		n += pppev_watches_signal(&unit->target.watches, bits);
	if (link && ev->type == PPPEV_EVENT_LINK_REMOVED)
		n += pppev_watches_signal(&link->target.watches,
					  PPPEV_MASK_LINK_REMOVED |
					  PPPEV_MASK_DISCONNECTED);
	pn->counters.signals += n;
	return n;
}

/*
 * Queue everywhere before anybody is woken: who is woken by an eventfd finds
 * the record in its file.  Watches come before sleeping readers because they
 * are the ones that were promised to be quick.
 */
static void deliver(struct pppev_net *pn, struct pppev_event *ev,
		    struct pppev_unit *unit, struct pppev_link *link)
{
	unsigned int signals;

	lockdep_assert_held(&pppev_lock);

	ev->seq = ++pn->seq;
	ev->time_ns = ktime_get_ns();
	strscpy(ev->comm, current->comm, sizeof(ev->comm));
	pn->counters.events[ev->type]++;
	trace_pppev_event(ev);
	pppev_files_queue(pn, ev);
	signals = signal(pn, ev, unit, link);
	pppev_files_wake(pn, ev);
	trace_pppev_deliver(ev->seq, signals);
}

u64 pppev_emit(struct pppev_unit *unit, struct pppev_link *link, u32 type,
	       u32 reason)
{
	struct pppev_event ev = {
		.type = type,
		.reason = reason,
		.channel = -1,
	};

	describe_unit(&ev, unit);
	if (link)
		describe_link(&ev, link);
	if (pppev_is_multilink(unit, links_around(unit, type)))
		ev.flags |= PPPEV_FLAG_MULTILINK;
	deliver(unit->pn, &ev, unit, link);
	return ev.time_ns;
}

void pppev_emit_stray(struct pppev_net *pn, struct pppev_link *link,
		      int number, u32 type, u32 reason)
{
	struct pppev_event ev = {
		.type = type,
		.reason = reason,
		.unit = number,
		.links = type == PPPEV_EVENT_LINK_ADDED,
	};

	describe_link(&ev, link);
	ev.subentry = 1;
	pn->counters.stray += ev.links;
	deliver(pn, &ev, NULL, link);
}

void pppev_emit_resync(struct pppev_net *pn)
{
	struct pppev_event ev = {
		.type = PPPEV_EVENT_RESYNC,
		.unit = -1,
		.channel = -1,
	};

	deliver(pn, &ev, NULL, NULL);
}
