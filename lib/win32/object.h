/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Objects that handles name.
 *
 * Who owns whom: the handle table owns one reference on an object for each of
 * its handles, and every call that works with an object owns one for as long as
 * it runs, a wait included.  An object is told when its last handle goes
 * (->closed), and freed with its last reference (->free), which may be later.
 * It owns its descriptor until then, and what it shares with other processes.
 *
 * An object type is one table of operations; nothing else in the library
 * asks what type an object has, except the functions of that type.
 */
#ifndef RASX_OBJECT_H
#define RASX_OBJECT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include <windows.h>

#include "win32/cancel.h"

struct rasx_object;
struct rasx_share;

/* All rights that a handle of any type can have. */
#define RASX_ALL_ACCESS	EVENT_ALL_ACCESS

struct rasx_object_ops {
	/*
	 * Descriptor that is readable while the object is signaled; negative
	 * if it never is.
	 */
	int (*fd)(const struct rasx_object *object);

	/*
	 * Optional: signaled for the calling thread, whatever the descriptor
	 * says.  Only that thread can change it.
	 */
	bool (*mine)(const struct rasx_object *object);

	/*
	 * Take the object if it is signaled, as a wait that returns does, and
	 * undo that.  Neither sleeps.  Under the take lock of take.h.
	 */
	bool (*try_acquire)(struct rasx_object *object);
	void (*give_back)(struct rasx_object *object);

	/*
	 * Optional: take what was seen signaled, as nothing was noted since
	 * (take.h).  False: somebody who sleeps in ->acquire was faster.  With
	 * it, no thread is cancelled in this, or in ->try_acquire if it does
	 * not stay.
	 */
	bool (*take_seen)(struct rasx_object *object);

	/*
	 * Optional: true if to take it changes nothing, so that a wait which
	 * has seen it signaled has it.
	 */
	bool (*stays)(const struct rasx_object *object);

	/*
	 * Optional: a wait keeps what it took.  True: it was left by a thread
	 * that ended.  Under the take lock.
	 */
	bool (*keep)(struct rasx_object *object);

	/*
	 * Optional: sleep until it is taken, in one system call, without the
	 * take lock.  False: cannot do so now, use the ones above.  Who is
	 * cancelled puts the caller's reference.
	 */
	bool (*acquire)(struct rasx_object *object,
			struct rasx_cancel *cancel);

	/*
	 * Optional: what SignalObjectAndWait does first, and the right that
	 * its handle needs for that.  An error code.
	 */
	DWORD (*signal)(struct rasx_object *object);
	DWORD signal_access;

	/*
	 * Optional: a wait that slept when it was pulsed has returned.  Under
	 * the take lock.
	 */
	void (*pulse_seen)(struct rasx_object *object);

	/* Optional: the last handle is closed. */
	void (*closed)(struct rasx_object *object);

	/* Optional: before fork(), under all locks. */
	void (*forking)(struct rasx_object *object);

	/*
	 * Optional: in the child after fork(), make it an object of its own,
	 * or if it is shared forget what the parent alone does with it.
	 */
	void (*forked)(struct rasx_object *object);

	void (*free)(struct rasx_object *object);

	/*
	 * Of types whose objects can have a name.  A number that stands for
	 * the type in every version of the library, 0 without names; put the
	 * state of an object that nobody knows yet where other processes see
	 * it, or fail with errno set; a new object with the state that others
	 * have put there, which takes over the share's descriptor, or NULL.
	 */
	uint32_t kind;
	bool (*publish)(struct rasx_object *object, struct rasx_share *share);
	struct rasx_object *(*adopt)(struct rasx_share *share);

	/*
	 * Optional: a process was killed while it had the lock of the share,
	 * or a pulse is under way.  Under that lock.
	 */
	void (*settle)(struct rasx_object *object);
};

/* Numbers of the types whose objects can have a name. */
enum { RASX_KIND_NONE, RASX_KIND_EVENT, RASX_KIND_MUTEX, RASX_KIND_SEMAPHORE };

/* What the waits of one process do at an object; the same in any of them. */
struct rasx_presence {
	/*
	 * Waits for this object, alone or for any of several, that began to
	 * sleep and have not returned.
	 */
	atomic_uint sleepers;

	/*
	 * Under the object's lock, see take.h: how many waits for any sleep
	 * that were not there when it was last pulsed, and how many were and
	 * have not returned.
	 */
	unsigned int unpulsed;
	unsigned int pulse_owed;
};

struct rasx_object {
	const struct rasx_object_ops *ops;	/* constant */
	atomic_uint refs;
	unsigned int handles;	/* lock of the handle table */
	char *name;		/* key, owned, or NULL; the same lock */

	/* What other processes know of it, owned; NULL if they know nothing. */
	struct rasx_share *share;

	/* Of this process, and how often it was pulsed: here or in the share. */
	struct rasx_presence *here;
	unsigned int *pulses;	/* the number under the object's lock */
	struct rasx_presence own_here;
	unsigned int own_pulses;
};

/* The caller gets the first reference. */
void rasx_object_init(struct rasx_object *object,
		      const struct rasx_object_ops *ops);

/* The object, which no other thread knows, and its new owner. */
void rasx_object_set_share(struct rasx_object *object,
			   struct rasx_share *share);

/* With the last reference. */
void rasx_object_free(struct rasx_object *object);

/* The presence of this process has changed. */
void rasx_share_changed(struct rasx_share *share);

/* In line: a wait does each of these for up to 64 objects. */

static inline void rasx_object_get(struct rasx_object *object)
{
	atomic_fetch_add_explicit(&object->refs, 1, memory_order_relaxed);
}

static inline void rasx_object_put(struct rasx_object *object)
{
	/* acq_rel: whoever frees sees what the others did before. */
	if (atomic_fetch_sub_explicit(&object->refs, 1,
				      memory_order_acq_rel) == 1)
		rasx_object_free(object);
}

/* Around the sleeping of a wait, up to what it takes in the end. */
static inline void rasx_object_sleep(struct rasx_object *object)
{
	atomic_fetch_add(&object->here->sleepers, 1);
	if (object->share)
		rasx_share_changed(object->share);
}

static inline void rasx_object_awake(struct rasx_object *object)
{
	atomic_fetch_sub(&object->here->sleepers, 1);
	if (object->share)
		rasx_share_changed(object->share);
}

/* How many do that, in all processes. */
unsigned int rasx_object_sleepers(struct rasx_object *object);

/*
 * Under the object's lock: all who sleep are owed a pulse; how many have not
 * had it yet.
 */
void rasx_object_pulse(struct rasx_object *object);
unsigned int rasx_share_pulse_owed(struct rasx_share *share);

static inline unsigned int
rasx_object_pulse_owed(const struct rasx_object *object)
{
	return object->share ? rasx_share_pulse_owed(object->share) :
	       object->own_here.pulse_owed;
}

#endif /* RASX_OBJECT_H */
