// SPDX-License-Identifier: GPL-2.0
/* Network interfaces: up, down, hardware address. */
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <net/if.h>
#include <net/if_arp.h>

#include "pppsim.h"
#include "internal.h"

static int ifreq_ioctl(unsigned long cmd, struct ifreq *ifr)
{
	int fd = sim_rc(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
	int rc;

	if (fd < 0)
		return fd;
	rc = sim_rc(ioctl(fd, cmd, ifr));
	close(fd);
	return rc;
}

static int set_name(struct ifreq *ifr, const char *name)
{
	memset(ifr, 0, sizeof(*ifr));
	if (strlen(name) >= sizeof(ifr->ifr_name))
		return -ENODEV;
	strcpy(ifr->ifr_name, name);
	return 0;
}

static int set_flags(const char *name, short set, short clear)
{
	struct ifreq ifr;
	int rc = set_name(&ifr, name);

	if (!rc)
		rc = ifreq_ioctl(SIOCGIFFLAGS, &ifr);
	if (rc)
		return rc;
	ifr.ifr_flags = (ifr.ifr_flags | set) & ~clear;
	return ifreq_ioctl(SIOCSIFFLAGS, &ifr);
}

int pppsim_if_up(const char *name)
{
	return set_flags(name, IFF_UP, 0);
}

int pppsim_if_down(const char *name)
{
	return set_flags(name, 0, IFF_UP);
}

int pppsim_if_mac(const char *name, unsigned char mac[6])
{
	struct ifreq ifr;
	int rc = set_name(&ifr, name);

	if (!rc)
		rc = ifreq_ioctl(SIOCGIFHWADDR, &ifr);
	if (rc)
		return rc;
	if (ifr.ifr_hwaddr.sa_family != ARPHRD_ETHER)
		return -EINVAL;
	memcpy(mac, ifr.ifr_hwaddr.sa_data, 6);
	return 0;
}
