/* SPDX-License-Identifier: GPL-2.0 */
/* What all benches are told on their command lines. */
#ifndef BENCH_OPTIONS_H
#define BENCH_OPTIONS_H

#include <stdbool.h>

struct options {
	const char *bench;	/* name of the program */
	const char *what;	/* a sentence about it */
	unsigned int rounds;	/* of all methods in turn */
	unsigned int samples;	/* of each method and event, in a round */
	unsigned int seed;
	bool instructions;	/* that is what the guest's clock counts */
};

/* One that a bench has beyond these: of the two pointers one is not NULL. */
struct own_option {
	const char *name;	/* without dashes; NULL ends the list */
	const char *what;
	unsigned int *number;
	const char **text;
};

/*
 * @options: with the defaults.  Ends the program after --help (0), and for
 * what it does not know (2).
 */
void options_parse(int argc, char **argv, struct options *options,
		   const struct own_option *own);

#endif /* BENCH_OPTIONS_H */
