// SPDX-License-Identifier: GPL-2.0
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "stats.h"

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* The least value that so many percent of all do not exceed. */
static double quantile(const double *sorted, size_t n, unsigned int percent)
{
	size_t rank = (n * percent + 99) / 100;

	return sorted[rank ? rank - 1 : 0];
}

struct summary summarise(const double *values, size_t n)
{
	double *sorted = malloc(n * sizeof(*sorted));
	struct summary sum = { .n = n };

	if (!sorted)
		err(1, "memory");
	memcpy(sorted, values, n * sizeof(*sorted));
	qsort(sorted, n, sizeof(*sorted), compare);
	sum.median = quantile(sorted, n, 50);
	sum.p99 = quantile(sorted, n, 99);
	sum.min = sorted[0];
	sum.max = sorted[n - 1];
	for (unsigned int i = 0; i < QUANTILES; i++)
		sum.quantiles[i] = quantile(sorted, n, 5 * i);
	free(sorted);
	return sum;
}
