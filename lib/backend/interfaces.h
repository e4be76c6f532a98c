/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The ppp interfaces that the rtnetlink backend knows, each a connection or
 * one that was or will be.  Whoever changes them here signals the watches.  The
 * backend's lock protects all of this.
 *
 * An id is the index of the interface and, above it, which of its lives this
 * is: 0 for the first that this process knows of an index that it has not
 * seen before, otherwise a number that was not used before.  So ids are the
 * same in all processes, except where an interface went down and up again.
 */
#ifndef RASX_INTERFACES_H
#define RASX_INTERFACES_H

#include <sys/queue.h>

#include "backend/backend.h"

struct rasx_interface {
	TAILQ_ENTRY(rasx_interface) order;	/* as seen, or came up */
	LIST_ENTRY(rasx_interface) bucket;
	int ifindex;
	enum rasx_state state;
	uint64_t id;			/* of its present or last life */
	uint64_t since_ns;		/* 0: it was up before we looked */
	unsigned int seen;		/* the last listing that had it */
	char ifname[RASX_IFNAME_LEN];
};

/* The interface that follows, the first one after NULL; NULL: the end. */
struct rasx_interface *
rasx_interfaces_next(const struct rasx_interface *interface);

/* The connection that is not over, or NULL. */
const struct rasx_interface *rasx_interfaces_find(uint64_t id);
bool rasx_interface_is_there(const struct rasx_interface *interface);

/* What is told of an interface of ppp_generic.  0 or -ENOMEM. */
int rasx_interfaces_tell(int ifindex, const char *ifname, bool up);

/* There is no such interface any more, if there ever was. */
void rasx_interfaces_gone(int ifindex);

/*
 * Around a listing of all interfaces.  At its end all that none of the last so
 * many listings told of are gone.
 */
void rasx_interfaces_begin_listing(void);
void rasx_interfaces_end_listing(unsigned int listings);
bool rasx_interface_was_told(const struct rasx_interface *interface,
			     unsigned int listings);

/* Nothing was lost since a listing that has ended. */
bool rasx_interfaces_are_settled(void);

/* As if there had been none ever. */
void rasx_interfaces_forget(void);

#endif /* RASX_INTERFACES_H */
