// SPDX-License-Identifier: GPL-2.0
/* Commands that take no argument and no option but --json: list, stat. */
#include <getopt.h>
#include <stdio.h>

#include "pppev.h"

static const struct option options[] = {
	{ "help", no_argument, NULL, 'h' },
	{ "json", no_argument, NULL, 'j' },
	{ 0 },
};

int plain_main(int argc, char **argv, const char *help, int (*show)(bool json))
{
	bool json = false;
	int c;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (c) {
		case 'h':
			puts(help);
			return EXIT_OK;
		case 'j':
			json = true;
			break;
		default:
			return usage_option(argv);
		}
	}
	if (optind < argc)
		return usage_error(argv[0], "argument", argv[optind]);
	return show(json);
}
