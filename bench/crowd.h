/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A crowd: processes that wait for events, each watch with an eventfd of its
 * own and, if they are to sleep, with a thread that sleeps in its read().
 */
#ifndef CROWD_H
#define CROWD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct crowd_shared;

/**
 * struct crowd_plan - who waits for what
 * @watches:   in all processes, a multiple of @processes
 * @enlist:    has eventfd @efd, watch number @nr, signalled; called once per
 *	       watch in the process it is of; 0 or -errno.  @arg: as below
 * @enter:     once per process before that, returns a descriptor for @enlist
 * @asleep:    a thread sleeps on each eventfd; otherwise they only count
 */
struct crowd_plan {
	unsigned int processes;
	unsigned int watches;
	int (*enter)(void);
	int (*enlist)(int fd, int efd, unsigned int nr, void *arg);
	void *arg;
	bool asleep;
};

struct crowd {
	struct crowd_plan plan;
	struct crowd_shared *shared;
	pid_t *pid;
	int leash;		/* its end is the crowd's */
	int done;		/* eventfd: all have been woken */
};

/* Returns when all watches are held.  0 or -errno, then nothing is left. */
int crowd_gather(struct crowd *crowd, const struct crowd_plan *plan);

/* Before the event. */
void crowd_expect(struct crowd *crowd);

/*
 * Waits until every sleeper was woken by one event.  Returns when the last of
 * them was back in user space (CLOCK_MONOTONIC, ns), or -errno.
 */
int64_t crowd_woken(struct crowd *crowd, int timeout_ms);

/*
 * Ends the crowd.  Each eventfd that only counts must stand at @count, each
 * other at 0: -EBADMSG if one does not.
 */
int crowd_dismiss(struct crowd *crowd, uint64_t count);

/*
 * Waits until the calling thread is the only one of the machine that can run:
 * all others sleep.  -ETIMEDOUT.
 */
int crowd_wait_silence(int timeout_ms);

#endif /* CROWD_H */
