/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Small helpers around the descriptor behind events and semaphores.  No thread
 * is cancelled in the first three.
 */
#ifndef RASX_EVENTFD_H
#define RASX_EVENTFD_H

#include <stdbool.h>
#include <stdint.h>

void rasx_eventfd_add(int fd, uint64_t count);

/* Reads it without sleeping: what it counted, 0 if nothing. */
uint64_t rasx_eventfd_try_read(int fd);

/* The same of one that counted something, as is known.  0: it cannot be read. */
uint64_t rasx_eventfd_read_seen(int fd);

/* Sleeps until it counted something.  A failure leaves *count alone. */
void rasx_eventfd_read(int fd, uint64_t *count);

/* Whether a read would not sleep. */
bool rasx_eventfd_readable(int fd);

/*
 * Puts a new object with that count behind fd, which others may share.  Without
 * descriptors it stays shared, as any descriptor after fork(), and this false.
 */
bool rasx_eventfd_renew(int fd, unsigned int count, int flags);

#endif /* RASX_EVENTFD_H */
