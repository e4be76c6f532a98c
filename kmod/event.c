// SPDX-License-Identifier: GPL-2.0
#include <linux/lockdep.h>
#include <linux/pppev.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/timekeeping.h>

#include "chardev.h"
#include "compat.h"
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
	/* Of the same size, and padded. */
	memcpy(ev->ifname, unit->ifname, sizeof(ev->ifname));
}

static void describe_no_link(struct pppev_event *ev)
{
	ev->link_id = 0;
	ev->channel = -1;
	ev->subentry = 0;
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
static u32 watch_bits(u32 type, u32 flags)
{
	u32 bits = PPPEV_MASK(type);

	if (!(flags & PPPEV_FLAG_MULTILINK))
		return bits;
	if (type == PPPEV_EVENT_LINK_ADDED)
		bits |= PPPEV_MASK_BANDWIDTH_ADDED;
	if (type == PPPEV_EVENT_LINK_REMOVED)
		bits |= PPPEV_MASK_BANDWIDTH_REMOVED;
	return bits;
}

static unsigned int signal(struct pppev_net *pn, u32 type, u32 flags,
			   struct pppev_unit *unit, struct pppev_link *link)
{
	unsigned int n;
	u32 bits;

	/* None on its connections and links either. */
	if (!pn->counters.watches)
		return 0;
	bits = watch_bits(type, flags);
	n = pppev_watches_signal(&pn->watches, bits);
	if (unit)
		n += pppev_watches_signal(&unit->target.watches, bits);
	if (link && type == PPPEV_EVENT_LINK_REMOVED)
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

	BUILD_BUG_ON(sizeof(ev->comm) != TASK_COMM_LEN);
	pppev_copy_comm(ev->comm);
	trace_pppev_event(ev);
	pppev_files_queue(pn, ev);
	signals = signal(pn, ev->type, ev->flags, unit, link);
	pppev_files_wake(pn, ev);
	trace_pppev_deliver(ev->seq, signals);
}

/* The event happens: it gets its number.  Returns its time. */
static u64 number(struct pppev_net *pn, u32 type)
{
	lockdep_assert_held(&pppev_lock);
	pn->seq++;
	pn->counters.events[type]++;
	return ktime_get_ns();
}

/* Will anybody see the record?  If not it need not be written. */
static bool is_recorded(const struct pppev_net *pn)
{
	return !list_empty(&pn->readers) || trace_pppev_event_enabled() ||
	       trace_pppev_deliver_enabled();
}

/*
 * Writes each member by itself, and user space sees them all: clearing the whole
 * record first took longer than that, in the caller's ioctl.
 */
static noinline void record(struct pppev_unit *unit, struct pppev_link *link,
			    u32 type, u32 reason, u32 flags, u64 now)
{
	struct pppev_event ev;

	ev.seq = unit->pn->seq;
	ev.time_ns = now;
	ev.lost = 0;
	ev.type = type;
	ev.reason = reason;
	ev.flags = flags;
	ev.pid = 0;
	memset(ev.reserved, 0, sizeof(ev.reserved));
	describe_unit(&ev, unit);
	if (link)
		describe_link(&ev, link);
	else
		describe_no_link(&ev);
	deliver(unit->pn, &ev, unit, link);
}

u64 pppev_emit(struct pppev_unit *unit, struct pppev_link *link, u32 type,
	       u32 reason)
{
	u64 now = number(unit->pn, type);
	u32 flags = 0;

	if (pppev_is_multilink(unit, links_around(unit, type)))
		flags |= PPPEV_FLAG_MULTILINK;
	if (is_recorded(unit->pn))
		record(unit, link, type, reason, flags, now);
	else
		signal(unit->pn, type, flags, unit, link);
	return now;
}

void pppev_emit_stray(struct pppev_net *pn, struct pppev_link *link,
		      int unit, u32 type, u32 reason)
{
	u64 now = number(pn, type);
	struct pppev_event ev = {
		.seq = pn->seq,
		.time_ns = now,
		.type = type,
		.reason = reason,
		.unit = unit,
		.links = type == PPPEV_EVENT_LINK_ADDED,
	};

	describe_link(&ev, link);
	ev.subentry = 1;
	pn->counters.stray += ev.links;
	deliver(pn, &ev, NULL, link);
}

void pppev_emit_resync(struct pppev_net *pn)
{
	u64 now = number(pn, PPPEV_EVENT_RESYNC);
	struct pppev_event ev = {
		.seq = pn->seq,
		.time_ns = now,
		.type = PPPEV_EVENT_RESYNC,
		.unit = -1,
		.channel = -1,
	};

	deliver(pn, &ev, NULL, NULL);
}
