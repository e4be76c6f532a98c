// SPDX-License-Identifier: GPL-2.0
/* Network interfaces: add, delete, rename, move, by rtnetlink. */
#include <string.h>
#include <sys/socket.h>
#include <net/if.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>

#include "pppsim.h"
#include "internal.h"

/* One request about one interface; the largest, a veth pair, is < 200 bytes. */
struct request {
	struct nlmsghdr hdr;
	struct ifinfomsg info;
	char attrs[512];
};

static struct rtattr *tail(struct request *req)
{
	return (void *)((char *)req + NLMSG_ALIGN(req->hdr.nlmsg_len));
}

static struct rtattr *put(struct request *req, int type, const void *data,
			  size_t len)
{
	struct rtattr *attr = tail(req);

	attr->rta_type = type;
	attr->rta_len = RTA_LENGTH(len);
	if (len)
		memcpy(RTA_DATA(attr), data, len);
	req->hdr.nlmsg_len = NLMSG_ALIGN(req->hdr.nlmsg_len) +
			     RTA_ALIGN(attr->rta_len);
	return attr;
}

static void put_str(struct request *req, int type, const char *str)
{
	put(req, type, str, strlen(str) + 1);
}

/* A nested attribute ends where the message ends by now. */
static void end(struct request *req, struct rtattr *nest)
{
	nest->rta_len = (char *)tail(req) - (char *)nest;
}

static void start(struct request *req, int type, int flags)
{
	memset(req, 0, sizeof(*req));
	req->hdr.nlmsg_len = NLMSG_LENGTH(sizeof(req->info));
	req->hdr.nlmsg_type = type;
	req->hdr.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | flags;
}

/* The answer to NLM_F_ACK is always one nlmsgerr. */
static int transact(struct request *req)
{
	struct {
		struct nlmsghdr hdr;
		struct nlmsgerr err;
		char rest[1024];
	} ack;
	int fd = sim_rc(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC,
			       NETLINK_ROUTE));
	int rc;

	if (fd < 0)
		return fd;
	if (send(fd, req, req->hdr.nlmsg_len, 0) < 0 ||
	    recv(fd, &ack, sizeof(ack), 0) < 0)
		rc = -errno;
	else if (ack.hdr.nlmsg_type != NLMSG_ERROR)
		rc = -EPROTO;
	else
		rc = ack.err.error;
	close(fd);
	return rc;
}

static int start_named(struct request *req, int type, const char *name)
{
	start(req, type, 0);
	req->info.ifi_index = if_nametoindex(name);
	return req->info.ifi_index ? 0 : -ENODEV;
}

int pppsim_if_delete(const char *name)
{
	struct request req;
	int rc = start_named(&req, RTM_DELLINK, name);

	return rc ? rc : transact(&req);
}

int pppsim_if_rename(const char *name, const char *newname)
{
	struct request req;
	int rc = start_named(&req, RTM_SETLINK, name);

	if (rc)
		return rc;
	put_str(&req, IFLA_IFNAME, newname);
	return transact(&req);
}

int pppsim_if_move(const char *name, int nsfd)
{
	struct request req;
	int rc = start_named(&req, RTM_SETLINK, name);

	if (rc)
		return rc;
	put(&req, IFLA_NET_NS_FD, &nsfd, sizeof(nsfd));
	return transact(&req);
}

int pppsim_if_add_dummy(const char *name)
{
	struct request req;
	struct rtattr *info;

	start(&req, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
	put_str(&req, IFLA_IFNAME, name);
	info = put(&req, IFLA_LINKINFO, NULL, 0);
	put_str(&req, IFLA_INFO_KIND, "dummy");
	end(&req, info);
	return transact(&req);
}

int pppsim_if_add_ppp(const char *name, int ppp, int nsfd)
{
	struct rtattr *info, *data;
	struct request req;
	uint32_t fd = ppp;

	start(&req, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
	put_str(&req, IFLA_IFNAME, name);
	if (nsfd >= 0)
		put(&req, IFLA_NET_NS_FD, &nsfd, sizeof(nsfd));
	info = put(&req, IFLA_LINKINFO, NULL, 0);
	put_str(&req, IFLA_INFO_KIND, "ppp");
	data = put(&req, IFLA_INFO_DATA, NULL, 0);
	put(&req, IFLA_PPP_DEV_FD, &fd, sizeof(fd));
	end(&req, data);
	end(&req, info);
	return transact(&req);
}

int pppsim_if_add_veth(const char *name, const char *peer)
{
	struct ifinfomsg other = { 0 };
	struct rtattr *info, *data, *half;
	struct request req;

	start(&req, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
	put_str(&req, IFLA_IFNAME, name);
	info = put(&req, IFLA_LINKINFO, NULL, 0);
	put_str(&req, IFLA_INFO_KIND, "veth");
	data = put(&req, IFLA_INFO_DATA, NULL, 0);
	half = put(&req, VETH_INFO_PEER, &other, sizeof(other));
	put_str(&req, IFLA_IFNAME, peer);
	end(&req, half);
	end(&req, data);
	end(&req, info);
	return transact(&req);
}
