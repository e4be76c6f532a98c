// SPDX-License-Identifier: GPL-2.0
#include <err.h>
#include <errno.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "interface.h"
#include "pppsim.h"

int interface_control(void)
{
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		err(1, "socket");
	return fd;
}

/* Nothing but the call itself comes after the time. */
int interface_set(int control, const char *name, short set, short clear,
		  _Atomic uint64_t *call_ns)
{
	struct ifreq ifr = { 0 };

	strcpy(ifr.ifr_name, name);
	if (ioctl(control, SIOCGIFFLAGS, &ifr))
		return -errno;
	ifr.ifr_flags = (ifr.ifr_flags | set) & ~clear;
	*call_ns = pppsim_now();
	return ioctl(control, SIOCSIFFLAGS, &ifr) ? -errno : 0;
}
