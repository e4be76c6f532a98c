/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What system calls cost with the module and without it, side by side.
 *
 * In each round the module is loaded once and unloaded once, in turns first or
 * last, and the same calls are made with it and without.  Absolute times mean
 * nothing on an emulated or a shared machine, which may be half as fast a
 * moment later.  So a batch of calls is measured in yards, the time of so many
 * writes to a pipe and reads from it before and after; and each round gives a
 * ratio.
 */
#ifndef COSTS_H
#define COSTS_H

#include <stdbool.h>

enum call {
	CALL_CONNECT,		/* PPPIOCCONNECT */
	CALL_CONNECT_TOLD,	/* the same; with the module somebody listens */
	CALL_DISCONN,		/* PPPIOCDISCONN, grace periods expedited */
	CALL_GFLAGS,		/* PPPIOCGFLAGS: a wrapped ioctl, no attachment */
	CALL_PACKET,		/* a data packet, by write() */
	CALLS
};

/* With the module divided by without: over the rounds. */
struct ratio {
	double median, min, max;
};

struct costs {
	const char *module;		/* path of pppev.ko */
	int rounds;
	int batches;			/* of COSTS_BATCH calls, in a round */
	double *yards[CALLS][2];	/* median of a round [with the module] */
	struct ratio ratio[CALLS];
	char hooked[4096];		/* functions, as ftrace lists them */
};

#define COSTS_BATCH	64

/*
 * Set @module, @rounds and @batches.  Leaves the module loaded and the caller
 * in a network namespace of its own, on one processor.  0 or -errno.
 */
int costs_measure(struct costs *costs);
void costs_free(struct costs *costs);
void costs_print(const struct costs *costs, const char *prefix);

/* Of @rounds times each. */
struct ratio ratio_of_rounds(const double *with, const double *without,
			     int rounds);

#endif /* COSTS_H */
