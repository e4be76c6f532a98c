// SPDX-License-Identifier: GPL-2.0
/* pppev monitor */
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "pppev.h"

struct monitor {
	int fd;
	bool json;
	bool snapshot;
	uint32_t events;	/* PPPEV_MASK_* */
	struct who who;
	uint64_t left;		/* events to show, if it is limited */
	bool limited;
	uint64_t shown;		/* events up to this are in the snapshot */
};

static const struct option options[] = {
	{ "count", required_argument, NULL, 'c' },
	{ "events", required_argument, NULL, 'e' },
	{ "help", no_argument, NULL, 'h' },
	{ "json", no_argument, NULL, 'j' },
	{ "snapshot", no_argument, NULL, 's' },
	{ 0 },
};

#define EVENT_SYNTAX \
	"a list of events: connected, disconnected, link_added, link_removed"

static void print_help(void)
{
	puts("usage: pppev monitor [--events LIST] [--count N] [--snapshot] [--json] [WHO]\n"
	     "\n"
	     "Show the PPP events of this network namespace, one line each, until it is\n"
	     "interrupted.\n"
	     "\n"
	     "  WHO            only those of an interface, by its name, or of a connection and\n"
	     "                 its links, or of a link, by their ids; 'any' is everybody\n"
	     "  --events LIST  only these: connected, disconnected, link_added, link_removed,\n"
	     "                 with commas between them\n"
	     "  --count N      end after N events\n"
	     "  --snapshot     begin with the connections and links there are; nothing is\n"
	     "                 missed or told twice between them and the first event\n"
	     "  --json         one JSON object per line\n"
	     "\n"
	     "That events were lost or missed (LOST, RESYNC) is shown in any case, and not\n"
	     "counted.");
}

/* At once, even if the reader of stdout is stuck: nothing needs cleaning up. */
static void end(int signo)
{
	(void)signo;
	_exit(EXIT_OK);
}

static void end_on_signals(void)
{
	signal(SIGINT, end);
	signal(SIGTERM, end);
}

static void keep_matching(const struct who *who, struct snapshot *snap)
{
	size_t kept = 0;

	for (size_t i = 0; i < snap->count; i++) {
		const struct pppev_entry *entry = &snap->entries[i];

		if (who_matches(who, entry->conn_id, entry->id, entry->ifname))
			snap->entries[kept++] = *entry;
	}
	snap->count = kept;
}

/* The stream is open already: what comes meanwhile is in it. */
static int show_snapshot(struct monitor *mon)
{
	struct snapshot snap;
	int code = device_snapshot(mon->fd, who_target(&mon->who), &snap);

	if (code == EXIT_NOBODY)
		return who_unknown(&mon->who);
	if (code != EXIT_OK)
		return code;
	mon->shown = snap.seq;
	keep_matching(&mon->who, &snap);
	if (mon->json)
		json_snapshot(&snap);
	else
		text_entries(&snap);
	free(snap.entries);
	return EXIT_OK;
}

static bool is_event(const struct pppev_event *ev)
{
	return ev->type != PPPEV_EVENT_LOST && ev->type != PPPEV_EVENT_RESYNC;
}

/* What was queued before the filter was set is not what it lets through. */
static bool is_wanted(const struct monitor *mon, const struct pppev_event *ev)
{
	if (ev->seq <= mon->shown)
		return false;
	if (!is_event(ev))
		return true;
	if (mon->events != PPPEV_MASK_ALL &&
	    (ev->type >= 32 || !(mon->events & PPPEV_MASK(ev->type))))
		return false;
	return who_matches(&mon->who, ev->conn_id, ev->link_id, ev->ifname);
}

static void show(struct monitor *mon, const struct pppev_event *ev)
{
	if (mon->json)
		json_event(ev);
	else
		text_event(ev);
	if (is_event(ev))
		mon->left--;
}

static bool enough(const struct monitor *mon)
{
	return mon->limited && !mon->left;
}

/* False once nobody reads stdout any more. */
static bool wait_for_events(const struct monitor *mon)
{
	struct pollfd fds[] = {
		{ .fd = mon->fd, .events = POLLIN },
		{ .fd = STDOUT_FILENO },
	};

	while (poll(fds, 2, -1) < 0)
		;
	return !fds[1].revents;
}

/* Returns whether the stream goes on. */
static bool show_events(struct monitor *mon, int *code)
{
	struct stream stream;

	*code = stream_read(mon->fd, &stream);
	for (size_t i = 0; i < stream.count && !enough(mon); i++) {
		if (is_wanted(mon, &stream.events[i]))
			show(mon, &stream.events[i]);
	}
	return *code == EXIT_OK && output_flush(code) && !enough(mon);
}

static int begin(struct monitor *mon)
{
	int code = device_filter(mon->fd, mon->events, who_target(&mon->who));

	if (code == EXIT_NOBODY)
		return who_unknown(&mon->who);
	if (code == EXIT_OK && mon->snapshot)
		code = show_snapshot(mon);
	return code;
}

static int run(struct monitor *mon)
{
	int code;

	end_on_signals();
	setvbuf(stdout, NULL, _IOLBF, 0);	/* never half a line */
	mon->fd = device_open();
	if (mon->fd < 0)
		return EXIT_FAILED;
	code = begin(mon);
	if (code == EXIT_OK && output_flush(&code)) {
		while (wait_for_events(mon) && show_events(mon, &code))
			;
	}
	close(mon->fd);
	return code;
}

static int parse_arguments(struct monitor *mon, char **args)
{
	if (!args[0])
		return EXIT_OK;
	if (!who_parse(args[0], &mon->who))
		return usage_wanted("monitor", args[0], WHO_SYNTAX);
	if (args[1])
		return usage_error("monitor", "argument", args[1]);
	return EXIT_OK;
}

static int parse_events(struct monitor *mon)
{
	mon->events = event_mask(optarg);
	return mon->events ? EXIT_OK :
			     usage_wanted("monitor", optarg, EVENT_SYNTAX);
}

static int parse_count(struct monitor *mon)
{
	mon->limited = true;
	return number_parse(optarg, &mon->left) ? EXIT_OK :
	       usage_wanted("monitor", optarg, "a number of events from 1 on");
}

static int parse_option(struct monitor *mon, int c, char **argv)
{
	switch (c) {
	case 'c':
		return parse_count(mon);
	case 'e':
		return parse_events(mon);
	case 'j':
		mon->json = true;
		return EXIT_OK;
	case 's':
		mon->snapshot = true;
		return EXIT_OK;
	case ':':
		return usage_missing("monitor", optopt == 'c' ?
				     "the number after --count" :
				     "the list after --events");
	default:
		return usage_option(argv);
	}
}

int monitor_main(int argc, char **argv)
{
	struct monitor mon = { .events = PPPEV_MASK_ALL };
	int c, code = EXIT_OK;

	while (code == EXIT_OK &&
	       (c = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
		if (c == 'h') {
			print_help();
			return EXIT_OK;
		}
		code = parse_option(&mon, c, argv);
	}
	if (code == EXIT_OK)
		code = parse_arguments(&mon, argv + optind);
	return code == EXIT_OK ? run(&mon) : code;
}
