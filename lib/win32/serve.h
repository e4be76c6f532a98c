/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Answers other processes that ask for a named object of this one.
 *
 * A thread, from the first named object on, sleeps on the listeners of all.
 * Every process that has an object is woken by who connects, and the first
 * that accepts answers, so that it does not matter if others are stopped.
 *
 * Its lock comes after all others, and nobody sleeps with it.
 */
#ifndef RASX_SERVE_H
#define RASX_SERVE_H

#include <stdbool.h>
#include <stdint.h>

#include "win32/share.h"

#define RASX_SERVE_MAGIC	0x31766572U

/* What is sent, with the descriptors of the share. */
struct rasx_answer {
	uint32_t magic;
	uint32_t kind;
};

/*
 * For share.c: there is such a share; it is about to go, and whether another
 * process has ever got it.
 */
void rasx_serve_remember(struct rasx_share *share);
bool rasx_serve_forget(struct rasx_share *share);

/* From now on; takes over the listener.  False: cannot, with errno set. */
bool rasx_serve(struct rasx_share *share, int listener);

/* Not any more; closes the listener. */
void rasx_serve_withdraw(struct rasx_share *share);

/* Whether who listens or connects at the other end is that user. */
bool rasx_serve_is_of_user(int fd, uid_t user);

/* Around fork(), in this order: lock, then one of the other two. */
void rasx_serve_lock(void);
void rasx_serve_unlock(void);
void rasx_serve_forked(void);

#endif /* RASX_SERVE_H */
