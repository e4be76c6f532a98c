// SPDX-License-Identifier: GPL-2.0
/* The one PPPoE discovery frame a test needs: PADT, the end of a session. */
#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <net/if.h>
#include <net/ethernet.h>
#include <linux/if_packet.h>

#include "pppsim.h"
#include "internal.h"

#define ETH_TYPE_DISCOVERY	0x8863
#define CODE_PADT		0xa7

/* No tags; padded to the least length of an ethernet frame. */
struct padt_frame {
	struct ether_header eth;
	uint8_t ver_type;
	uint8_t code;
	uint16_t sid;
	uint16_t length;
	uint8_t padding[40];
} __attribute__((packed));

int pppsim_padt(const char *ifname, const unsigned char dst[6],
		const unsigned char src[6], uint16_t sid)
{
	struct padt_frame frame = {
		.eth.ether_type = htons(ETH_TYPE_DISCOVERY),
		.ver_type = 0x11,
		.code = CODE_PADT,
		.sid = htons(sid),
	};
	struct sockaddr_ll sa = { .sll_family = AF_PACKET, .sll_halen = 6 };
	int fd, rc;

	sa.sll_ifindex = if_nametoindex(ifname);
	if (!sa.sll_ifindex)
		return -ENODEV;
	memcpy(frame.eth.ether_dhost, dst, 6);
	memcpy(frame.eth.ether_shost, src, 6);
	/* Protocol 0: this socket only sends. */
	fd = sim_rc(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0));
	if (fd < 0)
		return fd;
	rc = sendto(fd, &frame, sizeof(frame), 0, (void *)&sa, sizeof(sa));
	rc = rc < 0 ? -errno : 0;
	close(fd);
	return rc;
}
