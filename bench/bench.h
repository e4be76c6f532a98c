/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Latency: an actor process brings a ppp interface up and down, a listener
 * process waits for it by one method after the other.
 *
 * Both clocks are CLOCK_MONOTONIC.  The kernel module's own record of the
 * event, read afterwards, tells when its hook ran.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "pppsim.h"

enum transition { DOWN, UP, TRANSITIONS };

/* From where to the return of the waiting call, in nanoseconds. */
enum span {
	FROM_HOOK,		/* the module's time_ns */
	FROM_CALL,		/* just before the causing system call */
	SPANS
};

/* Seen by both processes. */
struct shared {
	_Atomic unsigned int armed;	/* sample the listener waits for */
	_Atomic unsigned int method;	/* index into methods[] */
	_Atomic uint64_t call_ns;	/* just before the causing call */
	_Atomic bool quit;
	int efd;			/* of the bare eventfd */
	struct pppsim_unit unit;
	struct pppsim_channel ch;
};

/**
 * struct method - a way to learn that the interface went up or down
 * @events: it is about PPP events; otherwise the actor only writes an eventfd
 * @open:   before a series; 0 or -errno
 * @wait:   blocks until the transition and returns the time it returned, 0
 *	    for an error.  Sleeps nowhere but in the call that is measured.
 */
struct method {
	const char *name;
	const char *what;
	bool events;
	int (*open)(struct shared *sh);
	uint64_t (*wait)(struct shared *sh, enum transition to);
	void (*close)(struct shared *sh);
};

extern const struct method method_wait, method_eventfd, method_rtnetlink;

/* What was asked for on the command line. */
struct options {
	unsigned int samples;	/* per transition, method and round */
	unsigned int rounds;
	unsigned int seed;
	bool json;
};

/* All samples of one method, transition and span, round after round. */
struct series {
	int64_t *ns;		/* rounds * samples */
};

struct summary {
	double median, p99, min;	/* microseconds */
};

#define N_METHODS	3

struct results {
	const struct options *opt;
	const struct method *methods[N_METHODS];
	struct series series[N_METHODS][TRANSITIONS][SPANS];
};

/* stats.c: sorts a copy. */
struct summary summarise(const int64_t *ns, size_t n);

struct ratio {
	double median, min, max;	/* over the rounds */
};

/* Median of @over divided by median of @under, round by round. */
struct ratio ratio_of(const struct series *over, const struct series *under,
		      const struct options *opt);

/* actor.c: forks the process that acts until sh->quit. */
pid_t actor_start(struct shared *sh, const struct method *const *methods,
		  unsigned int seed);

/* report.c */
void report_text(const struct results *res);
void report_json(const struct results *res);

#endif /* BENCH_H */
