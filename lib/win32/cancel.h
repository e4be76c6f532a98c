/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * pthread_cancel() of a thread that is in the library.
 *
 * It would end in almost any system call, with locks and references that
 * nobody gives back.  So a function that makes such calls is not cancelled; the
 * thread ends after it, where the program lets it.  Only who sleeps in a wait is
 * cancelled there, and leaves everything as if it had not waited.
 */
#ifndef RASX_CANCEL_H
#define RASX_CANCEL_H

#include <pthread.h>

/* What it was before. */
static inline int rasx_cancel_set(int state)
{
	int before;

	pthread_setcancelstate(state, &before);
	return before;
}

static inline int rasx_cancel_off(void)
{
	return rasx_cancel_set(PTHREAD_CANCEL_DISABLE);
}

static inline void rasx_cancel_end(const int *before)
{
	rasx_cancel_set(*before);
}

/* Whoever was cancelled before ends here. */
static inline int rasx_cancel_point(void)
{
	pthread_testcancel();
	return rasx_cancel_off();
}

/* Declarations: off to the end of the block; the second is such a point. */
#define RASX_UNCANCELLED	RASX_CANCEL(rasx_cancel_off)
#define RASX_CANCEL_POINT	RASX_CANCEL(rasx_cancel_point)
#define RASX_CANCEL(begin) \
	const int cancel_before \
		__attribute__((cleanup(rasx_cancel_end), unused)) = begin()

#endif /* RASX_CANCEL_H */
