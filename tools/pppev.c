// SPDX-License-Identifier: GPL-2.0
/* pppev - show the PPP connections of this network namespace, live */
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pppev.h"

static const struct command commands[] = {
	{ "list",    "show connections and their links",	list_main },
	{ "monitor", "show events as they happen",		monitor_main },
	{ "wait",    "wait until a connection or link is up, or down", wait_main },
	{ "stat",    "show hooks, counters and what is held",	stat_main },
};

#define N_COMMANDS (sizeof(commands) / sizeof(commands[0]))

static void print_help(FILE *to)
{
	fprintf(to, "usage: pppev COMMAND [OPTION]...\n\n");
	for (size_t i = 0; i < N_COMMANDS; i++)
		fprintf(to, "  %-10s %s\n", commands[i].name,
			commands[i].summary);
	fprintf(to,
		"\n"
		"  --help     show this, or with a command its options\n"
		"  --version  show the version\n"
		"\n"
		"Exit code: 0 success, 1 failure, 2 wrong usage, 3 timeout, 4 no such\n"
		"connection or link, 5 network namespace gone.\n");
}

static int usage_hint(const char *command)
{
	fprintf(stderr, "Try 'pppev %s%s--help'.\n", command,
		*command ? " " : "");
	return EXIT_USAGE;
}

int usage_error(const char *command, const char *what, const char *word)
{
	fprintf(stderr, "pppev: unknown %s '%s'\n", what, word);
	return usage_hint(command);
}

int usage_wanted(const char *command, const char *word, const char *wanted)
{
	fprintf(stderr, "pppev: '%s' is not %s\n", word, wanted);
	return usage_hint(command);
}

int usage_missing(const char *command, const char *what)
{
	fprintf(stderr, "pppev: %s is missing\n", what);
	return usage_hint(command);
}

/*
 * A word of several letters is left behind with the last of them: getopt may
 * still stand on it.
 */
int usage_option(char **argv)
{
	const char *word = argv[optind - 1], *next = argv[optind];

	if (optopt && next && next[0] == '-' && next[1] != '-' &&
	    strchr(next, optopt))
		word = next;
	return usage_error(argv[0], "option", word);
}

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < N_COMMANDS; i++) {
		if (!strcmp(commands[i].name, name))
			return &commands[i];
	}
	return NULL;
}

/*
 * The device must not become one of the first three: what is meant for a
 * reader would go to it.  This is none to write to, so that it is noticed.
 */
static void fill_standard_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

static int finish(int code)
{
	output_flush(&code);
	return code;
}

int main(int argc, char **argv)
{
	const struct command *command;

	fill_standard_descriptors();
	opterr = 0;	/* the complaints are ours */
	/* A reader that went away is noticed where stdout is flushed. */
	signal(SIGPIPE, SIG_IGN);
	if (argc < 2) {
		print_help(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
		print_help(stdout);
		return finish(EXIT_OK);
	}
	if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V")) {
		printf("pppev %s (device interface %d)\n", PPPEV_VERSION,
		       PPPEV_ABI_VERSION);
		return finish(EXIT_OK);
	}
	command = find_command(argv[1]);
	if (command)
		return finish(command->run(argc - 1, argv + 1));
	return usage_error("", "command", argv[1]);
}
