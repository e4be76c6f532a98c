// SPDX-License-Identifier: GPL-2.0
/* pppev monitor */
#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pppev.h"

struct monitor {
	int fd;
	bool json;
	bool snapshot;
	uint64_t shown;		/* events up to this are in the snapshot */
};

static const struct option options[] = {
	{ "help", no_argument, NULL, 'h' },
	{ "json", no_argument, NULL, 'j' },
	{ "snapshot", no_argument, NULL, 's' },
	{ 0 },
};

static void print_help(void)
{
	puts("usage: pppev monitor [--snapshot] [--json]\n"
	     "\n"
	     "Show the PPP events of this network namespace, one line each, until it is\n"
	     "interrupted.\n"
	     "\n"
	     "  --snapshot  begin with the connections and links there are; nothing is\n"
	     "              missed or told twice between them and the first event\n"
	     "  --json      one JSON object per line");
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

/* The stream is open already: what comes meanwhile is in it. */
static bool show_snapshot(struct monitor *mon)
{
	struct snapshot snap;

	if (!device_snapshot(mon->fd, &snap))
		return false;
	mon->shown = snap.seq;
	if (mon->json)
		json_snapshot(&snap);
	else
		text_entries(&snap);
	free(snap.entries);
	return true;
}

static void show(const struct monitor *mon, const struct pppev_event *ev)
{
	if (ev->seq <= mon->shown)
		return;
	if (mon->json)
		json_event(ev);
	else
		text_event(ev);
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
	struct pppev_event events[64];
	ssize_t n = read(mon->fd, events, sizeof(events));

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	if (n < 0) {
		fprintf(stderr, "pppev: %s: %s\n", PPPEV_DEVICE,
			strerror(errno));
		*code = EXIT_FAILED;
		return false;
	}
	if (n == 0) {
		fprintf(stderr, "pppev: the network namespace is gone\n");
		return false;
	}
	for (size_t i = 0; i < n / sizeof(events[0]); i++)
		show(mon, &events[i]);
	return output_flush(code);
}

static int run(struct monitor *mon)
{
	int code = EXIT_OK;

	end_on_signals();
	setvbuf(stdout, NULL, _IOLBF, 0);	/* never half a line */
	mon->fd = device_open();
	if (mon->fd < 0)
		return EXIT_FAILED;
	if (mon->snapshot && !show_snapshot(mon))
		code = EXIT_FAILED;
	if (code == EXIT_OK && output_flush(&code)) {
		while (wait_for_events(mon) && show_events(mon, &code))
			;
	}
	close(mon->fd);
	return code;
}

int monitor_main(int argc, char **argv)
{
	struct monitor mon = { 0 };
	int c;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (c) {
		case 'h':
			print_help();
			return EXIT_OK;
		case 'j':
			mon.json = true;
			break;
		case 's':
			mon.snapshot = true;
			break;
		default:
			return usage_error("monitor", "option",
					   argv[optind - 1]);
		}
	}
	if (optind < argc)
		return usage_error("monitor", "argument", argv[optind]);
	return run(&mon);
}
