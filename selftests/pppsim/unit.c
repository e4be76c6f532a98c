// SPDX-License-Identifier: GPL-2.0
/* Units: a ppp network interface and the descriptor that owns it. */
#include <stdio.h>
#include <sys/ioctl.h>
#include <net/if.h>
#include <linux/ppp-ioctl.h>

#include "pppsim.h"
#include "internal.h"

int pppsim_unit_open(struct pppsim_unit *unit)
{
	int rc;

	*unit = (struct pppsim_unit) { .fd = -1, .index = -1 };
	rc = sim_ppp_open();
	if (rc < 0)
		return rc;
	unit->fd = rc;
	if (ioctl(unit->fd, PPPIOCNEWUNIT, &unit->index))
		goto fail;
	snprintf(unit->ifname, sizeof(unit->ifname), "ppp%d", unit->index);
	unit->ifindex = if_nametoindex(unit->ifname);
	if (unit->ifindex)
		return 0;
fail:
	rc = -errno;
	sim_close(&unit->fd);
	return rc;
}

static int name_index(void *name)
{
	return if_nametoindex(name);
}

int pppsim_unit_newlink(struct pppsim_unit *unit, const char *name, int nsfd)
{
	int rc;

	*unit = (struct pppsim_unit) { .fd = -1, .index = -1 };
	rc = sim_ppp_open();
	if (rc < 0)
		return rc;
	unit->fd = rc;
	rc = pppsim_if_add_ppp(name, unit->fd, nsfd) ?:
	     sim_rc(ioctl(unit->fd, PPPIOCGUNIT, &unit->index));
	if (rc) {
		sim_close(&unit->fd);
		return rc;
	}
	snprintf(unit->ifname, sizeof(unit->ifname), "%s", name);
	unit->ifindex = nsfd < 0 ? name_index(unit->ifname) :
			pppsim_netns_run(nsfd, name_index, unit->ifname);
	return 0;
}

void pppsim_unit_close(struct pppsim_unit *unit)
{
	sim_close(&unit->fd);
}

int pppsim_unit_up(struct pppsim_unit *unit)
{
	return pppsim_if_up(unit->ifname);
}

int pppsim_unit_down(struct pppsim_unit *unit)
{
	return pppsim_if_down(unit->ifname);
}

int pppsim_unit_npmode(struct pppsim_unit *unit, int proto, int mode)
{
	struct npioctl np = { .protocol = proto, .mode = mode };

	return sim_rc(ioctl(unit->fd, PPPIOCSNPMODE, &np));
}

int pppsim_unit_multilink(struct pppsim_unit *unit, bool on)
{
	int flags;

	if (ioctl(unit->fd, PPPIOCGFLAGS, &flags))
		return -errno;
	if (on)
		flags |= SC_MULTILINK;
	else
		flags &= ~SC_MULTILINK;
	return sim_rc(ioctl(unit->fd, PPPIOCSFLAGS, &flags));
}
