// SPDX-License-Identifier: GPL-2.0
/*
 * Links: which channel is attached, told from the calls around it.
 *
 * ppp_generic serialises attaching and detaching by itself; what is seen here
 * are the moments before and after its calls, in any order:
 *
 *  - PPPIOCCONNECT returned 0, and before its task gets to pppev_connect_end()
 *    another one detaches the channel again.  The detaching task finds
 *    nothing announced, but a connect under way, and counts it as undone; the
 *    next pppev_connect_end() announces and revokes one link for it.
 *  - The same, and pppev_connect_end() gets in after pppev_disconnect_begin():
 *    the link is announced then and pppev_disconnect_end() revokes it.
 *  - The unit goes while the channel is attached: pppev_unit_unregistered()
 *    revokes the link and leaves an orphan; its detach is silent.
 *
 * So each successful connect gives exactly one LINK_ADDED, and each of these
 * exactly one LINK_REMOVED.  Channels attached before the hooks were armed are
 * found by a scan (scan.c).
 *
 * The driver's side of a channel (struct ppp_channel) may be freed as soon as
 * ppp_unregister_channel() returns.  It is looked at under pppev_lock only,
 * and only if there is no tombstone for the channel: the unregistering task
 * must take the lock to set one before it does anything else.  Probes set no
 * tombstones; with them the look survives memory that is gone.
 */
#include <linux/completion.h>
#include <linux/hashtable.h>
#include <linux/jiffies.h>
#include <linux/lockdep.h>
#include <linux/pid.h>
#include <linux/ppp_channel.h>
#include <linux/pppev.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <net/net_namespace.h>

#include "event.h"
#include "kind.h"
#include "netns.h"
#include "pppview.h"
#include "reason.h"
#include "registry.h"
#include "trace.h"

/*
 * How long an unregister waits for connects under way.  They queue for
 * ppp_generic's mutex, maybe behind dozens that detach, which takes each of
 * them a grace period.
 */
#define CONNECTS_TIMEOUT	HZ

/* All under pppev_lock. */
static DEFINE_HASHTABLE(by_pch, 12);
static u64 nrecords;
static DEFINE_HASHTABLE(tombs, 6);
static unsigned int ntombs;

/* Looks at the channel only if somebody wants to know. */
static void trace_channel(const char *hook, const void *pch, int value)
{
	if (trace_pppev_hook_enabled())
		trace_pppev_hook(hook, pppview_index(pch), value);
}

static struct pppev_link *find(const void *pch)
{
	struct pppev_link *link;

	lockdep_assert_held(&pppev_lock);
	hash_for_each_possible(by_pch, link, by_pch, (unsigned long)pch)
		if (link->pch == pch)
			return link;
	return NULL;
}

u64 pppev_link_records(void)
{
	lockdep_assert_held(&pppev_lock);
	return nrecords;
}

static const struct pppev_tombstone *tomb_of(const void *pch)
{
	const struct pppev_tombstone *tomb;

	lockdep_assert_held(&pppev_lock);
	hash_for_each_possible(tombs, tomb, node, (unsigned long)pch)
		if (tomb->pch == pch)
			return tomb;
	return NULL;
}

static const struct pppev_tombstone *search_own_tomb(const void *pch)
{
	const struct ppp_channel *chan = pppview_chan(pch);
	const struct pppev_tombstone *tomb;

	hash_for_each_possible(tombs, tomb, node, (unsigned long)pch)
		if (tomb->pch == pch && tomb->chan == chan)
			return tomb;
	return NULL;
}

/*
 * The tombstone of a channel that the caller keeps allocated.  Another one at
 * its address may be that of a predecessor whose memory it has inherited; but
 * not its driver's side, which outlives the tombstone.
 */
static inline const struct pppev_tombstone *own_tomb_of(const void *pch)
{
	lockdep_assert_held(&pppev_lock);
	return ntombs ? search_own_tomb(pch) : NULL;
}

/*
 * Driver's side of a channel if it may be dereferenced.  The caller keeps @pch
 * allocated.
 */
static struct ppp_channel *chan_of(const void *pch)
{
	return own_tomb_of(pch) ? NULL : pppview_chan(pch);
}

/* What a record says of its channel; for one that is not announced. */
static void describe(struct pppev_link *link)
{
	struct ppp_channel *chan = chan_of(link->pch);

	link->channel = pppview_index(link->pch);
	link->kind = chan ? pppev_kind_of(chan) : PPPEV_KIND_UNKNOWN;
}

static void add(struct pppev_link *link, const void *pch)
{
	pppev_target_init(&link->target, true);
	link->pch = pch;
	describe(link);
	hash_add(by_pch, &link->by_pch, (unsigned long)pch);
	nrecords++;
}

static void put(struct pppev_link *link)
{
	if (link->connects)
		return;
	/* Detached behind a connect that failed: not one of ours. */
	link->undone = 0;
	link->undone_key = NULL;
	if (link->unit || link->orphan || link->kept)
		return;
	hash_del(&link->by_pch);
	nrecords--;
	put_pid(link->owner);
	kfree(link);
}

static u32 detach_reason(const struct pppev_link *link)
{
	const struct pppev_tombstone *tomb = tomb_of(link->pch);

	if (link->leaving)
		return pppev_reason_unregister(link,
					       !check_net(pppview_net(link->pch)));
	return tomb ? pppev_reason_unregister(link, tomb->net_dying) :
		      PPPEV_REASON_DETACHED;
}

/* Take back what was announced of @link; false if nothing was. */
static bool revoke(struct pppev_link *link)
{
	if (link->orphan) {
		link->orphan = false;
		return true;
	}
	if (!link->unit)
		return false;
	pppev_unit_remove_link(link, detach_reason(link));
	return true;
}

static void own(struct pppev_link *link)
{
	struct pid *owner = task_tgid(current);

	if (link->owner != owner) {
		put_pid(link->owner);
		link->owner = get_pid(owner);
	}
	/* Compared as a string. */
	memcpy(link->owner_comm, current->comm, sizeof(link->owner_comm));
}

static struct pppev_net *home_of(const struct pppev_link *link)
{
	return pppev_netns_of(pppview_net(link->pch));
}

/* Its unit's interface is already unregistered: announce and revoke at once. */
static void announce_stray(struct pppev_link *link, int number)
{
	struct pppev_net *pn = home_of(link);

	link->target.id = pppev_target_new_id();
	pppev_emit_stray(pn, link, number, PPPEV_EVENT_LINK_ADDED,
			 PPPEV_REASON_NONE);
	pppev_emit_stray(pn, link, number, PPPEV_EVENT_LINK_REMOVED,
			 PPPEV_REASON_INTERFACE_DELETED);
}

static bool is_unit(const void *key)
{
	return pppev_unit_find(key);
}

static const void *attached_key(struct pppev_link *link)
{
	pppview_learn_unit(link->pch, is_unit);
	return pppview_unit(link->pch) ?: link->undone_key;
}

/* Attached to nothing now, as far as that can be told. */
static bool is_detached(struct pppev_link *link)
{
	return !attached_key(link) && pppview_unit_is_known();
}

/*
 * The unit a link was attached to.  If the channel was detached again before
 * anybody could look, what is left is the number that the caller gave.
 */
static struct pppev_unit *unit_of(struct pppev_link *link, int number)
{
	const void *key = link->undone ? link->undone_key : attached_key(link);

	return key ? pppev_unit_find(key) :
		     pppev_unit_find_number(home_of(link), number);
}

/* One PPPIOCCONNECT to unit @number has succeeded. */
static void announce(struct pppev_link *link, int number)
{
	struct pppev_unit *unit = unit_of(link, number);
	bool undone = link->undone;

	/*
	 * Attached twice: the detach between was not seen, because the hooks
	 * are being disarmed.
	 */
	revoke(link);
	link->adopted = false;
	link->leaving = false;
	own(link);
	if (unit)
		pppev_unit_add_link(unit, link);
	else
		announce_stray(link, number);
	if (undone) {
		link->undone--;
		if (unit)
			pppev_unit_remove_link(link, detach_reason(link));
	} else if (!unit) {
		link->orphan = true;
	}
}

/* Put *@fresh to use if the channel is not known. */
static struct pppev_link *find_or_add(const void *pch,
				      struct pppev_link **fresh)
{
	struct pppev_link *link = find(pch);

	if (link || !*fresh)
		return link;
	link = *fresh;
	*fresh = NULL;
	add(link, pch);
	return link;
}

/*
 * The record lasts as long as its channel has a driver: its unregister is
 * seen.  If it is that of another channel, which has gone and left its address
 * but whose unregister has not returned yet, it is the new one's now.
 */
static void keep(struct pppev_link *link)
{
	link->kept = pppview_chan(link->pch);
	if (link->connects)
		return;
	if (link->channel != pppview_index(link->pch))
		revoke(link);
	if (!link->unit)
		describe(link);
}

void pppev_link_expect(const void *pch)
{
	struct pppev_link *fresh = kzalloc(sizeof(*fresh), GFP_KERNEL);
	struct pppev_link *link;

	spin_lock_bh(&pppev_lock);
	link = find_or_add(pch, &fresh);
	if (link) {
		keep(link);
		put(link);
	}
	spin_unlock_bh(&pppev_lock);
	kfree(fresh);
}

/*
 * A channel must not be attached unseen for want of memory, and the caller of
 * the ioctl is not to pay for a bystander.  Gives the lock up to allocate.
 */
static struct pppev_link *find_or_make(const void *pch)
	__must_hold(&pppev_lock)
{
	struct pppev_link *link = find(pch);
	struct pppev_link *fresh;

	if (link)
		return link;
	spin_unlock_bh(&pppev_lock);
	fresh = kzalloc(sizeof(*fresh), GFP_KERNEL | __GFP_NOFAIL);
	spin_lock_bh(&pppev_lock);
	link = find_or_add(pch, &fresh);
	kfree(fresh);
	return link;
}

struct pppev_link *pppev_connect_begin(const void *pch)
{
	struct pppev_link *link;

	spin_lock_bh(&pppev_lock);
	link = find_or_make(pch);
	if (!link->kept)
		keep(link);
	if (!own_tomb_of(pch)) {
		link->connects++;
	} else {
		put(link);
		link = NULL;
	}
	spin_unlock_bh(&pppev_lock);
	return link;
}

/*
 * Has the connect that just succeeded missed the detach of its channel's
 * unregister?  The tombstone is not the channel's own any more when the driver's
 * side has gone.
 */
static bool is_too_late(const void *pch)
{
	const struct pppev_tombstone *tomb = own_tomb_of(pch);

	return tomb ? tomb->detaching : !pppview_chan(pch);
}

/* The last connect under way has ended; tell an unregister that waits. */
static void connects_ended(const struct pppev_link *link)
{
	struct pppev_tombstone *tomb;

	lockdep_assert_held(&pppev_lock);
	if (!ntombs)
		return;
	hash_for_each_possible(tombs, tomb, node, (unsigned long)link->pch)
		if (tomb->pch == link->pch)
			complete(&tomb->no_connects);
}

bool pppev_connect_end(struct pppev_link *link, int number, bool attached)
{
	bool late;

	trace_channel("connect", link->pch, attached);
	spin_lock_bh(&pppev_lock);
	if (attached)
		announce(link, number);
	late = attached && is_too_late(link->pch);
	if (!--link->connects)
		connects_ended(link);
	put(link);
	spin_unlock_bh(&pppev_lock);
	return late;
}

bool pppev_disconnect_begin(const void *pch)
{
	struct pppev_link *link;
	bool told = false;

	trace_channel("disconnect", pch, 0);
	spin_lock_bh(&pppev_lock);
	link = find(pch);
	if (link) {
		told = revoke(link);
		if (!told)
			link->undone_key = pppview_unit(pch);
		put(link);
	}
	spin_unlock_bh(&pppev_lock);
	return told;
}

void pppev_disconnect_end(const void *pch)
{
	struct pppev_link *link;

	spin_lock_bh(&pppev_lock);
	link = find(pch);
	if (link) {
		if (!revoke(link) && link->undone < link->connects)
			link->undone++;
		put(link);
	}
	spin_unlock_bh(&pppev_lock);
}

void pppev_link_stock_fill(struct pppev_link_stock *stock)
{
	struct pppev_link *link;

	/* As many again, for those that come meanwhile. */
	for (stock->missing *= 2; stock->missing; stock->missing--) {
		link = kzalloc(sizeof(*link), GFP_KERNEL);
		if (!link)
			break;
		hlist_add_head(&link->by_pch, &stock->records);
	}
	stock->missing = 0;
}

void pppev_link_stock_free(struct pppev_link_stock *stock)
{
	struct hlist_node *next;
	struct pppev_link *link;

	hlist_for_each_entry_safe(link, next, &stock->records, by_pch)
		kfree(link);
}

static struct pppev_link *take(struct pppev_link_stock *stock, const void *pch)
{
	struct pppev_link *link;

	if (hlist_empty(&stock->records)) {
		stock->missing++;
		return NULL;
	}
	link = hlist_entry(stock->records.first, struct pppev_link, by_pch);
	hlist_del_init(&link->by_pch);
	add(link, pch);
	return link;
}

/*
 * If it is attached no more, that was not counted as undone: there was no
 * connect under way.
 */
bool pppev_connect_late(const void *pch, int number)
{
	struct pppev_link *fresh, *link;
	bool late;

	fresh = kzalloc(sizeof(*fresh), GFP_KERNEL | __GFP_NOFAIL);
	trace_channel("connect", pch, true);
	spin_lock_bh(&pppev_lock);
	link = find_or_add(pch, &fresh);
	link->connects++;
	if (is_detached(link) && !link->undone)
		link->undone++;
	announce(link, number);
	late = is_too_late(pch);
	link->connects--;
	put(link);
	spin_unlock_bh(&pppev_lock);
	kfree(fresh);
	return late;
}

/* Under pppev_lock. */
static u64 connects_missed;

u64 pppev_connects_missed(void)
{
	return READ_ONCE(connects_missed);
}

/* A scan may have been faster; then the link is known, but not whose it is. */
static void announce_seen(struct pppev_link *link, int number)
{
	if (link->adopted && link->unit) {
		link->adopted = false;
		own(link);
		return;
	}
	if (is_detached(link))
		link->undone = 1;
	announce(link, number);
}

void pppev_connect_seen(const void *pch, int number)
{
	struct pppev_link *fresh = kzalloc(sizeof(*fresh), GFP_ATOMIC);
	struct pppev_link *link;

	spin_lock_bh(&pppev_lock);
	link = find_or_add(pch, &fresh);
	if (link) {
		/* put() forgets what is undone when no connect is under way. */
		link->connects++;
		announce_seen(link, number);
		link->connects--;
		put(link);
	} else {
		connects_missed++;
	}
	spin_unlock_bh(&pppev_lock);
	kfree(fresh);
}

void pppev_unregister_seen(const void *pch)
{
	struct pppev_link *link;

	spin_lock_bh(&pppev_lock);
	link = find(pch);
	if (link)
		link->leaving = true;
	spin_unlock_bh(&pppev_lock);
}

/* The channel is attached to a unit; nobody knows who did it. */
static void adopt(const void *pch, const void *key,
		  struct pppev_link_stock *stock)
{
	struct pppev_link *link = find(pch) ?: take(stock, pch);
	struct pppev_unit *unit = pppev_unit_find(key);

	if (!link || link->connects || link->orphan)
		return;
	if (link->unit && link->unit != unit)
		revoke(link);
	if (link->unit)
		return;
	stock->adopted++;
	link->adopted = true;
	if (unit)
		pppev_unit_add_link(unit, link);
	else
		link->orphan = true;
}

void pppev_link_check(const void *pch, struct pppev_link_stock *stock)
{
	struct pppev_link *link;
	const void *key;

	/* Being unregistered: its detach is on the way. */
	if (!chan_of(pch))
		return;
	pppview_learn_unit(pch, is_unit);
	if (!pppview_unit_is_known())
		return;
	key = pppview_unit(pch);
	if (key) {
		adopt(pch, key, stock);
		return;
	}
	link = find(pch);
	if (link) {
		stock->revoked += revoke(link);
		put(link);
	}
}

/*
 * Not for ever: a connect may need rtnl, which the caller may hold.  Then it
 * goes on when the channel is gone, and fails.
 */
static void wait_for_connects(struct pppev_tombstone *tomb)
{
	wait_for_completion_timeout(&tomb->no_connects, CONNECTS_TIMEOUT);
	spin_lock_bh(&pppev_lock);
	tomb->detaching = true;
	spin_unlock_bh(&pppev_lock);
}

void pppev_unregister_begin(struct pppev_tombstone *tomb,
			    const struct ppp_channel *chan)
{
	const void *pch = chan->ppp;
	const struct pppev_link *link;
	bool busy;

	might_sleep();
	tomb->pch = pch;
	tomb->chan = chan;
	tomb->channel = pppview_index(pch);
	trace_pppev_hook("unregister", tomb->channel, 0);
	tomb->net_dying = !check_net(pppview_net(pch));
	init_completion(&tomb->no_connects);
	spin_lock_bh(&pppev_lock);
	link = find(pch);
	busy = link && link->connects;
	tomb->detaching = !busy;
	hash_add(tombs, &tomb->node, (unsigned long)pch);
	ntombs++;
	spin_unlock_bh(&pppev_lock);
	if (busy)
		wait_for_connects(tomb);
}

/*
 * The channel is gone, and so may be its memory.  A link that is still
 * announced was attached behind the back of ppp_disconnect_channel(), which
 * newer kernels allow; unless another channel lives at that address already.
 */
void pppev_unregister_end(struct pppev_tombstone *tomb)
{
	struct pppev_link *link;

	spin_lock_bh(&pppev_lock);
	link = find(tomb->pch);
	if (link && link->channel == tomb->channel) {
		revoke(link);
		link->kept = false;
		put(link);
	}
	hash_del(&tomb->node);
	ntombs--;
	spin_unlock_bh(&pppev_lock);
}

void pppev_links_free(void)
{
	struct hlist_node *next;
	struct pppev_link *link;
	int bucket;

	spin_lock_bh(&pppev_lock);
	hash_for_each_safe(by_pch, bucket, next, link, by_pch) {
		if (link->unit)
			pppev_unit_remove_link(link, PPPEV_REASON_NONE);
		link->orphan = false;
		link->kept = false;
		put(link);
	}
	spin_unlock_bh(&pppev_lock);
}
