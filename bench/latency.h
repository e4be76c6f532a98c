/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Latency: an actor process does something to a ppp unit, a listener process
 * learns of it by one method after the other.  Both have one thread of ours
 * and sleep in the call that is measured, so that all methods differ in
 * nothing but the method.
 *
 * All times are of CLOCK_MONOTONIC.  When the hook ran is told by the kernel
 * module's own record of the event, read afterwards.
 */
#ifndef LATENCY_H
#define LATENCY_H

#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "pppsim.h"

/* What the actor does, in the order of a cycle, and what it is called. */
enum event {
	CONNECTED,		/* SIOCSIFFLAGS: interface up */
	LINK_ADDED,		/* PPPIOCCONNECT of a second link */
	LINK_REMOVED,		/* PPPIOCDISCONN of that */
	DISCONNECTED,		/* SIOCSIFFLAGS: interface down */
	DELETED,		/* close() of another unit that is up */
	SIGNAL,			/* whatever the method's act() is */
	EVENTS
};

#define ENDS	(1 << CONNECTED | 1 << DISCONNECTED)
#define LINKS	(1 << LINK_ADDED | 1 << LINK_REMOVED)

/* From where to the return of the waiting call. */
enum span {
	FROM_HOOK,		/* the module's time_ns */
	FROM_CALL,		/* just before the causing system call */
	SPANS
};

/* Seen by all processes; descriptors are open in all of them. */
struct shared {
	sem_t armed, acted;	/* listener to actor, and back */
	_Atomic unsigned int method;	/* index of the present one */
	_Atomic unsigned int event;	/* what is to be done next */
	_Atomic uint64_t call_ns;	/* just before the causing call */
	_Atomic uint64_t hook_ns;	/* known to act(), for hook() */
	_Atomic pid_t listener;
	_Atomic pid_t helper;		/* sleeps, too, before anything is done */
	int bare;			/* /dev/pppev_bare */
	int efd;			/* written by the actor itself */
	int control;			/* any socket, for SIOCSIFFLAGS */
	struct pppsim_unit unit;	/* multilink */
	struct pppsim_channel link[2];	/* the first one is always there */
	struct pppsim_unit victim;	/* the actor's, to be deleted */
	char line[64];			/* the tty to dial with */
};

/**
 * struct method - a way to learn that something happened
 * @what:   for people
 * @events: bits of those it can tell of
 * @no_hook: bits of those whose hook's time is not to be known
 * @share:  it gets one of so many samples: it is slow
 * @spread_us: the actor waits for up to so long before it acts; 0: 1000
 * @hidden: the listener sees no /dev/pppev
 * @alone:  the bench itself does not read /dev/pppev meanwhile, so the module
 *	    has no record to write; needs @hook
 * @open:   before a series; 0 or -errno.  Files of the device that are opened
 *	    here tell from here on.
 * @wait:   blocks until the event and returns the time it returned, 0 for an
 *	    error.  Sleeps nowhere but in the call that is measured.
 * @after:  what has to be done before the next wait, not measured; may be NULL
 * @act:    run by the actor in place of what it does itself, and sets call_ns;
 *	    may be NULL.  0 or -errno.
 * @hook:   when the hook ran, asked after the wait; NULL: the module's record
 *	    of the event tells
 * @no_call: nobody sees the causing call being made
 */
struct method {
	const char *name;
	const char *what;
	unsigned int events;
	unsigned int no_hook;
	unsigned int share;
	unsigned int spread_us;
	bool hidden, alone, no_call;
	int (*open)(struct shared *sh);
	uint64_t (*wait)(struct shared *sh, enum event event);
	void (*after)(struct shared *sh);
	int (*act)(struct shared *sh, enum event event);
	uint64_t (*hook)(struct shared *sh, enum event event);
	void (*close)(struct shared *sh);
};

/* ours.c */
extern const struct method method_wait_auto, method_wait_manual;
extern const struct method method_wait_any_2, method_wait_any_2_manual;
extern const struct method method_wait_any_64, method_wait_any_64_manual;
extern const struct method method_epoll, method_read, method_backend_netlink;
extern const struct method method_wait_deleted, method_wait_alone;

/* bare.c */
extern const struct method method_bare_read, method_bare_notifier;
extern const struct method method_bare_poll_2, method_bare_take_2;
extern const struct method method_bare_poll_64, method_bare_take_64;
extern const struct method method_user_eventfd;
int bare_open(struct shared *sh);

/* The others: a file each. */
extern const struct method method_rtnetlink, method_rtnetlink_deleted;
extern const struct method method_udev;
extern const struct method method_ip_monitor;
extern const struct method method_poll_100ms, method_poll_1s;
extern const struct method method_pppd_program, method_pppd_script;

/* methods.c: all of them, a NULL at the end. */
extern const struct method *const methods[];

/* actor.c: forks the process that acts for good. */
pid_t actor_start(struct shared *sh, unsigned int seed);

/* Samples of one series, in shared memory. */
struct samples {
	unsigned int wanted, warm_up;
	double *ns[EVENTS][SPANS];
};

/*
 * listener.c: forks a process that takes them, and ends the program if that
 * fails.
 */
void listener_run(struct shared *sh, const struct method *method,
		  const struct samples *samples);

#endif /* LATENCY_H */
