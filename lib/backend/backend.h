/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the RAS functions need from whoever knows the connections.  Results
 * are 0 or a negative errno:
 *
 *   ENODEV	    the backend is not there
 *   EACCES, EPERM  it is, but not for this process
 *   ENOENT	    there is no such connection or link
 *   EOPNOTSUPP	    it knows nothing of the kind
 *
 * and those of running out of memory, descriptors or watches.
 */
#ifndef RASX_BACKEND_H
#define RASX_BACKEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rasnotify.h"

enum rasx_kind {
	RASX_KIND_OTHER,
	RASX_KIND_ASYNC,
	RASX_KIND_SYNC,
	RASX_KIND_PPPOE,
	RASX_KIND_TUNNEL,
};

enum rasx_state {
	RASX_STATE_NEW,		/* not up yet */
	RASX_STATE_CONNECTED,
	RASX_STATE_ENDED,	/* over, but links of it are still there */
};

#define RASX_IFNAME_LEN	16	/* NUL included */

/* A connection or a link of one. */
struct rasx_entry {
	uint64_t id;
	uint64_t connection;	/* id of it; of a connection its own */
	uint64_t since_ns;	/* CLOCK_MONOTONIC: connected, link: added; or 0 */
	bool is_link;
	bool multilink;		/* so configured, or of more than one link */
	enum rasx_state state;	/* of the connection */
	enum rasx_kind kind;
	unsigned int links;	/* how many the connection has */
	unsigned int subentry;	/* link: its place; connection: the highest */
	int ifindex;
	int unit;		/* number of ppp_generic, or -1: not known */
	int channel;		/* link: the same; connection: -1 */
	char ifname[RASX_IFNAME_LEN];
};

/*
 * Connections in the order they began, each followed by its links in the
 * order of their places.  The caller owns entries.
 */
struct rasx_snapshot {
	struct rasx_entry *entries;
	size_t count;
};

/* As id of a target: all there are.  No connection or link has it. */
#define RASX_ALL	((uint64_t)0)

struct rasx_backend {
	bool sees_links;	/* else it knows connections only */

	/* Get ready.  ENODEV: it is not there; also done by all below. */
	int (*open)(void);
	/*
	 * From now on add 1 to the eventfd for each event that flags
	 * (RASCN_*, those that this backend knows, at least one) select for
	 * target, after snapshots show the new state.
	 */
	int (*watch)(int eventfd, uint32_t flags, uint64_t target);
	/* Undo all of it for this eventfd. */
	void (*unwatch)(int eventfd);
	/* Is there such a target? */
	int (*find)(uint64_t target);
	/* The target with what belongs to it; free() entries after success. */
	int (*snapshot)(uint64_t target, struct rasx_snapshot *snapshot);

	/*
	 * A descriptor that is readable while there is something to read; to
	 * be closed.  Reading: 1, 0: nothing now, or -errno: ENODEV: the end.
	 */
	int (*stream_open)(void);
	int (*stream_read)(int fd, struct rasnotify_event *event);

	/* Around fork(): nothing else is in here; in the child, start anew. */
	void (*lock)(void);
	void (*unlock)(void);
	void (*forked)(void);
};

/* The kernel module, and where it is not loaded, rtnetlink. */
extern const struct rasx_backend rasx_device;
extern const struct rasx_backend rasx_netlink;

/* The one that this process uses; never NULL. */
const struct rasx_backend *rasx_backend(void);

/*
 * Whose connections it tells of: a network namespace by its inode, which may
 * be another's later, and by its cookie, 0 before Linux 5.14.
 */
struct rasx_namespace {
	uint64_t inode;
	uint64_t cookie;
};

struct rasx_namespace rasx_backend_namespace(void);

/* Around fork(), of all of them. */
void rasx_backend_lock(void);
void rasx_backend_unlock(void);
void rasx_backend_forked(void);

#endif /* RASX_BACKEND_H */
