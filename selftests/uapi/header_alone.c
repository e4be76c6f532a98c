// SPDX-License-Identifier: GPL-2.0
/*
 * The header with nothing before it, as strict C99 and as C++: it has to
 * bring all that it needs, and to mean the same in both.
 */
#include <linux/pppev.h>
#include <linux/pppev.h>

#ifdef __cplusplus
extern "C" const unsigned long cxx_facts[];
const unsigned long cxx_facts[] = {
#else
extern const unsigned long c99_facts[];
const unsigned long c99_facts[] = {
#endif
	sizeof(struct pppev_event),
	sizeof(struct pppev_info),
	sizeof(struct pppev_filter),
	sizeof(struct pppev_watch),
	sizeof(struct pppev_entry),
	sizeof(struct pppev_snapshot),
	PPPEV_IOC_INFO,
	PPPEV_IOC_FILTER,
	PPPEV_IOC_WATCH,
	PPPEV_IOC_UNWATCH,
	PPPEV_IOC_SNAPSHOT,
	PPPEV_MASK_WATCH_ALL,
	PPPEV_FLAG_MULTILINK,
};
