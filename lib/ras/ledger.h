/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What all processes have to know of a connection or link, and no kernel does:
 * how many references it has, that it is being ended, and what its counters
 * were when they were cleared.
 *
 * It is one file for each network namespace and backend, of records of a fixed
 * size that are 32-bit and 64-bit processes' alike.  Whoever is killed leaves
 * each record as it was before or after; one that is not valid is as if it were
 * not there.  What has ended is recognised by its beginning, and dropped by who
 * adds something.  The file is opened for each operation and locked for a short
 * time, in which nothing else is called; nobody waits long for who is stopped
 * there.  No notification and no enumeration reads it.
 *
 * Results are 0 or a negative errno:
 *
 *   EALREADY	it is being ended
 *   ETIMEDOUT	somebody has the file locked and does not go on
 *   EACCES	this process can have no file
 *
 * and those of running out of memory, descriptors or room.
 */
#ifndef RASX_LEDGER_H
#define RASX_LEDGER_H

#include "backend/backend.h"

/* The counters of its interface, in the order of RAS_STATS. */
struct rasx_base {
	uint64_t tx_bytes, rx_bytes;
	uint64_t tx_packets, rx_packets;
	uint64_t rx_crc_errors;
	uint64_t rx_frame_errors;
	uint64_t rx_fifo_errors;
	uint64_t rx_length_errors;
	uint64_t rx_over_errors;
};

/* One reference more than there are; each has one from the beginning. */
int rasx_ledger_hold(const struct rasx_entry *entry);

/*
 * One less.  *last: there was one only, and from now on it is being ended; for
 * a while, as whoever ends it may fail to.
 */
int rasx_ledger_release(const struct rasx_entry *entry, bool *last);
void rasx_ledger_not_ended(const struct rasx_entry *entry);

/* All 0 if it never was cleared. */
int rasx_ledger_base(const struct rasx_entry *entry, struct rasx_base *base);
int rasx_ledger_set_base(const struct rasx_entry *entry,
			 const struct rasx_base *base);

/* Around fork(): no descriptor or lock of an operation is in the child. */
void rasx_ledger_lock(void);
void rasx_ledger_unlock(void);

#endif /* RASX_LEDGER_H */
