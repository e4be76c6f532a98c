/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The take lock: makes waits exact.
 *
 * Whoever looks at the state of objects to decide something, and whoever
 * takes or lowers it, holds the lock.  A wait for all takes its objects one
 * by one under it, and gives them back before it drops the lock if it does
 * not get them all; so nobody sees the objects of a wait half taken.  Nobody
 * sleeps with the lock held: it is held for a few system calls that return at
 * once.
 *
 * An object that other processes know has a lock of its own beside it, which
 * excludes them; who needs several takes them in the order of the names, and
 * all of them before the take lock, so that a process that is stopped with one
 * of them stops nobody who works with other objects.  The two together are the
 * object's lock.
 *
 * Two parties need no lock.  Who sets an event only raises the state.  Who
 * sleeps in ->acquire without time-out may take an object from under a wait
 * for all, which then gives the rest back, or may sleep a moment longer
 * because the object is held for that long; it tells nobody anything before
 * it got the object.
 */
#ifndef RASX_TAKE_H
#define RASX_TAKE_H

#include "win32/object.h"

void rasx_take_lock(void);
void rasx_take_unlock(void);

/* The locks of all these objects; one of them may be there several times. */
void rasx_take_lock_objects(struct rasx_object **objects, unsigned int count);
void rasx_take_unlock_objects(struct rasx_object **objects, unsigned int count);

void rasx_take_lock_object(struct rasx_object *object);
void rasx_take_unlock_object(struct rasx_object *object);

/*
 * Under the take lock.  For ->try_acquire: the object could be taken, if there
 * were descriptors for that.  For the wait: whether that was so since the last
 * time that it asked.
 */
void rasx_take_fail(void);
bool rasx_take_has_failed(void);

/*
 * Under the take lock.  Something was taken, or lowered; how often that was, so
 * that who saw an object signaled can tell whether it still may be.
 */
void rasx_take_note(void);
unsigned int rasx_take_notes(void);

/*
 * Under the take lock and that of the handle table: a child will have the same
 * descriptors, and may take what nobody takes here.  How often that was; to be
 * asked before the descriptor is made.
 */
void rasx_take_forking(void);
unsigned int rasx_take_forks(void);

#endif /* RASX_TAKE_H */
