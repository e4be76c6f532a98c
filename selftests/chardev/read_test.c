// SPDX-License-Identifier: GPL-2.0
/* The stream: readiness, waiting, whole records, overflow, filters. */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "kselftest_harness.h"
#include "common.h"

#define SYNC	.kind = PPPEV_KIND_SYNC

FIXTURE(read)
{
	struct stream in;
	struct session s;
};

FIXTURE_SETUP(read)
{
	ASSERT_EQ(0, stream_open_fresh(&self->in));
	ASSERT_EQ(0, session_open(&self->s));
}

FIXTURE_TEARDOWN(read)
{
	close(self->in.fd);
	session_close(&self->s);
}

static short ready(int fd)
{
	struct pollfd pfd = { .fd = fd, .events = POLLIN | POLLRDNORM |
						  POLLOUT | POLLPRI };

	return poll(&pfd, 1, 0) < 0 ? -1 : pfd.revents;
}

TEST_F(read, poll_says_readable_from_the_event_to_the_last_read)
{
	struct pppev_event ev;

	EXPECT_EQ(0, ready(self->in.fd));
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_EQ(POLLIN | POLLRDNORM, ready(self->in.fd));
	ASSERT_EQ(0, session_disconnect(&self->s));
	ASSERT_EQ(128, read(self->in.fd, &ev, sizeof(ev)));
	EXPECT_EQ(POLLIN | POLLRDNORM, ready(self->in.fd));
	ASSERT_EQ(128, read(self->in.fd, &ev, sizeof(ev)));
	EXPECT_EQ(0, ready(self->in.fd));
}

TEST_F(read, epoll_gives_an_edge_per_event)
{
	struct epoll_event want = { .events = EPOLLIN | EPOLLET }, got;
	int ep = epoll_create1(EPOLL_CLOEXEC);

	ASSERT_LE(0, ep);
	ASSERT_EQ(0, epoll_ctl(ep, EPOLL_CTL_ADD, self->in.fd, &want));
	EXPECT_EQ(0, epoll_wait(ep, &got, 1, 0));
	ASSERT_EQ(0, session_connect(&self->s));
	EXPECT_EQ(1, epoll_wait(ep, &got, 1, 0));
	EXPECT_EQ(0, epoll_wait(ep, &got, 1, 0));
	ASSERT_EQ(0, session_disconnect(&self->s));
	EXPECT_EQ(1, epoll_wait(ep, &got, 1, 0));
	close(ep);
}

struct reader {
	int fd;
	pid_t tid;
	struct pppev_event ev;
	ssize_t n;
	int err;
};

static void *read_blocking(void *arg)
{
	struct reader *r = arg;

	__atomic_store_n(&r->tid, syscall(SYS_gettid), __ATOMIC_RELEASE);
	r->n = read(r->fd, &r->ev, sizeof(r->ev));
	r->err = errno;
	return NULL;
}

static pid_t tid_of(struct reader *r)
{
	pid_t tid;

	while (!(tid = __atomic_load_n(&r->tid, __ATOMIC_ACQUIRE)))
		sched_yield();
	return tid;
}

TEST_F(read, blocking_read_waits_and_is_woken)
{
	struct reader r = { .fd = pppsim_dev_open(O_RDONLY) };
	pthread_t thread;

	ASSERT_LE(0, r.fd);
	ASSERT_EQ(0, pthread_create(&thread, NULL, read_blocking, &r));
	ASSERT_EQ(0, pppsim_wait_blocked(tid_of(&r), SYS_read, r.fd,
					 PPPSIM_TIMEOUT));
	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, pthread_join(thread, NULL));
	EXPECT_EQ(128, r.n);
	EXPECT_EQ(PPPEV_EVENT_LINK_ADDED, r.ev.type);
	EXPECT_EQ(1, r.ev.seq);
	close(r.fd);
}

static void interrupted(int signo)
{
	(void)signo;
}

TEST_F(read, blocking_read_is_interrupted_by_a_signal)
{
	struct sigaction sa = { .sa_handler = interrupted };
	struct reader r = { .fd = pppsim_dev_open(O_RDONLY) };
	pthread_t thread;

	ASSERT_LE(0, r.fd);
	ASSERT_EQ(0, sigaction(SIGUSR1, &sa, NULL));
	ASSERT_EQ(0, pthread_create(&thread, NULL, read_blocking, &r));
	ASSERT_EQ(0, pppsim_wait_blocked(tid_of(&r), SYS_read, r.fd,
					 PPPSIM_TIMEOUT));
	ASSERT_EQ(0, pthread_kill(thread, SIGUSR1));
	ASSERT_EQ(0, pthread_join(thread, NULL));
	EXPECT_EQ(-1, r.n);
	EXPECT_EQ(EINTR, r.err);
	close(r.fd);
}

TEST_F(read, two_readers_of_one_file_share_its_records)
{
	struct reader r[2] = { { 0 }, { 0 } };
	int fd = pppsim_dev_open(O_RDONLY);
	pthread_t thread[2];

	ASSERT_LE(0, fd);
	for (int i = 0; i < 2; i++) {
		r[i].fd = fd;
		ASSERT_EQ(0, pthread_create(&thread[i], NULL, read_blocking,
					    &r[i]));
		ASSERT_EQ(0, pppsim_wait_blocked(tid_of(&r[i]), SYS_read, fd,
						 PPPSIM_TIMEOUT));
	}
	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, session_disconnect(&self->s));
	for (int i = 0; i < 2; i++) {
		ASSERT_EQ(0, pthread_join(thread[i], NULL));
		EXPECT_EQ(128, r[i].n);
	}
	EXPECT_EQ(3, r[0].ev.seq + r[1].ev.seq);
	EXPECT_NE(r[0].ev.seq, r[1].ev.seq);
	close(fd);
}

TEST_F(read, two_files_have_every_record_each)
{
	struct stream other;

	ASSERT_EQ(0, stream_open(&other, O_RDONLY));
	ASSERT_EQ(0, session_connect(&self->s));
	SEE(&self->in, NULL, .type = LINK_ADDED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .links = 1, .place = 1);
	SEE(&other, NULL, .type = LINK_ADDED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .links = 1, .place = 1);
	NOTHING(&self->in);
	NOTHING(&other);
	close(other.fd);
}

TEST_F(read, file_holds_what_comes_after_it_was_opened)
{
	struct stream late;

	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, stream_open(&late, O_RDONLY));
	NOTHING(&late);
	late.seq = 1;
	ASSERT_EQ(0, session_disconnect(&self->s));
	SEE(&late, NULL, .type = LINK_REMOVED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .reason = PPPEV_REASON_DETACHED, .place = 1);
	close(late.fd);
}

TEST_F(read, buffer_with_room_for_a_part_gets_whole_records)
{
	union {
		struct pppev_event ev[4];
		unsigned char byte[512];
	} buf;

	for (int i = 0; i < 2; i++) {
		ASSERT_EQ(0, session_connect(&self->s));
		ASSERT_EQ(0, session_disconnect(&self->s));
	}
	memset(&buf, 0xa5, sizeof(buf));
	EXPECT_EQ(128, read(self->in.fd, &buf, 255));
	EXPECT_EQ(1, buf.ev[0].seq);
	EXPECT_EQ(0xa5, buf.byte[128]);
	EXPECT_EQ(256, read(self->in.fd, &buf, 383));
	EXPECT_EQ(2, buf.ev[0].seq);
	EXPECT_EQ(3, buf.ev[1].seq);
	EXPECT_EQ(0xa5, buf.byte[256]);
	EXPECT_EQ(128, read(self->in.fd, &buf, sizeof(buf)));
	EXPECT_EQ(4, buf.ev[0].seq);
	NOTHING(&self->in);
}

TEST_F(read, info_counts_what_waits)
{
	struct pppev_info info;
	struct pppev_event ev;

	ASSERT_EQ(0, pppsim_info(self->in.fd, &info));
	EXPECT_EQ(PPPEV_ABI_VERSION, info.abi_version);
	EXPECT_EQ(PPPEV_HOOK_ATTACH | PPPEV_HOOK_DETACH |
		  PPPEV_HOOK_UNREGISTER | PPPEV_HOOK_NETDEV |
		  PPPEV_HOOK_UP, info.hooks);
	EXPECT_EQ(PPPEV_MASK_ALL, info.events);
	EXPECT_LT(0, info.queue_len);
	EXPECT_LT(0, info.max_watches);
	EXPECT_EQ(0, info.queued);
	EXPECT_EQ(0, info.watches);
	EXPECT_EQ(0, info.seq);
	EXPECT_EQ(0, info.reserved0);
	for (int i = 0; i < 3; i++)
		EXPECT_EQ(0, info.reserved[i]);

	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, session_disconnect(&self->s));
	ASSERT_EQ(0, pppsim_info(self->in.fd, &info));
	EXPECT_EQ(2, info.queued);
	EXPECT_EQ(2, info.seq);
	ASSERT_EQ(128, read(self->in.fd, &ev, sizeof(ev)));
	ASSERT_EQ(0, pppsim_info(self->in.fd, &info));
	EXPECT_EQ(1, info.queued);
	EXPECT_EQ(2, info.seq);
}

/* ---- overflow --------------------------------------------------------- */

/* Cheap events: a connection whose one protocol is switched off and on. */
static int flip_times(struct session *s, unsigned int events)
{
	int rc = 0;

	for (unsigned int i = 0; !rc && i < events; i++)
		rc = session_flip(s, i % 2);
	return rc;
}

static int begin_flipping(struct session *s, int fd)
{
	struct pppev_event ev;
	int rc = pppsim_unit_up(&s->unit);

	if (!rc)
		rc = session_connect(s);
	for (int i = 0; !rc && i < 2; i++)
		rc = pppsim_next(fd, &ev, PPPSIM_TIMEOUT);
	return rc;
}

TEST_F(read, full_queue_loses_nothing)
{
	struct pppev_event ev;
	struct pppev_info info;

	ASSERT_EQ(0, begin_flipping(&self->s, self->in.fd));
	ASSERT_EQ(0, pppsim_info(self->in.fd, &info));
	ASSERT_EQ(0, flip_times(&self->s, info.queue_len));
	ASSERT_EQ(0, pppsim_info(self->in.fd, &info));
	EXPECT_EQ(info.queue_len, info.queued);
	for (unsigned int i = 0; i < info.queue_len; i++) {
		ASSERT_EQ(0, pppsim_next(self->in.fd, &ev, 0));
		ASSERT_EQ(3 + i, ev.seq);
		ASSERT_NE(PPPEV_EVENT_LOST, ev.type);
	}
	NOTHING(&self->in);
}

TEST_F(read, overflow_is_one_lost_record_then_the_newest)
{
	const unsigned int too_many = 101;
	struct pppev_event ev, lost;
	struct pppev_info info;

	ASSERT_EQ(0, begin_flipping(&self->s, self->in.fd));
	ASSERT_EQ(0, pppsim_info(self->in.fd, &info));
	ASSERT_EQ(0, flip_times(&self->s, info.queue_len + too_many));
	ASSERT_EQ(0, pppsim_info(self->in.fd, &info));
	EXPECT_EQ(info.queue_len, info.queued);

	ASSERT_EQ(0, pppsim_next(self->in.fd, &lost, 0));
	EXPECT_EQ(PPPEV_EVENT_LOST, lost.type);
	EXPECT_EQ(too_many, lost.lost);
	EXPECT_EQ(2 + too_many, lost.seq);
	EXPECT_EQ(0, lost.conn_id);
	EXPECT_EQ(0, lost.link_id);
	EXPECT_EQ(0, lost.reason);
	EXPECT_EQ(0, lost.flags);
	EXPECT_EQ(-1, lost.channel);
	EXPECT_EQ(0, lost.links);
	EXPECT_EQ(0, lost.subentry);
	EXPECT_EQ(0, lost.reserved[0] | lost.reserved[1]);
	EXPECT_LT(0, lost.time_ns);

	for (unsigned int i = 0; i < info.queue_len; i++) {
		ASSERT_EQ(0, pppsim_next(self->in.fd, &ev, 0));
		ASSERT_EQ(lost.seq + 1 + i, ev.seq);
		ASSERT_EQ(0, ev.lost);
		ASSERT_LE(lost.time_ns, ev.time_ns);
	}
	NOTHING(&self->in);
	EXPECT_EQ(ev.seq, pppsim_seq(self->in.fd));
	/* Afterwards all is as before. */
	self->in.seq = ev.seq;
	ASSERT_EQ(0, session_flip(&self->s, too_many % 2));
	ASSERT_EQ(0, pppsim_next(self->in.fd, &ev, 0));
	EXPECT_EQ(self->in.seq + 1, ev.seq);
}

TEST_F(read, overflow_while_reading_is_counted_exactly)
{
	struct pppev_event ev;
	struct pppev_info info;
	uint64_t seq = 2, delivered = 0, lost = 0;
	unsigned int emitted = 0;

	ASSERT_EQ(0, begin_flipping(&self->s, self->in.fd));
	ASSERT_EQ(0, pppsim_info(self->in.fd, &info));
	/* More is caused than read, several times over. */
	for (int round = 0; round < 5; round++) {
		unsigned int burst = info.queue_len - 300 + round * 150;

		ASSERT_EQ(0, flip_times(&self->s, burst & ~1u));
		emitted += burst & ~1u;
		for (int i = 0; i < 100; i++) {
			ASSERT_EQ(0, pppsim_next(self->in.fd, &ev, 0));
			seq += ev.type == PPPEV_EVENT_LOST ? ev.lost : 1;
			ASSERT_EQ(seq, ev.seq);
			if (ev.type == PPPEV_EVENT_LOST)
				lost += ev.lost;
			else
				delivered++;
		}
	}
	while (!pppsim_next(self->in.fd, &ev, 0)) {
		seq += ev.type == PPPEV_EVENT_LOST ? ev.lost : 1;
		ASSERT_EQ(seq, ev.seq);
		if (ev.type == PPPEV_EVENT_LOST)
			lost += ev.lost;
		else
			delivered++;
	}
	EXPECT_EQ(emitted, delivered + lost);
	EXPECT_LT(0, lost);
	EXPECT_EQ(seq, pppsim_seq(self->in.fd));
}

TEST_F(read, overflow_of_one_file_is_not_that_of_another)
{
	struct pppev_event ev;
	struct pppev_info info;
	struct stream other;

	ASSERT_EQ(0, begin_flipping(&self->s, self->in.fd));
	ASSERT_EQ(0, pppsim_info(self->in.fd, &info));
	ASSERT_EQ(0, flip_times(&self->s, 20));
	ASSERT_EQ(0, stream_open(&other, O_RDONLY));
	ASSERT_EQ(0, flip_times(&self->s, info.queue_len));
	ASSERT_EQ(0, pppsim_next(self->in.fd, &ev, 0));
	EXPECT_EQ(PPPEV_EVENT_LOST, ev.type);
	EXPECT_EQ(20, ev.lost);
	ASSERT_EQ(0, pppsim_next(other.fd, &ev, 0));
	EXPECT_NE(PPPEV_EVENT_LOST, ev.type);
	EXPECT_EQ(23, ev.seq);
	close(other.fd);
}

/* ---- filters ---------------------------------------------------------- */

TEST_F(read, filter_by_event_lets_only_these_through)
{
	struct pppsim_unit *unit = &self->s.unit;
	struct pppev_event ev;

	ASSERT_EQ(0, pppsim_filter(self->in.fd, PPPEV_MASK_CONNECTED |
				   PPPEV_MASK_LINK_REMOVED, 0));
	ASSERT_EQ(0, pppsim_unit_up(unit));
	ASSERT_EQ(0, session_connect(&self->s));
	SEE(&self->in, &ev, .type = CONNECTED, .unit = unit, SYNC, .links = 1,
	    .seq = 2);
	ASSERT_EQ(0, session_disconnect(&self->s));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = unit,
	    .ch = &self->s.ch, .conn = ev.conn_id, .seq = 3,
	    .reason = PPPEV_REASON_DETACHED, .place = 1);
	NOTHING(&self->in);
	EXPECT_EQ(4, pppsim_seq(self->in.fd));
}

TEST_F(read, filter_of_no_events_is_silence_until_it_is_changed)
{
	ASSERT_EQ(0, pppsim_filter(self->in.fd, 0, 0));
	ASSERT_EQ(0, session_connect(&self->s));
	NOTHING(&self->in);
	ASSERT_EQ(0, pppsim_filter(self->in.fd, PPPEV_MASK_ALL, 0));
	NOTHING(&self->in);
	ASSERT_EQ(0, session_disconnect(&self->s));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .seq = 2, .reason = PPPEV_REASON_DETACHED,
	    .place = 1);
}

TEST_F(read, filter_leaves_what_is_queued)
{
	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, pppsim_filter(self->in.fd, 0, 0));
	ASSERT_EQ(0, session_disconnect(&self->s));
	SEE(&self->in, NULL, .type = LINK_ADDED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .links = 1, .place = 1);
	NOTHING(&self->in);
}

TEST_F(read, filter_by_connection_gives_it_and_its_links)
{
	struct pppev_event ev;
	struct session other;

	ASSERT_EQ(0, session_open(&other));
	ASSERT_EQ(0, session_connect(&self->s));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .links = 1, .place = 1);
	ASSERT_EQ(0, pppsim_filter(self->in.fd, PPPEV_MASK_ALL, ev.conn_id));

	ASSERT_EQ(0, session_connect(&other));
	ASSERT_EQ(0, pppsim_unit_up(&other.unit));
	NOTHING(&self->in);
	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	SEE(&self->in, NULL, .type = CONNECTED, .unit = &self->s.unit, SYNC,
	    .conn = ev.conn_id, .links = 1, .seq = 4);
	session_close(&other);
	NOTHING(&self->in);
	ASSERT_EQ(0, session_disconnect(&self->s));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .conn = ev.conn_id, .link = ev.link_id,
	    .reason = PPPEV_REASON_DETACHED, .place = 1, .seq = 7);
	SEE(&self->in, NULL, .type = DISCONNECTED, .unit = &self->s.unit, SYNC,
	    .conn = ev.conn_id, .reason = PPPEV_REASON_DETACHED, .seq = 8);
	/* Its time is over: the next life of the unit is somebody else. */
	ASSERT_EQ(0, session_connect(&self->s));
	NOTHING(&self->in);
}

TEST_F(read, filter_by_link_gives_its_own_events)
{
	struct pppsim_channel second;
	struct pppev_event ev;

	ASSERT_EQ(0, pppsim_channel_open(&second, PPPEV_KIND_SYNC, NULL));
	ASSERT_EQ(0, session_connect(&self->s));
	SEE(&self->in, &ev, .type = LINK_ADDED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .links = 1, .place = 1);
	ASSERT_EQ(0, pppsim_filter(self->in.fd, PPPEV_MASK_ALL, ev.link_id));
	ASSERT_EQ(0, pppsim_channel_connect(&second, self->s.unit.index));
	ASSERT_EQ(0, pppsim_unit_up(&self->s.unit));
	ASSERT_EQ(0, pppsim_channel_disconnect(&second));
	NOTHING(&self->in);
	ASSERT_EQ(0, session_disconnect(&self->s));
	SEE(&self->in, NULL, .type = LINK_REMOVED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .conn = ev.conn_id, .link = ev.link_id,
	    .reason = PPPEV_REASON_DETACHED, .place = 1, .seq = 5);
	NOTHING(&self->in);
	pppsim_channel_close(&second);
}

TEST_HARNESS_MAIN
