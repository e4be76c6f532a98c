/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the benches of the guest print: one JSON object a line.
 *
 * The first line, of type "guest", says what the lines after it have in
 * common; each other one, of type "series", is a summary of the samples that
 * one method got in one round.  bench/run collects them, bench/report divides
 * them.
 *
 * Lines are kept until series_end(): the port they leave the guest by has
 * interrupts of its own.
 */
#ifndef BENCH_SERIES_H
#define BENCH_SERIES_H

#include <stddef.h>

#include "options.h"

#define SERIES_PARAMETERS	4

/**
 * struct series - samples of one method in one round
 * @method: what was measured, in the words of bench/goals.json
 * @event: what happened meanwhile; may be NULL
 * @span: from where to where, "hook" and "call" for latency; may be NULL
 * @unit: of the samples: "ns", "bytes", "events", ...
 * @round: counted from 0; what is compared is of the same round
 * @parameters: numbers that tell this series from others; a NULL name ends them
 */
struct series {
	const char *method;
	const char *event;
	const char *span;
	const char *unit;
	unsigned int round;
	struct {
		const char *name;
		double value;
	} parameters[SERIES_PARAMETERS];
};

/* All names are plain words: nothing in them has to be escaped. */
void series_begin(const struct options *options);
void series_put(const struct series *series, const double *samples, size_t n);
void series_end(void);

/*
 * A line for people, to standard error; on its way out of the guest when this
 * returns.
 */
void series_progress(const char *format, ...)
	__attribute__((format(printf, 1, 2)));

#endif /* BENCH_SERIES_H */
