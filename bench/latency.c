// SPDX-License-Identifier: GPL-2.0
/*
 * latency - how long from the event to the thread that waits for it
 *
 * Three methods take turns, round after round, in one run: ours, a bare
 * eventfd as the lower bound, and an rtnetlink listener.  Needs root, pppev.ko
 * and the sync tty driver; works in a network namespace of its own.
 *
 * For figures that mean something give it one CPU that does not go idle:
 * "make -C bench run" boots such a guest.
 *
 * Exit code: 0 done, 1 failed, 2 usage.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"

#define WARM_UP		10	/* samples of a series that are thrown away */

struct bench {
	struct options opt;
	struct results res;
	struct shared *sh;
	int stream;		/* /dev/pppev, for the hooks' times */
	pid_t actor;
};

static void check(int rc, const char *what)
{
	if (rc < 0)
		errx(1, "%s: %s", what, strerror(-rc));
}

static void usage(int code)
{
	fprintf(code ? stderr : stdout,
		"usage: latency [OPTION]...\n"
		"\n"
		"  --samples N  per event, method and round (40)\n"
		"  --rounds N   of all methods in turn (25)\n"
		"  --seed N     of the pauses between samples and the order of methods\n"
		"               (default: the time)\n"
		"  --json       one JSON object instead of tables\n");
	exit(code);
}

static unsigned int number(const char *text, unsigned int least)
{
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	if (!*text || *end || value < least || value > 1000000)
		usage(2);
	return value;
}

static void parse(int argc, char **argv, struct options *opt)
{
	static const struct option options[] = {
		{ "samples", required_argument, NULL, 'n' },
		{ "rounds", required_argument, NULL, 'r' },
		{ "seed", required_argument, NULL, 's' },
		{ "json", no_argument, NULL, 'j' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 },
	};
	int c;

	*opt = (struct options) {
		.samples = 40, .rounds = 25, .seed = time(NULL) % 1000000,
	};
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'n':
			opt->samples = number(optarg, 1);
			break;
		case 'r':
			opt->rounds = number(optarg, 1);
			break;
		case 's':
			opt->seed = number(optarg, 0);
			break;
		case 'j':
			opt->json = true;
			break;
		default:
			usage(c == 'h' ? 0 : 2);
		}
	}
	if (optind < argc)
		usage(2);
}

/* A unit with a link, the interface down. */
static void make_session(struct shared *sh)
{
	check(pppsim_netns_unshare(), "network namespace");
	check(pppsim_channel_open(&sh->ch, PPPEV_KIND_SYNC, NULL), "channel");
	check(pppsim_unit_open(&sh->unit), "unit");
	check(pppsim_channel_connect(&sh->ch, sh->unit.index), "connect");
}

static void allocate(struct bench *b, int m)
{
	size_t n = (size_t)b->opt.rounds * b->opt.samples;

	for (int i = 0; i < TRANSITIONS * SPANS; i++) {
		struct series *s = &b->res.series[m][i / SPANS][i % SPANS];

		s->ns = calloc(n, sizeof(*s->ns));
		if (!s->ns)
			err(1, "memory");
	}
}

static void set_up(struct bench *b)
{
	struct shared *sh = mmap(NULL, sizeof(*sh), PROT_READ | PROT_WRITE,
				 MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (sh == MAP_FAILED)
		err(1, "shared memory");
	b->sh = sh;
	b->res = (struct results) {
		.opt = &b->opt,
		.methods = { &method_wait, &method_eventfd, &method_rtnetlink },
	};
	for (int m = 0; m < N_METHODS; m++)
		allocate(b, m);
	make_session(sh);
	b->stream = pppsim_dev_open(O_RDONLY | O_NONBLOCK);
	check(b->stream, PPPEV_DEVICE);
	check(pppsim_filter(b->stream, PPPEV_MASK_CONNECTED |
			    PPPEV_MASK_DISCONNECTED, 0), PPPEV_DEVICE);
	sh->efd = eventfd(0, EFD_CLOEXEC);
	check(sh->efd < 0 ? -errno : 0, "eventfd");
	b->actor = actor_start(sh, b->res.methods, b->opt.seed);
	check(b->actor < 0 ? -errno : 0, "fork");
}

static void tear_down(struct bench *b)
{
	int status;

	b->sh->quit = true;
	waitpid(b->actor, &status, 0);
	pppsim_unit_close(&b->sh->unit);
	pppsim_channel_close(&b->sh->ch);
	close(b->stream);
}

/* When the hook ran for the transition that was just seen. */
static uint64_t hook_time(const struct bench *b, enum transition to)
{
	uint32_t type = to == UP ? PPPEV_EVENT_CONNECTED :
				   PPPEV_EVENT_DISCONNECTED;
	struct pppev_event ev;

	check(pppsim_next(b->stream, &ev, PPPSIM_TIMEOUT), "no event");
	if (ev.type != type)
		errx(1, "%s instead of %s", pppsim_type_name(ev.type),
		     pppsim_type_name(type));
	return ev.time_ns;
}

/* Arms, waits, and takes the spans; odd samples go up. */
static void take_sample(struct bench *b, const struct method *method,
			int64_t span[SPANS])
{
	unsigned int sample = b->sh->armed + 1;
	enum transition to = sample % 2 ? UP : DOWN;
	uint64_t returned, hook;

	b->sh->armed = sample;
	returned = method->wait(b->sh, to);
	if (!returned)
		errx(1, "%s: the wait failed", method->name);
	hook = method->events ? hook_time(b, to) : b->sh->call_ns;
	span[FROM_HOOK] = returned - hook;
	span[FROM_CALL] = returned - b->sh->call_ns;
}

static void run_series(struct bench *b, int m, unsigned int round)
{
	const struct method *method = b->res.methods[m];
	int64_t span[SPANS];
	size_t at = (size_t)round * b->opt.samples;

	b->sh->method = m;
	check(method->open(b->sh), method->name);
	for (int i = 0; i < WARM_UP; i++)
		take_sample(b, method, span);
	for (unsigned int i = 0; i < 2 * b->opt.samples; i++) {
		enum transition to = b->sh->armed % 2 ? DOWN : UP;

		take_sample(b, method, span);
		for (int s = 0; s < SPANS; s++)
			b->res.series[m][to][s].ns[at + i / 2] = span[s];
	}
	method->close(b->sh);
}

/* All methods once, beginning with another one each time. */
static void run_round(struct bench *b, unsigned int round)
{
	unsigned int first = b->opt.seed + round;

	for (unsigned int i = 0; i < N_METHODS; i++)
		run_series(b, (first + i) % N_METHODS, round);
}

int main(int argc, char **argv)
{
	struct bench b;

	parse(argc, argv, &b.opt);
	set_up(&b);
	for (unsigned int round = 0; round < b.opt.rounds; round++)
		run_round(&b, round);
	tear_down(&b);
	if (b.opt.json)
		report_json(&b.res);
	else
		report_text(&b.res);
	return 0;
}
