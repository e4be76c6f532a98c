/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SHIM_NAMESPACE_H
#define SHIM_NAMESPACE_H

#include <sched.h>
#include <stdbool.h>

/*
 * Moves the calling thread to an empty network namespace; false: not allowed.
 * Only a process of one thread can have its own users for that, and under
 * ThreadSanitizer there is none.
 */
static inline bool namespace_enter_empty(void)
{
	return !unshare(CLONE_NEWNET) || !unshare(CLONE_NEWUSER | CLONE_NEWNET);
}

#endif /* SHIM_NAMESPACE_H */
