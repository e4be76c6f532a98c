/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Connections and links as the RAS functions show them. */
#ifndef RASX_CONNECTION_H
#define RASX_CONNECTION_H

#include <ras.h>

#include "backend/backend.h"
#include "ras/phonebook.h"
#include "ras/pidfiles.h"

/*
 * HRASCONN is the id.  A 32-bit program has its low half, which names one
 * connection or link as long as the module has counted less than 2^32.  What
 * this process dials asynchronously has an alias in its place, see call.h.
 */
HRASCONN rasx_hrasconn_of(uint64_t id);
uint64_t rasx_id_of(HRASCONN hrasconn);

/* NULL and INVALID_HANDLE_VALUE name no single connection or link. */
BOOL rasx_hrasconn_is_all(HRASCONN hrasconn);

/*
 * What hrasconn names, and what belongs to it: RAS error, or 0 and at least
 * one entry, which the caller frees.
 */
DWORD rasx_lookup(HRASCONN hrasconn, struct rasx_snapshot *snapshot);

/* The connection or link alone; false: there is none. */
bool rasx_find(uint64_t id, struct rasx_entry *entry);

/* Is it a connection that is up, or a link of one? */
bool rasx_is_up(uint64_t id);

/* RASDT_* of a link, or of a connection by its first link. */
const char *rasx_device_type(enum rasx_kind kind);

/*
 * The entry that a connection was made of; false: nobody can tell.  files: as
 * listed after the entry was found.
 */
bool rasx_connection_entry(const struct rasx_entry *entry,
			   const struct rasx_pidfiles *files, char *name,
			   struct rasx_phonebook *book);

/*
 * The connection that is up and was made of this entry, or one with the id 0;
 * the book is resolved.  A RAS error.
 */
DWORD rasx_connection_of_entry(const struct rasx_phonebook *book,
			       const char *name,
			       struct rasx_entry *connection);

#endif /* RASX_CONNECTION_H */
