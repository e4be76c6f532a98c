// SPDX-License-Identifier: GPL-2.0
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "list.h"

#define GREATEST	1000000

static void wrong(const char *option, const char *text)
{
	fprintf(stderr, "--%s %s: not a list of numbers such as 1,10,100\n",
		option, text);
	exit(2);
}

struct list list_parse(const char *option, const char *text,
		       unsigned int least)
{
	struct list list = { 0 };
	const char *at = text;
	char *end;

	for (;; at = end + 1) {
		unsigned long value;

		if (list.n == LIST_MAX || !isdigit((unsigned char)*at))
			wrong(option, text);
		value = strtoul(at, &end, 10);
		if (value < least || value > GREATEST)
			wrong(option, text);
		list.value[list.n++] = value;
		if (!*end)
			return list;
		if (*end != ',')
			wrong(option, text);
	}
}

void list_shuffle(unsigned int *order, unsigned int n, unsigned int *seed)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		unsigned int other = rand_r(seed) % (i + 1);

		order[i] = order[other];
		order[other] = i;
	}
}
