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
#include <stdbool.h>

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

/* What a function makes of it: the state of before, and is that in force? */
struct rasx_cancel {
	int before;
	bool on;
};

/*
 * To sleep in the state of before; and back, before the next system call.  Who
 * makes none may leave it to the end of the function.
 */
static inline void rasx_cancel_allow(struct rasx_cancel *cancel)
{
	rasx_cancel_set(cancel->before);
	cancel->on = true;
}

static inline void rasx_cancel_forbid(struct rasx_cancel *cancel)
{
	if (cancel->on)
		rasx_cancel_off();
	cancel->on = false;
}

static inline void rasx_cancel_end(const struct rasx_cancel *cancel)
{
	if (!cancel->on)
		rasx_cancel_set(cancel->before);
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
	struct rasx_cancel cancel \
		__attribute__((cleanup(rasx_cancel_end), unused)) = { \
			.before = begin(), \
		}

#endif /* RASX_CANCEL_H */
