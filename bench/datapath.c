// SPDX-License-Identifier: GPL-2.0
/*
 * datapath - what packets cost with the module and without it
 *
 * UDP packets from a ppp unit to one in another namespace, over PPPoE and over
 * a synchronous tty, in batches.  In a round the module is there once and not
 * there twice, in an order drawn from the seed: the ratio of the two without
 * it is the noise that the ratio with it is to be held against.
 *
 * Over the tty a packet is received before the next one is sent: what is in
 * its buffer is one frame, whoever put it there.
 *
 * Needs root, and nobody that has /dev/pppev open; leaves the module loaded.
 *
 * Exit code: 0 done, 1 failed, 2 usage.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "list.h"
#include "module.h"
#include "pair.h"
#include "series.h"

#define MODULE	"/rasnotify/kmod/pppev.ko"
#define WARM_UP	3	/* batches that are thrown away */
#define SMALL	64	/* bytes of a packet */
#define LARGE	1400
#define BURST	16	/* packets on their way at once, over PPPoE */

/* In which state of the module, in words of bench/goals.json. */
enum arm { WITH, WITHOUT, AGAIN, ARMS };

static const char *const arm_name[ARMS] = { "with", "without", "again" };

struct path {
	const char *name;
	struct pair pair;
	unsigned int burst;
};

static struct path paths[] = {
	{ .name = "pppoe", .burst = BURST }, { .name = "sync", .burst = 1 },
};

#define PATHS	(sizeof(paths) / sizeof(paths[0]))

static struct options options = {
	.bench = "datapath",
	.what = "Cost of packets with the module and without it.",
	.rounds = 5,
	.samples = 40,
};

static unsigned int batch = 64;
static const char *module = MODULE;

static const struct own_option own[] = {
	{ "batch", "packets of a sample, a multiple of 16 (64)", &batch,
	  NULL },
	{ "module", "path of pppev.ko (" MODULE ")", NULL, &module },
	{ 0 },
};

static void check(int rc, const char *what)
{
	if (rc < 0)
		errx(1, "%s: %s", what, strerror(-rc));
}

/* ---- the module -------------------------------------------------------- */

/* It may be so already. */
static void set_module(bool loaded)
{
	int rc = loaded ? load_file(module, "") : unload();
	struct pppev_info info;
	int fd;

	if (rc && rc != (loaded ? -EEXIST : -ENOENT))
		check(rc, loaded ? module : "unloading the module");
	fd = pppsim_dev_open(O_WRONLY);
	if (!loaded) {
		if (fd != -ENOENT)
			errx(1, "the module is still there");
		return;
	}
	check(fd, PPPEV_DEVICE);
	check(pppsim_info(fd, &info), PPPEV_DEVICE);
	if (!(info.hooks & PPPEV_HOOK_ATTACH))
		errx(1, "the module has no hooks");
	close(fd);
}

/* ---- samples ----------------------------------------------------------- */

/* Nanoseconds per packet. */
static double sample(struct path *path, size_t size, unsigned int burst)
{
	uint64_t start = pppsim_now();

	for (unsigned int i = 0; i < batch; i += burst)
		check(pair_pass(&path->pair, size, burst), path->name);
	return (double)(pppsim_now() - start) / batch;
}

static void put(const struct path *path, enum arm arm, const char *span,
		const char *unit, size_t size, unsigned int round,
		const double *samples)
{
	struct series series = {
		.method = arm_name[arm],
		.event = path->name,
		.span = span,
		.unit = unit,
		.round = round,
		.parameters = {
			{ "bytes", size },
			{ "burst", path->burst },
		},
	};

	series_put(&series, samples, options.samples);
}

static void measure(struct path *path, enum arm arm, size_t size,
		    unsigned int round)
{
	double ns[options.samples], mbit[options.samples];

	for (unsigned int i = 0; i < WARM_UP; i++)
		sample(path, size, path->burst);
	for (unsigned int i = 0; i < options.samples; i++) {
		ns[i] = sample(path, size, path->burst);
		mbit[i] = size * 8 * 1000 / ns[i];
	}
	put(path, arm, "packet", "ns", size, round, ns);
	put(path, arm, "throughput", "Mbit/s", size, round, mbit);
}

static void run_arm(enum arm arm, unsigned int round, unsigned int *seed)
{
	unsigned int order[PATHS];

	set_module(arm == WITH);
	list_shuffle(order, PATHS, seed);
	for (unsigned int i = 0; i < PATHS; i++) {
		measure(&paths[order[i]], arm, SMALL, round);
		measure(&paths[order[i]], arm, LARGE, round);
	}
}

static void run_round(unsigned int round, unsigned int *seed)
{
	unsigned int order[ARMS];

	list_shuffle(order, ARMS, seed);
	for (unsigned int i = 0; i < ARMS; i++)
		run_arm(order[i], round, seed);
	series_progress("datapath: round %u of %u", round + 1, options.rounds);
}

/* ---- the scene --------------------------------------------------------- */

/* Addresses of their own for the interfaces would send packets of their own. */
static int without_ipv6(void *unused)
{
	(void)unused;
	return write_file("/proc/sys/net/ipv6/conf/default/disable_ipv6", "1");
}

static void open_scene(void)
{
	static const char *const dev[2] = { "near", "far" };
	int far;

	check(pppsim_netns_unshare(), "network namespace");
	far = pppsim_netns_new();
	check(far, "network namespace");
	without_ipv6(NULL);
	pppsim_netns_run(far, without_ipv6, NULL);
	check(pppsim_if_add_veth(dev[0], dev[1]), "veth");
	check(pppsim_if_move(dev[1], far), "veth");
	check(pair_open(&paths[0].pair, PPPEV_KIND_PPPOE, dev, far, 1),
	      "PPPoE");
	check(pair_open(&paths[1].pair, PPPEV_KIND_SYNC, NULL, far, 2),
	      "sync tty");
	close(far);
}

/* Some errors are found in the middle of a round. */
static void leave_it_loaded(void)
{
	load_file(module, "");
}

int main(int argc, char **argv)
{
	unsigned int seed;

	options_parse(argc, argv, &options, own);
	if (!batch || batch % BURST) {
		fprintf(stderr, "--batch is a multiple of %d\n", BURST);
		return 2;
	}
	open_scene();
	atexit(leave_it_loaded);
	series_begin(&options);
	seed = options.seed;
	series_progress("datapath: seed %u", seed);
	for (unsigned int round = 0; round < options.rounds; round++)
		run_round(round, &seed);
	for (unsigned int i = 0; i < PATHS; i++)
		pair_close(&paths[i].pair);
	series_end();
	return 0;
}
