// SPDX-License-Identifier: GPL-2.0
/*
 * storm - what readers lose while sessions come and go, and how late they are
 *
 * A session is four events: a link is added, the connection is up, it is down,
 * the link is removed.  An rtnetlink listener is told of the middle two.  The
 * storm is seen by readers of one kind at a time, which take turns; some of
 * them stop reading for a while.  Of ours every event has to be accounted for,
 * delivered or told as lost, or this fails; of rtnetlink's what was delivered
 * is compared with what was done.
 *
 * Needs root and pppev.ko; works in a network namespace of its own.
 *
 * Exit code: 0 done, 1 failed, 2 usage.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "list.h"
#include "module.h"
#include "pppsim.h"
#include "reader.h"
#include "series.h"

#define READERS_MAX	64
#define SESSION_EVENTS	4
#define NS		1000000000ull

static struct options options = {
	.bench = "storm",
	.what = "What readers lose while sessions come and go, and how late they are.",
	.rounds = 5,
	.samples = 1,
};

static unsigned int seconds = 60, n_readers = 8;
static const char *rates_given = "400,1000,0";
static const char *stalls_given = "1,4";

static const struct own_option own[] = {
	{ "seconds", "of each rate and kind of readers, in all rounds (60)",
	  &seconds, NULL },
	{ "rates", "sessions per second, 0: all that can be (400,1000,0)",
	  NULL, &rates_given },
	{ "readers", "of one kind (8)", &n_readers, NULL },
	{ "stalls", "seconds that one reader each does not read (1,4)", NULL,
	  &stalls_given },
	{ 0 },
};

static const struct reader_kind *const kinds[] = {
	&reader_pppev, &reader_rtnetlink,
};

#define KINDS	(sizeof(kinds) / sizeof(kinds[0]))

/* One of the round: at what rate, who reads. */
struct setting {
	unsigned int rate;
	const struct reader_kind *kind;
};

static struct list rates, stalls;
static struct storm *storm;
static struct pppsim_unit unit[STORM_UNITS];
static struct pppsim_channel ch[STORM_UNITS];
static struct reader readers[READERS_MAX];
static int probe;		/* for the newest number */

static void check(int rc, const char *what)
{
	if (rc < 0)
		errx(1, "%s: %s", what, strerror(-rc));
}

/* ---- sessions ---------------------------------------------------------- */

static void begin_transition(void)
{
	uint64_t number = storm->transitions;

	storm->call_ns[number % STORM_LOG] = pppsim_now();
	storm->transitions = number + 1;
}

static void run_session(unsigned int i)
{
	check(pppsim_channel_connect(&ch[i], unit[i].index), "connect");
	begin_transition();
	check(pppsim_unit_up(&unit[i]), "up");
	begin_transition();
	check(pppsim_unit_down(&unit[i]), "down");
	check(pppsim_channel_disconnect(&ch[i]), "disconnect");
}

static void sleep_until(uint64_t ns)
{
	struct timespec ts = { .tv_sec = ns / NS, .tv_nsec = ns % NS };

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &ts, NULL) ==
	       EINTR)
		;
}

/* Who is late does not wait.  Returns how many there were. */
static uint64_t run_sessions(unsigned int rate, uint64_t start, uint64_t end)
{
	uint64_t n;

	for (n = 0; pppsim_now() < end; n++) {
		if (rate)
			sleep_until(start + n * NS / rate);
		run_session(n % STORM_UNITS);
	}
	return n;
}

/* ---- readers ----------------------------------------------------------- */

static void start_readers(const struct reader_kind *kind)
{
	for (unsigned int i = 0; i < n_readers; i++) {
		readers[i] = (struct reader) {
			.kind = kind,
			.storm = storm,
			.stall = i < stalls.n ? stalls.value[i] : 0,
		};
		check(reader_start(&readers[i]), kind->name);
	}
}

static void stop_readers(void)
{
	eventfd_t value;

	eventfd_write(storm->stop, 1);
	for (unsigned int i = 0; i < n_readers; i++)
		check(reader_wait(&readers[i]), readers[i].kind->name);
	eventfd_read(storm->stop, &value);
}

/* Every one of ours accounts for all of it. */
static void audit(uint64_t events)
{
	for (unsigned int i = 0; i < n_readers; i++) {
		const struct account *a = readers[i].account;

		if (a->delivered + a->told_lost != events)
			errx(1, "of %llu events %llu were delivered and %llu told as lost",
			     (unsigned long long)events,
			     (unsigned long long)a->delivered,
			     (unsigned long long)a->told_lost);
	}
}

/* ---- figures ----------------------------------------------------------- */

static void put(const struct setting *s, unsigned int round,
		const char *event, const char *span, const char *unit_name,
		unsigned int stall, const double *samples, size_t n)
{
	struct series series = {
		.method = s->kind->name,
		.event = event,
		.span = span,
		.unit = unit_name,
		.round = round,
		.parameters = {
			{ "rate", s->rate },
			{ "stall", stall },
		},
	};

	if (n)
		series_put(&series, samples, n);
}

static double lost(const struct reader *reader, uint64_t sessions)
{
	if (reader->kind == &reader_pppev)
		return reader->account->told_lost;
	return 2.0 * sessions - reader->account->transitions;
}

static void put_lost(const struct setting *s, unsigned int round,
		     uint64_t sessions)
{
	double values[READERS_MAX];

	for (unsigned int i = 0; i < n_readers; i++)
		values[i] = lost(&readers[i], sessions);
	for (unsigned int i = 0; i < stalls.n; i++)
		put(s, round, "lost", NULL, "events", stalls.value[i],
		    &values[i], 1);
	put(s, round, "lost", NULL, "events", 0, values + stalls.n,
	    n_readers - stalls.n);
}

/* Of those that never stalled, all together. */
static void put_latency(const struct setting *s, unsigned int round)
{
	size_t room = (size_t)n_readers * READER_SAMPLES, hooks = 0, calls = 0;
	double *hook = malloc(room * sizeof(*hook));
	double *call = malloc(room * sizeof(*call));

	if (!hook || !call)
		err(1, "memory");
	for (unsigned int i = stalls.n; i < n_readers; i++) {
		const struct account *a = readers[i].account;

		memcpy(hook + hooks, a->hook, a->n_hook * sizeof(*hook));
		memcpy(call + calls, a->call, a->n_call * sizeof(*call));
		hooks += a->n_hook;
		calls += a->n_call;
	}
	put(s, round, "read", "hook", "ns", 0, hook, hooks);
	put(s, round, "read", "call", "ns", 0, call, calls);
	free(hook);
	free(call);
}

/* ---- rounds ------------------------------------------------------------ */

static void run_setting(const struct setting *s, unsigned int round)
{
	uint64_t length = seconds * NS / options.rounds;
	uint64_t seq, start, sessions;
	double per_second;

	storm->transitions = 0;
	start_readers(s->kind);
	seq = pppsim_seq(probe);
	start = pppsim_now();
	storm->stall_ns = start + length / 8;
	sessions = run_sessions(s->rate, start, start + length);
	per_second = sessions * 1e9 / (pppsim_now() - start);
	stop_readers();
	seq = pppsim_seq(probe) - seq;
	if (seq != SESSION_EVENTS * sessions)
		errx(1, "%llu events of %llu sessions",
		     (unsigned long long)seq, (unsigned long long)sessions);
	if (s->kind == &reader_pppev)
		audit(seq);
	put(s, round, "session", NULL, "1/s", 0, &per_second, 1);
	put_lost(s, round, sessions);
	put_latency(s, round);
	for (unsigned int i = 0; i < n_readers; i++)
		reader_free(&readers[i]);
}

static void run_round(unsigned int round, unsigned int *seed)
{
	unsigned int order[LIST_MAX * KINDS], n = rates.n * KINDS;

	list_shuffle(order, n, seed);
	for (unsigned int i = 0; i < n; i++) {
		struct setting s = {
			.rate = rates.value[order[i] / KINDS],
			.kind = kinds[order[i] % KINDS],
		};

		series_progress("storm: round %u of %u, rate %u, %s",
				round + 1, options.rounds, s.rate,
				s.kind->name);
		run_setting(&s, round);
	}
}

/* ---- the scene --------------------------------------------------------- */

static void not_expedited(void)
{
	write_file("/sys/kernel/rcu_expedited", "0");
}

static void open_scene(void)
{
	storm = mmap(NULL, sizeof(*storm), PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (storm == MAP_FAILED)
		err(1, "shared memory");
	storm->stop = eventfd(0, EFD_CLOEXEC);
	check(storm->stop < 0 ? -errno : 0, "eventfd");
	check(write_file("/sys/kernel/rcu_expedited", "1"), "rcu_expedited");
	atexit(not_expedited);
	check(pppsim_netns_unshare(), "network namespace");
	write_file("/proc/sys/net/ipv6/conf/default/disable_ipv6", "1");
	probe = pppsim_dev_open(O_WRONLY);
	check(probe, PPPEV_DEVICE);
	for (int i = 0; i < STORM_UNITS; i++) {
		check(pppsim_unit_open(&unit[i]), "unit");
		check(pppsim_channel_open(&ch[i], PPPEV_KIND_SYNC, NULL),
		      "channel");
		storm->ifindex[i] = unit[i].ifindex;
	}
}

static void close_scene(void)
{
	for (int i = 0; i < STORM_UNITS; i++) {
		pppsim_channel_close(&ch[i]);
		pppsim_unit_close(&unit[i]);
	}
	close(probe);
}

/* A stall begins at an eighth of a round, and is over in its second half. */
static void check_options(void)
{
	for (unsigned int i = 0; i < stalls.n; i++)
		if (stalls.value[i] * options.rounds * 2 > seconds)
			errx(2, "--stalls %u: at most half a round, which takes %.1f s",
			     stalls.value[i], (double)seconds / options.rounds);
	if (n_readers <= stalls.n || n_readers > READERS_MAX)
		errx(2, "--readers: more than stall, and at most %d",
		     READERS_MAX);
}

int main(int argc, char **argv)
{
	unsigned int seed;

	options_parse(argc, argv, &options, own);
	rates = list_parse("rates", rates_given, 0);
	stalls = list_parse("stalls", stalls_given, 1);
	check_options();
	open_scene();
	series_begin(&options);
	seed = options.seed;
	series_progress("storm: seed %u", seed);
	for (unsigned int round = 0; round < options.rounds; round++)
		run_round(round, &seed);
	close_scene();
	series_end();
	return 0;
}
