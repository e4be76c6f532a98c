/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Readers of a storm: processes that read all they are told, by /dev/pppev or
 * by rtnetlink, and keep account of it.
 *
 * The sessions of a storm come and go one after the other, on units that take
 * turns: so the number of a transition, which is an interface that goes up or
 * down, is known from the interface, the direction and the number before it.
 */
#ifndef BENCH_READER_H
#define BENCH_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define STORM_UNITS	32
#define STORM_LOG	(1 << 16)	/* transitions remembered */
#define READER_SAMPLES	(1 << 18)	/* more are not kept */

/* Shared with all readers. */
struct storm {
	_Atomic uint64_t transitions;	/* begun so far, the first is up */
	uint64_t call_ns[STORM_LOG];	/* just before its system call */
	int ifindex[STORM_UNITS];	/* in their turn */
	uint64_t stall_ns;		/* when those stall that do */
	int stop;			/* eventfd: read what is left and end */
};

/* What one reader has to say in the end. */
struct account {
	uint64_t delivered;	/* events */
	uint64_t told_lost;	/* events that it was told it missed */
	uint64_t transitions;	/* of those delivered */
	uint64_t overruns;	/* times it was told that it missed some */
	int error;		/* -errno; the rest means nothing then */
	/* Nanoseconds to the return of the read: all events, transitions. */
	size_t n_hook, n_call;
	double hook[READER_SAMPLES], call[READER_SAMPLES];
};

struct reader;

/**
 * struct reader_kind - a way to be told
 * @open: returns a descriptor that does not block, or -errno
 * @read: takes what can be taken in one call.  0, -EAGAIN if there is
 *	  nothing, or -errno
 */
struct reader_kind {
	const char *name;
	int (*open)(void);
	int (*read)(struct reader *reader);
};

extern const struct reader_kind reader_pppev, reader_rtnetlink;

struct reader {
	const struct reader_kind *kind;
	struct storm *storm;
	unsigned int stall;	/* seconds it sleeps at some time */
	struct account *account;
	pid_t pid;
	/* In its process. */
	int fd;
	uint64_t seq;		/* pppev: of the newest record */
	uint64_t next;		/* transition that is the next one */
	bool unsure;		/* some were lost: it may be a later one */
};

/* Set @kind, @storm and @stall.  Everything from here on is told to it. */
int reader_start(struct reader *reader);

/* After storm->stop: its account is complete.  0 or -errno. */
int reader_wait(struct reader *reader);
void reader_free(struct reader *reader);

/* For the kinds: an event was read at @now, whose hook ran at @hook_ns. */
void reader_saw(struct reader *reader, uint64_t now, uint64_t hook_ns);

/* The same: and it was a transition. */
void reader_saw_transition(struct reader *reader, uint64_t now, int ifindex,
			   bool up);

#endif /* BENCH_READER_H */
