// SPDX-License-Identifier: GPL-2.0
/*
 * A gateway with thousands of connections, with the module and without it,
 * side by side: memory, and the time it takes to build and to tear down.
 *
 * In a round the connections are made twice: without the module, which is
 * then loaded to find them, so that its memory is all that changes; and with
 * it, which is then unloaded.  SCALE_ROUNDS in the environment are done.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <linux/rtnetlink.h>

#include "kselftest_harness.h"
#include "costs.h"
#include "lines.h"
#include "memory.h"
#include "module.h"

#define ROUNDS_MAX	9
#define LOADS		3	/* in a round */
#define EVENTFDS	100
#define LINE_BYTES	1024	/* a connection with one link may take */
#define WATCH_BYTES	256

enum span { BUILD, TEAR_DOWN, HANG_UP, SPANS };

static const char *const span_name[SPANS] = {
	"building", "tearing down", "closing the channels",
};

/* Medians are taken over rounds. */
struct figures {
	double seconds[SPANS][2][ROUNDS_MAX];	/* [with the module] */
	double dump[ROUNDS_MAX], snapshot[ROUNDS_MAX];	/* seconds */
	double line[ROUNDS_MAX * LOADS];	/* bytes */
	double watch[ROUNDS_MAX];
	double told_line, told_watch;		/* by STATS, of the last round */
	double fixed;				/* the module itself, per line */
};

FIXTURE(gateway)
{
	struct pppsim_channel tunnel;
	struct line *line;
	int size, rounds, round, loads;
	int home, b;
	struct figures f;
};

/* ---- memory ------------------------------------------------------------ */

static double told(int fd)
{
	struct pppev_stats stats;

	return pppsim_stats(fd, &stats) ? 0 : stats.memory;
}

/* ---- connections ------------------------------------------------------- */

static double seconds_since(uint64_t start)
{
	return (pppsim_now() - start) / 1e9;
}

static int prepare_b(void *unused)
{
	(void)unused;
	lines_without_ipv6();
	return 0;
}

static int open_writing(void *unused)
{
	(void)unused;
	return pppsim_dev_open(O_WRONLY);
}

/* In A, up in B. */
static int build(struct line *line, int size, int home, int b,
		 const struct pppsim_channel *tunnel)
{
	int i, rc = 0;

	for (i = 0; i < size && !rc; i++)
		rc = line_dial(&line[i], i, b, tunnel);
	rc = rc ?: pppsim_netns_enter(b);
	for (i = 0; i < size && !rc; i++)
		rc = pppsim_unit_up(&line[i].unit);
	return pppsim_netns_enter(home) ?: rc;
}

/* ---- the same, by rtnetlink and by the device --------------------------- */

static int read_dump(int fd)
{
	static char buf[1 << 16];
	int n = 0, len;

	while ((len = recv(fd, buf, sizeof(buf), 0)) > 0) {
		struct nlmsghdr *msg = (void *)buf;

		for (; NLMSG_OK(msg, len); msg = NLMSG_NEXT(msg, len)) {
			if (msg->nlmsg_type != RTM_NEWLINK)
				return n;
			n++;
		}
	}
	return -EIO;
}

/* How many interfaces there are. */
static int dump(void)
{
	struct {
		struct nlmsghdr msg;
		struct ifinfomsg info;
	} req = {
		.msg = { .nlmsg_len = sizeof(req), .nlmsg_type = RTM_GETLINK,
			 .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP, },
	};
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	int n = send(fd, &req, sizeof(req), 0) < 0 ? -errno : read_dump(fd);

	close(fd);
	return n;
}

static int timed_dump(void *seconds)
{
	uint64_t start = pppsim_now();
	int n = dump();

	*(double *)seconds = seconds_since(start);
	return n;
}

/* ---- a round ----------------------------------------------------------- */

static int rounds_wanted(void)
{
	const char *given = getenv("SCALE_ROUNDS");
	int rounds = given ? atoi(given) : 0;

	return rounds > 0 && rounds <= ROUNDS_MAX ? rounds : 1;
}

FIXTURE_SETUP(gateway)
{
	/* To skip here would not keep 6.1's harness from running the test. */
	if (kernel_is_slow())
		return;
	self->size = lines_wanted();
	self->rounds = rounds_wanted();
	ASSERT_EQ(0, lines_prepare(self->size, 1000));
	self->line = calloc(self->size, sizeof(*self->line));
	ASSERT_NE(NULL, self->line);
	ASSERT_EQ(0, pppsim_netns_unshare());
	self->home = pppsim_netns_get();
	ASSERT_LE(0, self->home);
	ASSERT_EQ(0, pppsim_channel_open(&self->tunnel, PPPEV_KIND_L2TP,
					 NULL));
}

FIXTURE_TEARDOWN(gateway)
{
	if (!self->size)
		return;
	load("");
	lines_finish();
}

static void timed_build(struct __test_metadata *_metadata,
			FIXTURE_DATA(gateway) *self, bool with)
{
	uint64_t start;

	self->b = pppsim_netns_new();
	ASSERT_LE(0, self->b);
	ASSERT_EQ(0, pppsim_netns_run(self->b, prepare_b, NULL));
	start = pppsim_now();
	ASSERT_EQ(0, build(self->line, self->size, self->home, self->b,
			   &self->tunnel));
	self->f.seconds[BUILD][with][self->round] = seconds_since(start);
}

static void timed_tear_down(struct __test_metadata *_metadata,
			    FIXTURE_DATA(gateway) *self, bool with)
{
	uint64_t start = pppsim_now();

	close(self->b);
	ASSERT_EQ(0, lines_wait_gone(self->line, self->size));
	self->f.seconds[TEAR_DOWN][with][self->round] = seconds_since(start);
	start = pppsim_now();
	lines_hang_up(self->line, self->size);
	self->f.seconds[HANG_UP][with][self->round] = seconds_since(start);
}

/* The module comes to connections that are there, and finds them. */
static void weigh_lines(struct __test_metadata *_metadata,
			FIXTURE_DATA(gateway) *self)
{
	int i;

	for (i = 0; i < LOADS; i++) {
		double before = memory_of_slabs();

		ASSERT_EQ(0, load(""));
		self->f.line[self->loads++] =
			(memory_of_slabs() - before) / self->size;
		self->f.fixed = memory_of_module() / self->size;
		if (i + 1 < LOADS)
			ASSERT_EQ(0, unload());
	}
}

/* @fd: of B; nobody reads it. */
static void weigh_watches(struct __test_metadata *_metadata,
			  FIXTURE_DATA(gateway) *self, int fd)
{
	uint64_t start = pppsim_now();
	struct pppev_entry *e;
	int efds[EVENTFDS], i, n;
	double before;

	n = pppsim_snapshot(fd, 0, &e, NULL);
	self->f.snapshot[self->round] = seconds_since(start);
	ASSERT_EQ(2 * self->size, n);
	for (i = 0; i < EVENTFDS; i++)
		efds[i] = pppsim_efd_new();
	self->f.told_line = told(fd) / self->size;
	before = memory_of_slabs();
	ASSERT_EQ(0, lines_watch(fd, e, n, efds, EVENTFDS));
	self->f.watch[self->round] = (memory_of_slabs() - before) / self->size;
	self->f.told_watch = told(fd) / self->size - self->f.told_line;
	for (i = 0; i < EVENTFDS; i++)
		close(efds[i]);
	free(e);
}

static void weigh(struct __test_metadata *_metadata,
		  FIXTURE_DATA(gateway) *self)
{
	int fd;

	ASSERT_EQ(0, unload());
	timed_build(_metadata, self, false);
	weigh_lines(_metadata, self);
	/* lo is one more. */
	ASSERT_EQ(self->size + 1,
		  pppsim_netns_run(self->b, timed_dump,
				   &self->f.dump[self->round]));
	fd = pppsim_netns_run(self->b, open_writing, NULL);
	ASSERT_LE(0, fd);
	weigh_watches(_metadata, self, fd);
	close(fd);
	timed_tear_down(_metadata, self, true);
	timed_build(_metadata, self, true);
	ASSERT_EQ(0, unload());
	timed_tear_down(_metadata, self, false);
	ASSERT_EQ(0, load(""));
}

/* ---- the test ---------------------------------------------------------- */

static void print_ratio(const char *what, struct ratio r)
{
	printf("#   %-34s %.2f  (%.2f to %.2f)\n", what, r.median, r.min,
	       r.max);
}

static void print(const struct figures *f, int size, int rounds)
{
	int span;

	printf("# %d connections, %d rounds; with the module / without it\n",
	       size, rounds);
	for (span = 0; span < SPANS; span++)
		print_ratio(span_name[span],
			    ratio_of_rounds(f->seconds[span][true],
					    f->seconds[span][false], rounds));
	print_ratio("SNAPSHOT / rtnetlink's RTM_GETLINK",
		    ratio_of_rounds(f->snapshot, f->dump, rounds));
	printf("# seconds of the last round, with and without: built %.1f %.1f, torn down %.1f %.1f, snapshot %.3f\n",
	       f->seconds[BUILD][1][rounds - 1],
	       f->seconds[BUILD][0][rounds - 1],
	       f->seconds[TEAR_DOWN][1][rounds - 1],
	       f->seconds[TEAR_DOWN][0][rounds - 1], f->snapshot[rounds - 1]);
}

static double largest(const double *values, int n)
{
	double max = values[0];

	while (--n)
		max = values[n] > max ? values[n] : max;
	return max;
}

TEST_F_TIMEOUT(gateway, pays_no_more_than_a_kibibyte_per_connection_and_256_bytes_per_watch, 580)
{
	struct figures *f = &self->f;
	double line, watch;

	if (kernel_is_slow())
		SKIP(return, "a kernel built to find bugs");
	for (self->round = 0; self->round < self->rounds; self->round++)
		weigh(_metadata, self);
	line = largest(f->line, self->loads);
	watch = largest(f->watch, self->rounds);
	print(f, self->size, self->rounds);
	printf("# bytes per connection with one link: %.0f of slabs (STATS says %.0f), %.0f of the module itself\n",
	       line, f->told_line, f->fixed);
	printf("# bytes per watch: %.0f of slabs (STATS says %.0f)\n", watch,
	       f->told_watch);
	/* It has to take something, or this measures nothing. */
	EXPECT_LT(sizeof(struct pppev_event), line);
	EXPECT_GE(LINE_BYTES, line + f->fixed);
	EXPECT_LT(32, watch);
	EXPECT_GE(WATCH_BYTES, watch);
	pppsim_channel_close(&self->tunnel);
	close(self->home);
	free(self->line);
}

TEST_HARNESS_MAIN
