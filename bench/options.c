// SPDX-License-Identifier: GPL-2.0
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "options.h"

static const struct own_option none[] = { { 0 } };

static void usage(const struct options *options, const struct own_option *own)
{
	printf("usage: %s [OPTION]...\n"
	       "\n"
	       "%s\n"
	       "\n"
	       "  --rounds N          of all methods in turn (%u)\n"
	       "  --samples N         of each method and event, in a round (%u)\n"
	       "  --seed N            of pauses and orders (default: the time)\n"
	       "  --instructions      only say that these are what the clock counts\n",
	       options->bench, options->what, options->rounds,
	       options->samples);
	for (; own->name; own++)
		printf("  --%-17s %s\n", own->name, own->what);
	exit(0);
}

static void wrong(const struct options *options, const char *what)
{
	fprintf(stderr, "%s: %s: wrong or incomplete; see %s --help\n",
		options->bench, what, options->bench);
	exit(2);
}

static unsigned int number(const struct options *options, const char *name,
			   const char *text, unsigned int least)
{
	unsigned long value;
	char *end;

	if (!text || !isdigit((unsigned char)*text))
		wrong(options, name);
	value = strtoul(text, &end, 10);
	if (*end || value < least || value > 1000000000)
		wrong(options, name);
	return value;
}

/* True if the option took its argument, too. */
static bool parse_own(struct options *options, const struct own_option *own,
		      const char *name, const char *argument)
{
	while (own->name && strcmp(own->name, name + 2))
		own++;
	if (!own->name || !argument)
		wrong(options, name);
	if (own->number)
		*own->number = number(options, name, argument, 0);
	else
		*own->text = argument;
	return true;
}

static bool parse_one(struct options *options, const struct own_option *own,
		      const char *name, const char *argument)
{
	if (!strcmp(name, "--help"))
		usage(options, own);
	if (!strcmp(name, "--instructions")) {
		options->instructions = true;
		return false;
	}
	if (!strcmp(name, "--rounds"))
		options->rounds = number(options, name, argument, 1);
	else if (!strcmp(name, "--samples"))
		options->samples = number(options, name, argument, 1);
	else if (!strcmp(name, "--seed"))
		options->seed = number(options, name, argument, 0);
	else if (!strncmp(name, "--", 2))
		return parse_own(options, own, name, argument);
	else
		wrong(options, name);
	return true;
}

void options_parse(int argc, char **argv, struct options *options,
		   const struct own_option *own)
{
	options->seed = time(NULL) % 1000000;
	for (int i = 1; i < argc; i++)
		if (parse_one(options, own ? own : none, argv[i], argv[i + 1]))
			i++;
}
