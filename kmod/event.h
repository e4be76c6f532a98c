/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One event: numbered, stamped, queued to the files of its namespace, then
 * signalled to the watches it concerns.  Under pppev_lock, after the state it
 * tells of has changed; atomic.
 */
#ifndef _PPPEV_EVENT_H
#define _PPPEV_EVENT_H

#include <linux/types.h>

struct pppev_link;
struct pppev_net;
struct pppev_unit;

/*
 * @link: of a link event, otherwise NULL.  It may have left @unit already.
 * Returns the record's time_ns.
 */
u64 pppev_emit(struct pppev_unit *unit, struct pppev_link *link, u32 type,
	       u32 reason);

/* A link event of a link whose unit, @number in @pn, is no more. */
void pppev_emit_stray(struct pppev_net *pn, struct pppev_link *link,
		      int number, u32 type, u32 reason);

/* The hooks missed something; the state has been put right. */
void pppev_emit_resync(struct pppev_net *pn);

#endif /* _PPPEV_EVENT_H */
