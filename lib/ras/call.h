/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What this process has dialled.
 *
 * A call begins with RasDial.  A connection has its id from its first link on,
 * but an asynchronous RasDial gives its handle before: such a call has an
 * alias, which stands for the connection in this process from then on.
 *
 * The list has a reference on each call, and so has whoever dials.  All are
 * protected by one lock; nothing else is called while it is held.
 */
#ifndef RASX_CALL_H
#define RASX_CALL_H

#include <stdint.h>
#include <sys/queue.h>

#include <ras.h>

#include "backend/backend.h"
#include "ras/peersfile.h"
#include "ras/phonebook.h"

enum rasx_call_phase {
	RASX_CALL_DIALLING,
	RASX_CALL_CONNECTED,	/* and may have ended since */
	RASX_CALL_FAILED,	/* waits for RasHangUp */
	RASX_CALL_HUNG_UP,	/* waits for the end of pppd */
};

struct rasx_call {
	TAILQ_ENTRY(rasx_call) list;
	unsigned int references;

	/* Constant. */
	char entry[RASX_ENTRY_NAME_SIZE];
	struct rasx_phonebook book;
	enum rasx_peer_device type;
	char device[RAS_MaxDeviceName + 1];
	HRASCONN alias;			/* NULL: none */

	enum rasx_call_phase phase;
	DWORD error;			/* of FAILED and HUNG_UP */
	uint64_t id, link;		/* 0: there is none yet */
	int pidfd;			/* of its pppd, owned; -1: none yet */
	uint64_t connected;		/* when, as rasx_calls_now() counts */
};

/* ERROR_DIAL_ALREADY_IN_PROGRESS, ERROR_NOT_ENOUGH_MEMORY. */
DWORD rasx_call_begin(struct rasx_call **call,
		      const struct rasx_phonebook *book, const char *entry,
		      const struct rasx_peer *peer, bool has_alias);

/* pppd runs; the call has the pidfd then. */
void rasx_call_started(struct rasx_call *call, int pidfd);

/* The kernel has this link of that connection; both 0: no more. */
void rasx_call_reached(struct rasx_call *call, uint64_t id, uint64_t link);

/*
 * It is decided, and the phase is DIALLING no more.  False: it was hung up
 * before.
 */
bool rasx_call_connected(struct rasx_call *call);
bool rasx_call_failed(struct rasx_call *call, DWORD error);

bool rasx_call_is_hung_up(const struct rasx_call *call);

/* Take it off the list; give back a reference. */
void rasx_call_remove(struct rasx_call *call);
void rasx_call_put(struct rasx_call *call);

/* Is it a value that could be an alias, and none of an id? */
bool rasx_is_alias(HRASCONN hrasconn);

/* The id that the alias stands for, or 0; and the alias of an id, or NULL. */
uint64_t rasx_call_id_of(HRASCONN alias);
HRASCONN rasx_call_alias_of(uint64_t id);

/* A call by its alias, with a copy of what it is; false: none. */
bool rasx_call_describe(HRASCONN alias, struct rasx_call *copy);

/* The entry of a connection by its id, as it was dialled here. */
bool rasx_call_entry(uint64_t id, char *name, struct rasx_phonebook *book);

/* Is the entry that of a link or connection in the snapshot?  Its connection. */
uint64_t rasx_call_find(const struct rasx_phonebook *book, const char *entry,
			const struct rasx_snapshot *snapshot);

/*
 * A pidfd, to be closed, of the pppd that was started for the link, or where
 * links are not known, for the connection; or -1.
 */
int rasx_call_pidfd(uint64_t id);

/*
 * Hang-up of what is dialled or has failed: ERROR_SUCCESS, and it is done;
 * ERROR_INVALID_HANDLE: no such call; ERROR_ALREADY_EXISTS: it is connected.
 */
DWORD rasx_call_hang_up(HRASCONN alias);

/*
 * What is not in a snapshot of all there is has ended, if it was there before
 * the snapshot was taken: at a time that is asked for first.
 */
uint64_t rasx_calls_now(void);
void rasx_calls_forget_ended(const struct rasx_snapshot *snapshot,
			     uint64_t taken);

/* Around fork(); the child has dialled nothing. */
void rasx_calls_lock(void);
void rasx_calls_unlock(void);
void rasx_calls_forked(void);

#endif /* RASX_CALL_H */
