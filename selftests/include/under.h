/* SPDX-License-Identifier: GPL-2.0 */
/* What tests run under that cannot do all that a machine can. */
#ifndef RASNOTIFY_UNDER_H
#define RASNOTIFY_UNDER_H

#include <stdbool.h>
#include <stdlib.h>

/* Who runs it says so in the environment: see vm/lib/sanitizers.sh. */
static inline bool under_valgrind(void)
{
	return getenv("UNDER_VALGRIND");
}

#endif
