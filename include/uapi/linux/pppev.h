/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * pppev - connection and multilink-channel events of ppp_generic
 *
 * The character device /dev/pppev tells which PPP connections and links of
 * the opener's network namespace come and go.  A program may
 *
 *   - read() fixed-size records from a bounded queue (see struct pppev_event),
 *   - have eventfds signalled by the kernel hook itself (PPPEV_IOC_WATCH),
 *   - ask for the present state (PPPEV_IOC_SNAPSHOT).
 *
 * Terms.  A *link* is one attachment of a ppp channel (PPPoE session, L2TP,
 * PPTP, async or sync tty) to a ppp unit.  A *connection* is one life of a
 * unit: from its creation, or from the first LINK_ADDED or CONNECTED after
 * an earlier life ended, until it is disconnected or, if it never was
 * connected, loses its last link.  Both have 64-bit
 * ids from one counter, never used twice while the module is loaded.  Id 0
 * is nobody.
 *
 * Every structure is a multiple of eight bytes, has no hidden padding and is
 * laid out alike for 32-bit and 64-bit callers.  Reserved fields are zero on
 * output and must be zero on input.
 */
#ifndef _UAPI_LINUX_PPPEV_H
#define _UAPI_LINUX_PPPEV_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define PPPEV_ABI_VERSION	1
#define PPPEV_DEVICE		"/dev/pppev"

#define PPPEV_IFNAME_LEN	16	/* IFNAMSIZ, NUL included */
#define PPPEV_COMM_LEN		16	/* TASK_COMM_LEN, NUL included */

/**
 * enum pppev_event_type - what happened
 * @PPPEV_EVENT_CONNECTED:    the unit is up for traffic: interface up, at
 *			      least one link, and, where network protocol
 *			      modes were ever set (demand dialling), one of
 *			      them at pass
 * @PPPEV_EVENT_DISCONNECTED: that ceased to hold
 * @PPPEV_EVENT_LINK_ADDED:   a channel was attached to a unit
 * @PPPEV_EVENT_LINK_REMOVED: a channel left its unit, for whatever reason
 * @PPPEV_EVENT_LOST:	      records were dropped because the queue of this
 *			      open file was full; only read() yields it
 * @PPPEV_EVENT_RESYNC:	      the kernel hooks missed something and the state
 *			      was put right: events may be late or missing, a
 *			      snapshot is right.  Only with PPPEV_HOOK_PROBES;
 *			      passes every filter, answers to no watch
 */
enum pppev_event_type {
	PPPEV_EVENT_CONNECTED		= 1,
	PPPEV_EVENT_DISCONNECTED	= 2,
	PPPEV_EVENT_LINK_ADDED		= 3,
	PPPEV_EVENT_LINK_REMOVED	= 4,
	PPPEV_EVENT_LOST		= 5,
	PPPEV_EVENT_RESYNC		= 6,
};

/* Bits of pppev_filter.events and pppev_watch.events. */
#define PPPEV_MASK(type)	(1U << (type))
#define PPPEV_MASK_CONNECTED	PPPEV_MASK(PPPEV_EVENT_CONNECTED)
#define PPPEV_MASK_DISCONNECTED	PPPEV_MASK(PPPEV_EVENT_DISCONNECTED)
#define PPPEV_MASK_LINK_ADDED	PPPEV_MASK(PPPEV_EVENT_LINK_ADDED)
#define PPPEV_MASK_LINK_REMOVED	PPPEV_MASK(PPPEV_EVENT_LINK_REMOVED)
#define PPPEV_MASK_ALL		(PPPEV_MASK_CONNECTED | \
				 PPPEV_MASK_DISCONNECTED | \
				 PPPEV_MASK_LINK_ADDED | \
				 PPPEV_MASK_LINK_REMOVED)

/*
 * Bits of pppev_watch.events only: a link event of a connection that is
 * multilink at that moment (PPPEV_FLAG_MULTILINK in the record).
 */
#define PPPEV_MASK_BANDWIDTH_ADDED	0x00010000
#define PPPEV_MASK_BANDWIDTH_REMOVED	0x00020000
#define PPPEV_MASK_WATCH_ALL		(PPPEV_MASK_ALL | \
					 PPPEV_MASK_BANDWIDTH_ADDED | \
					 PPPEV_MASK_BANDWIDTH_REMOVED)

/**
 * enum pppev_reason - why a link was removed or a connection ended
 * @PPPEV_REASON_NONE:		    not an end
 * @PPPEV_REASON_DETACHED:	    its owner detached or closed the channel
 * @PPPEV_REASON_DRIVER_GONE:	    the channel's driver took it away: tty
 *				    hang-up, PADT, lower device gone
 * @PPPEV_REASON_OWNER_DIED:	    the process that held it exited
 * @PPPEV_REASON_INTERFACE_DOWN:    the interface was set down, or taken out of
 *				    use: the last network protocol left pass
 *				    mode (PPPIOCSNPMODE), as pppd does when
 *				    IPCP closes or demand dialling goes idle
 * @PPPEV_REASON_INTERFACE_DELETED: the interface was deleted, moved to another
 *				    network namespace, or its unit closed by
 *				    its living owner
 * @PPPEV_REASON_NAMESPACE_GONE:    the network namespace was destroyed
 */
enum pppev_reason {
	PPPEV_REASON_NONE		= 0,
	PPPEV_REASON_DETACHED		= 1,
	PPPEV_REASON_DRIVER_GONE	= 2,
	PPPEV_REASON_OWNER_DIED		= 3,
	PPPEV_REASON_INTERFACE_DOWN	= 4,
	PPPEV_REASON_INTERFACE_DELETED	= 5,
	PPPEV_REASON_NAMESPACE_GONE	= 6,
};

/**
 * enum pppev_kind - driver behind a link
 * @PPPEV_KIND_UNKNOWN: not a link, or the channel vanished before it could
 *			be looked at
 * @PPPEV_KIND_ASYNC:	asynchronous tty (ppp_async)
 * @PPPEV_KIND_SYNC:	synchronous tty (ppp_synctty)
 * @PPPEV_KIND_PPPOE:	PPPoE session socket
 * @PPPEV_KIND_L2TP:	L2TP session socket
 * @PPPEV_KIND_PPTP:	PPTP call socket
 * @PPPEV_KIND_OTHER:	any other driver
 */
enum pppev_kind {
	PPPEV_KIND_UNKNOWN	= 0,
	PPPEV_KIND_ASYNC	= 1,
	PPPEV_KIND_SYNC		= 2,
	PPPEV_KIND_PPPOE	= 3,
	PPPEV_KIND_L2TP		= 4,
	PPPEV_KIND_PPTP		= 5,
	PPPEV_KIND_OTHER	= 6,
};

/*
 * pppev_event.flags, pppev_entry.flags: the connection is a multilink one:
 * SC_MULTILINK is set on its unit, or more than one link is (for an event:
 * was before or is after it) attached.
 */
#define PPPEV_FLAG_MULTILINK	0x00000001

/**
 * struct pppev_event - one record of the stream, 128 bytes
 * @seq:      number of the event in its network namespace: starts at 1, grows
 *	      by one.  With a filter, numbers are skipped.  In a LOST record:
 *	      number of the newest event that was dropped.
 * @time_ns:  CLOCK_MONOTONIC at the hook, never decreasing with @seq
 * @conn_id:  connection, 0 in a LOST record
 * @link_id:  link of a link event; of CONNECTED and DISCONNECTED: 0
 * @lost:     LOST: how many records were dropped; otherwise 0
 * @type:     enum pppev_event_type
 * @reason:   enum pppev_reason
 * @flags:    PPPEV_FLAG_*
 * @kind:     enum pppev_kind; of CONNECTED and DISCONNECTED: that of the
 *	      connection's first link
 * @ifindex:  index of the ppp interface
 * @unit:     ppp unit number
 * @channel:  ppp channel number of a link event, otherwise -1
 * @links:    number of links of the connection after the event
 * @pid:      process (thread group) that acted, as seen from the pid
 *	      namespace the file was opened in, 0 where it has no number there
 * @subentry: one-based place of the link in its connection: the lowest free
 *	      one when it was added.  CONNECTED and DISCONNECTED: 0
 * @ifname:   name of the ppp interface at that time, NUL-terminated
 * @comm:     command name of the process that acted, NUL-terminated
 * @reserved: zero
 */
struct pppev_event {
	__u64 seq;
	__u64 time_ns;
	__u64 conn_id;
	__u64 link_id;
	__u64 lost;
	__u32 type;
	__u32 reason;
	__u32 flags;
	__u32 kind;
	__s32 ifindex;
	__s32 unit;
	__s32 channel;
	__u32 links;
	__s32 pid;
	__u32 subentry;
	char  ifname[PPPEV_IFNAME_LEN];
	char  comm[PPPEV_COMM_LEN];
	__u64 reserved[2];
};

/*
 * pppev_info.hooks: what is armed.  Without PPPEV_HOOK_UP CONNECTED is told
 * after rtnetlink's message of an interface that came up, with it before.
 */
#define PPPEV_HOOK_ATTACH	0x00000001	/* wrapper of ppp_ioctl */
#define PPPEV_HOOK_DETACH	0x00000002	/* wrapper of ppp_disconnect_channel */
#define PPPEV_HOOK_UNREGISTER	0x00000004	/* wrapper of ppp_unregister_channel */
#define PPPEV_HOOK_NETDEV	0x00000008	/* netdevice notifier */
#define PPPEV_HOOK_PROBES	0x00000010	/* not wrappers but kprobes, which may miss */
#define PPPEV_HOOK_UP		0x00000020	/* wrapper of __dev_notify_flags */

/**
 * struct pppev_info - answer of PPPEV_IOC_INFO, 64 bytes
 * @abi_version: PPPEV_ABI_VERSION of the module
 * @hooks:	 PPPEV_HOOK_* that are armed
 * @events:	 PPPEV_MASK_* of the events that can occur with those hooks
 * @queue_len:	 records the queue of this file holds, 0 if it is not open for
 *		 reading
 * @queued:	 records (LOST not counted) waiting in it
 * @max_watches: watches this file may hold
 * @watches:	 watches it holds
 * @reserved0:	 zero
 * @seq:	 number of the newest event in the file's network namespace
 * @reserved:	 zero
 */
struct pppev_info {
	__u32 abi_version;
	__u32 hooks;
	__u32 events;
	__u32 queue_len;
	__u32 queued;
	__u32 max_watches;
	__u32 watches;
	__u32 reserved0;
	__u64 seq;
	__u64 reserved[3];
};

/**
 * struct pppev_stats - answer of PPPEV_IOC_STATS, 192 bytes
 * @hooks:	  PPPEV_HOOK_* that are armed
 * @reserved0:	  zero
 * @connected:	  CONNECTED events so far; all counts are since the module was
 *		  loaded or the namespace made, and of the file's namespace
 *		  where nothing else is said
 * @disconnected: DISCONNECTED events
 * @link_added:	  LINK_ADDED events
 * @link_removed: LINK_REMOVED events
 * @stray:	  LINK_ADDED events of links whose unit was gone already
 * @signals:	  eventfds signalled
 * @lost:	  records dropped from full queues
 * @units:	  ppp units that exist now
 * @links:	  links that are attached now
 * @files:	  files that are open now
 * @watches:	  watches that are held now
 * @memory:	  bytes the module holds for units, links, files, their queues
 *		  and watches
 * @scans:	  times what is attached was compared with what is known, in
 *		  all namespaces
 * @adopted:	  links found attached by such a scan, in all namespaces
 * @revoked:	  links found detached by such a scan, in all namespaces
 * @missed:	  calls that probes missed, in all namespaces
 * @resyncs:	  RESYNC events
 * @channels:	  channels that there is a record of, linked or not, in all
 *		  namespaces: those attached to a file of /dev/ppp
 *		  (PPPIOCATTCHAN) since the module was loaded, until their
 *		  driver takes them away, and those that are linked
 * @reserved:	  zero
 */
struct pppev_stats {
	__u32 hooks;
	__u32 reserved0;
	__u64 connected;
	__u64 disconnected;
	__u64 link_added;
	__u64 link_removed;
	__u64 stray;
	__u64 signals;
	__u64 lost;
	__u64 units;
	__u64 links;
	__u64 files;
	__u64 watches;
	__u64 memory;
	__u64 scans;
	__u64 adopted;
	__u64 revoked;
	__u64 missed;
	__u64 resyncs;
	__u64 channels;
	__u64 reserved[5];
};

/**
 * struct pppev_filter - argument of PPPEV_IOC_FILTER, 32 bytes
 * @events:   PPPEV_MASK_* of PPPEV_MASK_ALL to queue from now on; 0 none
 * @flags:    zero
 * @target:   id of a connection (its events and those of its links) or of a
 *	      link (its own events); 0 everything in the namespace
 * @reserved: zero
 *
 * A file starts with PPPEV_MASK_ALL and target 0.  Records that are already
 * queued stay.
 */
struct pppev_filter {
	__u32 events;
	__u32 flags;
	__u64 target;
	__u64 reserved[2];
};

/**
 * struct pppev_watch - argument of PPPEV_IOC_WATCH and _UNWATCH, 40 bytes
 * @eventfd:  descriptor of an eventfd; the kernel keeps the object behind it
 *	      alive, not the number
 * @events:   bits of PPPEV_MASK_WATCH_ALL, at least one
 * @target:   id of a connection or link; 0 everything in the namespace;
 *	      UNWATCH only: PPPEV_TARGET_ANY, every watch of that eventfd
 * @flags:    zero
 * @reserved0: zero
 * @reserved: zero
 *
 * A file holds at most one watch per pair of eventfd object and target: to
 * WATCH the same pair again adds @events to it, UNWATCH takes @events from
 * it and drops it when none is left.  Each matching event adds 1 to the
 * eventfd's counter, before the hook returns and after the state that
 * SNAPSHOT shows has changed.  Nothing is signalled for what was already so.
 *
 * A watch of a connection sees the events of the connection and of its
 * links.  It ends when none can come any more: after DISCONNECTED and, if it
 * asks for link events, with the last link or with the unit's next
 * connection.  A watch of a link sees the LINK_REMOVED of that link, for
 * PPPEV_MASK_DISCONNECTED as well as for PPPEV_MASK_LINK_REMOVED, and ends
 * with it.
 */
struct pppev_watch {
	__s32 eventfd;
	__u32 events;
	__u64 target;
	__u32 flags;
	__u32 reserved0;
	__u64 reserved[2];
};

#define PPPEV_TARGET_ANY	(~(__u64)0)

/* pppev_entry.type */
#define PPPEV_ENTRY_CONNECTION	1
#define PPPEV_ENTRY_LINK	2

/**
 * enum pppev_state - state of a connection in a snapshot
 * @PPPEV_STATE_NEW:	   not connected yet
 * @PPPEV_STATE_CONNECTED: up for traffic
 * @PPPEV_STATE_ENDED:	   over, but links of it are still attached; its id is
 *			   no target any more
 */
enum pppev_state {
	PPPEV_STATE_NEW		= 1,
	PPPEV_STATE_CONNECTED	= 2,
	PPPEV_STATE_ENDED	= 3,
};

/**
 * struct pppev_entry - one connection or link in a snapshot, 128 bytes
 * @id:	      of the connection or link
 * @conn_id:  link: its connection; connection: the same as @id
 * @since_ns: time_ns of the record: connection: CONNECTED, 0 if none yet;
 *	      link: LINK_ADDED
 * @type:     PPPEV_ENTRY_*
 * @state:    enum pppev_state of the connection
 * @flags:    PPPEV_FLAG_*
 * @kind:     enum pppev_kind of the link, or of the connection's first link
 * @ifindex:  index of the ppp interface
 * @unit:     ppp unit number
 * @channel:  link: ppp channel number; connection: -1
 * @links:    number of links of the connection
 * @subentry: link: its place; connection: the highest place used so far
 * @reserved0: zero
 * @ifname:   name of the ppp interface, NUL-terminated
 * @reserved: zero
 */
struct pppev_entry {
	__u64 id;
	__u64 conn_id;
	__u64 since_ns;
	__u32 type;
	__u32 state;
	__u32 flags;
	__u32 kind;
	__s32 ifindex;
	__s32 unit;
	__s32 channel;
	__u32 links;
	__u32 subentry;
	__u32 reserved0;
	char  ifname[PPPEV_IFNAME_LEN];
	__u64 reserved[6];
};

/**
 * struct pppev_snapshot - argument of PPPEV_IOC_SNAPSHOT, 48 bytes
 * @entries:  in: user address of an array of struct pppev_entry, as a number
 * @capacity: in: how many entries fit there
 * @count:    out: how many entries there are
 * @seq:      out: number of the newest event the snapshot includes.  Records
 *	      with a higher number in a stream that was open before continue
 *	      it without gap or overlap.
 * @flags:    in: zero
 * @reserved0: zero
 * @target:   in: id of a connection (it and its links) or of a link (it
 *	      alone); 0 everything in the namespace
 * @reserved: zero
 *
 * Connections come in the order they began, each followed by its links in
 * the order of their places.  If @count exceeds @capacity no entry is
 * written and the call fails with ENOSPC; @count and @seq are valid then.
 */
struct pppev_snapshot {
	__u64 entries;
	__u32 capacity;
	__u32 count;
	__u64 seq;
	__u32 flags;
	__u32 reserved0;
	__u64 target;
	__u64 reserved;
};

/*
 * ioctls.  All: EFAULT for a bad address, ENODEV once the network namespace
 * is gone (INFO excepted), ENOTTY for an unknown command, EINVAL for unknown
 * bits, unknown flags and non-zero reserved fields.
 *
 * INFO	    -
 * STATS    -
 * FILTER   ENOENT: no such target.  EBADF: file not open for reading.
 * WATCH    EBADF: bad descriptor.  EINVAL: not an eventfd.  ENOENT: no such
 *	    target.  ENOSPC: max_watches of the file, or max_user_watches of
 *	    all files of the user reached.  ENOMEM.
 * UNWATCH  EBADF, EINVAL as above.  ENOENT: no such watch.
 * SNAPSHOT ENOSPC: capacity too small.  ENOENT: no such target.  ENOMEM.
 */
#define PPPEV_IOC_MAGIC		0xF5
#define PPPEV_IOC_INFO		_IOR(PPPEV_IOC_MAGIC, 0, struct pppev_info)
#define PPPEV_IOC_FILTER	_IOW(PPPEV_IOC_MAGIC, 1, struct pppev_filter)
#define PPPEV_IOC_WATCH		_IOW(PPPEV_IOC_MAGIC, 2, struct pppev_watch)
#define PPPEV_IOC_UNWATCH	_IOW(PPPEV_IOC_MAGIC, 3, struct pppev_watch)
#define PPPEV_IOC_SNAPSHOT	_IOWR(PPPEV_IOC_MAGIC, 4, struct pppev_snapshot)
#define PPPEV_IOC_STATS		_IOR(PPPEV_IOC_MAGIC, 5, struct pppev_stats)

/*
 * open() fails with EMFILE if the user has max_user_files open, and ENOMEM.
 *
 * read() returns whole records, as many as fit; EINVAL if the buffer is
 * smaller than one.  A blocking read waits for the first; O_NONBLOCK gives
 * EAGAIN.  A queue that overflowed yields one LOST record, then the newest
 * records.  When the network namespace is gone the queue is drained, then
 * read() returns 0; poll() reports POLLHUP | POLLERR.
 *
 * A file opened O_WRONLY has no queue: for programs that only watch.
 */

#endif /* _UAPI_LINUX_PPPEV_H */
