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
 * Two parties need no lock.  Who sets an event only raises the state.  Who
 * sleeps in ->acquire without time-out may take an object from under a wait
 * for all, which then gives the rest back, or may sleep a moment longer
 * because the object is held for that long; it tells nobody anything before
 * it got the object.
 */
#ifndef RASX_TAKE_H
#define RASX_TAKE_H

void rasx_take_lock(void);
void rasx_take_unlock(void);

#endif /* RASX_TAKE_H */
