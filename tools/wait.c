// SPDX-License-Identifier: GPL-2.0
/*
 * pppev wait.  The stream is opened first and the present state looked at
 * then, so whatever happens in between is in the stream.  Where records were
 * lost, and once more when the time is up, the state is looked at again.
 */
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pppev.h"

#define NSEC_PER_SEC	1000000000ll
#define NEVER		INT64_MAX

struct wait {
	int fd;
	bool json;
	const char *name;	/* of whom, for messages */
	int64_t deadline;	/* CLOCK_MONOTONIC, or NEVER */
	struct condition cond;
};

static const struct option options[] = {
	{ "help", no_argument, NULL, 'h' },
	{ "json", no_argument, NULL, 'j' },
	{ "timeout", required_argument, NULL, 't' },
	{ 0 },
};

static void print_help(void)
{
	puts("usage: pppev wait [--timeout SECONDS] [--json] up|down WHO\n"
	     "\n"
	     "Wait until WHO is up for traffic, or is not, and show the connection or event\n"
	     "that made it so.  If it is so already, return at once.\n"
	     "\n"
	     "  WHO                an interface name, the id of a connection or link, or\n"
	     "                     'any': up when one connection is, down when none is\n"
	     "  --timeout SECONDS  give up after that time, for instance 10 or 0.5; 0 only\n"
	     "                     looks; without it, never\n"
	     "  --json             show it as a JSON object\n"
	     "\n"
	     "Exit code: 0 it is so, 3 the time is up, 4 WHO is an id that is nobody's any\n"
	     "more and cannot come up, 5 the network namespace is gone.");
}

static int64_t now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * NSEC_PER_SEC + ts.tv_nsec;
}

/* Until there is something to read or the time is up: false. */
static bool wait_for_records(const struct wait *wait)
{
	struct pollfd pfd = { .fd = wait->fd, .events = POLLIN };
	int64_t left = wait->deadline - now();
	struct timespec ts;

	if (left <= 0)
		return false;
	ts.tv_sec = left / NSEC_PER_SEC;
	ts.tv_nsec = left % NSEC_PER_SEC;
	/* A signal that does not end the tool is no event, either. */
	ppoll(&pfd, 1, wait->deadline == NEVER ? NULL : &ts, NULL);
	return true;
}

static void show_entry(const struct wait *wait, const struct pppev_entry *up)
{
	struct snapshot one = {
		.entries = (struct pppev_entry *)up,
		.count = 1,
	};

	if (wait->json)
		json_entries(&one);
	else
		text_entries(&one);
}

/* An id that is nobody's is down, and stays so. */
static enum verdict nobody(const struct wait *wait)
{
	return wait->cond.want_up ? OVER : HAPPENED;
}

static int look(struct wait *wait, enum verdict *verdict)
{
	const struct pppev_entry *up;
	struct snapshot snap;
	int code = device_snapshot(wait->fd, who_target(&wait->cond.who),
				   &snap);

	if (code == EXIT_NOBODY) {
		*verdict = nobody(wait);
		return EXIT_OK;
	}
	if (code != EXIT_OK)
		return code;
	*verdict = condition_state(&wait->cond, &snap, &up);
	if (*verdict == HAPPENED && wait->cond.want_up)
		show_entry(wait, up);
	free(snap.entries);
	return EXIT_OK;
}

static void show_event(const struct wait *wait, const struct pppev_event *ev)
{
	if (wait->json)
		json_event(ev);
	else
		text_event(ev);
}

static int take_records(struct wait *wait, enum verdict *verdict)
{
	struct stream stream;
	int code = stream_read(wait->fd, &stream);

	for (size_t i = 0; i < stream.count && code == EXIT_OK; i++) {
		*verdict = condition_event(&wait->cond, &stream.events[i]);
		if (*verdict == HAPPENED)
			show_event(wait, &stream.events[i]);
		else if (*verdict == UNSURE)
			code = look(wait, verdict);
		if (*verdict != PENDING)
			break;
	}
	return code;
}

static int time_is_up(const struct wait *wait)
{
	fprintf(stderr, "pppev: the time is up: %s is not %s\n", wait->name,
		wait->cond.want_up ? "up" : "down");
	return EXIT_TIMEOUT;
}

/* Records of others may come faster than they are read: the time counts. */
static int wait_for_verdict(struct wait *wait)
{
	enum verdict verdict = PENDING;
	int code = look(wait, &verdict);
	bool in_time = true;

	while (code == EXIT_OK && verdict == PENDING && in_time) {
		in_time = wait_for_records(wait);
		code = take_records(wait, &verdict);
	}
	if (code == EXIT_OK && verdict == PENDING)
		code = look(wait, &verdict);
	if (code == EXIT_OK && verdict == PENDING)
		return time_is_up(wait);
	if (code == EXIT_OK && verdict == OVER)
		return who_unknown(&wait->cond.who);
	return code;
}

/* Events of links matter only to a link, and to a connection by its id. */
static int filter(const struct wait *wait)
{
	uint32_t events = PPPEV_MASK_CONNECTED | PPPEV_MASK_DISCONNECTED;

	if (wait->cond.who.kind == WHO_ID)
		events |= PPPEV_MASK_LINK_REMOVED;
	return device_filter(wait->fd, events, who_target(&wait->cond.who));
}

static int run(struct wait *wait)
{
	int code;

	wait->fd = device_open();
	if (wait->fd < 0)
		return EXIT_FAILED;
	code = filter(wait);
	/* The first look finds out the same, and what it means. */
	if (code == EXIT_OK || code == EXIT_NOBODY)
		code = wait_for_verdict(wait);
	close(wait->fd);
	return code;
}

static int parse_arguments(struct wait *wait, char **args)
{
	if (!args[0])
		return usage_missing("wait", "'up' or 'down'");
	wait->cond.want_up = !strcmp(args[0], "up");
	if (!wait->cond.want_up && strcmp(args[0], "down"))
		return usage_wanted("wait", args[0], "'up' or 'down'");
	if (!args[1])
		return usage_missing("wait", "WHO, " WHO_SYNTAX ",");
	if (!who_parse(args[1], &wait->cond.who))
		return usage_wanted("wait", args[1], WHO_SYNTAX);
	if (args[2])
		return usage_error("wait", "argument", args[2]);
	wait->name = args[1];
	return EXIT_OK;
}

static bool parse_timeout(struct wait *wait)
{
	int64_t ns;

	if (!number_seconds(optarg, &ns))
		return false;
	wait->deadline = now() + ns;
	return true;
}

int wait_main(int argc, char **argv)
{
	struct wait wait = { .deadline = NEVER };
	int c, code;

	while ((c = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
		switch (c) {
		case 'h':
			print_help();
			return EXIT_OK;
		case 'j':
			wait.json = true;
			break;
		case 't':
			if (!parse_timeout(&wait))
				return usage_wanted("wait", optarg,
						    "a number of seconds, for instance 10 or 0.5");
			break;
		case ':':
			return usage_missing("wait", "the number after --timeout");
		default:
			return usage_option(argv);
		}
	}
	code = parse_arguments(&wait, argv + optind);
	return code == EXIT_OK ? run(&wait) : code;
}
