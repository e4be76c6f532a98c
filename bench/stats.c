// SPDX-License-Identifier: GPL-2.0
/* Order statistics, and ratios over rounds. */
#include <stdlib.h>
#include <string.h>

#include "bench.h"

static int compare_ns(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static int compare_double(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

struct summary summarise(const int64_t *ns, size_t n)
{
	int64_t *sorted = malloc(n * sizeof(*sorted));
	struct summary sum = { 0 };

	if (!sorted)
		abort();
	memcpy(sorted, ns, n * sizeof(*sorted));
	qsort(sorted, n, sizeof(*sorted), compare_ns);
	sum.median = sorted[n / 2] / 1e3;
	sum.p99 = sorted[n * 99 / 100] / 1e3;
	sum.min = sorted[0] / 1e3;
	free(sorted);
	return sum;
}

struct ratio ratio_of(const struct series *over, const struct series *under,
		      const struct options *opt)
{
	double *ratios = calloc(opt->rounds, sizeof(*ratios));
	struct ratio result;

	if (!ratios)
		abort();
	for (unsigned int i = 0; i < opt->rounds; i++) {
		size_t at = (size_t)i * opt->samples;

		ratios[i] = summarise(over->ns + at, opt->samples).median /
			    summarise(under->ns + at, opt->samples).median;
	}
	qsort(ratios, opt->rounds, sizeof(*ratios), compare_double);
	result.median = ratios[opt->rounds / 2];
	result.min = ratios[0];
	result.max = ratios[opt->rounds - 1];
	free(ratios);
	return result;
}
