// SPDX-License-Identifier: GPL-2.0
/* /dev/pppev: open it, or say what to do; ask for the present state. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "pppev.h"

static const char *advice(int err)
{
	switch (err) {
	case ENOENT:
	case ENODEV:
	case ENXIO:
		return ": is the module loaded? try: modprobe pppev";
	case EACCES:
	case EPERM:
		return ": run it as root, or as a member of the group dip";
	default:
		return "";
	}
}

static void complain(const char *what)
{
	int err = errno;

	fprintf(stderr, "pppev: %s: %s%s\n", what, strerror(err), advice(err));
}

static bool version_fits(int fd)
{
	struct pppev_info info;

	if (ioctl(fd, PPPEV_IOC_INFO, &info)) {
		complain(PPPEV_DEVICE);
		return false;
	}
	if (info.abi_version == PPPEV_ABI_VERSION)
		return true;
	fprintf(stderr,
		"pppev: the module speaks version %u of the device interface, this tool %d\n",
		info.abi_version, PPPEV_ABI_VERSION);
	return false;
}

int device_open(void)
{
	int fd = open(PPPEV_DEVICE, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0) {
		complain(PPPEV_DEVICE);
		return -1;
	}
	if (version_fits(fd))
		return fd;
	close(fd);
	return -1;
}

/* An id that is nobody's is for the caller to tell. */
static int failure(const char *what)
{
	if (errno == ENOENT)
		return EXIT_NOBODY;
	if (errno == ENODEV)
		return stream_gone();
	complain(what);
	return EXIT_FAILED;
}

int device_filter(int fd, uint32_t events, uint64_t target)
{
	struct pppev_filter filter = { .events = events, .target = target };

	return ioctl(fd, PPPEV_IOC_FILTER, &filter) ? failure("filter") :
						      EXIT_OK;
}

/* More may come between two calls: ask until the answer fits. */
int device_snapshot(int fd, uint64_t target, struct snapshot *snap)
{
	struct pppev_snapshot arg = { .capacity = 64, .target = target };
	struct pppev_entry *entries = NULL;
	int code;

	for (;;) {
		free(entries);
		entries = calloc(arg.capacity, sizeof(*entries));
		if (!entries)
			break;
		arg.entries = (uintptr_t)entries;
		if (!ioctl(fd, PPPEV_IOC_SNAPSHOT, &arg)) {
			snap->entries = entries;
			snap->count = arg.count;
			snap->seq = arg.seq;
			return EXIT_OK;
		}
		if (errno != ENOSPC)
			break;
		arg.capacity = arg.count + 64;
	}
	code = failure("snapshot");
	free(entries);
	return code;
}

bool device_stats(int fd, struct pppev_stats *stats)
{
	if (!ioctl(fd, PPPEV_IOC_STATS, stats))
		return true;
	complain("statistics");
	return false;
}
