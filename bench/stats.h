/* SPDX-License-Identifier: GPL-2.0 */
/* Order statistics. */
#ifndef BENCH_STATS_H
#define BENCH_STATS_H

#include <stddef.h>

/* In steps of 5 percent, from the least to the greatest. */
#define QUANTILES	21

struct summary {
	size_t n;
	double median, p99, min, max;
	double quantiles[QUANTILES];
};

/* Of at least one value; works on a sorted copy. */
struct summary summarise(const double *values, size_t n);

#endif /* BENCH_STATS_H */
