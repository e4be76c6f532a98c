/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The oracle of the storms: one side counts what the ioctls returned, the
 * other reads the stream, and in the end both must say the same, channel by
 * channel.
 *
 * The reader is a thread of its own with real-time priority, so that its
 * queue does not overflow; a LOST record is a failure.  It checks while it
 * reads: sequence numbers without a gap, time that does not run backwards,
 * links that are added before they are removed and never twice, ids that
 * were never used before.
 */
#ifndef ORACLE_H
#define ORACLE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#define ORACLE_CHANNELS	(1 << 17)

struct oracle {
	int stream;
	int stop;			/* eventfd */
	pthread_t reader;
	uint64_t seq, time_ns, newest_id;
	uint64_t connected;		/* of all channels; by the storm */
	uint64_t added, removed, ups, downs;
	uint64_t stray;			/* links whose unit was gone already */
	uint64_t channels;	/* that the module knew of at the start */
	unsigned int complaints;
	/* by channel number; the first by the storm, the rest by the reader */
	uint32_t connects[ORACLE_CHANNELS];
	uint32_t adds[ORACLE_CHANNELS];
	uint64_t link[ORACLE_CHANNELS];	/* id of the link, 0: none */
};

/* In the caller's namespace; NULL on failure. */
struct oracle *oracle_start(void);

/* A PPPIOCCONNECT on that channel has returned 0.  Any thread. */
void oracle_connected(struct oracle *oracle, int channel);

/*
 * When the storm is over and all it made is gone: read what is left, compare.
 * Prints the totals and every difference; true if there was none.
 */
bool oracle_agrees(struct oracle *oracle, const char *storm);

#endif /* ORACLE_H */
