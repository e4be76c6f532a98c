// SPDX-License-Identifier: GPL-2.0
/*
 * cost - what calls of ppp_generic cost with the module and without it
 *
 * The module is loaded and unloaded, round after round, in one run.  Needs
 * root, and nobody that has /dev/pppev open; works in a network namespace of
 * its own, and leaves the module loaded.
 *
 * Exit code: 0 done, 1 failed, 2 usage.
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "costs.h"

#define MODULE	"/rasnotify/kmod/pppev.ko"

static void usage(int code)
{
	fprintf(code ? stderr : stdout,
		"usage: cost [OPTION]...\n"
		"\n"
		"  --rounds N      each with the module and without it (15)\n"
		"  --batches N     of %d calls of each kind, in a round (25)\n"
		"  --module F      path of pppev.ko (" MODULE ")\n"
		"  --instructions  only say that these are what the clock counts\n",
		COSTS_BATCH);
	exit(code);
}

static int number(const char *text)
{
	char *end;
	long value = strtol(text, &end, 10);

	if (!*text || *end || value < 1 || value > 100000)
		usage(2);
	return value;
}

static const char *unit = "time";

static void parse(int argc, char **argv, struct costs *costs)
{
	static const struct option options[] = {
		{ "rounds", required_argument, NULL, 'r' },
		{ "batches", required_argument, NULL, 'b' },
		{ "module", required_argument, NULL, 'm' },
		{ "instructions", no_argument, NULL, 'i' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'r':
			costs->rounds = number(optarg);
			break;
		case 'b':
			costs->batches = number(optarg);
			break;
		case 'm':
			costs->module = optarg;
			break;
		case 'i':
			unit = "instructions";
			break;
		default:
			usage(c == 'h' ? 0 : 2);
		}
	}
	if (optind < argc)
		usage(2);
}

int main(int argc, char **argv)
{
	struct costs costs = { .module = MODULE, .rounds = 15, .batches = 25 };
	struct utsname name;
	int rc;

	parse(argc, argv, &costs);
	rc = costs_measure(&costs);
	if (rc)
		errx(1, "%s", strerror(-rc));
	uname(&name);
	printf("%s %s, %ld CPU(s), ratios of %s\n", name.sysname,
	       name.release, sysconf(_SC_NPROCESSORS_ONLN), unit);
	costs_print(&costs, "");
	costs_free(&costs);
	return 0;
}
