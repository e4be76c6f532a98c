/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the processes that have a named object know of it together.
 *
 * The kernel keeps all of it, and only for as long as one of them lives:
 *
 *   listener	a socket, bound to the name; all have the same one.  While it
 *		is open anywhere the name is taken, and whoever has it answers
 *		who connects with these three descriptors.
 *   signal	what a wait sleeps on, the same in all
 *   page	memory with the state that the descriptor does not tell
 *
 * The page has a lock, and a slot for each process with what its waits do.
 * Both are held by locks of an open file that is one process's own, so they
 * are free when it is dead, however it died.
 */
#ifndef RASX_SHARE_H
#define RASX_SHARE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>
#include <sys/types.h>

#include <pthread.h>

#include "win32/name.h"
#include "win32/object.h"

/* What a type keeps in the page; the lock of the share protects all of it. */
union rasx_shared_state {
	struct {
		uint32_t manual_reset;	/* constant */
	} event;
	struct {
		atomic_uint owned;	/* cleared without the lock */
		atomic_uint abandoned;	/* of the owner, as long as it is */
	} mutex;
	struct {
		int32_t count, maximum;
	} semaphore;
	uint32_t room[8];
};

struct rasx_page;

struct rasx_share {
	LIST_ENTRY(rasx_share) list;	/* of all; lock of serve.c */
	struct rasx_page *page;		/* mapped */
	char key[RASX_NAME_SIZE];	/* constant */
	uint32_t kind;			/* constant */
	uid_t user;			/* whose processes get it; constant */

	pthread_mutex_t lock;	/* of threads, before that of processes */
	int file;		/* the page; an open file of this process */
	unsigned int slot;	/* of this process in the page */
	bool has_slot;

	int listener;		/* owned; -1: withdrawn; lock of serve.c */
	bool is_known;		/* to another process; the same lock */
	int signal;		/* constant; owned by the object, if not below */

	/*
	 * The signal of a mutex: the reading end of a pipe, owned, constant
	 * once it is there; and its writing end while the mutex is owned here,
	 * under the lock of the mutex.  Else -1.
	 */
	int pipe, token;
};

/* The descriptors as they are sent. */
enum {
	RASX_SHARE_LISTENER,
	RASX_SHARE_SIGNAL,
	RASX_SHARE_PAGE,
	RASX_SHARE_FDS
};

/* With a new page, without a descriptor of its own yet; NULL with errno set. */
struct rasx_share *rasx_share_new(const char *key, uint32_t kind, uid_t user);

/*
 * That of another process, with its signal.  NULL with errno set; EPROTO: it
 * is something else.
 */
struct rasx_share *rasx_share_join(const int *fds, const char *key,
				   uint32_t kind, uid_t user);

/* The name does not lead here any more. */
void rasx_share_withdraw(struct rasx_share *share);
void rasx_share_free(struct rasx_share *share);

/* In the child after fork(), which becomes a process of its own. */
void rasx_share_forked(struct rasx_share *share);
void rasx_share_forked_spare(void);

union rasx_shared_state *rasx_share_state(struct rasx_share *share);
struct rasx_presence *rasx_share_here(struct rasx_share *share);
unsigned int *rasx_share_pulses(struct rasx_share *share);

/*
 * The lock of the page.  True: a process was killed while it had the lock, or
 * a pulse is under way.
 */
bool rasx_share_lock(struct rasx_share *share);
void rasx_share_unlock(struct rasx_share *share);

/* Of all processes that live; see object.h. */
unsigned int rasx_share_sleepers(struct rasx_share *share);
void rasx_share_pulse(struct rasx_share *share);

/* For ->settle: nobody is owed a pulse who is dead; how many are. */
unsigned int rasx_share_settle_pulse(struct rasx_share *share);
bool rasx_share_has_pulse(struct rasx_share *share);
void rasx_share_end_pulse(struct rasx_share *share);

#endif /* RASX_SHARE_H */
