// SPDX-License-Identifier: GPL-2.0
/* Channels that are sockets: PPPoE, L2TP, PPTP. */
#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <linux/if_pppox.h>

#include "pppsim.h"
#include "internal.h"

static int pppox_socket(int type, int protocol)
{
	return sim_rc(socket(AF_PPPOX, type | SOCK_CLOEXEC, protocol));
}

/*
 * A session is known by its peer's address, its number and the interface.
 * The process id in the address keeps processes on one interface apart.
 */
static struct pppoe_addr made_up_peer(unsigned int serial)
{
	struct pppoe_addr addr = {
		.sid = htons(1 + serial % 0xfffe),
		.remote = { 0x02, },	/* locally administered */
	};
	uint32_t pid = htonl(getpid());

	memcpy(addr.remote + 1, &pid, sizeof(pid));
	addr.remote[5] = serial / 0xfffe;
	return addr;
}

int sim_pppoe_make(struct pppsim_channel *ch, const char *dev)
{
	struct sockaddr_pppox sa = {
		.sa_family = AF_PPPOX,
		.sa_protocol = PX_PROTO_OE,
		.sa_addr.pppoe = made_up_peer(sim_serial()),
	};

	if (!dev || strlen(dev) >= sizeof(sa.sa_addr.pppoe.dev))
		return -EINVAL;
	strcpy(sa.sa_addr.pppoe.dev, dev);

	ch->driver = pppox_socket(SOCK_STREAM, PX_PROTO_OE);
	if (ch->driver < 0)
		return ch->driver;
	return sim_rc(connect(ch->driver, (void *)&sa, sizeof(sa)));
}

int pppsim_pppoe_peer(const struct pppsim_channel *ch, unsigned char mac[6],
		      uint16_t *sid)
{
	struct sockaddr_pppox sa;
	socklen_t len = sizeof(sa);

	if (ch->kind != PPPEV_KIND_PPPOE)
		return -EINVAL;
	if (getsockname(ch->driver, (void *)&sa, &len))
		return -errno;
	memcpy(mac, sa.sa_addr.pppoe.remote, 6);
	*sid = ntohs(sa.sa_addr.pppoe.sid);
	return 0;
}

/*
 * UDP from loopback to loopback, to a port nobody listens on (discard).  The
 * tunnel needs a connected socket and never sends on it by itself.
 */
static int tunnel_udp(struct sockaddr_in *peer)
{
	struct sockaddr_in any = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int fd = sim_rc(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
	int rc;

	if (fd < 0)
		return fd;
	*peer = any;
	peer->sin_port = htons(9);
	if (!bind(fd, (void *)&any, sizeof(any)) &&
	    !connect(fd, (void *)peer, sizeof(*peer)))
		return fd;
	rc = -errno;
	close(fd);
	return rc;
}

static int l2tp_connect(const struct sockaddr_pppol2tp *sa)
{
	int fd = pppox_socket(SOCK_DGRAM, PX_PROTO_OL2TP);
	int rc;

	if (fd < 0)
		return fd;
	if (!connect(fd, (const void *)sa, sizeof(*sa)))
		return fd;
	rc = -errno;
	close(fd);
	return rc;
}

/*
 * Tunnel numbers are per namespace; the process id keeps processes apart.  No
 * number comes again soon: a tunnel closes behind the back of who closed it,
 * and one that is closing takes no session (ENODEV).
 */
static uint16_t tunnel_number(void)
{
	uint16_t number = getpid() * 251u + sim_serial();

	return number ?: tunnel_number();
}

/* Every channel has a tunnel of its own: it goes when the channel goes. */
int sim_l2tp_make(struct pppsim_channel *ch)
{
	struct sockaddr_pppol2tp sa = {
		.sa_family = AF_PPPOX,
		.sa_protocol = PX_PROTO_OL2TP,
	};
	struct sockaddr_in peer;

	ch->udp = tunnel_udp(&peer);
	if (ch->udp < 0)
		return ch->udp;
	sa.pppol2tp.fd = ch->udp;
	sa.pppol2tp.addr = peer;
	do {
		sa.pppol2tp.s_tunnel = tunnel_number();
		sa.pppol2tp.d_tunnel = sa.pppol2tp.s_tunnel;
		ch->lower = l2tp_connect(&sa);
	} while (ch->lower == -EEXIST);
	if (ch->lower < 0)
		return ch->lower;
	sa.pppol2tp.s_session = 1;
	sa.pppol2tp.d_session = 1;
	ch->driver = l2tp_connect(&sa);
	return ch->driver < 0 ? ch->driver : 0;
}

/* The address of its session tells the tunnel's numbers. */
int sim_l2tp_join(struct pppsim_channel *ch,
		  const struct pppsim_channel *tunnel, uint16_t session)
{
	struct sockaddr_pppol2tp sa;
	socklen_t len = sizeof(sa);

	if (tunnel->kind != PPPEV_KIND_L2TP)
		return -EINVAL;
	if (getpeername(tunnel->driver, (void *)&sa, &len))
		return -errno;
	sa.pppol2tp.s_session = session;
	sa.pppol2tp.d_session = session;
	ch->driver = l2tp_connect(&sa);
	return ch->driver < 0 ? ch->driver : 0;
}

/*
 * Call numbers are one space for the whole machine: bind() with number 0
 * takes a free one, and the peer's is derived from it, so it is free as well.
 */
int sim_pptp_make(struct pppsim_channel *ch)
{
	struct sockaddr_pppox sa = {
		.sa_family = AF_PPPOX,
		.sa_protocol = PX_PROTO_PPTP,
		.sa_addr.pptp.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t len = sizeof(sa);

	ch->driver = pppox_socket(SOCK_STREAM, PX_PROTO_PPTP);
	if (ch->driver < 0)
		return ch->driver;
	if (bind(ch->driver, (void *)&sa, sizeof(sa)) ||
	    getsockname(ch->driver, (void *)&sa, &len))
		return -errno;
	sa.sa_addr.pptp.call_id ^= 0x8000;
	return sim_rc(connect(ch->driver, (void *)&sa, sizeof(sa)));
}
