// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <ras.h>

#include "backend/interfaces.h"
#include "backend/watches.h"

#define NS_PER_S	1000000000ULL
#define BUCKETS		1024U

#if __SIZEOF_POINTER__ == 8
#define LIFE_SHIFT	32
#else
#define LIFE_SHIFT	20
#endif
#define INDEX_MASK	((UINT64_C(1) << LIFE_SHIFT) - 1)
#define LIFE_MASK	(UINTPTR_MAX >> LIFE_SHIFT >> 1)

_Static_assert((INDEX_MASK + 1) % BUCKETS == 0, "an id tells the bucket");

LIST_HEAD(bucket, rasx_interface);

static struct {
	TAILQ_HEAD(, rasx_interface) all;
	struct bucket buckets[BUCKETS];
	bool settled;			/* nothing was lost since a listing */
	bool begun;			/* there was one */
	unsigned int listing;		/* number of the last one */
	int highest;			/* index seen before that listing */
	uint64_t lives;			/* numbers given out */
} interfaces = {
	.all = TAILQ_HEAD_INITIALIZER(interfaces.all),
};

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * NS_PER_S + now.tv_nsec;
}

static struct bucket *bucket_of(int ifindex)
{
	return &interfaces.buckets[(unsigned int)ifindex % BUCKETS];
}

static struct rasx_interface *find_index(int ifindex)
{
	struct rasx_interface *interface;

	LIST_FOREACH(interface, bucket_of(ifindex), bucket)
		if (interface->ifindex == ifindex)
			return interface;
	return NULL;
}

struct rasx_interface *
rasx_interfaces_next(const struct rasx_interface *interface)
{
	return interface ? TAILQ_NEXT(interface, order)
			 : TAILQ_FIRST(&interfaces.all);
}

bool rasx_interface_is_there(const struct rasx_interface *interface)
{
	return interface->state != RASX_STATE_ENDED;
}

const struct rasx_interface *rasx_interfaces_find(uint64_t id)
{
	const struct rasx_interface *interface;

	LIST_FOREACH(interface, bucket_of(id & INDEX_MASK), bucket)
		if (interface->id == id && rasx_interface_is_there(interface))
			return interface;
	return NULL;
}

static uint64_t id_of(int ifindex, uint64_t life)
{
	return (life & LIFE_MASK) << LIFE_SHIFT | (ifindex & INDEX_MASK);
}

/* Its index may have been another's, or its own before it moved away. */
static uint64_t first_id_of(int ifindex)
{
	/* 0 is nobody: where an index does not fit, it may become that. */
	bool fresh = ifindex > interfaces.highest && (ifindex & INDEX_MASK);

	if (fresh && interfaces.settled)
		interfaces.highest = ifindex;
	return id_of(ifindex, fresh ? 0 : ++interfaces.lives);
}

static struct rasx_interface *add(int ifindex)
{
	struct rasx_interface *interface = calloc(1, sizeof(*interface));

	if (!interface)
		return NULL;
	interface->ifindex = ifindex;
	interface->state = RASX_STATE_NEW;
	interface->id = first_id_of(ifindex);
	TAILQ_INSERT_TAIL(&interfaces.all, interface, order);
	LIST_INSERT_HEAD(bucket_of(ifindex), interface, bucket);
	return interface;
}

static void drop(struct rasx_interface *interface)
{
	TAILQ_REMOVE(&interfaces.all, interface, order);
	LIST_REMOVE(interface, bucket);
	free(interface);
}

static void connected(struct rasx_interface *interface)
{
	if (interface->state == RASX_STATE_ENDED)
		interface->id = id_of(interface->ifindex, ++interfaces.lives);
	interface->state = RASX_STATE_CONNECTED;
	interface->since_ns = interfaces.begun ? now_ns() : 0;
	TAILQ_REMOVE(&interfaces.all, interface, order);
	TAILQ_INSERT_TAIL(&interfaces.all, interface, order);
	rasx_watches_signal(RASCN_Connection, interface->id);
}

static void disconnected(struct rasx_interface *interface)
{
	interface->state = RASX_STATE_ENDED;
	rasx_watches_signal(RASCN_Disconnection, interface->id);
	rasx_watches_drop_target(interface->id);
}

static void set_up(struct rasx_interface *interface, bool up)
{
	bool was_up = interface->state == RASX_STATE_CONNECTED;

	if (up && !was_up)
		connected(interface);
	else if (!up && was_up)
		disconnected(interface);
}

static void gone(struct rasx_interface *interface)
{
	set_up(interface, false);
	rasx_watches_drop_target(interface->id);
	drop(interface);
}

int rasx_interfaces_tell(int ifindex, const char *ifname, bool up)
{
	struct rasx_interface *interface = find_index(ifindex);

	if (!interface)
		interface = add(ifindex);
	if (!interface)
		return -ENOMEM;
	interface->seen = interfaces.listing;
	strncpy(interface->ifname, ifname, RASX_IFNAME_LEN - 1);
	set_up(interface, up);
	return 0;
}

void rasx_interfaces_gone(int ifindex)
{
	struct rasx_interface *interface = find_index(ifindex);

	if (interface)
		gone(interface);
}

void rasx_interfaces_begin_listing(void)
{
	interfaces.settled = false;
	interfaces.listing++;
}

bool rasx_interface_was_told(const struct rasx_interface *interface,
			     unsigned int listings)
{
	return interfaces.listing - interface->seen < listings;
}

void rasx_interfaces_end_listing(unsigned int listings)
{
	struct rasx_interface *interface = rasx_interfaces_next(NULL), *next;

	for (; interface; interface = next) {
		next = rasx_interfaces_next(interface);
		if (interface->ifindex > interfaces.highest)
			interfaces.highest = interface->ifindex;
		if (!rasx_interface_was_told(interface, listings))
			gone(interface);
	}
	interfaces.settled = interfaces.begun = true;
}

bool rasx_interfaces_are_settled(void)
{
	return interfaces.settled;
}

void rasx_interfaces_forget(void)
{
	struct rasx_interface *interface;

	while ((interface = rasx_interfaces_next(NULL)))
		drop(interface);
	interfaces.settled = interfaces.begun = false;
	interfaces.listing = 0;
	interfaces.highest = 0;
	interfaces.lives = 0;
}
