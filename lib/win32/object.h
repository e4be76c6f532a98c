/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Objects that handles name.
 *
 * Who owns whom: the handle table owns one reference on each object that has
 * a handle, and every call that works with an object owns one for as long as
 * it runs, a wait included.  An object is told when its last handle goes
 * (->closed), and freed with its last reference (->free), which may be later.
 * It owns its descriptor until then.
 *
 * An object type is one table of operations; nothing else in the library
 * asks what type an object has, except the functions of that type.
 */
#ifndef RASX_OBJECT_H
#define RASX_OBJECT_H

#include <stdatomic.h>
#include <stdbool.h>

struct rasx_object;

struct rasx_object_ops {
	/*
	 * Descriptor that is readable while the object is signaled; negative
	 * if it never is.
	 */
	int (*fd)(const struct rasx_object *object);

	/*
	 * Take the object if it is signaled, as a wait that returns does, and
	 * undo that.  Neither sleeps.  Under the take lock of take.h.
	 */
	bool (*try_acquire)(struct rasx_object *object);
	void (*give_back)(struct rasx_object *object);

	/*
	 * Optional: sleep until it is taken, in one system call, without the
	 * take lock.  False: cannot do so now, use the ones above.
	 */
	bool (*acquire)(struct rasx_object *object);

	/* Optional: the last handle is closed. */
	void (*closed)(struct rasx_object *object);

	/* Optional: in the child after fork(), make it an object of its own. */
	void (*forked)(struct rasx_object *object);

	void (*free)(struct rasx_object *object);
};

struct rasx_object {
	const struct rasx_object_ops *ops;	/* constant */
	atomic_uint refs;

	/*
	 * Waits for this object, alone or for any of several, that began to
	 * sleep and have not returned.
	 */
	atomic_uint sleepers;
};

/* The caller gets the first reference. */
void rasx_object_init(struct rasx_object *object,
		      const struct rasx_object_ops *ops);
void rasx_object_get(struct rasx_object *object);
void rasx_object_put(struct rasx_object *object);

/* Around the sleeping of a wait, up to what it takes in the end. */
void rasx_object_sleep(struct rasx_object *object);
void rasx_object_awake(struct rasx_object *object);

#endif /* RASX_OBJECT_H */
