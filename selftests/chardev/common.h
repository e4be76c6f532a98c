/* SPDX-License-Identifier: GPL-2.0 */
/* What the suites of /dev/pppev share; see pppsim.h for the rest. */
#ifndef CHARDEV_COMMON_H
#define CHARDEV_COMMON_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include <linux/ppp-ioctl.h>
#include <linux/ppp_defs.h>
#include <linux/pppev.h>

#include "pppsim.h"

/*
 * An open file whose records are compared one after the other.  It has to be
 * opened in a fresh namespace, so that the first record is number 1.
 */
struct stream {
	int fd;
	uint64_t seq;		/* of the last record */
	uint64_t time_ns;	/* of the last record */
};

/*
 * The record that has to come next.  What is left out is zero, with these
 * exceptions: the number is the one after the last; ids are any but 0 (of
 * connection events the link id is 0); the actor is this process.
 */
struct wanted {
	uint32_t type;
	const struct pppsim_unit *unit;
	const struct pppsim_channel *ch;	/* link events */
	uint32_t kind;				/* connection events */
	uint64_t conn;
	uint64_t link;
	uint32_t reason;
	uint32_t flags;
	uint32_t links;
	uint32_t place;
	uint64_t seq;
	pid_t pid;
	bool anybody;				/* do not compare the actor */
	const char *ifname;
	int ifindex;
};

/* A link that is alone in its unit; the interface is down. */
struct session {
	struct pppsim_channel ch;
	struct pppsim_unit unit;
};

/* Moves to a fresh namespace and opens the device there; or -errno. */
int stream_open_fresh(struct stream *stream);
int stream_open(struct stream *stream, int flags);

/*
 * Compares the next record with @want in all fields, its number and its time
 * (not before the last one's, not in the future) included.
 */
int stream_see(struct stream *stream, const struct wanted *want,
	       struct pppev_event *got);

/*
 * The last link's end and the connection's, in either order: @link as it is,
 * @conn with the links there are before or after.
 */
int stream_see_end(struct stream *stream, const struct wanted *link,
		   const struct wanted *conn);

/* That nothing more is in it.  Events are queued before the cause returns. */
int stream_empty(const struct stream *stream);

int session_open(struct session *s);
int session_connect(struct session *s);
int session_disconnect(struct session *s);
void session_close(struct session *s);

/* Records of one unit as cheap as they can be had: PPPIOCSNPMODE. */
int session_flip(struct session *s, bool connected);

#define LINK_ADDED	PPPEV_EVENT_LINK_ADDED
#define LINK_REMOVED	PPPEV_EVENT_LINK_REMOVED
#define CONNECTED	PPPEV_EVENT_CONNECTED
#define DISCONNECTED	PPPEV_EVENT_DISCONNECTED

/* In a test: SEE(&stream, &ev, .type = CONNECTED, .unit = &unit, ...); */
#define SEE(stream, got, ...)						\
	ASSERT_EQ(0, stream_see(stream, &(struct wanted){ __VA_ARGS__ }, got))

#define NOTHING(stream)		EXPECT_EQ(0, stream_empty(stream))

/* The result of a system call as 0, a count, or -errno. */
static inline long result(long rc)
{
	return rc < 0 ? -errno : rc;
}

#endif /* CHARDEV_COMMON_H */
