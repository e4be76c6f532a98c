// SPDX-License-Identifier: GPL-2.0
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <net/if.h>
#include <linux/if_pppox.h>
#include <linux/ppp-ioctl.h>
#include <linux/tty.h>
#include <unistd.h>

#include "pair.h"

#define SESSION		7
#define PORT		9000
#define PACKET_MAX	1400

static const struct pair_end closed = {
	.unit = { .fd = -1 },
	.ch = { .index = -1, .driver = -1, .lower = -1, .udp = -1, .ppp = -1 },
	.udp = -1,
};

/* ---- channels ---------------------------------------------------------- */

static int attach(struct pppsim_channel *ch)
{
	if (ioctl(ch->driver, PPPIOCGCHAN, &ch->index))
		return -errno;
	return pppsim_channel_attach(ch);
}

static int open_pppoe(struct pppsim_channel *ch, const char *dev,
		      const unsigned char peer[6])
{
	struct sockaddr_pppox sa = {
		.sa_family = AF_PPPOX,
		.sa_protocol = PX_PROTO_OE,
		.sa_addr.pppoe.sid = htons(SESSION),
	};

	memcpy(sa.sa_addr.pppoe.remote, peer, 6);
	snprintf(sa.sa_addr.pppoe.dev, sizeof(sa.sa_addr.pppoe.dev), "%s",
		 dev);
	ch->kind = PPPEV_KIND_PPPOE;
	ch->driver = socket(AF_PPPOX, SOCK_STREAM | SOCK_CLOEXEC, PX_PROTO_OE);
	if (ch->driver < 0 || connect(ch->driver, (void *)&sa, sizeof(sa)))
		return -errno;
	return attach(ch);
}

/* The master of the near end's pseudo terminal. */
static int open_line_end(struct pppsim_channel *ch, int master)
{
	int ldisc = N_SYNC_PPP;

	ch->kind = PPPEV_KIND_SYNC;
	ch->driver = fcntl(master, F_DUPFD_CLOEXEC, 0);
	if (ch->driver < 0 || ioctl(ch->driver, TIOCSETD, &ldisc))
		return -errno;
	return attach(ch);
}

/* ---- ends -------------------------------------------------------------- */

/* What is to be done in the namespace of one end. */
struct errand {
	struct pair *pair;
	int nr;
	enum pppev_kind kind;
	const char *dev;
	unsigned char peer[6];	/* hardware address of the other @dev */
	unsigned int net;
};

static struct sockaddr_in address(const struct errand *e, int nr)
{
	return (struct sockaddr_in) {
		.sin_family = AF_INET,
		.sin_port = htons(PORT),
		.sin_addr.s_addr = htonl(10 << 24 | 77 << 16 | e->net << 8 |
					 (nr + 1)),
	};
}

static int set_address(int fd, unsigned long cmd, const char *ifname,
		       const struct sockaddr_in *sa)
{
	struct ifreq ifr = { 0 };

	snprintf(ifr.ifr_name, sizeof(ifr.ifr_name), "%s", ifname);
	memcpy(&ifr.ifr_addr, sa, sizeof(*sa));
	return ioctl(fd, cmd, &ifr) ? -errno : 0;
}

static int open_socket(struct pair_end *end, const struct errand *e)
{
	struct sockaddr_in here = address(e, e->nr), there = address(e, !e->nr);
	int rc;

	end->udp = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (end->udp < 0)
		return -errno;
	rc = set_address(end->udp, SIOCSIFADDR, end->unit.ifname, &here) ?:
	     set_address(end->udp, SIOCSIFDSTADDR, end->unit.ifname, &there) ?:
	     pppsim_unit_up(&end->unit);
	if (rc)
		return rc;
	return bind(end->udp, (void *)&here, sizeof(here)) ||
	       connect(end->udp, (void *)&there, sizeof(there)) ? -errno : 0;
}

static int open_channel(struct pair_end *end, const struct errand *e)
{
	if (e->kind == PPPEV_KIND_PPPOE)
		return open_pppoe(&end->ch, e->dev, e->peer);
	if (!e->nr)
		return pppsim_channel_open(&end->ch, PPPEV_KIND_SYNC, NULL);
	return open_line_end(&end->ch, e->pair->end[0].ch.lower);
}

static int open_end(void *arg)
{
	struct errand *e = arg;
	struct pair_end *end = &e->pair->end[e->nr];

	return pppsim_unit_open(&end->unit) ?: open_channel(end, e) ?:
	       pppsim_channel_connect(&end->ch, end->unit.index) ?:
	       open_socket(end, e);
}

static int read_mac(void *arg)
{
	struct errand *e = arg;

	return pppsim_if_up(e->dev) ?: pppsim_if_mac(e->dev, e->peer);
}

/* The address of the one is the peer of the other. */
static int prepare_pppoe(struct errand near_far[2], int far)
{
	unsigned char mac[6];
	int rc = read_mac(&near_far[0]) ?:
		 pppsim_netns_run(far, read_mac, &near_far[1]);

	memcpy(mac, near_far[0].peer, 6);
	memcpy(near_far[0].peer, near_far[1].peer, 6);
	memcpy(near_far[1].peer, mac, 6);
	return rc;
}

int pair_open(struct pair *pair, enum pppev_kind kind,
	      const char *const dev[2], int far, unsigned int net)
{
	struct errand e[2];
	int i, rc = 0;

	for (i = 0; i < 2; i++) {
		pair->end[i] = closed;
		e[i] = (struct errand) {
			.pair = pair, .nr = i, .kind = kind, .net = net,
			.dev = dev ? dev[i] : NULL,
		};
	}
	if (kind == PPPEV_KIND_PPPOE)
		rc = prepare_pppoe(e, far);
	rc = rc ?: open_end(&e[0]) ?: pppsim_netns_run(far, open_end, &e[1]);
	if (rc)
		pair_close(pair);
	return rc;
}

void pair_close(struct pair *pair)
{
	int i;

	for (i = 0; i < 2; i++) {
		struct pair_end *end = &pair->end[i];

		if (end->udp >= 0)
			close(end->udp);
		pppsim_channel_close(&end->ch);
		pppsim_unit_close(&end->unit);
	}
}

/* ---- packets ----------------------------------------------------------- */

/* A packet that got lost would be waited for in vain. */
static int receive(int fd, size_t size)
{
	char buf[PACKET_MAX];
	int rc = pppsim_wait_readable(fd, PPPSIM_TIMEOUT);
	ssize_t n;

	if (rc)
		return rc;
	n = recv(fd, buf, sizeof(buf), 0);
	if (n < 0)
		return -errno;
	return (size_t)n == size ? 0 : -EBADMSG;
}

int pair_pass(struct pair *pair, size_t size, unsigned int count)
{
	static const char packet[PACKET_MAX];
	unsigned int i;
	int rc = 0;

	if (size > sizeof(packet))
		return -EINVAL;
	for (i = 0; i < count; i++)
		if (send(pair->end[0].udp, packet, size, 0) < 0)
			return -errno;
	for (i = 0; i < count && !rc; i++)
		rc = receive(pair->end[1].udp, size);
	return rc;
}
