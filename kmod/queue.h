/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The bounded queue of an open file.
 *
 * Writer: the hooks, under pppev_lock.  Readers: read() and poll().  When it
 * is full the oldest record is dropped and counted; the count comes out as
 * one LOST record before the rest.
 */
#ifndef _PPPEV_QUEUE_H
#define _PPPEV_QUEUE_H

#include <linux/pppev.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>

struct pppev_queue {
	wait_queue_head_t wait;
	spinlock_t lock;		/* protects all below; inside pppev_lock */
	struct pppev_event *ring;	/* of @capacity records; owned */
	u32 capacity;			/* 0: no queue, nothing is kept */
	u32 head;			/* oldest record */
	u32 count;
	u64 lost;			/* records dropped since the last LOST */
	u64 lost_seq;			/* of the newest of them */
	u64 lost_ns;
};

/* @capacity 0 for a file that is not read.  Sleeps.  -ENOMEM or 0. */
int pppev_queue_init(struct pppev_queue *queue, u32 capacity);
void pppev_queue_free(struct pppev_queue *queue);

/* True if an older record had to go for it. */
bool pppev_queue_push(struct pppev_queue *queue, const struct pppev_event *ev);

/* Take the next record, a LOST one included; false if there is none. */
bool pppev_queue_pop(struct pppev_queue *queue, struct pppev_event *ev);

/* Put back what pop gave, so that it is the next again.  One reader only. */
void pppev_queue_unpop(struct pppev_queue *queue, const struct pppev_event *ev);

bool pppev_queue_readable(struct pppev_queue *queue);

/* Records waiting, and how many were lost that no LOST record told yet. */
u32 pppev_queue_count(struct pppev_queue *queue, u64 *lost);

#endif /* _PPPEV_QUEUE_H */
