// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * The kernel module's device: the one place that knows <linux/pppev.h>.
 *
 * One descriptor per process, opened at the first call that needs it, for
 * writing only: such a file has no event queue.  The watches belong to it.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <linux/pppev.h>

#include <ras.h>

#include "backend/backend.h"

/* Entries of the first attempt at a snapshot, and room for latecomers. */
#define FIRST_CAPACITY	32
#define HEADROOM	8

_Static_assert(RASX_IFNAME_LEN == PPPEV_IFNAME_LEN, "names are copied whole");

static struct {
	pthread_mutex_t lock;	/* protects fd and is held over ioctl() */
	int fd;			/* -1: not open */
} device = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.fd = -1,
};

static int do_ioctl(int fd, unsigned long command, void *argument)
{
	int ret;

	do
		ret = ioctl(fd, command, argument);
	while (ret < 0 && errno == EINTR);
	return ret < 0 ? -errno : 0;
}

/* A module that speaks another version is there, but of no use. */
static int check_version(int fd)
{
	struct pppev_info info;
	int ret = do_ioctl(fd, PPPEV_IOC_INFO, &info);

	if (ret)
		return ret;
	return info.abi_version == PPPEV_ABI_VERSION ? 0 : -EPROTONOSUPPORT;
}

static int open_file(int flags)
{
	int fd = open(PPPEV_DEVICE, flags | O_CLOEXEC);

	if (fd >= 0)
		return fd;
	/* ENOENT is for targets; both mean that no module is behind it. */
	return errno == ENOENT || errno == ENXIO ? -ENODEV : -errno;
}

static int open_device(void)
{
	int fd = open_file(O_WRONLY);
	int ret;

	if (fd < 0)
		return fd;
	ret = check_version(fd);
	if (ret)
		close(fd);
	else
		device.fd = fd;
	return ret;
}

static void close_device(void)
{
	if (device.fd >= 0)
		close(device.fd);
	device.fd = -1;
}

/* A failed open is tried again by the next call: the module may come. */
static int call_locked(unsigned long command, void *argument)
{
	int ret = device.fd < 0 ? open_device() : 0;

	return ret ? ret : do_ioctl(device.fd, command, argument);
}

static int call(unsigned long command, void *argument)
{
	bool was_open;
	int ret;

	pthread_mutex_lock(&device.lock);
	was_open = device.fd >= 0;
	ret = call_locked(command, argument);
	if (ret == -ENODEV && was_open) {
		/* The namespace that the file belonged to is gone. */
		close_device();
		ret = call_locked(command, argument);
	}
	pthread_mutex_unlock(&device.lock);
	return ret;
}

static int device_open(void)
{
	int ret;

	pthread_mutex_lock(&device.lock);
	ret = device.fd < 0 ? open_device() : 0;
	pthread_mutex_unlock(&device.lock);
	return ret;
}

static const struct {
	uint32_t rascn, pppev;
} events[] = {
	{ RASCN_Connection,	  PPPEV_MASK_CONNECTED },
	{ RASCN_Disconnection,	  PPPEV_MASK_DISCONNECTED },
	{ RASCN_BandwidthAdded,	  PPPEV_MASK_BANDWIDTH_ADDED },
	{ RASCN_BandwidthRemoved, PPPEV_MASK_BANDWIDTH_REMOVED },
};

static uint32_t events_to_uapi(uint32_t flags)
{
	uint32_t mask = 0;

	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++)
		if (flags & events[i].rascn)
			mask |= events[i].pppev;
	return mask;
}

static int device_watch(int eventfd, uint32_t flags, uint64_t target)
{
	struct pppev_watch watch = {
		.eventfd = eventfd,
		.events = events_to_uapi(flags),
		.target = target,
	};

	return call(PPPEV_IOC_WATCH, &watch);
}

/* The watches are gone already if the file is; then there is no error. */
static void device_unwatch(int eventfd)
{
	struct pppev_watch watch = {
		.eventfd = eventfd,
		.events = PPPEV_MASK_WATCH_ALL,
		.target = PPPEV_TARGET_ANY,
	};

	pthread_mutex_lock(&device.lock);
	if (device.fd >= 0)
		do_ioctl(device.fd, PPPEV_IOC_UNWATCH, &watch);
	pthread_mutex_unlock(&device.lock);
}

static int device_find(uint64_t target)
{
	struct pppev_snapshot snapshot = { .target = target };
	int ret = call(PPPEV_IOC_SNAPSHOT, &snapshot);

	/* There is at least one, and no room for it. */
	return ret == -ENOSPC ? 0 : ret;
}

static enum rasx_kind kind_from_uapi(uint32_t kind)
{
	switch (kind) {
	case PPPEV_KIND_ASYNC:
		return RASX_KIND_ASYNC;
	case PPPEV_KIND_SYNC:
		return RASX_KIND_SYNC;
	case PPPEV_KIND_PPPOE:
		return RASX_KIND_PPPOE;
	case PPPEV_KIND_L2TP:
	case PPPEV_KIND_PPTP:
		return RASX_KIND_TUNNEL;
	default:
		return RASX_KIND_OTHER;
	}
}

static enum rasx_state state_from_uapi(uint32_t state)
{
	switch (state) {
	case PPPEV_STATE_NEW:
		return RASX_STATE_NEW;
	case PPPEV_STATE_CONNECTED:
		return RASX_STATE_CONNECTED;
	default:
		return RASX_STATE_ENDED;
	}
}

static struct rasx_entry entry_from_uapi(const struct pppev_entry *from)
{
	struct rasx_entry to = {
		.id = from->id,
		.connection = from->conn_id,
		.since_ns = from->since_ns,
		.multilink = from->flags & PPPEV_FLAG_MULTILINK,
		.is_link = from->type == PPPEV_ENTRY_LINK,
		.state = state_from_uapi(from->state),
		.kind = kind_from_uapi(from->kind),
		.links = from->links,
		.subentry = from->subentry,
		.ifindex = from->ifindex,
		.unit = from->unit,
		.channel = from->channel,
	};

	memcpy(to.ifname, from->ifname, sizeof(to.ifname));
	to.ifname[sizeof(to.ifname) - 1] = '\0';
	return to;
}

/* Fetches it into memory that the caller frees, whatever the result. */
static int fetch(uint64_t target, struct pppev_snapshot *snapshot,
		 struct pppev_entry **entries)
{
	uint32_t capacity = FIRST_CAPACITY;
	int ret;

	do {
		struct pppev_entry *room;

		room = realloc(*entries, capacity * sizeof(**entries));
		if (!room)
			return -ENOMEM;
		*entries = room;
		*snapshot = (struct pppev_snapshot){
			.entries = (uintptr_t)room,
			.capacity = capacity,
			.target = target,
		};
		ret = call(PPPEV_IOC_SNAPSHOT, snapshot);
		capacity = snapshot->count + HEADROOM;
	} while (ret == -ENOSPC);
	return ret;
}

static int convert(const struct pppev_entry *entries, size_t count,
		   struct rasx_snapshot *snapshot)
{
	/* One more, so that an empty one is not a failed allocation. */
	snapshot->entries = calloc(count + 1, sizeof(*snapshot->entries));
	if (!snapshot->entries)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++)
		snapshot->entries[i] = entry_from_uapi(&entries[i]);
	snapshot->count = count;
	return 0;
}

static int device_snapshot(uint64_t target, struct rasx_snapshot *snapshot)
{
	struct pppev_entry *entries = NULL;
	struct pppev_snapshot fetched;
	int ret;

	ret = fetch(target, &fetched, &entries);
	if (!ret)
		ret = convert(entries, fetched.count, snapshot);
	free(entries);
	return ret;
}

/* The numbers of types and reasons are the same. */
_Static_assert((int)RASNOTIFY_CONNECTED == PPPEV_EVENT_CONNECTED &&
	       (int)RASNOTIFY_RESYNC == PPPEV_EVENT_RESYNC &&
	       (int)RASNOTIFY_DETACHED == PPPEV_REASON_DETACHED &&
	       (int)RASNOTIFY_NAMESPACE_GONE == PPPEV_REASON_NAMESPACE_GONE,
	       "types and reasons are passed on");
_Static_assert(RASNOTIFY_NAME_LEN == PPPEV_IFNAME_LEN &&
	       RASNOTIFY_NAME_LEN == PPPEV_COMM_LEN, "names are copied whole");

static struct rasnotify_event event_from_uapi(const struct pppev_event *from)
{
	struct rasnotify_event to = {
		.seq = from->seq,
		.time_ns = from->time_ns,
		.lost = from->lost,
		.connection = (HRASCONN)(uintptr_t)from->conn_id,
		.link = (HRASCONN)(uintptr_t)from->link_id,
		.type = from->type,
		.reason = from->reason,
		.multilink = !!(from->flags & PPPEV_FLAG_MULTILINK),
		.links = from->links,
		.subentry = from->subentry,
		.ifindex = from->ifindex,
		.pid = from->pid,
	};

	memcpy(to.ifname, from->ifname, sizeof(to.ifname));
	memcpy(to.comm, from->comm, sizeof(to.comm));
	to.ifname[sizeof(to.ifname) - 1] = '\0';
	to.comm[sizeof(to.comm) - 1] = '\0';
	return to;
}

/* A file of its own: it has a queue, and a position in it. */
static int device_stream_open(void)
{
	int fd = open_file(O_RDONLY | O_NONBLOCK);
	int ret;

	if (fd < 0)
		return fd;
	ret = check_version(fd);
	if (ret)
		close(fd);
	return ret ? ret : fd;
}

static int device_stream_read(int fd, struct rasnotify_event *event)
{
	struct pppev_event record;
	ssize_t ret;

	do
		ret = read(fd, &record, sizeof(record));
	while (ret < 0 && errno == EINTR);
	if (ret < 0)
		return errno == EAGAIN ? 0 : -errno;
	if (ret != sizeof(record))
		return -ENODEV;
	*event = event_from_uapi(&record);
	return 1;
}

static void device_lock(void)
{
	pthread_mutex_lock(&device.lock);
}

static void device_unlock(void)
{
	pthread_mutex_unlock(&device.lock);
}

/* The parent's registrations live on in the parent's copy of the file. */
static void device_forked(void)
{
	close_device();
	pthread_mutex_unlock(&device.lock);
}

/*
 * At dlclose(), else the next copy of the library opens another.  At exit()
 * other threads may still be inside, which is why no lock is taken: they get
 * EBADF, or nothing at all any more.
 */
__attribute__((destructor))
static void unloaded(void)
{
	close_device();
}

const struct rasx_backend rasx_device = {
	.sees_links  = true,
	.open        = device_open,
	.watch       = device_watch,
	.unwatch     = device_unwatch,
	.find        = device_find,
	.snapshot    = device_snapshot,
	.stream_open = device_stream_open,
	.stream_read = device_stream_read,
	.lock        = device_lock,
	.unlock      = device_unlock,
	.forked      = device_forked,
};
