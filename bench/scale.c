// SPDX-License-Identifier: GPL-2.0
/*
 * scale - what many connections cost
 *
 * In a round a gateway with L2TP sessions is built step by step and torn down,
 * for each way to spread its interfaces over namespaces, with a look at each
 * step from the first of these.  In a single namespace this is done twice: the
 * other time it is built without the module, which is then loaded to find the
 * connections, so that its memory is all that changes, and which is there when
 * they are torn down.
 *
 * A client that waits is told of the first connection: that it came up, as all
 * are watched, or that it got a link, as it alone is.
 *
 * Needs root, and nobody that has /dev/pppev open; leaves the module loaded.
 *
 * Exit code: 0 done, 1 failed, 2 usage.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client.h"
#include "crowd.h"
#include "interface.h"
#include "lines.h"
#include "list.h"
#include "memory.h"
#include "module.h"
#include "series.h"

#define MODULE		"/rasnotify/kmod/pppev.ko"
#define WARM_UP		3	/* samples that are thrown away */
#define EVENTFDS	100	/* that the watches take turns with */
#define LOOKS		5	/* samples of what takes long, at most */
#define NAMESPACES_MAX	1000
#define CONNECTIONS_MAX	32000	/* session numbers have 16 bits */

static struct options options = {
	.bench = "scale",
	.what = "What many connections cost.",
	.rounds = 5,
	.samples = 20,
};

static const char *sizes_given = "1,1000,10000";
static const char *namespaces_given = "1,100";
static const char *module = MODULE;

static const struct own_option own[] = {
	{ "connections", "in ascending order (1,1000,10000)", NULL,
	  &sizes_given },
	{ "namespaces", "that they are spread over (1,100)", NULL,
	  &namespaces_given },
	{ "module", "path of pppev.ko (" MODULE ")", NULL, &module },
	{ 0 },
};

/* One gateway, and the round it is of. */
struct gateway {
	unsigned int size;		/* connections by now */
	unsigned int namespaces;
	unsigned int round;
	int b[NAMESPACES_MAX];		/* of the interfaces, in turn */
};

static struct list sizes;
static unsigned int largest;
static int home, control;	/* the caller's namespace; a socket of the first */
static struct pppsim_channel tunnel, second;
static struct line *line;
static double *samples, *more_samples;

static void check(int rc, const char *what)
{
	if (rc < 0)
		errx(1, "%s: %s", what, strerror(-rc));
}

static void put(const struct gateway *g, const char *method, const char *event,
		const char *span, const char *unit, const double *values,
		unsigned int n)
{
	struct series series = {
		.method = method,
		.event = event,
		.span = span,
		.unit = unit,
		.round = g->round,
		.parameters = {
			{ "connections", g->size },
			{ "namespaces", g->namespaces },
		},
	};

	series_put(&series, values, n);
}

static void put_one(const struct gateway *g, const char *method,
		    const char *event, const char *unit, double value)
{
	put(g, method, event, NULL, unit, &value, 1);
}

/* ---- the module -------------------------------------------------------- */

static void set_module(bool loaded)
{
	int rc = loaded ? load_file(module, "") : unload();

	if (rc && rc != (loaded ? -EEXIST : -ENOENT))
		check(rc, loaded ? module : "unloading the module");
}

static int open_writing(void *unused)
{
	(void)unused;
	return pppsim_dev_open(O_WRONLY);
}

static int open_reading(void *unused)
{
	(void)unused;
	return pppsim_dev_open(O_RDONLY | O_NONBLOCK);
}

/* Opened in the first namespace. */
static int look_from(const struct gateway *g, int (*how)(void *))
{
	int fd = pppsim_netns_run(g->b[0], how, NULL);

	check(fd, PPPEV_DEVICE);
	return fd;
}

/* ---- building and tearing down ----------------------------------------- */

static int prepare(void *unused)
{
	(void)unused;
	lines_without_ipv6();
	return 0;
}

static void open_gateway(struct gateway *g, unsigned int namespaces,
			 unsigned int round)
{
	*g = (struct gateway) { .namespaces = namespaces, .round = round };
	for (unsigned int i = 0; i < namespaces; i++) {
		g->b[i] = pppsim_netns_new();
		check(g->b[i], "network namespace");
		check(pppsim_netns_run(g->b[i], prepare, NULL), "namespace");
	}
}

/* Of those from @first on the ones of namespace @nr. */
static void set_up(const struct gateway *g, unsigned int first,
		   unsigned int nr)
{
	unsigned int i = first - first % g->namespaces + nr;

	check(pppsim_netns_enter(g->b[nr]), "namespace");
	for (; i < g->size; i += g->namespaces)
		if (i >= first)
			check(pppsim_unit_up(&line[i].unit), "up");
}

/* Nanoseconds that it took. */
static double grow(struct gateway *g, unsigned int size)
{
	unsigned int i, first = g->size;
	uint64_t start = pppsim_now();

	for (i = first; i < size; i++)
		check(line_dial(&line[i], i, g->b[i % g->namespaces], &tunnel),
		      "dialling");
	g->size = size;
	for (i = 0; i < g->namespaces && i < size; i++)
		set_up(g, first, i);
	check(pppsim_netns_enter(home), "namespace");
	return pppsim_now() - start;
}

static void tear_down(struct gateway *g, const char *method)
{
	uint64_t start = pppsim_now();

	for (unsigned int i = 0; i < g->namespaces; i++)
		close(g->b[i]);
	check(lines_wait_gone(line, g->size), "end of the namespaces");
	put_one(g, method, "tear-down", "ns", pppsim_now() - start);
	lines_hang_up(line, g->size);
}

/* ---- a look at it ------------------------------------------------------ */

/* The first line goes up, or gets a second link; and back. */
static int cause(enum client_wait event, _Atomic uint64_t *call_ns)
{
	if (event == CLIENT_ANY)
		return interface_set(control, line[0].unit.ifname, IFF_UP, 0,
				     call_ns);
	*call_ns = pppsim_now();
	return pppsim_channel_connect(&second, line[0].unit.index);
}

static int undo(enum client_wait event)
{
	if (event == CLIENT_ANY)
		return pppsim_unit_down(&line[0].unit);
	return pppsim_channel_disconnect(&second);
}

static void enter_first(const struct gateway *g)
{
	check(pppsim_netns_enter(g->b[0]), "namespace");
	control = interface_control();
}

static void leave_first(void)
{
	close(control);
	check(pppsim_netns_enter(home), "namespace");
}

/* The calling thread is in the first namespace. */
static void sample(struct client *client, enum client_wait event, int stream,
		   double *hook, double *call)
{
	struct pppev_event ev;
	int64_t woken;
	_Atomic uint64_t start;

	check(crowd_wait_silence(PPPSIM_TIMEOUT), "there is no silence");
	check(cause(event, &start), "event");
	woken = client_woken(client, PPPSIM_TIMEOUT);
	check(woken < 0 ? woken : 0, "the client was not woken");
	check(pppsim_next(stream, &ev, PPPSIM_TIMEOUT), "no event");
	*hook = woken - ev.time_ns;
	*call = woken - start;
	check(undo(event), "undoing it");
}

static void measure_wait(const struct gateway *g, enum client_wait event)
{
	static const char *const name[] = {
		[CLIENT_ANY] = "CONNECTED", [CLIENT_LINK] = "LINK_ADDED",
	};
	uint32_t mask = event == CLIENT_ANY ? PPPEV_MASK_CONNECTED :
					      PPPEV_MASK_LINK_ADDED;
	int stream = look_from(g, open_reading);
	struct client client;

	check(pppsim_filter(stream, mask, 0), "filter");
	check(client_start(&client, g->b[0], event, line[0].unit.ifname),
	      "client");
	enter_first(g);
	if (event == CLIENT_ANY)
		check(undo(event), "down");
	for (unsigned int i = 0; i < WARM_UP; i++)
		sample(&client, event, stream, samples, more_samples);
	for (unsigned int i = 0; i < options.samples; i++)
		sample(&client, event, stream, &samples[i], &more_samples[i]);
	if (event == CLIENT_ANY)
		check(pppsim_unit_up(&line[0].unit), "up");
	leave_first();
	client_end(&client);
	close(stream);
	put(g, "wait", name[event], "hook", "ns", samples, options.samples);
	put(g, "wait", name[event], "call", "ns", more_samples,
	    options.samples);
}

/*
 * The call alone, when nobody waits: what it takes to come to the hook grows
 * with the interfaces of the namespace, module or not.
 */
static void measure_call(const struct gateway *g, const char *method)
{
	enter_first(g);
	for (unsigned int i = 0; i < options.samples; i++) {
		_Atomic uint64_t start;

		check(undo(CLIENT_ANY), "down");
		check(crowd_wait_silence(PPPSIM_TIMEOUT), "there is no silence");
		check(cause(CLIENT_ANY, &start), "up");
		samples[i] = pppsim_now() - start;
	}
	leave_first();
	put(g, method, "CONNECTED", "call", "ns", samples, options.samples);
}

/* Connections of the first namespace. */
static unsigned int in_first(const struct gateway *g)
{
	return (g->size + g->namespaces - 1) / g->namespaces;
}

static unsigned int looks(void)
{
	return options.samples < LOOKS ? options.samples : LOOKS;
}

static void measure_snapshot(const struct gateway *g)
{
	int fd = look_from(g, open_writing);
	struct pppev_entry *e;

	for (unsigned int i = 0; i < looks(); i++) {
		uint64_t start = pppsim_now();
		int n = pppsim_snapshot(fd, 0, &e, NULL);

		samples[i] = pppsim_now() - start;
		check(n, "snapshot");
		if ((unsigned int)n != 2 * in_first(g))
			errx(1, "%d entries of %u", n, 2 * in_first(g));
		free(e);
	}
	close(fd);
	put(g, "snapshot", NULL, NULL, "ns", samples, looks());
}

static void measure_enumeration(const struct gateway *g)
{
	int n = client_enumerate(g->b[0], samples, looks());

	check(n, "RasEnumConnections");
	if ((unsigned int)n != in_first(g))
		errx(1, "%d connections of %u", n, in_first(g));
	put(g, "RasEnumConnections", NULL, NULL, "ns", samples, looks());
}

static void look(const struct gateway *g)
{
	measure_snapshot(g);
	measure_enumeration(g);
	measure_wait(g, CLIENT_ANY);
	measure_wait(g, CLIENT_LINK);
}

/* ---- memory ------------------------------------------------------------ */

static double told(int fd)
{
	struct pppev_stats stats;

	check(pppsim_stats(fd, &stats), "STATS");
	return stats.memory;
}

/* One watch for each connection there is in the first namespace. */
static void weigh_watches(const struct gateway *g, int fd)
{
	int efds[EVENTFDS], i, n, connections = in_first(g);
	double slabs, told_before = told(fd);
	struct pppev_entry *e;

	n = pppsim_snapshot(fd, 0, &e, NULL);
	check(n, "snapshot");
	for (i = 0; i < EVENTFDS; i++)
		efds[i] = pppsim_efd_new();
	slabs = memory_of_slabs();
	check(lines_watch(fd, e, n, efds, EVENTFDS), "watching");
	put_one(g, "slabs", "watch", "bytes",
		(memory_of_slabs() - slabs) / connections);
	put_one(g, "STATS", "watch", "bytes",
		(told(fd) - told_before) / connections);
	for (i = 0; i < EVENTFDS; i++)
		close(efds[i]);
	free(e);
}

/* Loads the module; its own size is shared by the connections, too. */
static void weigh(const struct gateway *g)
{
	double slabs = memory_of_slabs();
	uint64_t start = pppsim_now();
	int fd;

	set_module(true);
	put_one(g, "with", "load", "ns", pppsim_now() - start);
	put_one(g, "slabs", "connection", "bytes",
		(memory_of_slabs() - slabs + memory_of_module()) / g->size);
	fd = look_from(g, open_writing);
	put_one(g, "STATS", "connection", "bytes", told(fd) / in_first(g));
	weigh_watches(g, fd);
	close(fd);
}

/* ---- rounds ------------------------------------------------------------ */

/* Builds it with or without; what it took is what all steps until there took. */
static void build(struct gateway *g, bool with)
{
	const char *method = with ? "with" : "without";
	double ns = 0;

	for (unsigned int i = 0; i < sizes.n; i++) {
		ns += grow(g, sizes.value[i]);
		put_one(g, method, "build", "ns", ns);
		measure_call(g, method);
		if (with)
			look(g);
	}
}

static void run_without(unsigned int namespaces, unsigned int round)
{
	struct gateway g;

	set_module(false);
	open_gateway(&g, namespaces, round);
	build(&g, false);
	weigh(&g);
	tear_down(&g, "with");
}

static void run_with(unsigned int namespaces, unsigned int round)
{
	struct gateway g;

	set_module(true);
	open_gateway(&g, namespaces, round);
	build(&g, true);
	set_module(false);
	tear_down(&g, "without");
}

static void run_round(unsigned int round, const struct list *namespaces,
		      unsigned int *seed)
{
	unsigned int order[LIST_MAX];

	list_shuffle(order, namespaces->n, seed);
	for (unsigned int i = 0; i < namespaces->n; i++) {
		unsigned int n = namespaces->value[order[i]];
		bool without_first = rand_r(seed) & 1;

		series_progress("scale: round %u of %u, %u namespaces",
				round + 1, options.rounds, n);
		if (n == 1 && without_first)
			run_without(n, round);
		run_with(n, round);
		if (n == 1 && !without_first)
			run_without(n, round);
	}
}

static void check_lists(const struct list *namespaces)
{
	for (unsigned int i = 0; i < sizes.n; i++)
		if (sizes.value[i] > CONNECTIONS_MAX ||
		    (i && sizes.value[i] <= sizes.value[i - 1]))
			errx(2, "--connections: ascending, and at most %d",
			     CONNECTIONS_MAX);
	for (unsigned int i = 0; i < namespaces->n; i++)
		if (namespaces->value[i] > NAMESPACES_MAX)
			errx(2, "--namespaces: at most %d", NAMESPACES_MAX);
}

static void open_scene(void)
{
	largest = sizes.value[sizes.n - 1];
	line = calloc(largest, sizeof(*line));
	samples = calloc(options.samples, sizeof(*samples));
	more_samples = calloc(options.samples, sizeof(*more_samples));
	if (!line || !samples || !more_samples)
		err(1, "memory");
	check(lines_prepare(largest, NAMESPACES_MAX + 1000), "descriptors");
	check(pppsim_netns_unshare(), "network namespace");
	home = pppsim_netns_get();
	check(home, "network namespace");
	check(pppsim_channel_open(&tunnel, PPPEV_KIND_L2TP, NULL), "tunnel");
	check(pppsim_channel_open(&second, PPPEV_KIND_SYNC, NULL), "channel");
}

/* Some errors are found in the middle of a round. */
static void leave_it_loaded(void)
{
	load_file(module, "");
	lines_finish();
}

int main(int argc, char **argv)
{
	struct list namespaces;
	unsigned int seed;

	options_parse(argc, argv, &options, own);
	sizes = list_parse("connections", sizes_given, 1);
	namespaces = list_parse("namespaces", namespaces_given, 1);
	check_lists(&namespaces);
	open_scene();
	atexit(leave_it_loaded);
	series_begin(&options);
	seed = options.seed;
	series_progress("scale: seed %u", seed);
	for (unsigned int round = 0; round < options.rounds; round++)
		run_round(round, &namespaces, &seed);
	pppsim_channel_close(&second);
	pppsim_channel_close(&tunnel);
	series_end();
	return 0;
}
