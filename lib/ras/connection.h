/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Connections and links as the RAS functions show them. */
#ifndef RASX_CONNECTION_H
#define RASX_CONNECTION_H

#include <ras.h>

#include "backend/backend.h"

/*
 * HRASCONN is the id.  A 32-bit program has its low half, which names one
 * connection or link as long as the module has counted less than 2^32.
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

/* RASDT_* of a link, or of a connection by its first link. */
const char *rasx_device_type(enum rasx_kind kind);

#endif /* RASX_CONNECTION_H */
