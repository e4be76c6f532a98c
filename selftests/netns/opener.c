// SPDX-License-Identifier: GPL-2.0
/*
 * A file shows the namespace it was opened in, whoever uses it from where: a
 * child, a process that was handed it, the opener after it has moved.
 */
#include <sys/socket.h>
#include <sys/wait.h>

#include "kselftest_harness.h"
#include "common.h"

struct handed {
	int b;			/* the namespace of the user */
	int sock[2];
	int file;		/* opened in A */
	struct session s;	/* in A */
};

FIXTURE(file)
{
	struct handed h;
};

FIXTURE_SETUP(file)
{
	struct handed *h = &self->h;

	h->file = -1;
	ASSERT_EQ(0, pppsim_netns_unshare());
	h->b = pppsim_netns_new();
	ASSERT_LE(0, h->b);
	ASSERT_EQ(0, session_open(&h->s));
	ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM, 0, h->sock));
}

FIXTURE_TEARDOWN(file)
{
	session_close(&self->h.s);
	close(self->h.file);
	close(self->h.b);
}

static int open_file(struct handed *h)
{
	h->file = pppsim_dev_open(O_RDWR | O_NONBLOCK);
	return h->file < 0 ? h->file : 0;
}

/* Exactly the unit and the link of A, by their ids. */
static int snapshot_is_of_a(int fd, const struct pppev_event *added)
{
	struct pppev_entry *e;
	int n = pppsim_snapshot(fd, 0, &e, NULL);
	bool same = n == 2 && e[0].id == added->conn_id &&
		    e[1].id == added->link_id;

	free(e);
	return same ? 0 : -EBADMSG;
}

/* What B does: 0 expected signals.  What A does: 1. */
static int watch_is_of_a(struct handed *h, struct session *in_b)
{
	int efd = pppsim_efd_new();
	int rc = pppsim_watch(h->file, efd, PPPEV_MASK_ALL, 0) ?:
		 session_disconnect(in_b) ?: (int)pppsim_efd_take(efd) ?:
		 session_disconnect(&h->s);

	if (!rc && pppsim_efd_take(efd) != 1)
		rc = -EBADMSG;
	close(efd);
	return rc;
}

static int sees_a_only(struct handed *h, struct session *in_b)
{
	struct stream stream = { .fd = h->file };
	struct wanted want = { .type = LINK_ADDED, .unit = &h->s.unit,
			       .ch = &h->s.ch, .links = 1, .place = 1 };
	struct pppev_event added;
	int rc;

	rc = session_connect(in_b) ?: stream_empty(&stream) ?:
	     session_connect(&h->s) ?: stream_see(&stream, &want, &added) ?:
	     snapshot_is_of_a(h->file, &added) ?: watch_is_of_a(h, in_b);
	if (rc)
		return rc;
	want.type = LINK_REMOVED;
	want.conn = added.conn_id;
	want.link = added.link_id;
	want.links = 0;
	want.reason = PPPEV_REASON_DETACHED;
	rc = stream_see(&stream, &want, NULL) ?: stream_empty(&stream);
	return rc ?: pppsim_seq(h->file) != 2;
}

/* The whole of it from inside B, where another session is. */
static int use_in_b(void *arg)
{
	struct handed *h = arg;
	struct session in_b;
	int rc = pppsim_netns_enter(h->b) ?: session_open(&in_b);

	if (rc)
		return rc;
	rc = sees_a_only(h, &in_b);
	session_close(&in_b);
	return rc;
}

static int in_child(int (*fn)(void *), void *arg, int (*meanwhile)(void *))
{
	int status;
	pid_t child = fork();

	if (child < 0)
		return -errno;
	if (!child)
		_exit(fn(arg) ? 1 : 0);
	if (meanwhile && meanwhile(arg))
		return -EIO;
	return waitpid(child, &status, 0) == child ? status : -ECHILD;
}

TEST_F(file, used_by_a_child_in_another_namespace_shows_that_of_its_parent)
{
	ASSERT_EQ(0, open_file(&self->h));
	EXPECT_EQ(0, in_child(use_in_b, &self->h, NULL));
}

TEST_F(file, used_by_its_opener_after_setns_shows_where_it_was_opened)
{
	ASSERT_EQ(0, open_file(&self->h));
	EXPECT_EQ(0, use_in_b(&self->h));
}

#define CONTROL_LEN	CMSG_SPACE(sizeof(int))

static struct msghdr one_fd(struct iovec *iov, char control[CONTROL_LEN])
{
	static char byte;
	struct msghdr msg = {
		.msg_iov = iov, .msg_iovlen = 1,
		.msg_control = control, .msg_controllen = CONTROL_LEN,
	};

	*iov = (struct iovec){ .iov_base = &byte, .iov_len = 1 };
	memset(control, 0, CONTROL_LEN);
	return msg;
}

/* The parent, in A, opens only when the child is under way. */
static int open_and_hand_over(void *arg)
{
	struct handed *h = arg;
	char control[CONTROL_LEN];
	struct iovec iov;
	struct msghdr msg = one_fd(&iov, control);
	struct cmsghdr *cmsg = CMSG_FIRSTHDR(&msg);
	int rc = open_file(h);

	cmsg->cmsg_level = SOL_SOCKET;
	cmsg->cmsg_type = SCM_RIGHTS;
	cmsg->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(cmsg), &h->file, sizeof(int));
	return rc ?: sendmsg(h->sock[0], &msg, 0) != 1;
}

static int take_and_use_in_b(void *arg)
{
	struct handed *h = arg;
	char control[CONTROL_LEN];
	struct iovec iov;
	struct msghdr msg = one_fd(&iov, control);

	if (pppsim_netns_enter(h->b) ||
	    recvmsg(h->sock[1], &msg, MSG_CMSG_CLOEXEC) != 1 ||
	    !CMSG_FIRSTHDR(&msg))
		return -EIO;
	memcpy(&h->file, CMSG_DATA(CMSG_FIRSTHDR(&msg)), sizeof(int));
	return use_in_b(h);
}

TEST_F(file, handed_to_a_process_of_another_namespace_shows_that_of_its_opener)
{
	EXPECT_EQ(0, in_child(take_and_use_in_b, &self->h,
			      open_and_hand_over));
}

TEST_HARNESS_MAIN
