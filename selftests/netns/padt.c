// SPDX-License-Identifier: GPL-2.0
/*
 * A PADT is worked off by a kernel thread: the session's end is the driver's,
 * whoever holds the socket, and a listener in a pid namespace of its own has
 * no number for the one that acted.
 */
#include <sched.h>
#include <sys/wait.h>

#include "kselftest_harness.h"
#include "common.h"

FIXTURE(padt)
{
	struct stream in;
	struct session s;
};

FIXTURE_SETUP(padt)
{
	struct session *s = &self->s;

	ASSERT_EQ(0, stream_open_fresh(&self->in));
	ASSERT_EQ(0, pppsim_if_add_veth("eth", "peer"));
	ASSERT_EQ(0, pppsim_if_up("eth"));
	ASSERT_EQ(0, pppsim_if_up("peer"));
	ASSERT_EQ(0, pppsim_channel_open(&s->ch, PPPEV_KIND_PPPOE, "eth"));
	ASSERT_EQ(0, pppsim_unit_open(&s->unit));
	ASSERT_EQ(0, pppsim_unit_up(&s->unit));
}

FIXTURE_TEARDOWN(padt)
{
	session_close(&self->s);
	close(self->in.fd);
}

static int send_padt(const struct session *s)
{
	unsigned char own[6], peer[6];
	uint16_t sid;

	return pppsim_if_mac("eth", own) ?:
	       pppsim_pppoe_peer(&s->ch, peer, &sid) ?:
	       pppsim_padt("peer", own, peer, sid);
}

/* Link and connection end, in this order, by one and the same worker. */
static int see_end(struct stream *in, const struct session *s,
		   const struct pppev_event *up, struct pppev_event ev[2])
{
	struct wanted link = {
		.type = LINK_REMOVED, .unit = &s->unit, .ch = &s->ch,
		.conn = up->conn_id, .link = up->link_id, .place = 1,
		.reason = PPPEV_REASON_DRIVER_GONE, .anybody = true,
	};
	struct wanted conn = {
		.type = DISCONNECTED, .unit = &s->unit,
		.kind = PPPEV_KIND_PPPOE, .conn = up->conn_id,
		.reason = PPPEV_REASON_DRIVER_GONE, .anybody = true,
	};
	int rc = stream_see(in, &link, &ev[0]) ?: stream_see(in, &conn, &ev[1]);

	if (rc)
		return rc;
	return strncmp(ev[0].comm, "kworker/", 8) || ev[0].pid != ev[1].pid ||
	       strncmp(ev[1].comm, "kworker/", 8) ? -EBADMSG : 0;
}

TEST_F(padt, ends_the_session_by_the_hand_of_a_kernel_thread)
{
	struct pppev_event up, ev[2];

	ASSERT_EQ(0, session_connect(&self->s));
	SEE(&self->in, &up, .type = LINK_ADDED, .unit = &self->s.unit,
	    .ch = &self->s.ch, .links = 1, .place = 1);
	SEE(&self->in, NULL, .type = CONNECTED, .unit = &self->s.unit,
	    .kind = PPPEV_KIND_PPPOE, .conn = up.conn_id, .links = 1);
	ASSERT_EQ(0, send_padt(&self->s));
	ASSERT_EQ(0, see_end(&self->in, &self->s, &up, ev));
	EXPECT_LT(0, ev[0].pid);
	/* The socket and /dev/ppp go later, and silently. */
	session_close(&self->s);
	NOTHING(&self->in);
	EXPECT_EQ(0, pppsim_quiet(self->in.fd, NULL));
}

/* Process 1 of a new pid namespace, in which no kernel thread lives. */
static int listen_inside(struct session *s)
{
	struct pppev_event up, ev[2];
	struct stream own;
	int rc = stream_open(&own, O_RDONLY | O_NONBLOCK) ?:
		 session_connect(s) ?:
		 pppsim_next(own.fd, &up, 0);

	if (rc || up.pid != 1)
		return -EBADMSG;
	rc = pppsim_next(own.fd, &ev[0], 0);
	own.seq = 2;
	if (rc || ev[0].pid != 1)
		return -EBADMSG;
	rc = send_padt(s) ?: see_end(&own, s, &up, ev);
	return rc || ev[0].pid;
}

TEST_F(padt, is_by_process_0_for_a_listener_in_a_pid_namespace_of_its_own)
{
	int status;
	pid_t child;

	ASSERT_EQ(0, unshare(CLONE_NEWPID));
	child = fork();
	if (!child)
		_exit(listen_inside(&self->s) ? 1 : 0);
	ASSERT_EQ(child, waitpid(child, &status, 0));
	EXPECT_EQ(0, status);
}

TEST_HARNESS_MAIN
