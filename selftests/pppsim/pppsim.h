/* SPDX-License-Identifier: GPL-2.0 */
/*
 * pppsim - drive the real ppp_generic from a test
 *
 * Channels, units and bundles are made here the way pppd makes them: by
 * line disciplines on pseudo terminals, by PPPoX sockets and by the ioctls of
 * /dev/ppp.  Nothing is mocked; what a test sees afterwards on /dev/pppev is
 * what the kernel did.
 *
 * Errors.  Every function that can fail returns a negative errno value, and
 * none ends the process.  Success is 0, or the value the function is said to
 * return.  Nothing is printed, with one exception: pppsim_expect() writes the
 * records it compared to stderr when they differ.
 *
 * Time.  Every function that waits takes its limit in milliseconds and then
 * returns -ETIMEDOUT: a test can fail, but not hang.  PPPSIM_TIMEOUT suits a
 * guest under software emulation.
 *
 * Threads.  No function keeps state between calls but one counter, which is
 * atomic.  Network namespaces are those of the calling thread.
 *
 * Needs CAP_NET_ADMIN, and CAP_SYS_ADMIN for the namespace functions.
 */
#ifndef PPPSIM_H
#define PPPSIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <linux/pppev.h>

#include "../include/slowness.h"

#define PPPSIM_TIMEOUT	(20000 * slowness())	/* ms */

/* ---- channels --------------------------------------------------------- */

/**
 * struct pppsim_channel - one ppp channel and all descriptors behind it
 * @kind:   PPPEV_KIND_ASYNC, _SYNC, _PPPOE, _L2TP or _PPTP
 * @index:  channel number (PPPIOCGCHAN)
 * @driver: tty slave or PPPoX socket the channel belongs to
 * @lower:  what @driver stands on: pty master, L2TP tunnel socket, or -1
 * @udp:    L2TP: the UDP socket of the tunnel, otherwise -1
 * @ppp:    /dev/ppp attached to the channel (PPPIOCATTCHAN), or -1
 *
 * Descriptors that are closed are set to -1.
 */
struct pppsim_channel {
	enum pppev_kind kind;
	int index;
	int driver;
	int lower;
	int udp;
	int ppp;
};

/**
 * pppsim_channel_open - make a channel in the caller's network namespace and
 *			 attach /dev/ppp to it
 * @dev: PPPoE: name of an ethernet interface that is up; others: NULL
 *
 * The peer addresses and session numbers are made up, unlike those of every
 * other channel of this process, and of other processes of this machine for
 * a while.  L2TP and PPTP need the loopback interface to be up.
 *
 * -EINVAL for a kind that cannot be made.  After a failure nothing is open.
 */
int pppsim_channel_open(struct pppsim_channel *ch, enum pppev_kind kind,
			const char *dev);

/*
 * One more session in the tunnel of an L2TP channel.  @session is unlike that
 * of every other, and not 1, which is the first one's.  The tunnel has to be
 * closed last.
 */
int pppsim_channel_open_l2tp(struct pppsim_channel *ch,
			     const struct pppsim_channel *tunnel,
			     uint16_t session);

/* As pppsim_channel_open() without attaching: @ppp is -1 until pppsim_channel_attach(). */
int pppsim_channel_make(struct pppsim_channel *ch, enum pppev_kind kind,
			const char *dev);
int pppsim_channel_attach(struct pppsim_channel *ch);

/*
 * Close the /dev/ppp descriptor.  The channel and its connection to a unit
 * live on: that is how ppp_generic behaves.
 */
void pppsim_channel_detach(struct pppsim_channel *ch);

/* PPPIOCCONNECT to unit number @unit; PPPIOCDISCONN. */
int pppsim_channel_connect(struct pppsim_channel *ch, int unit);
int pppsim_channel_disconnect(struct pppsim_channel *ch);

/* PPPIOCBRIDGECHAN (-ENOTTY on kernels without), PPPIOCUNBRIDGECHAN. */
int pppsim_channel_bridge(struct pppsim_channel *ch,
			  const struct pppsim_channel *other);
int pppsim_channel_unbridge(struct pppsim_channel *ch);

/*
 * Hang up the tty: close the pty master first.  The driver takes the channel
 * away before this returns.  -EINVAL for a channel that is not a tty.
 */
int pppsim_channel_hangup(struct pppsim_channel *ch);

/*
 * Take the driver away: close what the channel belongs to, but not @ppp.  A
 * tty slave alone does not do it: while the master is open the line
 * discipline stays, so the master is closed as well, after the slave.
 */
void pppsim_channel_drop(struct pppsim_channel *ch);

/*
 * Waits until the driver has taken the channel away (POLLHUP on @ppp): some
 * drivers do it in a work item, such as PPPoE after a PADT.
 */
int pppsim_channel_wait_gone(struct pppsim_channel *ch, int timeout_ms);

/* PPPoE: the made-up peer, for a PADT in its name. */
int pppsim_pppoe_peer(const struct pppsim_channel *ch, unsigned char mac[6],
		      uint16_t *sid);

/* Close all that is still open: first @ppp, then as pppsim_channel_drop(). */
void pppsim_channel_close(struct pppsim_channel *ch);

/* ---- units ------------------------------------------------------------ */

/**
 * struct pppsim_unit - a ppp unit and its network interface
 * @fd:	     /dev/ppp that owns the unit, -1 once closed
 * @index:   unit number
 * @ifindex: index of the interface
 * @ifname:  name of the interface at creation
 */
struct pppsim_unit {
	int fd;
	int index;
	int ifindex;
	char ifname[PPPEV_IFNAME_LEN];
};

/* PPPIOCNEWUNIT in the caller's network namespace; the kernel numbers it. */
int pppsim_unit_open(struct pppsim_unit *unit);

/*
 * The same by rtnetlink, with a name for the interface, which comes to life in
 * namespace @nsfd; -1 the caller's.  The unit is the caller's in any case.
 */
int pppsim_unit_newlink(struct pppsim_unit *unit, const char *name, int nsfd);

/* Close the owner's descriptor: unit and interface go, links or not. */
void pppsim_unit_close(struct pppsim_unit *unit);

/* The interface's IFF_UP, by SIOCSIFFLAGS. */
int pppsim_unit_up(struct pppsim_unit *unit);
int pppsim_unit_down(struct pppsim_unit *unit);

/* PPPIOCSNPMODE: @proto PPP_IP or PPP_IPV6, @mode NPMODE_* */
int pppsim_unit_npmode(struct pppsim_unit *unit, int proto, int mode);

/* Set or clear SC_MULTILINK, leaving the other flags (PPPIOCSFLAGS). */
int pppsim_unit_multilink(struct pppsim_unit *unit, bool on);

/* ---- interfaces and namespaces ---------------------------------------- */

/* The caller's namespace each; -ENODEV for an unknown name. */
int pppsim_if_up(const char *name);
int pppsim_if_down(const char *name);
int pppsim_if_delete(const char *name);
int pppsim_if_rename(const char *name, const char *newname);
int pppsim_if_move(const char *name, int nsfd);
int pppsim_if_add_veth(const char *name, const char *peer);
int pppsim_if_add_dummy(const char *name);

/*
 * An interface of type ppp in namespace @nsfd (-1: here); @ppp is a descriptor
 * of /dev/ppp without a unit.
 */
int pppsim_if_add_ppp(const char *name, int ppp, int nsfd);

/* Copies the hardware address of an ethernet interface. */
int pppsim_if_mac(const char *name, unsigned char mac[6]);

#define PPPSIM_NETNS_FRESH	(-1)

/* Moves the calling thread to a new namespace, loopback up. */
int pppsim_netns_unshare(void);

/* Returns a descriptor of a new namespace, loopback up, without going there. */
int pppsim_netns_new(void);

/* Returns a descriptor of the calling thread's namespace. */
int pppsim_netns_get(void);

/* Moves the calling thread. */
int pppsim_netns_enter(int nsfd);

/**
 * pppsim_netns_run - call a function in another namespace
 * @nsfd: descriptor of the namespace, or PPPSIM_NETNS_FRESH
 *
 * Runs in the calling thread, which is back in its own namespace afterwards.
 * Returns what @fn returned, or a negative errno value if it did not run.
 */
int pppsim_netns_run(int nsfd, int (*fn)(void *arg), void *arg);

/* Sends one PADT frame for session @sid out of interface @ifname. */
int pppsim_padt(const char *ifname, const unsigned char dst[6],
		const unsigned char src[6], uint16_t sid);

/* ---- /dev/pppev ------------------------------------------------------- */

/*
 * Opens the device; O_CLOEXEC is added to @flags.  A stream (O_RDONLY or
 * O_RDWR) holds the events from here on, of the caller's namespace.
 */
int pppsim_dev_open(int flags);

int pppsim_info(int fd, struct pppev_info *info);
int pppsim_stats(int fd, struct pppev_stats *stats);
int pppsim_filter(int fd, uint32_t events, uint64_t target);
int pppsim_watch(int fd, int efd, uint32_t events, uint64_t target);
int pppsim_unwatch(int fd, int efd, uint32_t events, uint64_t target);

/* Newest event number of the file's namespace; 0 also for an error. */
uint64_t pppsim_seq(int fd);

/**
 * pppsim_snapshot - the present state
 * @entries: set to an array the caller frees, not NULL even if it is empty
 * @seq:     newest event it includes; may be NULL
 *
 * Returns the number of entries.
 */
int pppsim_snapshot(int fd, uint64_t target, struct pppev_entry **entries,
		    uint64_t *seq);

/**
 * pppsim_next - the next record of a stream
 *
 * Works on blocking and non-blocking descriptors.  -ETIMEDOUT; -EPIPE at the
 * end of the stream (namespace gone); -EIO for a short read.
 */
int pppsim_next(int fd, struct pppev_event *ev, int timeout_ms);

/*
 * Expectations.  A wanted record is compared in every field, up to:
 * seq and time_ns 0: not compared; conn_id and link_id PPPSIM_ANY_ID: any but
 * 0.  The two functions fill in what the simulator knows: type, interface,
 * unit, channel and kind, and this process as the one that acted.  Ids are
 * set to PPPSIM_ANY_ID where the event has them; reason, flags, links,
 * subentry, seq and time_ns to 0.
 */
#define PPPSIM_ANY_ID	(~(uint64_t)0)

void pppsim_want_link(struct pppev_event *want, uint32_t type,
		      const struct pppsim_unit *unit,
		      const struct pppsim_channel *ch);
void pppsim_want_conn(struct pppev_event *want, uint32_t type,
		      const struct pppsim_unit *unit, uint32_t kind);

bool pppsim_event_matches(const struct pppev_event *want,
			  const struct pppev_event *got);

/* One line without newline for a message; returns @buf. */
const char *pppsim_event_str(const struct pppev_event *ev, char *buf,
			     size_t len);
const char *pppsim_type_name(uint32_t type);

/**
 * pppsim_expect - see that the next record is the wanted one
 * @got: filled with the record, whether it matches or not; may be NULL
 *
 * -EBADMSG if it differs; both are written to stderr then.
 */
int pppsim_expect(int fd, const struct pppev_event *want,
		  struct pppev_event *got, int timeout_ms);

/**
 * pppsim_quiet - see that nothing happened: no time is waited for
 * @got: the record that should not be there, on -EBUSY; may be NULL
 *
 * Attaches a link of its own to a unit of its own in the caller's namespace
 * and takes it away.  These two events have to be the next ones of the
 * stream; they are consumed.  The stream must be of the caller's namespace,
 * pass LINK_ADDED and LINK_REMOVED, and have no target.
 *
 * -EBUSY if another record came first.
 */
int pppsim_quiet(int fd, struct pppev_event *got);

/* ---- eventfds and tasks ----------------------------------------------- */

/* Returns a non-blocking eventfd. */
int pppsim_efd_new(void);

/* Takes the counter: returns it and resets it to 0; 0 if it is not set. */
int64_t pppsim_efd_take(int efd);

/* Waits until the eventfd (or any descriptor) can be read; does not read. */
int pppsim_wait_readable(int fd, int timeout_ms);

/*
 * Waits until task @tid sleeps in system call @nr with @fd as its first
 * argument, as /proc shows it.
 */
int pppsim_wait_blocked(pid_t tid, long nr, int fd, int timeout_ms);

/*
 * Waits until task @tid sleeps.  It says something about where it sleeps only
 * if it was known to make no other system call that does.
 */
int pppsim_wait_asleep(pid_t tid, int timeout_ms);

/* CLOCK_MONOTONIC in nanoseconds, the clock of pppev_event.time_ns. */
uint64_t pppsim_now(void);

#endif /* PPPSIM_H */
