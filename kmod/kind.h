/* SPDX-License-Identifier: GPL-2.0 */
/* Which driver a channel belongs to, told from where its functions are. */
#ifndef _PPPEV_KIND_H
#define _PPPEV_KIND_H

#include <linux/types.h>

struct ppp_channel;

int pppev_kind_init(void);
void pppev_kind_exit(void);

/*
 * enum pppev_kind.  Memory that is gone is survived, but then the answer is
 * worth nothing.  Under pppev_lock.
 */
u32 pppev_kind_of(const struct ppp_channel *chan);

#endif /* _PPPEV_KIND_H */
