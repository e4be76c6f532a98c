/* SPDX-License-Identifier: GPL-2.0 */
/* Addresses of a ppp interface, set the way pppd does it. */
#ifndef SHIM_ADDRESS_H
#define SHIM_ADDRESS_H

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* As <linux/ipv6.h> has it, which cannot be had beside <arpa/inet.h>. */
struct address_ipv6 {
	struct in6_addr address;
	uint32_t prefix;
	int ifindex;
};

static inline int address_ioctl(int family, unsigned long command, void *arg)
{
	int fd = socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int ret = ioctl(fd, command, arg) ? -errno : 0;

	close(fd);
	return ret;
}

static inline int address_set_one(const char *ifname, unsigned long command,
				  const char *text)
{
	struct ifreq ifr = { 0 };
	struct sockaddr_in *sin = (struct sockaddr_in *)&ifr.ifr_addr;

	strcpy(ifr.ifr_name, ifname);
	sin->sin_family = AF_INET;
	inet_pton(AF_INET, text, &sin->sin_addr);
	return address_ioctl(AF_INET, command, &ifr);
}

/* @peer may be NULL.  0 or -errno, both. */
static inline int address_set(const char *ifname, const char *local,
			      const char *peer)
{
	int ret = address_set_one(ifname, SIOCSIFADDR, local);

	if (ret || !peer)
		return ret;
	return address_set_one(ifname, SIOCSIFDSTADDR, peer);
}

static inline int address_set_ipv6(int ifindex, const char *local)
{
	struct address_ipv6 request = { .prefix = 10, .ifindex = ifindex };

	inet_pton(AF_INET6, local, &request.address);
	return address_ioctl(AF_INET6, SIOCSIFADDR, &request);
}

#endif /* SHIM_ADDRESS_H */
