// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <linux/rtnetlink.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/socket.h>

#include "net/rtnl.h"

/* The kernel fills at most that much at once. */
#define ANSWER	32768

struct mnl_socket *rasx_rtnl_open(unsigned int groups)
{
	struct mnl_socket *nl = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC);

	if (!nl)
		return NULL;
	if (!mnl_socket_bind(nl, groups, MNL_SOCKET_AUTOPID))
		return nl;
	mnl_socket_close(nl);
	return NULL;
}

/*
 * A header of struct ifinfomsg serves every type: all of them begin with the
 * family, and the kernel reads no further than the type has.
 */
static int ask(struct mnl_socket *nl, unsigned int type, unsigned int flags,
	       unsigned int family, int ifindex, unsigned int seq)
{
	char buffer[NLMSG_HDRLEN + NLMSG_ALIGN(sizeof(struct ifinfomsg))]
		__attribute__((aligned(NLMSG_ALIGNTO))) = { 0 };
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(buffer);
	struct ifinfomsg *msg;

	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = NLM_F_REQUEST | flags;
	nlh->nlmsg_seq = seq;
	msg = mnl_nlmsg_put_extra_header(nlh, sizeof(*msg));
	msg->ifi_family = family;
	msg->ifi_index = ifindex;
	return mnl_socket_sendto(nl, nlh, nlh->nlmsg_len) < 0 ? -errno : 0;
}

/* Bytes of the next datagram, or -errno. */
static ssize_t receive(struct mnl_socket *nl, void *buffer, size_t size)
{
	ssize_t ret;

	do
		ret = mnl_socket_recvfrom(nl, buffer, size);
	while (ret < 0 && errno == EINTR);
	return ret < 0 ? -errno : ret;
}

/* One answer while it is heard. */
struct answer {
	unsigned int seq;
	mnl_cb_t tell;
	void *data;
	bool complete;
	int error;		/* the first, of the kernel or of tell */
};

static void note(struct answer *answer, int error)
{
	if (!answer->error)
		answer->error = error;
}

/* All of it is heard, whatever happens: the socket is used again. */
static void hear_message(struct answer *answer, const struct nlmsghdr *nlh)
{
	const struct nlmsgerr *error = mnl_nlmsg_get_payload(nlh);

	if (nlh->nlmsg_seq != answer->seq)
		return;
	if (nlh->nlmsg_flags & NLM_F_DUMP_INTR)
		note(answer, -EINTR);
	if (nlh->nlmsg_type == NLMSG_DONE) {
		answer->complete = true;
	} else if (nlh->nlmsg_type == NLMSG_ERROR) {
		answer->complete = true;
		note(answer, error->error);
	} else if (answer->tell(nlh, answer->data) < 0) {
		note(answer, -errno);
	}
}

static int hear(struct mnl_socket *nl, struct answer *answer)
{
	char buffer[ANSWER] __attribute__((aligned(NLMSG_ALIGNTO)));

	while (!answer->complete) {
		ssize_t size = receive(nl, buffer, sizeof(buffer));
		struct nlmsghdr *nlh = (struct nlmsghdr *)buffer;
		int left = size;

		if (size < 0)
			return size;
		for (; mnl_nlmsg_ok(nlh, left); nlh = mnl_nlmsg_next(nlh, &left))
			hear_message(answer, nlh);
	}
	return answer->error;
}

static int exchange(struct mnl_socket *nl, unsigned int type,
		    unsigned int flags, unsigned int family, int ifindex,
		    mnl_cb_t tell, void *data)
{
	static atomic_uint last_seq;
	struct answer answer = {
		.seq = ++last_seq,
		.tell = tell,
		.data = data,
	};
	int ret = ask(nl, type, flags, family, ifindex, answer.seq);

	return ret ? ret : hear(nl, &answer);
}

int rasx_rtnl_list_on(struct mnl_socket *nl, unsigned int type,
		      unsigned int family, mnl_cb_t tell, void *data)
{
	return exchange(nl, type, NLM_F_DUMP, family, 0, tell, data);
}

int rasx_rtnl_list(unsigned int type, unsigned int family, mnl_cb_t tell,
		   void *data)
{
	struct mnl_socket *nl = rasx_rtnl_open(0);
	int ret;

	if (!nl)
		return -errno;
	ret = rasx_rtnl_list_on(nl, type, family, tell, data);
	mnl_socket_close(nl);
	return ret;
}

int rasx_rtnl_link_on(struct mnl_socket *nl, int ifindex, mnl_cb_t tell,
		      void *data)
{
	return exchange(nl, RTM_GETLINK, NLM_F_ACK, AF_UNSPEC, ifindex, tell,
			data);
}

int rasx_rtnl_link(int ifindex, mnl_cb_t tell, void *data)
{
	struct mnl_socket *nl = rasx_rtnl_open(0);
	int ret;

	if (!nl)
		return -errno;
	ret = rasx_rtnl_link_on(nl, ifindex, tell, data);
	mnl_socket_close(nl);
	return ret;
}
