/* SPDX-License-Identifier: GPL-2.0 */
/* The hooked functions of ppp_generic and what is done around them. */
#ifndef _PPPEV_WRAPPERS_H
#define _PPPEV_WRAPPERS_H

#include <linux/types.h>

int pppev_wrappers_arm(void);
void pppev_wrappers_disarm(void);
u32 pppev_wrappers_armed(void);

#endif /* _PPPEV_WRAPPERS_H */
