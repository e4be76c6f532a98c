/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which way ppp_generic is hooked, chosen at load: by wrappers; by probes, if
 * somebody else has wrapped a function; or not at all, then the interfaces
 * alone tell.
 */
#ifndef _PPPEV_ARMING_H
#define _PPPEV_ARMING_H

#include <linux/types.h>

/*
 * Sleeps.  0, or a negative error after one line in the kernel log.  The
 * parameter "hooks" decides: auto, wrappers, probes or none.
 */
int pppev_arm(void);
void pppev_disarm(void);

/* PPPEV_HOOK_* and PPPEV_MASK_* of what can be told that way. */
u32 pppev_armed(void);
u32 pppev_armed_events(void);

/* Calls that probes missed so far; 0 with wrappers. */
u64 pppev_armed_missed(void);

#endif /* _PPPEV_ARMING_H */
