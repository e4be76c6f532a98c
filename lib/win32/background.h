/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Threads of the library, which no program has asked for by that name. */
#ifndef RASX_BACKGROUND_H
#define RASX_BACKGROUND_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Run @function in a thread that nobody joins, whose name is "rasapi32" and
 * whose stack has @stack bytes, or as many as usual for 0.  All signals are
 * blocked in it: they are the program's.  The library stays loaded.
 */
bool rasx_background(void *(*function)(void *), void *argument, size_t stack);

#endif /* RASX_BACKGROUND_H */
