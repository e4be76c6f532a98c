// SPDX-License-Identifier: GPL-2.0
/*
 * latency - how long from the event to the process that waits for it
 *
 * All methods take turns, in another order each round.  Needs root, pppev.ko,
 * pppev_bare.ko and the sync tty driver; works in a network namespace of its
 * own.  For figures that mean something give it one processor that does not go
 * idle, or a clock that counts instructions: "make bench" does both.
 *
 * Exit code: 0 done, 1 failed, 2 usage.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "interface.h"
#include "latency.h"
#include "options.h"
#include "series.h"

#define WARM_UP		4	/* cycles of a series that are thrown away */
#define MOST_METHODS	64

static const char *const event_name[] = {
	[CONNECTED] = "CONNECTED", [LINK_ADDED] = "LINK_ADDED",
	[LINK_REMOVED] = "LINK_REMOVED", [DISCONNECTED] = "DISCONNECTED",
	[DELETED] = "DELETED", [SIGNAL] = "SIGNAL",
};

static const char *const span_name[] = {
	[FROM_HOOK] = "hook", [FROM_CALL] = "call",
};

static struct options options = {
	.bench = "latency",
	.what = "How long it takes from an event to the process that waits for it.",
	.rounds = 20,
	.samples = 100,
};

static const char *wanted_methods = "";
static unsigned int order[MOST_METHODS];
static unsigned int n_methods;

static const struct own_option own_options[] = {
	{ "methods", "names, separated by commas (all)", NULL,
	  &wanted_methods },
	{ 0 },
};

static void check(int rc, const char *what)
{
	if (rc < 0)
		errx(1, "%s: %s", what, strerror(-rc));
}

static void *shared_memory(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		err(1, "shared memory");
	return memory;
}

/* ---- which methods, in what order ---------------------------------------- */

static bool in_list(const char *list, const char *name)
{
	size_t len = strlen(name);

	while (*list) {
		size_t word = strcspn(list, ",");

		if (word == len && !strncmp(list, name, len))
			return true;
		list += word;
		list += *list == ',';
	}
	return false;
}

static unsigned int count_words(const char *list)
{
	unsigned int n = *list ? 1 : 0;

	for (; *list; list++)
		n += *list == ',';
	return n;
}

static void select_methods(void)
{
	for (unsigned int m = 0; methods[m]; m++)
		if (!*wanted_methods ||
		    in_list(wanted_methods, methods[m]->name))
			order[n_methods++] = m;
	if (*wanted_methods && n_methods != count_words(wanted_methods)) {
		fprintf(stderr, "latency: --methods knows");
		for (unsigned int m = 0; methods[m]; m++)
			fprintf(stderr, " %s", methods[m]->name);
		fprintf(stderr, "\n");
		exit(2);
	}
}

static void shuffle(unsigned int *seed)
{
	for (unsigned int i = n_methods; i > 1; i--) {
		unsigned int j = rand_r(seed) % i;
		unsigned int other = order[j];

		order[j] = order[i - 1];
		order[i - 1] = other;
	}
}

/* ---- the scene ----------------------------------------------------------- */

/* A multilink unit with one link of two, the interface down. */
static void make_session(struct shared *sh)
{
	check(pppsim_netns_unshare(), "network namespace");
	check(pppsim_unit_open(&sh->unit), "unit");
	check(pppsim_unit_multilink(&sh->unit, true), "multilink");
	for (int i = 0; i < 2; i++)
		check(pppsim_channel_open(&sh->link[i], PPPEV_KIND_SYNC, NULL),
		      "channel");
	check(pppsim_channel_connect(&sh->link[0], sh->unit.index), "connect");
}

/*
 * PPPIOCDISCONN waits for a grace period after all that is measured: let it be
 * a short one.
 */
static void expedite(void)
{
	int fd = open("/sys/kernel/rcu_expedited", O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, "1", 1) != 1)
		err(1, "rcu_expedited");
	close(fd);
}

static struct shared *set_up(void)
{
	struct shared *sh = shared_memory(sizeof(*sh));

	expedite();
	make_session(sh);
	check(sem_init(&sh->armed, 1, 0) | sem_init(&sh->acted, 1, 0),
	      "semaphore");
	check(bare_open(sh), "/dev/pppev_bare");
	sh->efd = eventfd(0, EFD_CLOEXEC);
	sh->control = interface_control();
	if (sh->efd < 0)
		err(1, "eventfd");
	return sh;
}

static void allocate(struct samples *samples)
{
	for (int i = 0; i < EVENTS * SPANS; i++)
		samples->ns[i / SPANS][i % SPANS] =
			shared_memory(options.samples * sizeof(double));
}

/* ---- rounds -------------------------------------------------------------- */

static bool is_known(const struct method *method, int event, int span)
{
	if (!(method->events & 1 << event))
		return false;
	return span == FROM_CALL ? !method->no_call :
				   !(method->no_hook & 1 << event);
}

static void put(const struct method *method, const struct samples *samples,
		unsigned int round)
{
	for (int i = 0; i < EVENTS * SPANS; i++) {
		int event = i / SPANS, span = i % SPANS;
		struct series series = {
			.method = method->name,
			.event = event_name[event],
			.span = span_name[span],
			.unit = "ns",
			.round = round,
		};

		if (!is_known(method, event, span))
			continue;
		series_put(&series, samples->ns[event][span], samples->wanted);
	}
}

static void run_series(struct shared *sh, unsigned int m,
		       struct samples *samples, unsigned int round)
{
	const struct method *method = methods[m];
	unsigned int share = method->share ?: 1;

	samples->wanted = options.samples / share ?: 1;
	samples->warm_up = method->share ? 0 : WARM_UP;
	sh->method = m;
	listener_run(sh, method, samples);
	put(method, samples, round);
}

static void run_rounds(struct shared *sh)
{
	unsigned int seed = options.seed;
	struct samples samples;

	allocate(&samples);
	for (unsigned int round = 0; round < options.rounds; round++) {
		series_progress("latency: round %u of %u", round + 1,
				options.rounds);
		shuffle(&seed);
		for (unsigned int i = 0; i < n_methods; i++)
			run_series(sh, order[i], &samples, round);
	}
}

int main(int argc, char **argv)
{
	struct shared *sh;
	pid_t actor;

	options_parse(argc, argv, &options, own_options);
	select_methods();
	series_progress("latency: seed %u", options.seed);
	sh = set_up();
	actor = actor_start(sh, options.seed);
	check(actor < 0 ? -errno : 0, "fork");
	series_begin(&options);
	run_rounds(sh);
	kill(actor, SIGKILL);
	waitpid(actor, NULL, 0);
	series_end();
	return 0;
}
