// SPDX-License-Identifier: GPL-2.0
/*
 * The peer: a udev monitor.  It is told that an interface is there or gone,
 * and not that it is up or down.  The guest has no udevd, so these are the
 * messages of the kernel; a daemon on the way makes it no faster.
 */
#include <errno.h>
#include <libudev.h>
#include <poll.h>
#include <string.h>

#include "latency.h"

#define BUFFER	(4 << 20)

static struct udev *udev;
static struct udev_monitor *monitor;

static int open_udev(struct shared *sh)
{
	(void)sh;
	udev = udev_new();
	monitor = udev_monitor_new_from_netlink(udev, "kernel");
	if (!monitor)
		return -ENODEV;
	udev_monitor_set_receive_buffer_size(monitor, BUFFER);
	udev_monitor_filter_add_match_subsystem_devtype(monitor, "net", NULL);
	return udev_monitor_enable_receiving(monitor);
}

static bool is_gone(struct udev_device *device, const char *ifname)
{
	return !strcmp(udev_device_get_action(device), "remove") &&
	       !strcmp(udev_device_get_sysname(device), ifname);
}

static uint64_t wait_udev(struct shared *sh, enum event event)
{
	struct pollfd pfd = {
		.fd = udev_monitor_get_fd(monitor), .events = POLLIN,
	};
	uint64_t now;
	bool gone;

	(void)event;
	do {
		struct udev_device *device;

		if (poll(&pfd, 1, -1) != 1)
			return 0;
		device = udev_monitor_receive_device(monitor);
		now = pppsim_now();
		/* What another subsystem told is no device. */
		gone = device && is_gone(device, sh->victim.ifname);
		if (device)
			udev_device_unref(device);
	} while (!gone);
	return now;
}

static void close_udev(struct shared *sh)
{
	(void)sh;
	udev_monitor_unref(monitor);
	udev_unref(udev);
}

const struct method method_udev = {
	.name = "udev",
	.what = "udev monitor, messages of the kernel (libudev)",
	.events = 1 << DELETED,
	.share = 5,
	.open = open_udev,
	.wait = wait_udev,
	.close = close_udev,
};
