/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What every test of real sessions stands on: a namespace of its own with a
 * stream of /dev/pppev and RASCN registrations, a peer, and the records that
 * are wanted, made from the LINK_ADDED that began them.
 */
#ifndef SCENE_H
#define SCENE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "pppd.h"
#include "pppsim.h"
#include "signals.h"

struct scene {
	int stream;		/* of our namespace */
	struct peer peer;
	struct signals all;	/* registered for all connections */
};

/*
 * 0 or -errno, -EIO for a RAS error.  The caller has ended its programs before
 * it closes the scene, which waits for those they started.
 */
int scene_open(struct scene *scene);
int scene_close(struct scene *scene);

/* How a record that is wanted differs from the LINK_ADDED of its link. */
struct want {
	uint32_t type;
	uint32_t reason;
	uint32_t links;
	uint32_t flags;
	pid_t pid;		/* 0: whoever it was, see @comm */
	const char *comm;	/* "pppd" if NULL; a prefix if it ends in '*' */
};

/*
 * The next record has to be the LINK_ADDED of the process @pid.  @want: its
 * type is not looked at; @added gets the record.
 */
bool scene_added(struct scene *scene, uint32_t kind, uint32_t subentry,
		 struct want want, struct pppev_event *added);

/* The next record has to be @want, about the link or connection of @added. */
bool scene_next(struct scene *scene, const struct pppev_event *added,
		struct want want);

/*
 * The next two records have to be the ends of the only link and of its
 * connection, in whatever order, by the same process for the same reason.
 */
bool scene_ends(struct scene *scene, const struct pppev_event *added,
		uint32_t reason, pid_t pid);

/*
 * Nothing more happened, nothing is left in a snapshot, and nothing was
 * signalled.
 */
bool scene_over(struct scene *scene);

/* As RasEnumConnections and RasGetConnectStatus see it, in another process. */
bool is_listed_elsewhere(uint64_t conn);
bool is_gone_elsewhere(uint64_t conn);

#endif /* SCENE_H */
