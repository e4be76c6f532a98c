// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <linux/ppp-ioctl.h>

#include "costs.h"
#include "module.h"
#include "pppsim.h"

#define FUNCTIONS	"/sys/kernel/tracing/enabled_functions"
#define EXPEDITED	"/sys/kernel/rcu_expedited"
#define WARM_UP		3	/* batches of a round that are thrown away */

/* A connection with one link each. */
struct scene {
	struct pppsim_channel ch[COSTS_BATCH];
	struct pppsim_unit unit[COSTS_BATCH];
	double *yards[CALLS];	/* of the present round, by batch */
	int pipe[2];
};

static const char *const call_name[CALLS] = {
	[CALL_CONNECT] = "PPPIOCCONNECT",
	[CALL_CONNECT_TOLD] = "PPPIOCCONNECT, a reader listens",
	[CALL_DISCONN] = "PPPIOCDISCONN, expedited RCU",
	[CALL_GFLAGS] = "PPPIOCGFLAGS",
	[CALL_PACKET] = "packet through write()",
};

/* ---- order statistics -------------------------------------------------- */

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double median(double *values, int n)
{
	qsort(values, n, sizeof(*values), compare);
	return values[n / 2];
}

struct ratio ratio_of_rounds(const double *with, const double *without,
			     int rounds)
{
	double *r = calloc(rounds, sizeof(*r));
	struct ratio ratio;
	int i;

	if (!r)
		abort();
	for (i = 0; i < rounds; i++)
		r[i] = with[i] / without[i];
	ratio.median = median(r, rounds);
	ratio.min = r[0];
	ratio.max = r[rounds - 1];
	free(r);
	return ratio;
}

/* ---- the calls --------------------------------------------------------- */

static int connect_nth(struct scene *s, int i)
{
	return pppsim_channel_connect(&s->ch[i], s->unit[i].index);
}

static int disconnect_nth(struct scene *s, int i)
{
	return pppsim_channel_disconnect(&s->ch[i]);
}

static int flags_nth(struct scene *s, int i)
{
	int flags;

	return ioctl(s->unit[i].fd, PPPIOCGFLAGS, &flags) ? -errno : 0;
}

/* IPv4, by its protocol number; nobody looks into it. */
static int packet_nth(struct scene *s, int i)
{
	static const char packet[66] = { 0x00, 0x21, 0x45 };

	return write(s->unit[i].fd, packet, sizeof(packet)) < 0 ? -errno : 0;
}

/* Nobody's business: the yardstick. */
static int yard_nth(struct scene *s, int i)
{
	char buf[66] = { 0 };

	(void)i;
	return write(s->pipe[1], buf, sizeof(buf)) < 0 ||
	       read(s->pipe[0], buf, sizeof(buf)) < 0 ? -errno : 0;
}

static int64_t time_of(struct scene *s, int (*fn)(struct scene *s, int i))
{
	int64_t start = pppsim_now();
	int i, rc = 0;

	for (i = 0; i < COSTS_BATCH && !rc; i++)
		rc = fn(s, i);
	return rc ?: (int64_t)pppsim_now() - start;
}

/* Measured in yards, one before and one after it. */
static int batch(struct scene *s, enum call call, int nr,
		 int (*fn)(struct scene *s, int i))
{
	int64_t before = time_of(s, yard_nth);
	int64_t ns = time_of(s, fn);
	int64_t after = time_of(s, yard_nth);

	if (before < 0 || ns < 0 || after < 0)
		return -EIO;
	if (nr >= WARM_UP)
		s->yards[call][nr - WARM_UP] = 2.0 * ns / (before + after);
	return 0;
}

/* Connects to an audience, if the module is there to have one. */
static int told(struct scene *s, int nr, bool loaded)
{
	int fd = loaded ? pppsim_dev_open(O_RDONLY | O_NONBLOCK) : -1;
	int rc;

	if (loaded && fd < 0)
		return fd;
	rc = batch(s, CALL_CONNECT_TOLD, nr, connect_nth);
	if (loaded)
		close(fd);
	return rc;
}

static int run_batches(struct scene *s, int count, bool loaded)
{
	int nr, i, rc = 0;

	for (nr = 0; nr < WARM_UP + count && !rc; nr++) {
		rc = batch(s, CALL_CONNECT, nr, connect_nth) ?:
		     batch(s, CALL_GFLAGS, nr, flags_nth) ?:
		     batch(s, CALL_PACKET, nr, packet_nth) ?:
		     batch(s, CALL_DISCONN, nr, disconnect_nth) ?:
		     told(s, nr, loaded);
		for (i = 0; i < COSTS_BATCH && !rc; i++)
			rc = disconnect_nth(s, i);
	}
	return rc;
}

/* ---- rounds ------------------------------------------------------------ */

static void list_functions(struct costs *c)
{
	int fd = open(FUNCTIONS, O_RDONLY | O_CLOEXEC);
	ssize_t n = read(fd, c->hooked, sizeof(c->hooked) - 1);

	c->hooked[n > 0 ? n : 0] = 0;
	close(fd);
}

static int half_round(struct costs *c, struct scene *s, int round, bool loaded)
{
	int call, rc = loaded ? load_file(c->module, "") : unload();

	/* It may be so already, in the first round. */
	if (rc && rc != -EEXIST && rc != -ENOENT)
		return rc;
	if (loaded)
		list_functions(c);
	rc = run_batches(s, c->batches, loaded);
	for (call = 0; call < CALLS && !rc; call++)
		c->yards[call][loaded][round] = median(s->yards[call], c->batches);
	return rc;
}

static int run_rounds(struct costs *c, struct scene *s)
{
	int round, rc = 0;

	for (round = 0; round < c->rounds && !rc; round++)
		rc = half_round(c, s, round, round % 2) ?:
		     half_round(c, s, round, !(round % 2));
	return rc;
}

static int open_scene(struct scene *s)
{
	int i, rc = pipe2(s->pipe, O_CLOEXEC) ? -errno :
		    pppsim_netns_unshare() ?: pppsim_if_add_dummy("lower") ?:
		    pppsim_if_up("lower");

	for (i = 0; i < COSTS_BATCH && !rc; i++)
		rc = pppsim_unit_open(&s->unit[i]) ?:
		     pppsim_channel_open(&s->ch[i], PPPEV_KIND_PPPOE, "lower");
	return rc;
}

static void close_scene(struct scene *s)
{
	int i;

	close(s->pipe[0]);
	close(s->pipe[1]);
	for (i = 0; i < COSTS_BATCH; i++) {
		pppsim_channel_close(&s->ch[i]);
		pppsim_unit_close(&s->unit[i]);
	}
}

static int allocate(struct costs *c, struct scene *s)
{
	int call, i;

	/* Descriptors that are not open. */
	memset(s->ch, -1, sizeof(s->ch));
	memset(s->unit, -1, sizeof(s->unit));
	memset(s->pipe, -1, sizeof(s->pipe));
	for (call = 0; call < CALLS; call++) {
		for (i = 0; i < 2; i++)
			c->yards[call][i] = calloc(c->rounds, sizeof(double));
		s->yards[call] = calloc(c->batches, sizeof(double));
		if (!c->yards[call][0] || !c->yards[call][1] || !s->yards[call])
			return -ENOMEM;
	}
	return 0;
}

/* One processor, and nothing that is not urgent gets in between. */
static int stay_alone(void)
{
	struct sched_param first = { .sched_priority = 1 };
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET(0, &one);
	return sched_setaffinity(0, sizeof(one), &one) ||
	       sched_setscheduler(0, SCHED_FIFO, &first) ? -errno : 0;
}

int costs_measure(struct costs *c)
{
	static struct scene s;
	int call, rc;

	rc = stay_alone() ?: allocate(c, &s) ?: write_file(EXPEDITED, "1") ?:
	     open_scene(&s) ?: run_rounds(c, &s);
	close_scene(&s);
	load_file(c->module, "");
	write_file(EXPEDITED, "0");
	for (call = 0; call < CALLS; call++) {
		free(s.yards[call]);
		if (!rc)
			c->ratio[call] = ratio_of_rounds(c->yards[call][1],
							 c->yards[call][0],
							 c->rounds);
	}
	return rc;
}

void costs_free(struct costs *c)
{
	int call;

	for (call = 0; call < CALLS; call++) {
		free(c->yards[call][0]);
		free(c->yards[call][1]);
	}
}

void costs_print(const struct costs *c, const char *prefix)
{
	const char *line, *end;
	int call;

	printf("%s%d rounds of %d calls, medians; with the module / without it\n",
	       prefix, c->rounds, c->batches * COSTS_BATCH);
	for (call = 0; call < CALLS; call++)
		printf("%s  %-32s %.2f  (%.2f to %.2f)   %8.2f %8.2f yards\n",
		       prefix, call_name[call], c->ratio[call].median,
		       c->ratio[call].min, c->ratio[call].max,
		       median(c->yards[call][1], c->rounds),
		       median(c->yards[call][0], c->rounds));
	printf("%shooked functions:\n", prefix);
	for (line = c->hooked; *line; line = end + strspn(end, "\n")) {
		end = line + strcspn(line, "\n");
		printf("%s  %.*s\n", prefix, (int)strcspn(line, "\t\n"), line);
	}
}
