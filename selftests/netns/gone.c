// SPDX-License-Identifier: GPL-2.0
/*
 * The end of a namespace: its files are told of everything in it, hung up,
 * drained and ended, and hold nothing of it back.
 *
 * A channel keeps the namespace it was made in, so here only interfaces are in
 * namespace B, where rtnetlink made them; units and channels are at home in A.
 */
#include <sys/epoll.h>
#include <sys/resource.h>

#include "kselftest_harness.h"
#include "common.h"

#define UNITS	300

/* One session whose interface is in B. */
struct exile {
	struct session s;
	uint64_t conn, link;
	bool down, removed;
};

FIXTURE(end)
{
	int a, b;
	struct stream in_a, in_b;
	struct exile *exile;
};

static int open_here(void *stream)
{
	return stream_open(stream, O_RDWR | O_NONBLOCK);
}

static int dial(struct exile *x, int nr, int b)
{
	char name[PPPEV_IFNAME_LEN];

	snprintf(name, sizeof(name), "exile%d", nr);
	return pppsim_channel_open(&x->s.ch, PPPEV_KIND_SYNC, NULL) ?:
	       pppsim_unit_newlink(&x->s.unit, name, b) ?:
	       session_connect(&x->s);
}

FIXTURE_SETUP(end)
{
	struct rlimit files = { 65536, 65536 };
	struct pppev_event ev;
	int i;

	setrlimit(RLIMIT_NOFILE, &files);
	self->exile = calloc(UNITS, sizeof(*self->exile));
	ASSERT_EQ(0, stream_open_fresh(&self->in_a));
	self->a = pppsim_netns_get();
	self->b = pppsim_netns_new();
	ASSERT_LE(0, self->b);
	ASSERT_EQ(0, pppsim_netns_run(self->b, open_here, &self->in_b));
	for (i = 0; i < UNITS; i++) {
		struct exile *x = &self->exile[i];

		ASSERT_EQ(0, dial(x, i, self->b));
		SEE(&self->in_b, &ev, .type = LINK_ADDED, .unit = &x->s.unit,
		    .ch = &x->s.ch, .links = 1, .place = 1);
		x->conn = ev.conn_id;
		x->link = ev.link_id;
	}
	ASSERT_EQ(0, pppsim_netns_enter(self->b));
	for (i = 0; i < UNITS; i++) {
		struct exile *x = &self->exile[i];

		ASSERT_EQ(0, pppsim_unit_up(&x->s.unit));
		SEE(&self->in_b, NULL, .type = CONNECTED, .unit = &x->s.unit,
		    .kind = PPPEV_KIND_SYNC, .conn = x->conn, .links = 1);
	}
	ASSERT_EQ(0, pppsim_netns_enter(self->a));
	NOTHING(&self->in_a);
	NOTHING(&self->in_b);
}

FIXTURE_TEARDOWN(end)
{
	int i;

	for (i = 0; i < UNITS; i++)
		session_close(&self->exile[i].s);
	free(self->exile);
	close(self->in_a.fd);
	close(self->in_b.fd);
	close(self->a);
}

static short wait_hangup(int fd)
{
	struct pollfd pfd = { .fd = fd };

	poll(&pfd, 1, 3 * PPPSIM_TIMEOUT);
	return pfd.revents;
}

static struct exile *by_unit(struct exile *all, int unit)
{
	int i;

	for (i = 0; i < UNITS; i++)
		if (all[i].s.unit.index == unit)
			return &all[i];
	return NULL;
}

/*
 * The record that unit must have next, given what it had.  Units end in the
 * order the kernel likes; of each, the connection ends before its link.
 */
static bool fits(struct exile *x, struct stream *stream,
		 const struct pppev_event *ev)
{
	struct pppev_event want;

	if (x->down)
		pppsim_want_link(&want, LINK_REMOVED, &x->s.unit, &x->s.ch);
	else
		pppsim_want_conn(&want, DISCONNECTED, &x->s.unit,
				 PPPEV_KIND_SYNC);
	want.reason = PPPEV_REASON_NAMESPACE_GONE;
	want.conn_id = x->conn;
	want.link_id = x->down ? x->link : 0;
	want.links = !x->down;
	want.subentry = x->down;
	want.seq = ++stream->seq;
	want.pid = ev->pid;
	memcpy(want.comm, ev->comm, sizeof(want.comm));
	x->removed = x->down;
	x->down = true;
	return pppsim_event_matches(&want, ev) && ev->time_ns >= stream->time_ns;
}

static int drain(struct stream *stream, struct exile *all)
{
	struct pppev_event ev;
	char line[512];
	int n;

	for (n = 0; n < 2 * UNITS; n++) {
		struct exile *x;
		int rc = pppsim_next(stream->fd, &ev, 0);

		if (rc)
			return rc;
		x = by_unit(all, ev.unit);
		if (!x || x->removed || !fits(x, stream, &ev)) {
			fprintf(stderr, "# unexpected %s\n",
				pppsim_event_str(&ev, line, sizeof(line)));
			return -EBADMSG;
		}
		stream->time_ns = ev.time_ns;
	}
	return 0;
}

TEST_F_TIMEOUT(end, of_a_namespace_with_300_units_is_told_in_full_then_ends,
	       200)
{
	int all = pppsim_efd_new(), one = pppsim_efd_new();
	struct epoll_event want = { .events = EPOLLIN }, got;
	struct pppev_info info;
	int ep = epoll_create1(EPOLL_CLOEXEC);
	char buf[256];

	ASSERT_EQ(0, epoll_ctl(ep, EPOLL_CTL_ADD, self->in_b.fd, &want));
	ASSERT_EQ(0, pppsim_watch(self->in_b.fd, all, PPPEV_MASK_ALL, 0));
	ASSERT_EQ(0, pppsim_watch(self->in_b.fd, one, PPPEV_MASK_ALL,
				  self->exile[UNITS / 2].conn));
	close(self->b);

	ASSERT_EQ(POLLHUP | POLLERR, wait_hangup(self->in_b.fd));
	ASSERT_EQ(1, epoll_wait(ep, &got, 1, 0));
	EXPECT_EQ(EPOLLIN | EPOLLHUP | EPOLLERR, got.events);
	ASSERT_EQ(0, pppsim_info(self->in_b.fd, &info));
	EXPECT_EQ(2 * UNITS, info.queued);
	EXPECT_EQ(0, info.watches);
	EXPECT_EQ(2 * UNITS, pppsim_efd_take(all));
	EXPECT_EQ(2, pppsim_efd_take(one));

	ASSERT_EQ(0, drain(&self->in_b, self->exile));
	EXPECT_EQ(0, read(self->in_b.fd, buf, sizeof(buf)));
	EXPECT_EQ(0, read(self->in_b.fd, buf, sizeof(buf)));
	ASSERT_EQ(1, epoll_wait(ep, &got, 1, 0));
	EXPECT_EQ(EPOLLHUP | EPOLLERR, got.events);

	/* The channels let go of what is no unit any more, in silence. */
	for (int i = 0; i < UNITS; i++)
		session_close(&self->exile[i].s);
	NOTHING(&self->in_a);
	EXPECT_EQ(0, pppsim_efd_take(all));
	EXPECT_EQ(0, pppsim_efd_take(one));
	EXPECT_EQ(0, pppsim_quiet(self->in_a.fd, NULL));
	close(ep);
	close(all);
	close(one);
}

/* ---- what a file holds back of it: nothing ----------------------------- */

#define NAMESPACES	64
#define SHRINK		"/sys/kernel/slab/net_namespace/shrink"

/* Free objects that a CPU keeps for itself are counted as used otherwise. */
static void shrink(void)
{
	int fd = open(SHRINK, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, "1", 1) != 1)
		perror("# " SHRINK);
	close(fd);
}

/* Objects of struct net that are allocated; -1 if it cannot be known. */
static int nets(void)
{
	char line[256];
	FILE *f;
	int active = -1;

	shrink();
	f = fopen("/proc/slabinfo", "re");
	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "net_namespace %d", &active) == 1)
			break;
	if (f)
		fclose(f);
	return active;
}

static int open_blocking(void *unused)
{
	(void)unused;
	return pppsim_dev_open(O_RDONLY);
}

/* Opens the device in as many namespaces, which nobody else keeps. */
static int open_in_namespaces(int *fd, int count)
{
	int i;

	for (i = 0; i < count; i++) {
		fd[i] = pppsim_netns_run(PPPSIM_NETNS_FRESH, open_blocking,
					 NULL);
		if (fd[i] < 0)
			return fd[i];
	}
	for (i = 0; i < count; i++)
		if (wait_hangup(fd[i]) != (POLLHUP | POLLERR))
			return -ETIMEDOUT;
	return 0;
}

/*
 * The memory is given back some time after the end, on newer kernels with the
 * end of the next namespace: end one after the other until it is.
 */
static int wait_nets(int most)
{
	uint64_t limit = pppsim_now() + PPPSIM_TIMEOUT * 1000000ull;
	int fd, rc;

	while (nets() > most) {
		if (pppsim_now() > limit)
			return -ETIMEDOUT;
		rc = open_in_namespaces(&fd, 1);
		close(fd);
		if (rc)
			return rc;
	}
	return 0;
}

FIXTURE(memory)
{
	int fd[NAMESPACES];
};

FIXTURE_SETUP(memory)
{
}

FIXTURE_TEARDOWN(memory)
{
}

TEST_F_TIMEOUT(memory, of_a_namespace_is_free_while_files_of_it_are_open, 120)
{
	int before = nets();
	char buf[128];

	if (before < 0)
		SKIP(return, "this kernel does not count its namespaces");
	ASSERT_EQ(0, open_in_namespaces(self->fd, NAMESPACES));
	printf("# %d namespaces, %d when %d more have ended,", before, nets(),
	       NAMESPACES);
	EXPECT_EQ(0, wait_nets(before + NAMESPACES / 4));
	printf(" %d in the end\n", nets());
	for (int i = 0; i < NAMESPACES; i++) {
		EXPECT_EQ(0, read(self->fd[i], buf, sizeof(buf)));
		close(self->fd[i]);
	}
}

TEST_HARNESS_MAIN
