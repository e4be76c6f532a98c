// SPDX-License-Identifier: GPL-2.0
/* /dev/pppev: open, ask, read. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include "pppsim.h"
#include "internal.h"

int pppsim_dev_open(int flags)
{
	return sim_rc(open(PPPEV_DEVICE, flags | O_CLOEXEC));
}

int pppsim_info(int fd, struct pppev_info *info)
{
	return sim_rc(ioctl(fd, PPPEV_IOC_INFO, info));
}

int pppsim_stats(int fd, struct pppev_stats *stats)
{
	return sim_rc(ioctl(fd, PPPEV_IOC_STATS, stats));
}

uint64_t pppsim_seq(int fd)
{
	struct pppev_info info;

	return pppsim_info(fd, &info) ? 0 : info.seq;
}

int pppsim_filter(int fd, uint32_t events, uint64_t target)
{
	struct pppev_filter filter = { .events = events, .target = target };

	return sim_rc(ioctl(fd, PPPEV_IOC_FILTER, &filter));
}

static int watch_ioctl(int fd, unsigned long cmd, int efd, uint32_t events,
		       uint64_t target)
{
	struct pppev_watch watch = {
		.eventfd = efd, .events = events, .target = target,
	};

	return sim_rc(ioctl(fd, cmd, &watch));
}

int pppsim_watch(int fd, int efd, uint32_t events, uint64_t target)
{
	return watch_ioctl(fd, PPPEV_IOC_WATCH, efd, events, target);
}

int pppsim_unwatch(int fd, int efd, uint32_t events, uint64_t target)
{
	return watch_ioctl(fd, PPPEV_IOC_UNWATCH, efd, events, target);
}

/* The state may grow between two calls, so ask until the answer fits. */
int pppsim_snapshot(int fd, uint64_t target, struct pppev_entry **entries,
		    uint64_t *seq)
{
	struct pppev_snapshot snap = { .target = target, .capacity = 16 };
	int rc;

	do {
		*entries = calloc(snap.capacity, sizeof(**entries));
		if (!*entries)
			return -ENOMEM;
		snap.entries = (uintptr_t)*entries;
		rc = sim_rc(ioctl(fd, PPPEV_IOC_SNAPSHOT, &snap));
		if (!rc)
			break;
		free(*entries);
		*entries = NULL;
		snap.capacity = snap.count + 16;
	} while (rc == -ENOSPC);

	if (seq)
		*seq = snap.seq;
	return rc ? rc : (int)snap.count;
}

int pppsim_next(int fd, struct pppev_event *ev, int timeout_ms)
{
	int rc = pppsim_wait_readable(fd, timeout_ms);
	ssize_t n;

	if (rc)
		return rc;
	n = read(fd, ev, sizeof(*ev));
	if (n < 0)
		return -errno;
	if (n == 0)
		return -EPIPE;
	return n == sizeof(*ev) ? 0 : -EIO;
}
