/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The second best way to hook ppp_generic: kprobes and kretprobes.
 *
 * They coexist with whoever has wrapped or patched a function, but an
 * instance per call under way has to be there beforehand: with none left the
 * call is missed, and counted by the kernel.  What was missed is put right by
 * a scan, and the streams say RESYNC.
 */
#ifndef _PPPEV_PROBES_H
#define _PPPEV_PROBES_H

#include <linux/types.h>

int pppev_probes_arm(void);
void pppev_probes_disarm(void);
u32 pppev_probes_armed(void);
u64 pppev_probes_missed(void);

#endif /* _PPPEV_PROBES_H */
