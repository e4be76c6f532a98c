/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Who makes a storm: workers, each with a channel, that connect it to the
 * units of the storm and disconnect it until there were enough attaches.
 *
 * What they do when is drawn from a seed that is printed, and can be given in
 * STORM_SEED.  STORM_ATTACHES in the environment is how many are enough; in the
 * guest it is there if the kernel was given it.
 */
#ifndef CREW_H
#define CREW_H

#include <pthread.h>
#include <stdbool.h>

#include "oracle.h"
#include "pppsim.h"

#define ATTACHES	10000	/* if STORM_ATTACHES is not in the environment */
#define UNITS		4
#define THREADS_MAX	48

struct storm {
	struct oracle *oracle;
	struct pppsim_unit unit[UNITS];
	unsigned int seed;
	int enough;			/* attaches that end it */
	int attaches;			/* successful, all threads; atomic */
	int failures;			/* of what may not fail; atomic */
};

struct worker {
	struct storm *storm;
	struct pppsim_channel *ch;
	pthread_t thread;
	unsigned int rand;
};

/*
 * A namespace of its own with the units, up, and the interface "lower" for
 * PPPoE, an oracle, RCU expedited.  0 or -errno.
 */
int storm_begin(struct storm *storm);
void storm_close_units(struct storm *storm);
void storm_end(void);

/* Prints and returns the seed. */
unsigned int storm_seed(void);

/*
 * A detach waits for an RCU grace period; expedited ("1"), it is a storm and
 * not a drizzle.
 */
void storm_expedite(const char *value);

/* A channel of a kind that depends on @n. */
int storm_open_channel(struct pppsim_channel *ch, unsigned int n);

bool storm_enough(struct storm *storm);
void storm_fail(struct storm *storm);

/* Connect to a unit drawn at random; true if that was an attach. */
bool storm_attach(struct worker *worker);

/* Bodies of workers: the only one on its channel, or one of many. */
void *storm_flip_alone(void *worker);
void *storm_flip_shared(void *worker);

/* Run @count workers, whose channels are set, to their end. */
void storm_run(struct storm *storm, struct worker *workers, int count,
	       void *(*body)(void *));

#endif /* CREW_H */
