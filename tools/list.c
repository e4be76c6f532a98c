// SPDX-License-Identifier: GPL-2.0
/* pppev list */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "pppev.h"

static const char help[] =
	"usage: pppev list [--json]\n"
	"\n"
	"Show the PPP connections of this network namespace, each with its links.\n"
	"\n"
	"  --json  one JSON object per line";

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
	return plain_main(argc, argv, help, show);
}
