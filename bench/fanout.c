// SPDX-License-Identifier: GPL-2.0
/*
 * fanout - what an event costs that many wait for, or nobody but one of many
 *
 * Who acts does so with real-time priority: nobody that it wakes runs before
 * its system call has returned.  So "call", the time of that call, is all that
 * the event costs who causes it, and on one processor nothing else; "last" is
 * from the hook to the return of the last read() of an eventfd.  "watch" is
 * what "call" grows by with each watch.  The yardstick is a module that does
 * nothing but signal as many eventfds in a loop, under a lock as well.
 *
 * Exit code: 0 done, 1 failed, 2 usage.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bare/pppev_bare.h"
#include "crowd.h"
#include "interface.h"
#include "list.h"
#include "module.h"
#include "pppsim.h"
#include "series.h"
#include "stats.h"

#define CONNECTIONS	100	/* that the others are on */
#define WARM_UP		3	/* samples that are thrown away */
#define SETTINGS_MAX	128

/* What is measured, and what takes it back, which is not. */
enum event { LINK_ADDED, CONNECTED, SIGNAL, N_EVENTS };

static const char *const event_name[N_EVENTS] = {
	[LINK_ADDED] = "LINK_ADDED", [CONNECTED] = "CONNECTED",
	[SIGNAL] = "SIGNAL",
};

static const uint32_t event_type[N_EVENTS] = {
	[LINK_ADDED] = PPPEV_EVENT_LINK_ADDED,
	[CONNECTED] = PPPEV_EVENT_CONNECTED,
};

struct setting {
	bool bare;		/* the yardstick, otherwise ours */
	unsigned int others;	/* watches on other connections */
	unsigned int matching;
	unsigned int processes;	/* that each of these is spread over */
	bool asleep;		/* threads sleep on the matching ones */
};

/* Samples of the present round. */
struct results {
	double *call, *last;
};

static struct options options = {
	.bench = "fanout",
	.what = "Cost of an event by the number of watches, on it and on others.",
	.rounds = 5,
	.samples = 20,
};

static struct {
	const char *others, *matching, *processes;
} given = { "0,1000,10000", "1,10,100,1000", "1,10,100" };

static const struct own_option own[] = {
	{ "others", "watches on other connections (0,1000,10000)", NULL,
	  &given.others },
	{ "matching", "watches on what happens, 1 being what others are held against (1,10,100,1000)",
	  NULL, &given.matching },
	{ "processes", "that watches are spread over, where it goes into them (1,10,100)",
	  NULL, &given.processes },
	{ 0 },
};

static struct pppsim_unit unit, other_unit[CONNECTIONS];
static struct pppsim_channel first, second, other_channel[CONNECTIONS];
static uint64_t other_id[CONNECTIONS];
static int stream;			/* for the time of the hook */
static int bare;			/* the yardstick's device */
static int control;			/* a socket, to set the unit up */
static struct bare_times bare_times;
static struct setting settings[SETTINGS_MAX];
static struct results results[SETTINGS_MAX][N_EVENTS];
static unsigned int n_settings;

static void check(int rc, const char *what)
{
	if (rc < 0)
		errx(1, "%s: %s", what, strerror(-rc));
}

/* ---- who waits --------------------------------------------------------- */

static int enter_pppev(void)
{
	return pppsim_dev_open(O_WRONLY);
}

static int enlist_matching(int fd, int efd, unsigned int nr, void *arg)
{
	(void)nr;
	return pppsim_watch(fd, efd, PPPEV_MASK(*(const uint32_t *)arg), 0);
}

static int enlist_other(int fd, int efd, unsigned int nr, void *arg)
{
	(void)arg;
	return pppsim_watch(fd, efd, PPPEV_MASK_WATCH_ALL,
			    other_id[nr % CONNECTIONS]);
}

/* All add theirs to the one file of who acts, which they have inherited. */
static int enter_bare(void)
{
	return bare;
}

static int enlist_bare(int fd, int efd, unsigned int nr, void *arg)
{
	(void)nr;
	(void)arg;
	return ioctl(fd, BARE_IOC_ADD, efd) ? -errno : 0;
}

static void gather(struct crowd *crowd, const struct setting *s,
		   enum event event)
{
	uint32_t type = event_type[event];
	struct crowd_plan plan = {
		.processes = s->others ? 1 : s->processes,
		.watches = s->matching,
		.enter = s->bare ? enter_bare : enter_pppev,
		.enlist = s->bare ? enlist_bare : enlist_matching,
		.arg = &type,
		.asleep = s->asleep,
	};

	check(crowd_gather(crowd, &plan), "who waits");
}

static void gather_others(struct crowd *crowd, const struct setting *s)
{
	struct crowd_plan plan = {
		.processes = s->processes,
		.watches = s->others,
		.enter = enter_pppev,
		.enlist = enlist_other,
	};

	if (s->others)
		check(crowd_gather(crowd, &plan), "the others");
}

/* ---- events ------------------------------------------------------------ */

static int cause(enum event event, _Atomic uint64_t *call_ns)
{
	if (event == CONNECTED)
		return interface_set(control, unit.ifname, IFF_UP, 0, call_ns);
	*call_ns = pppsim_now();
	switch (event) {
	case LINK_ADDED:
		return pppsim_channel_connect(&second, unit.index);
	default:
		return ioctl(bare, BARE_IOC_SIGNAL, &bare_times) ? -errno : 0;
	}
}

static int undo(enum event event)
{
	switch (event) {
	case LINK_ADDED:
		return pppsim_channel_disconnect(&second);
	case CONNECTED:
		return pppsim_unit_down(&unit);
	default:
		return 0;
	}
}

static int64_t hook_time(enum event event)
{
	struct pppev_event ev;

	if (event == SIGNAL)
		return bare_times.start_ns;
	check(pppsim_next(stream, &ev, PPPSIM_TIMEOUT), "no event");
	if (ev.type != event_type[event])
		errx(1, "%s instead of %s", pppsim_type_name(ev.type),
		     event_name[event]);
	return ev.time_ns;
}

static void sample(struct crowd *crowd, enum event event, double *call,
		   double *last)
{
	int64_t returned, woken = 0;
	_Atomic uint64_t start;

	check(crowd_wait_silence(PPPSIM_TIMEOUT), "there is no silence");
	crowd_expect(crowd);
	check(cause(event, &start), event_name[event]);
	returned = pppsim_now();
	if (crowd->plan.asleep) {
		woken = crowd_woken(crowd, PPPSIM_TIMEOUT);
		check(woken < 0 ? woken : 0, "not all were woken");
	}
	*call = returned - start;
	*last = woken - hook_time(event);
	check(undo(event), "undoing it");
}

static void go_first(bool first)
{
	struct sched_param param = { .sched_priority = first ? 10 : 0 };

	if (sched_setscheduler(0, first ? SCHED_FIFO : SCHED_OTHER, &param))
		err(1, "real-time priority");
}

static void take_samples(struct crowd *crowd, enum event event,
			 struct results *res)
{
	double unused[2];

	go_first(true);
	for (unsigned int i = 0; i < WARM_UP; i++)
		sample(crowd, event, &unused[0], &unused[1]);
	for (unsigned int i = 0; i < options.samples; i++)
		sample(crowd, event, &res->call[i], &res->last[i]);
	go_first(false);
}

/* Of a unit that is up LINK_ADDED is all that happens. */
static void run_event(const struct setting *s, enum event event,
		      struct results *res)
{
	struct crowd crowd;

	if (event != SIGNAL)
		check(pppsim_filter(stream, PPPEV_MASK(event_type[event]), 0),
		      "filter");
	if (event == LINK_ADDED)
		check(pppsim_unit_up(&unit), "up");
	gather(&crowd, s, event);
	take_samples(&crowd, event, res);
	if (event == SIGNAL)
		ioctl(bare, BARE_IOC_CLEAR);
	check(crowd_dismiss(&crowd, WARM_UP + options.samples),
	      "an eventfd was not signalled once per event");
	if (event == LINK_ADDED)
		check(pppsim_unit_down(&unit), "down");
}

static void run_setting(const struct setting *s, struct results *res)
{
	struct crowd others;

	if (s->bare) {
		run_event(s, SIGNAL, &res[SIGNAL]);
		return;
	}
	gather_others(&others, s);
	run_event(s, LINK_ADDED, &res[LINK_ADDED]);
	run_event(s, CONNECTED, &res[CONNECTED]);
	if (s->others)
		check(crowd_dismiss(&others, 0), "another was signalled");
}

/* ---- figures ----------------------------------------------------------- */

static void put(const struct setting *s, enum event event, const char *span,
		unsigned int round, const double *samples)
{
	struct series series = {
		.method = s->bare ? "bare" : "pppev",
		.event = event_name[event],
		.span = span,
		.unit = "ns",
		.round = round,
		.parameters = {
			{ "others", s->others },
			{ "matching", s->matching },
			{ "processes", s->processes },
			{ "asleep", s->asleep },
		},
	};

	series_put(&series, samples, options.samples);
}

/* The same with one watch. */
static const struct results *base_of(const struct setting *s, enum event event)
{
	for (unsigned int i = 0; i < n_settings; i++) {
		const struct setting *other = &settings[i];

		if (other->bare == s->bare && other->asleep == s->asleep &&
		    other->matching == 1 && !other->others)
			return &results[i][event];
	}
	return NULL;
}

static void put_watch(const struct setting *s, enum event event,
		      unsigned int round, const struct results *res)
{
	const struct results *base = base_of(s, event);
	double each[options.samples], one;

	if (!base || s->matching == 1)
		return;
	one = summarise(base->call, options.samples).median;
	for (unsigned int i = 0; i < options.samples; i++)
		each[i] = (res->call[i] - one) / (s->matching - 1);
	put(s, event, "watch", round, each);
}

static void put_event(unsigned int i, enum event event, unsigned int round)
{
	const struct setting *s = &settings[i];
	const struct results *res = &results[i][event];

	put(s, event, "call", round, res->call);
	if (s->asleep)
		put(s, event, "last", round, res->last);
	put_watch(s, event, round, res);
}

static void put_round(unsigned int round)
{
	for (unsigned int i = 0; i < n_settings; i++) {
		if (settings[i].bare) {
			put_event(i, SIGNAL, round);
			continue;
		}
		put_event(i, LINK_ADDED, round);
		put_event(i, CONNECTED, round);
	}
}

/* ---- settings ---------------------------------------------------------- */

static void add(struct setting s)
{
	if (n_settings == SETTINGS_MAX)
		errx(2, "too many settings");
	settings[n_settings++] = s;
}

static void add_others(const struct list *others, const struct list *processes)
{
	for (unsigned int i = 0; i < others->n; i++)
		for (unsigned int p = 0; p < processes->n; p++)
			if (others->value[i] &&
			    others->value[i] % processes->value[p] == 0)
				add((struct setting) {
					.others = others->value[i],
					.matching = 1,
					.processes = processes->value[p],
					.asleep = true,
				});
}

/* Ours and the yardstick; those that only count are of one process. */
static void add_matching(unsigned int matching, const struct list *processes)
{
	for (int bare = 0; bare < 2; bare++) {
		struct setting s = { .bare = bare, .matching = matching };

		s.processes = 1;
		add(s);
		s.asleep = true;
		for (unsigned int p = 0; p < processes->n; p++) {
			s.processes = processes->value[p];
			if (matching % s.processes == 0)
				add(s);
		}
	}
}

static void make_settings(void)
{
	struct list others = list_parse("others", given.others, 0);
	struct list matching = list_parse("matching", given.matching, 1);
	struct list processes = list_parse("processes", given.processes, 1);

	add_others(&others, &processes);
	for (unsigned int i = 0; i < matching.n; i++)
		add_matching(matching.value[i], &processes);
}

static void allocate(void)
{
	for (unsigned int i = 0; i < n_settings * N_EVENTS; i++) {
		struct results *res = &results[i / N_EVENTS][i % N_EVENTS];

		res->call = calloc(options.samples, sizeof(double));
		res->last = calloc(options.samples, sizeof(double));
		if (!res->call || !res->last)
			err(1, "memory");
	}
}

/* ---- the scene --------------------------------------------------------- */

static void open_connection(struct pppsim_unit *u, struct pppsim_channel *ch)
{
	check(pppsim_unit_open(u), "unit");
	check(pppsim_channel_open(ch, PPPEV_KIND_SYNC, NULL), "channel");
	check(pppsim_channel_connect(ch, u->index), "connect");
}

/* Those of the others are up and remain so. */
static void open_others(void)
{
	struct pppev_entry *entry;
	int n, i, found = 0;

	for (i = 0; i < CONNECTIONS; i++) {
		open_connection(&other_unit[i], &other_channel[i]);
		check(pppsim_unit_up(&other_unit[i]), "up");
	}
	n = pppsim_snapshot(stream, 0, &entry, NULL);
	check(n, "snapshot");
	for (i = 0; i < n && found < CONNECTIONS; i++)
		if (entry[i].type == PPPEV_ENTRY_CONNECTION)
			other_id[found++] = entry[i].id;
	free(entry);
	if (found < CONNECTIONS)
		errx(1, "%d of %d connections", found, CONNECTIONS);
}

static void not_expedited(void)
{
	write_file("/sys/kernel/rcu_expedited", "0");
}

static void open_scene(void)
{
	struct rlimit files = { 65536, 65536 };

	if (setrlimit(RLIMIT_NOFILE, &files))
		err(1, "RLIMIT_NOFILE");
	check(write_file("/sys/kernel/rcu_expedited", "1"), "rcu_expedited");
	atexit(not_expedited);
	check(pppsim_netns_unshare(), "network namespace");
	stream = pppsim_dev_open(O_RDONLY | O_NONBLOCK);
	check(stream, PPPEV_DEVICE);
	check(pppsim_filter(stream, 0, 0), "filter");
	control = interface_control();
	open_others();
	open_connection(&unit, &first);
	check(pppsim_channel_open(&second, PPPEV_KIND_SYNC, NULL), "channel");
	bare = open(BARE_DEVICE, O_RDWR | O_CLOEXEC);
	if (bare < 0)
		err(1, BARE_DEVICE);
}

static void close_scene(void)
{
	close(bare);
	close(control);
	for (int i = 0; i < CONNECTIONS; i++) {
		pppsim_channel_close(&other_channel[i]);
		pppsim_unit_close(&other_unit[i]);
	}
	pppsim_channel_close(&second);
	pppsim_channel_close(&first);
	pppsim_unit_close(&unit);
	close(stream);
}

static void run_round(unsigned int round, unsigned int *seed)
{
	unsigned int order[SETTINGS_MAX];

	list_shuffle(order, n_settings, seed);
	for (unsigned int i = 0; i < n_settings; i++)
		run_setting(&settings[order[i]], results[order[i]]);
	put_round(round);
	series_progress("fanout: round %u of %u", round + 1, options.rounds);
}

int main(int argc, char **argv)
{
	unsigned int seed;

	options_parse(argc, argv, &options, own);
	make_settings();
	allocate();
	open_scene();
	series_begin(&options);
	seed = options.seed;
	series_progress("fanout: seed %u", seed);
	for (unsigned int round = 0; round < options.rounds; round++)
		run_round(round, &seed);
	close_scene();
	series_end();
	return 0;
}
