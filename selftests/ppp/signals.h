/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a Windows program would have been told: one event object per RASCN
 * flag, and how often each was set.
 */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <stdbool.h>
#include <stdint.h>
#include <windows.h>
#include <ras.h>

struct signals {
	HANDLE event[4];	/* Connection, Disconnection, BandwidthAdded, -Removed */
};

struct counts {
	int connection, disconnection, added, removed;
};

/* Register for @conn, 0: all of them.  A RAS error code. */
DWORD signals_register(struct signals *s, uint64_t conn);
void signals_close(struct signals *s);

/*
 * Have exactly @want signals come since the last call?  Prints the difference
 * if not.  @dev: a pppev file of the namespace; asking it something makes sure
 * that the hooks of all events read so far are through.
 */
bool signals_are(struct signals *s, int dev, struct counts want);

#endif /* SIGNALS_H */
