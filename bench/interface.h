/* SPDX-License-Identifier: GPL-2.0 */
/* The call that sets an interface up or down, and when it began. */
#ifndef BENCH_INTERFACE_H
#define BENCH_INTERFACE_H

#include <stdint.h>

/* A socket of the calling thread's network namespace; ends the program (1). */
int interface_control(void);

/*
 * Sets and clears flags of an interface of that namespace.  *@call_ns is the
 * time right before SIOCSIFFLAGS.  Returns 0 or -errno.
 */
int interface_set(int control, const char *name, short set, short clear,
		  _Atomic uint64_t *call_ns);

#endif /* BENCH_INTERFACE_H */
