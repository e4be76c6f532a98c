/* SPDX-License-Identifier: GPL-2.0 */
/* Entries of a phone book that RasDial can dial, and how to dial them. */
#ifndef ENTRY_H
#define ENTRY_H

#include <stdbool.h>
#include <windows.h>
#include <ras.h>

#include "scene.h"

#define BOOK		"/etc/ppp/peers"
#define SECRETS		"/etc/ppp/chap-secrets"

/*
 * Writes the entry @name of the phone book @book (NULL: the default one), with
 * @options and what keeps the negotiation short.  0 or -errno.
 */
int entry_write(const char *book, const char *name, const char *options);
void entry_remove(const char *book, const char *name);

/* The same for a null-modem cable, at our end of it, as 10.0.0.1. */
int entry_write_cable(const char *name, const struct cable *cable,
		      const char *options);

/* A file of 0600 with that text.  0 or -errno. */
int write_secret(const char *path, const char *text);

/*
 * The pppd at the other end of the cable, as 10.0.0.2, with @options more.  It
 * listens when this returns.
 */
pid_t answer(const struct peer *peer, const struct cable *cable,
	     const char *options);

/*
 * A scene with a cable and the entry "desk" for it; nobody answers yet.  All
 * that belongs to it ends with it.  0 or -errno.
 */
struct desk {
	struct scene scene;
	struct cable cable;
	pid_t peer;
	int answers;		/* how often the peer has opened its line */
};

int desk_open(struct desk *desk);
int desk_close(struct desk *desk);

/* Has it answered by answer()?  0 or -errno. */
int desk_answer(struct desk *desk, const char *options);

/*
 * Wait until it has opened its line again, after each end of a connection and
 * before another dial: its last words would end that, too.  0 or -errno.
 */
int desk_answers_again(struct desk *desk);

RASDIALPARAMS params_of(const char *entry);

/* Dials without a notifier. */
DWORD dial(const char *entry, HRASCONN *conn);

/* Does another program that dials "desk" get this connection? */
bool dial_elsewhere(HRASCONN conn);

/* State of a connection, or a RAS error. */
DWORD status_of(HRASCONN conn, RASCONNSTATUS *status);

/* Until RasGetConnectStatus is ERROR_INVALID_HANDLE, as a client does it. */
bool wait_gone(HRASCONN conn);

/* Hang up, and wait for the end. */
bool hang_up(HRASCONN conn);

/* How many connections there are, and the first of them. */
DWORD list_first(RASCONN *first);

#endif /* ENTRY_H */
