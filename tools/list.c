// SPDX-License-Identifier: GPL-2.0
/* pppev list */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "pppev.h"

static const struct option options[] = {
	{ "help", no_argument, NULL, 'h' },
	{ "json", no_argument, NULL, 'j' },
	{ 0 },
};

static void print_help(void)
{
	puts("usage: pppev list [--json]\n"
	     "\n"
	     "Show the PPP connections of this network namespace, each with its links.\n"
	     "\n"
	     "  --json  one JSON object per line");
}

static int show(bool json)
{
	struct snapshot snap;
	int fd = device_open();
	int code;

	if (fd < 0)
		return EXIT_FAILED;
	code = device_snapshot(fd, 0, &snap);
	close(fd);
	if (code != EXIT_OK)
		return code;
	if (json)
		json_entries(&snap);
	else if (snap.count)
		text_entries(&snap);
	else
		puts("no PPP connections");
	free(snap.entries);
	return EXIT_OK;
}

int list_main(int argc, char **argv)
{
	bool json = false;
	int c;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (c) {
		case 'h':
			print_help();
			return EXIT_OK;
		case 'j':
			json = true;
			break;
		default:
			return usage_error("list", "option",
					   argv[optind - 1]);
		}
	}
	if (optind < argc)
		return usage_error("list", "argument", argv[optind]);
	return show(json);
}
