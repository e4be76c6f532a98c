/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Two ppp units that are connected with each other, one in the caller's
 * network namespace and one in another, and a UDP socket at either end.
 */
#ifndef BENCH_PAIR_H
#define BENCH_PAIR_H

#include <stddef.h>

#include "pppsim.h"

struct pair_end {
	struct pppsim_unit unit;
	struct pppsim_channel ch;
	int udp;		/* connected with the other end's */
};

struct pair {
	struct pair_end end[2];
};

/*
 * @kind: PPPEV_KIND_PPPOE, over a veth pair whose ends are @dev; or
 * PPPEV_KIND_SYNC, over a pseudo terminal with the line discipline at both
 * ends, which has nobody in between.  @far: the other namespace.  @net: the
 * third number of the addresses.  0 or -errno.
 */
int pair_open(struct pair *pair, enum pppev_kind kind,
	      const char *const dev[2], int far, unsigned int net);
void pair_close(struct pair *pair);

/* Sends @count packets and receives them at the other end; 0 or -errno. */
int pair_pass(struct pair *pair, size_t size, unsigned int count);

#endif /* BENCH_PAIR_H */
