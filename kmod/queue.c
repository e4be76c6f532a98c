// SPDX-License-Identifier: GPL-2.0
#include <linux/lockdep.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "queue.h"
#include "registry.h"

int pppev_queue_init(struct pppev_queue *queue, u32 capacity)
{
	init_waitqueue_head(&queue->wait);
	spin_lock_init(&queue->lock);
	if (!capacity)
		return 0;
	queue->ring = kvcalloc(capacity, sizeof(*queue->ring),
			       GFP_KERNEL_ACCOUNT);
	if (!queue->ring)
		return -ENOMEM;
	queue->capacity = capacity;
	return 0;
}

void pppev_queue_free(struct pppev_queue *queue)
{
	kvfree(queue->ring);
}

/* Both less than the capacity, which is far from 2^31.  Divides nothing. */
static u32 add(const struct pppev_queue *queue, u32 a, u32 b)
{
	u32 sum = a + b;

	return sum < queue->capacity ? sum : sum - queue->capacity;
}

static struct pppev_event *slot(struct pppev_queue *queue, u32 i)
{
	return &queue->ring[add(queue, queue->head, i)];
}

static void drop_oldest(struct pppev_queue *queue)
{
	queue->head = add(queue, queue->head, 1);
	queue->count--;
}

static void lose(struct pppev_queue *queue, const struct pppev_event *ev)
{
	queue->lost++;
	queue->lost_seq = ev->seq;
	queue->lost_ns = ev->time_ns;
}

bool pppev_queue_push(struct pppev_queue *queue, const struct pppev_event *ev)
{
	bool full;

	/* BHs are off already. */
	lockdep_assert_held(&pppev_lock);
	spin_lock(&queue->lock);
	full = queue->count == queue->capacity;
	if (full) {
		lose(queue, slot(queue, 0));
		drop_oldest(queue);
	}
	*slot(queue, queue->count++) = *ev;
	spin_unlock(&queue->lock);
	return full;
}

static void pop_lost(struct pppev_queue *queue, struct pppev_event *ev)
{
	memset(ev, 0, sizeof(*ev));
	ev->type = PPPEV_EVENT_LOST;
	ev->lost = queue->lost;
	ev->seq = queue->lost_seq;
	ev->time_ns = queue->lost_ns;
	ev->channel = -1;
	ev->unit = -1;
	queue->lost = 0;
}

bool pppev_queue_pop(struct pppev_queue *queue, struct pppev_event *ev)
{
	bool any = true;

	spin_lock_bh(&queue->lock);
	if (queue->lost) {
		pop_lost(queue, ev);
	} else if (queue->count) {
		*ev = *slot(queue, 0);
		drop_oldest(queue);
	} else {
		any = false;
	}
	spin_unlock_bh(&queue->lock);
	return any;
}

/*
 * Meanwhile the queue may have overflowed.  What is put back is older than
 * all that was lost, so it can only be lost as well.
 */
void pppev_queue_unpop(struct pppev_queue *queue, const struct pppev_event *ev)
{
	u64 lost = ev->type == PPPEV_EVENT_LOST ? ev->lost : 1;

	spin_lock_bh(&queue->lock);
	if (queue->lost) {
		queue->lost += lost;
	} else if (ev->type == PPPEV_EVENT_LOST ||
		   queue->count == queue->capacity) {
		queue->lost = lost;
		queue->lost_seq = ev->seq;
		queue->lost_ns = ev->time_ns;
	} else {
		queue->head = add(queue, queue->head, queue->capacity - 1);
		queue->count++;
		*slot(queue, 0) = *ev;
	}
	spin_unlock_bh(&queue->lock);
}

u32 pppev_queue_count(struct pppev_queue *queue, u64 *lost)
{
	u32 count;

	spin_lock_bh(&queue->lock);
	count = queue->count;
	*lost = queue->lost;
	spin_unlock_bh(&queue->lock);
	return count;
}

bool pppev_queue_readable(struct pppev_queue *queue)
{
	bool readable;

	spin_lock_bh(&queue->lock);
	readable = queue->count || queue->lost;
	spin_unlock_bh(&queue->lock);
	return readable;
}
