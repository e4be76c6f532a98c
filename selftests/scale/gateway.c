// SPDX-License-Identifier: GPL-2.0
/*
 * A gateway with thousands of L2TP sessions, each a connection with one link:
 * built, looked at and torn down by the deletion of the namespace its
 * interfaces are in, with every record of it compared.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "lines.h"
#include "module.h"
#include "pppsim.h"

FIXTURE(gateway)
{
	struct pppsim_channel tunnel;
	struct line *line;
	int size;
	struct line **by_unit;		/* sorted by unit number */
	int b;				/* namespace of the interfaces */
	int in_b;			/* stream there */
	uint64_t seq;			/* of its last record */
};

/* ---- surroundings ------------------------------------------------------ */

/*
 * The end of the namespace is two records per connection in one go: the queue
 * has to hold them for a reader that is not that quick.
 */
static int reload(const char *parameters)
{
	return unload() ?: load(parameters);
}

static int open_stream(void *unused)
{
	(void)unused;
	lines_without_ipv6();
	return pppsim_dev_open(O_RDONLY | O_NONBLOCK);
}

static long available_kib(void)
{
	FILE *f = fopen("/proc/meminfo", "re");
	char line[128];
	long kib = 0;

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "MemAvailable: %ld", &kib) == 1)
			break;
	if (f)
		fclose(f);
	return kib;
}

static double seconds_since(uint64_t start)
{
	return (pppsim_now() - start) / 1e9;
}

FIXTURE_SETUP(gateway)
{
	self->size = lines_wanted();
	ASSERT_EQ(0, lines_prepare(self->size, 1000));
	ASSERT_EQ(0, reload("queue_len=65536"));
	self->line = calloc(self->size, sizeof(*self->line));
	self->by_unit = calloc(self->size, sizeof(*self->by_unit));
	ASSERT_NE(NULL, self->line);
	ASSERT_NE(NULL, self->by_unit);
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, pppsim_channel_open(&self->tunnel, PPPEV_KIND_L2TP,
					 NULL));
	self->b = pppsim_netns_new();
	ASSERT_LE(0, self->b);
	self->in_b = pppsim_netns_run(self->b, open_stream, NULL);
	ASSERT_LE(0, self->in_b);
}

FIXTURE_TEARDOWN(gateway)
{
	close(self->in_b);
	reload("");
	lines_finish();
}

/* ---- records ----------------------------------------------------------- */

static int complain(const struct pppev_event *want,
		    const struct pppev_event *got)
{
	char line[512];

	fprintf(stderr, "# want %s\n",
		pppsim_event_str(want, line, sizeof(line)));
	fprintf(stderr, "# seen %s\n",
		pppsim_event_str(got, line, sizeof(line)));
	return -EBADMSG;
}

/* The next record, in every field. */
static int see(int fd, uint64_t *seq, struct pppev_event *want,
	       struct pppev_event *got)
{
	int rc = pppsim_next(fd, got, 0);

	if (rc)
		return rc;
	want->seq = ++*seq;
	return pppsim_event_matches(want, got) ? 0 : complain(want, got);
}

static int see_added(struct line *line, int fd, uint64_t *seq)
{
	struct pppev_event want, got;
	int rc;

	pppsim_want_link(&want, PPPEV_EVENT_LINK_ADDED, &line->unit,
			 &line->ch);
	want.links = 1;
	want.subentry = 1;
	rc = see(fd, seq, &want, &got);
	line->conn = got.conn_id;
	line->link = got.link_id;
	return rc;
}

static int see_connected(struct line *line, int fd, uint64_t *seq)
{
	struct pppev_event want, got;

	pppsim_want_conn(&want, PPPEV_EVENT_CONNECTED, &line->unit,
			 PPPEV_KIND_L2TP);
	want.conn_id = line->conn;
	want.links = 1;
	return see(fd, seq, &want, &got);
}

/* Of a line, the connection ends before the link, by a kernel thread. */
static int see_end(struct line *line, const struct pppev_event *got,
		   uint64_t *seq)
{
	struct pppev_event want;

	if (line->down)
		pppsim_want_link(&want, PPPEV_EVENT_LINK_REMOVED, &line->unit,
				 &line->ch);
	else
		pppsim_want_conn(&want, PPPEV_EVENT_DISCONNECTED, &line->unit,
				 PPPEV_KIND_L2TP);
	want.reason = PPPEV_REASON_NAMESPACE_GONE;
	want.conn_id = line->conn;
	want.link_id = line->down ? line->link : 0;
	want.subentry = line->down;
	want.links = !line->down;
	want.seq = ++*seq;
	want.pid = got->pid;
	memcpy(want.comm, got->comm, sizeof(want.comm));
	line->gone = line->down;
	line->down = true;
	return pppsim_event_matches(&want, got) ? 0 : complain(&want, got);
}

/* A snapshot of all: each connection, in the order they came, with its link. */
static int compare(const struct line *line, int size,
		   const struct pppev_entry *e, int count)
{
	int i;

	if (count != 2 * size)
		return -ERANGE;
	for (i = 0; i < size; i++, e += 2) {
		if (e[0].type != PPPEV_ENTRY_CONNECTION ||
		    e[0].id != line[i].conn || e[0].links != 1 ||
		    e[0].state != PPPEV_STATE_CONNECTED ||
		    e[0].unit != line[i].unit.index ||
		    e[0].ifindex != line[i].unit.ifindex ||
		    strcmp(e[0].ifname, line[i].unit.ifname) ||
		    e[1].type != PPPEV_ENTRY_LINK ||
		    e[1].id != line[i].link || e[1].conn_id != line[i].conn ||
		    e[1].channel != line[i].ch.index ||
		    e[1].kind != PPPEV_KIND_L2TP)
			return -EBADMSG;
	}
	return 0;
}

/* ---- the test: build, show, tear down ----------------------------------- */

static int by_number(const void *a, const void *b)
{
	const struct line *first = *(void *const *)a, *second = *(void *const *)b;

	return first->unit.index - second->unit.index;
}

static struct line *find(struct line **sorted, int size, int unit)
{
	struct line wanted = { .unit.index = unit }, *key = &wanted;
	struct line **found = bsearch(&key, sorted, size, sizeof(*sorted),
				      by_number);

	return found ? *found : NULL;
}

/* In A, told in B. */
static int build(struct line *line, int size, int b, int fd, uint64_t *seq,
		 const struct pppsim_channel *tunnel)
{
	int i, rc = 0;

	for (i = 0; i < size && !rc; i++)
		rc = line_dial(&line[i], i, b, tunnel) ?:
		     see_added(&line[i], fd, seq);
	return rc;
}

/* The calling thread is in B. */
static int set_up(struct line *line, int size, int fd, uint64_t *seq)
{
	int i, rc = 0;

	for (i = 0; i < size && !rc; i++)
		rc = pppsim_unit_up(&line[i].unit) ?:
		     see_connected(&line[i], fd, seq);
	return rc;
}

static int see_all_end(struct line **sorted, int size, int fd, uint64_t *seq)
{
	struct pppev_event ev;
	int i, rc = 0;

	for (i = 0; i < 2 * size && !rc; i++) {
		struct line *line;

		rc = pppsim_next(fd, &ev, 0);
		if (rc)
			break;
		line = find(sorted, size, ev.unit);
		rc = line && !line->gone ? see_end(line, &ev, seq) : -ESRCH;
	}
	return rc;
}

TEST_F_TIMEOUT(gateway, of_many_connections_is_built_shown_and_torn_down, 580)
{
	int home = pppsim_netns_get(), fd = self->in_b, size = self->size;
	long kib = available_kib();
	uint64_t start = pppsim_now();
	struct pppev_entry *e;
	struct pppev_info info;
	char buf[128];
	int i, n;

	printf("# %d connections\n", size);
	ASSERT_EQ(0, build(self->line, size, self->b, fd, &self->seq,
			   &self->tunnel));
	ASSERT_EQ(0, pppsim_netns_enter(self->b));
	ASSERT_EQ(0, set_up(self->line, size, fd, &self->seq));
	ASSERT_EQ(0, pppsim_netns_enter(home));
	printf("# built in %.1f s, %.1f KiB each, ppp_generic and L2TP included\n",
	       seconds_since(start), (double)(kib - available_kib()) / size);

	start = pppsim_now();
	n = pppsim_snapshot(fd, 0, &e, NULL);
	printf("# snapshot of %d entries in %.1f ms\n", n,
	       seconds_since(start) * 1e3);
	EXPECT_EQ(0, compare(self->line, size, e, n));
	free(e);

	for (i = 0; i < size; i++)
		self->by_unit[i] = &self->line[i];
	qsort(self->by_unit, size, sizeof(*self->by_unit), by_number);
	start = pppsim_now();
	close(self->b);
	ASSERT_EQ(POLLHUP | POLLERR, lines_wait_hangup(fd));
	printf("# torn down in %.1f s\n", seconds_since(start));
	ASSERT_EQ(0, pppsim_info(fd, &info));
	EXPECT_EQ(2 * size, info.queued);
	ASSERT_EQ(0, see_all_end(self->by_unit, size, fd, &self->seq));
	EXPECT_EQ(0, read(fd, buf, sizeof(buf)));

	start = pppsim_now();
	lines_hang_up(self->line, size);
	pppsim_channel_close(&self->tunnel);
	printf("# channels closed in %.1f s\n", seconds_since(start));
	close(home);
}

TEST_HARNESS_MAIN
