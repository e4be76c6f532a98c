/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Who is told by the rtnetlink backend.  Its lock protects all of this.
 */
#ifndef RASX_WATCHES_H
#define RASX_WATCHES_H

#include <stdint.h>

/*
 * Signals of these RASCN_* for target; flags are added to those that the
 * eventfd has for it.  0 or -ENOMEM.  The eventfd lives until it is dropped.
 */
int rasx_watches_add(int eventfd, uint32_t flags, uint64_t target);
void rasx_watches_drop_eventfd(int eventfd);

/* Nothing will happen to that connection any more. */
void rasx_watches_drop_target(uint64_t target);
void rasx_watches_drop_all(void);

void rasx_watches_signal(uint32_t flag, uint64_t id);

/* Something was lost, and nobody knows what: all that are for all. */
void rasx_watches_signal_lost(void);

#endif /* RASX_WATCHES_H */
