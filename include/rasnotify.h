/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What librasapi32 offers beyond the Windows API, to programs of Linux.
 */
#ifndef _RASNOTIFY_H
#define _RASNOTIFY_H

#include <stddef.h>
#include <stdint.h>

#include <windows.h>
#include <ras.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * rasnotify_event_fd - descriptor behind an event object
 * @event: handle of an event
 *
 * For poll, epoll and event loops: readable while the event is signaled.
 * It belongs to the event: do not read, write or close it, and take it out
 * of the loop before the event's last handle is closed.  To consume the
 * signal of an auto-reset event call WaitForSingleObject(event, 0).
 *
 * Return: the descriptor, or -1 with errno set to EBADF if @event is not an
 * open handle of an event.
 */
int rasnotify_event_fd(HANDLE event);

/*
 * Streams: what happened, in its order.
 *
 * An event of Windows says that something happened; a stream says what, to
 * whom, when and why.  It needs the kernel module.
 */

/**
 * enum rasnotify_type - what happened
 * @RASNOTIFY_CONNECTED:    a connection is up
 * @RASNOTIFY_DISCONNECTED: it is not any more
 * @RASNOTIFY_LINK_ADDED:   a link joined a connection, which may not be up yet
 * @RASNOTIFY_LINK_REMOVED: a link left it
 * @RASNOTIFY_LOST:	    the stream was not read in time: @lost older events
 *			    are not in it; RasEnumConnections tells what is
 * @RASNOTIFY_RESYNC:	    the kernel module missed something and has put its
 *			    knowledge right; RasEnumConnections tells what is
 */
enum rasnotify_type {
	RASNOTIFY_CONNECTED	= 1,
	RASNOTIFY_DISCONNECTED	= 2,
	RASNOTIFY_LINK_ADDED	= 3,
	RASNOTIFY_LINK_REMOVED	= 4,
	RASNOTIFY_LOST		= 5,
	RASNOTIFY_RESYNC	= 6
};

/**
 * enum rasnotify_reason - why a connection or link ended
 * @RASNOTIFY_NO_REASON:	 it did not
 * @RASNOTIFY_DETACHED:		 its owner detached or closed the link
 * @RASNOTIFY_DRIVER_GONE:	 hang-up, PADT, or a device below is gone
 * @RASNOTIFY_OWNER_DIED:	 the process that held it exited
 * @RASNOTIFY_INTERFACE_DOWN:	 the interface was set down or out of use
 * @RASNOTIFY_INTERFACE_DELETED: the interface was deleted or moved away
 * @RASNOTIFY_NAMESPACE_GONE:	 the network namespace was destroyed
 */
enum rasnotify_reason {
	RASNOTIFY_NO_REASON		= 0,
	RASNOTIFY_DETACHED		= 1,
	RASNOTIFY_DRIVER_GONE		= 2,
	RASNOTIFY_OWNER_DIED		= 3,
	RASNOTIFY_INTERFACE_DOWN	= 4,
	RASNOTIFY_INTERFACE_DELETED	= 5,
	RASNOTIFY_NAMESPACE_GONE	= 6
};

#define RASNOTIFY_NAME_LEN	16	/* NUL included */

/**
 * struct rasnotify_event - one of them
 * @seq:	number of it in its network namespace, growing by one
 * @time_ns:	when it happened, by CLOCK_MONOTONIC
 * @lost:	LOST: how many; otherwise 0
 * @connection: to which it happened; NULL in LOST
 * @link:	of LINK_ADDED and LINK_REMOVED; otherwise NULL
 * @type:	enum rasnotify_type; there may be more one day
 * @reason:	enum rasnotify_reason
 * @multilink:	not 0: the connection is multilink, or was before
 * @links:	how many it has now
 * @subentry:	place of @link in it, counted from 1; otherwise 0
 * @ifindex:	index of its interface
 * @pid:	process that acted, 0 where it is not to be seen from here
 * @ifname:	name of the interface at that time
 * @comm:	name of the process
 *
 * New members come at the end.
 */
struct rasnotify_event {
	uint64_t seq;
	uint64_t time_ns;
	uint64_t lost;
	HRASCONN connection;
	HRASCONN link;
	int	 type;
	int	 reason;
	int	 multilink;
	unsigned int links;
	unsigned int subentry;
	int	 ifindex;
	int	 pid;
	char	 ifname[RASNOTIFY_NAME_LEN];
	char	 comm[RASNOTIFY_NAME_LEN];
};

struct rasnotify_stream;

/**
 * rasnotify_stream_open - begin a stream
 *
 * It holds what happens from here on, in the network namespace that the
 * calling thread is in, and that one for good.  After fork() one of the two
 * processes may read it, and both close it.
 *
 * Return: the stream, or NULL with errno: ENODEV: the kernel module is not
 * loaded; EACCES: it may not be used; EMFILE, ENFILE, ENOMEM.
 */
struct rasnotify_stream *rasnotify_stream_open(void);

/**
 * rasnotify_stream_fd - descriptor of a stream
 *
 * For poll, epoll and event loops: readable while rasnotify_stream_read() has
 * something to tell.  It belongs to the stream: do not read or close it.
 */
int rasnotify_stream_fd(const struct rasnotify_stream *stream);

/**
 * rasnotify_stream_read - tell what happened since the last call
 * @stream: which
 * @event:  the oldest event that was not told yet
 * @size:   sizeof(*@event)
 *
 * Never waits.  What it tells of is seen by RasEnumConnections and the others
 * by then.  Threads that read one stream get each event once.
 *
 * Return: 1; 0 if nothing more has happened; -1 with errno: ENODEV: the
 * network namespace is gone, nothing will happen any more.
 */
int rasnotify_stream_read(struct rasnotify_stream *stream,
			  struct rasnotify_event *event, size_t size);

/**
 * rasnotify_stream_close - end a stream
 * @stream: may be NULL
 */
void rasnotify_stream_close(struct rasnotify_stream *stream);

#ifdef __cplusplus
}
#endif

#endif /* _RASNOTIFY_H */
