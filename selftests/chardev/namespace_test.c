// SPDX-License-Identifier: GPL-2.0
/* Who sees what: network namespaces, and process ids of other pid namespaces. */
#include <pthread.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <net/if.h>

#include "kselftest_harness.h"
#include "common.h"

#define SYNC	.kind = PPPEV_KIND_SYNC

/* The test's thread is at home in namespace A; B is the other one. */
FIXTURE(namespace)
{
	int a, b;
	struct stream in_a, in_b;
	struct session s;	/* in A */
};

static int open_here(void *stream)
{
	return stream_open(stream, O_RDWR | O_NONBLOCK);
}

FIXTURE_SETUP(namespace)
{
	ASSERT_EQ(0, stream_open_fresh(&self->in_a));
	self->a = pppsim_netns_get();
	ASSERT_LE(0, self->a);
	self->b = pppsim_netns_new();
	ASSERT_LE(0, self->b);
	ASSERT_EQ(0, pppsim_netns_run(self->b, open_here, &self->in_b));
	ASSERT_EQ(0, session_open(&self->s));
}

FIXTURE_TEARDOWN(namespace)
{
	session_close(&self->s);
	close(self->in_a.fd);
	close(self->in_b.fd);
	close(self->a);
	close(self->b);
}

TEST_F(namespace, file_sees_its_own_namespace_and_no_other)
{
	struct pppev_event in_a, in_b;
	struct pppev_entry *entries;
	struct session other;

	ASSERT_EQ(0, session_connect(&self->s));
	SEE(&self->in_a, &in_a, .type = LINK_ADDED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .links = 1, .place = 1);
	NOTHING(&self->in_b);
	EXPECT_EQ(0, pppsim_seq(self->in_b.fd));

	ASSERT_EQ(0, pppsim_netns_enter(self->b));
	ASSERT_EQ(0, session_open(&other));
	ASSERT_EQ(0, session_connect(&other));
	/* The same unit number and name as over there, another id. */
	SEE(&self->in_b, &in_b, .type = LINK_ADDED, .unit = &other.unit,
	    .ch = &other.ch, .links = 1, .place = 1);
	EXPECT_EQ(self->s.unit.index, other.unit.index);
	EXPECT_NE(in_a.conn_id, in_b.conn_id);
	EXPECT_NE(in_a.link_id, in_b.link_id);
	NOTHING(&self->in_a);
	EXPECT_EQ(1, pppsim_seq(self->in_a.fd));

	ASSERT_EQ(2, pppsim_snapshot(self->in_a.fd, 0, &entries, NULL));
	EXPECT_EQ(in_a.conn_id, entries[0].id);
	EXPECT_EQ(in_a.link_id, entries[1].id);
	free(entries);
	ASSERT_EQ(2, pppsim_snapshot(self->in_b.fd, 0, &entries, NULL));
	EXPECT_EQ(in_b.conn_id, entries[0].id);
	EXPECT_EQ(in_b.link_id, entries[1].id);
	free(entries);
	session_close(&other);
}

TEST_F(namespace, watch_of_all_is_woken_by_its_own_namespace_only)
{
	int efd_a = pppsim_efd_new(), efd_b = pppsim_efd_new();

	ASSERT_EQ(0, pppsim_watch(self->in_a.fd, efd_a, PPPEV_MASK_ALL, 0));
	ASSERT_EQ(0, pppsim_watch(self->in_b.fd, efd_b, PPPEV_MASK_ALL, 0));
	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_EQ(2, pppsim_efd_take(efd_a));
	EXPECT_EQ(0, pppsim_efd_take(efd_b));
	close(efd_a);
	close(efd_b);
}

TEST_F(namespace, ids_of_another_namespace_are_unknown)
{
	struct pppev_entry *entries;
	struct pppev_event ev;
	int efd = pppsim_efd_new();

	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, pppsim_next(self->in_a.fd, &ev, PPPSIM_TIMEOUT));
	uint64_t ids[] = { ev.conn_id, ev.link_id };

	for (int i = 0; i < 2; i++) {
		EXPECT_EQ(-ENOENT, pppsim_watch(self->in_b.fd, efd,
						PPPEV_MASK_ALL, ids[i]));
		EXPECT_EQ(-ENOENT, pppsim_filter(self->in_b.fd, PPPEV_MASK_ALL,
						 ids[i]));
		EXPECT_EQ(-ENOENT, pppsim_snapshot(self->in_b.fd, ids[i],
						   &entries, NULL));
		EXPECT_EQ(0, pppsim_watch(self->in_a.fd, efd, PPPEV_MASK_ALL,
					  ids[i]));
	}
	close(efd);
}

TEST_F(namespace, file_stays_with_the_one_it_was_opened_in)
{
	ASSERT_EQ(0, pppsim_netns_enter(self->b));
	ASSERT_EQ(0, session_connect(&self->s));
	SEE(&self->in_a, NULL, .type = LINK_ADDED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .links = 1, .place = 1);
	NOTHING(&self->in_b);
}

static int pass_on(int sock, int fd)
{
	char control[CMSG_SPACE(sizeof(int))] = { 0 }, byte = 0;
	struct iovec iov = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = control, .msg_controllen = sizeof(control),
	};
	struct cmsghdr *cmsg = CMSG_FIRSTHDR(&msg);

	cmsg->cmsg_level = SOL_SOCKET;
	cmsg->cmsg_type = SCM_RIGHTS;
	cmsg->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(cmsg), &fd, sizeof(fd));
	return sendmsg(sock, &msg, 0) == 1 ? 0 : -errno;
}

static int take_over(int sock)
{
	char control[CMSG_SPACE(sizeof(int))], byte;
	struct iovec iov = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = control, .msg_controllen = sizeof(control),
	};
	int fd;

	if (recvmsg(sock, &msg, MSG_CMSG_CLOEXEC) != 1 || !CMSG_FIRSTHDR(&msg))
		return -EIO;
	memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&msg)), sizeof(fd));
	return fd;
}

TEST_F(namespace, file_that_is_passed_on_shows_what_its_opener_saw)
{
	struct stream passed = { 0 };
	int sock[2], status;
	pid_t child;

	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, sock));
	child = fork();
	ASSERT_LE(0, child);
	if (!child) {
		int fd = pppsim_netns_enter(self->b) ? -1 :
			 pppsim_dev_open(O_RDONLY | O_NONBLOCK);

		_exit(fd < 0 || pass_on(sock[0], fd));
	}
	passed.fd = take_over(sock[1]);
	ASSERT_LE(0, passed.fd);
	ASSERT_EQ(child, waitpid(child, &status, 0));
	ASSERT_EQ(0, status);
	ASSERT_EQ(0, session_connect(&self->s));
	NOTHING(&passed);
	ASSERT_EQ(0, pppsim_netns_enter(self->b));
	EXPECT_EQ(0, pppsim_quiet(passed.fd, NULL));
	close(passed.fd);
}

TEST_F(namespace, interface_that_moves_ends_here_and_begins_there)
{
	struct pppsim_unit *unit = &self->s.unit;
	struct pppev_event ev, there;
	int efd = pppsim_efd_new();
	struct pppev_info info;

	ASSERT_EQ(0, pppsim_unit_up(unit));
	ASSERT_EQ(0, session_connect(&self->s));
	SEE(&self->in_a, &ev, .type = LINK_ADDED, .unit = unit,
	    .ch = &self->s.ch, .links = 1, .place = 1);
	SEE(&self->in_a, NULL, .type = CONNECTED, .unit = unit, SYNC,
	    .conn = ev.conn_id, .links = 1);
	ASSERT_EQ(0, pppsim_watch(self->in_a.fd, efd, PPPEV_MASK_ALL,
				  ev.link_id));

	ASSERT_EQ(0, pppsim_if_move(unit->ifname, self->b));
	SEE(&self->in_a, NULL, .type = DISCONNECTED, .unit = unit, SYNC,
	    .conn = ev.conn_id, .links = 1,
	    .reason = PPPEV_REASON_INTERFACE_DOWN);
	SEE(&self->in_a, NULL, .type = LINK_REMOVED, .unit = unit,
	    .ch = &self->s.ch, .conn = ev.conn_id, .link = ev.link_id,
	    .reason = PPPEV_REASON_INTERFACE_DELETED, .place = 1);
	NOTHING(&self->in_a);
	/* Whoever watched the link from here was told, and sees no more. */
	EXPECT_EQ(1, pppsim_efd_take(efd));
	ASSERT_EQ(0, pppsim_info(self->in_a.fd, &info));
	EXPECT_EQ(0, info.watches);

	ASSERT_EQ(0, pppsim_netns_enter(self->b));
	SEE(&self->in_b, &there, .type = LINK_ADDED, .unit = unit,
	    .ch = &self->s.ch, .links = 1, .place = 1,
	    .ifindex = if_nametoindex(unit->ifname));
	EXPECT_LT(ev.link_id, there.link_id);
	EXPECT_LT(ev.link_id, there.conn_id);
	NOTHING(&self->in_b);
	ASSERT_EQ(0, pppsim_unit_up(unit));
	SEE(&self->in_b, NULL, .type = CONNECTED, .unit = unit, SYNC,
	    .conn = there.conn_id, .links = 1, .ifindex = there.ifindex);
	ASSERT_EQ(0, session_disconnect(&self->s));
	SEE(&self->in_b, NULL, .type = LINK_REMOVED, .unit = unit,
	    .ch = &self->s.ch, .conn = there.conn_id, .link = there.link_id,
	    .reason = PPPEV_REASON_DETACHED, .place = 1,
	    .ifindex = there.ifindex);
	SEE(&self->in_b, NULL, .type = DISCONNECTED, .unit = unit, SYNC,
	    .conn = there.conn_id, .reason = PPPEV_REASON_DETACHED,
	    .ifindex = there.ifindex);
	NOTHING(&self->in_a);
	NOTHING(&self->in_b);
	close(efd);
}

/* ---- the end of a namespace ------------------------------------------- */

static int wait_hangup(int fd)
{
	struct pollfd pfd = { .fd = fd };
	int rc = poll(&pfd, 1, PPPSIM_TIMEOUT);

	if (rc < 0)
		return -errno;
	return rc ? pfd.revents : -ETIMEDOUT;
}

/* Two events happen in the namespace before it goes. */
static int leave_two_events(void *stream)
{
	struct session s;
	int rc = open_here(stream);

	if (!rc)
		rc = session_open(&s);
	if (rc)
		return rc;
	rc = session_connect(&s);
	if (!rc)
		rc = session_disconnect(&s);
	session_close(&s);
	return rc;
}

TEST(end_of_a_namespace_drains_and_ends_its_files)
{
	struct stream in;
	struct pppev_entry *entries;
	struct pppev_event ev;
	struct pppev_info info;
	char buf[128];
	int efd = pppsim_efd_new();

	ASSERT_EQ(0, pppsim_netns_run(PPPSIM_NETNS_FRESH, leave_two_events,
				      &in));
	/* An open file is no reason for the namespace to stay. */
	ASSERT_EQ(POLLHUP | POLLERR, wait_hangup(in.fd));

	EXPECT_EQ(-ENODEV, pppsim_filter(in.fd, PPPEV_MASK_ALL, 0));
	EXPECT_EQ(-ENODEV, pppsim_watch(in.fd, efd, PPPEV_MASK_ALL, 0));
	EXPECT_EQ(-ENODEV, pppsim_unwatch(in.fd, efd, PPPEV_MASK_ALL, 0));
	EXPECT_EQ(-ENODEV, pppsim_snapshot(in.fd, 0, &entries, NULL));
	ASSERT_EQ(0, pppsim_info(in.fd, &info));
	EXPECT_EQ(2, info.queued);
	EXPECT_EQ(0, info.watches);

	ASSERT_EQ(128, read(in.fd, &ev, sizeof(ev)));
	EXPECT_EQ(PPPEV_EVENT_LINK_ADDED, ev.type);
	ASSERT_EQ(128, read(in.fd, &ev, sizeof(ev)));
	EXPECT_EQ(PPPEV_EVENT_LINK_REMOVED, ev.type);
	EXPECT_EQ(0, read(in.fd, buf, sizeof(buf)));
	EXPECT_EQ(0, read(in.fd, buf, sizeof(buf)));
	EXPECT_EQ(-EINVAL, result(read(in.fd, buf, 127)));
	close(in.fd);
	close(efd);
}

/* Opens the device in the namespace of @arg's descriptor, blocking. */
static int open_blocking(void *unused)
{
	(void)unused;
	return pppsim_dev_open(O_RDONLY);
}

struct sleeper {
	int fd;
	pid_t tid;
	ssize_t n;
};

static void *sleep_in_read(void *arg)
{
	struct sleeper *s = arg;
	char buf[128];

	__atomic_store_n(&s->tid, syscall(SYS_gettid), __ATOMIC_RELEASE);
	s->n = read(s->fd, buf, sizeof(buf));
	return NULL;
}

TEST(end_of_a_namespace_wakes_a_blocked_reader)
{
	struct sleeper s = { .n = -1 };
	int ns = pppsim_netns_new();
	pthread_t thread;
	pid_t tid;

	ASSERT_LE(0, ns);
	/* The reader's thread stays outside: it would keep the namespace. */
	s.fd = pppsim_netns_run(ns, open_blocking, NULL);
	ASSERT_LE(0, s.fd);
	ASSERT_EQ(0, pthread_create(&thread, NULL, sleep_in_read, &s));
	while (!(tid = __atomic_load_n(&s.tid, __ATOMIC_ACQUIRE)))
		sched_yield();
	ASSERT_EQ(0, pppsim_wait_blocked(tid, SYS_read, s.fd, PPPSIM_TIMEOUT));
	close(ns);
	ASSERT_EQ(POLLHUP | POLLERR, wait_hangup(s.fd));
	ASSERT_EQ(0, pthread_join(thread, NULL));
	EXPECT_EQ(0, s.n);
	close(s.fd);
}

TEST_F(namespace, end_of_it_is_the_end_of_the_interfaces_in_it)
{
	struct pppsim_unit *unit = &self->s.unit;
	struct pppev_event added;
	char buf[256];
	int ifindex;

	/* A namespace does not end while a channel is at home in it. */
	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, pppsim_if_move(unit->ifname, self->b));
	ASSERT_EQ(0, pppsim_netns_enter(self->b));
	ASSERT_EQ(0, pppsim_unit_up(unit));
	ifindex = if_nametoindex(unit->ifname);
	SEE(&self->in_b, &added, .type = LINK_ADDED, .unit = unit,
	    .ch = &self->s.ch, .links = 1, .place = 1, .ifindex = ifindex);
	SEE(&self->in_b, NULL, .type = CONNECTED, .unit = unit, SYNC,
	    .conn = added.conn_id, .links = 1, .ifindex = ifindex);
	ASSERT_EQ(0, pppsim_netns_enter(self->a));
	close(self->b);
	self->b = -1;

	SEE(&self->in_b, NULL, .type = DISCONNECTED, .unit = unit, SYNC,
	    .conn = added.conn_id, .reason = PPPEV_REASON_NAMESPACE_GONE,
	    .links = 1, .ifindex = ifindex, .anybody = true);
	SEE(&self->in_b, NULL, .type = LINK_REMOVED, .unit = unit,
	    .ch = &self->s.ch, .conn = added.conn_id,
	    .reason = PPPEV_REASON_NAMESPACE_GONE, .place = 1,
	    .ifindex = ifindex, .anybody = true);
	ASSERT_EQ(POLLHUP | POLLERR, wait_hangup(self->in_b.fd));
	EXPECT_EQ(0, read(self->in_b.fd, buf, sizeof(buf)));
	/* The channel leaves its dead unit in silence. */
	pppsim_channel_close(&self->s.ch);
	/* Of the time before the move: the link came and went. */
	self->in_a.seq = 2;
	ASSERT_EQ(256, read(self->in_a.fd, buf, sizeof(buf)));
	NOTHING(&self->in_a);
}

/* ---- process ids ------------------------------------------------------ */

/* Runs in a child that is process 1 of a pid namespace of its own. */
static int in_pid_namespace(int (*fn)(void *), void *arg)
{
	int status;
	pid_t child;

	if (unshare(CLONE_NEWPID))
		return -errno;
	child = fork();
	if (child < 0)
		return -errno;
	if (!child)
		_exit(fn(arg) ? 1 : 0);
	if (waitpid(child, &status, 0) != child)
		return -ECHILD;
	return status;
}

static int connect_session(void *arg)
{
	return session_connect(arg);
}

static int disconnect_seen_from_inside(void *arg)
{
	struct session *s = arg;
	struct stream own;
	struct pppev_event ev;
	int rc = stream_open(&own, O_RDONLY);

	if (!rc)
		rc = session_disconnect(s);
	if (!rc)
		rc = pppsim_next(own.fd, &ev, PPPSIM_TIMEOUT);
	return rc ? rc : ev.pid != 1;
}

TEST_F(namespace, process_inside_another_pid_namespace_has_its_number_here)
{
	struct pppev_event ev;

	ASSERT_EQ(0, in_pid_namespace(connect_session, &self->s));
	SEE(&self->in_a, &ev, .type = LINK_ADDED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .links = 1, .place = 1, .anybody = true);
	EXPECT_LT(1, ev.pid);
	EXPECT_NE(getpid(), ev.pid);
}

TEST_F(namespace, process_sees_itself_under_its_own_number)
{
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_EQ(0, in_pid_namespace(disconnect_seen_from_inside, &self->s));
}

struct inside {
	int ready;		/* pipe to the outside */
};

/* Opens the device inside and waits for an event from outside. */
static int look_from_inside(void *arg)
{
	struct inside *pipes = arg;
	struct stream own;
	struct pppev_event ev;
	int rc = stream_open(&own, O_RDONLY);

	if (write(pipes->ready, "r", 1) != 1)
		return -EPIPE;
	if (!rc)
		rc = pppsim_next(own.fd, &ev, PPPSIM_TIMEOUT);
	return rc ? rc : ev.pid != 0;
}

static void *run_inside(void *arg)
{
	return (void *)(long)in_pid_namespace(look_from_inside, arg);
}

TEST_F(namespace, process_without_a_number_at_the_reader_is_zero)
{
	int pipes[2];
	struct inside inside;
	pthread_t thread;
	void *rc;
	char byte;

	ASSERT_EQ(0, pipe(pipes));
	inside.ready = pipes[1];
	/* unshare() and fork() belong to the thread that does them. */
	ASSERT_EQ(0, pthread_create(&thread, NULL, run_inside, &inside));
	ASSERT_EQ(1, read(pipes[0], &byte, 1));
	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, pthread_join(thread, &rc));
	EXPECT_EQ(NULL, rc);
	close(pipes[0]);
	close(pipes[1]);
}

TEST_HARNESS_MAIN
