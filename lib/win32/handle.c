// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * The handle table.
 *
 * A handle is generation, index of a slot and two zero bits, 31 bits in all.
 * The generation of a slot grows when its handle is closed, so that the old
 * value is refused.  A closed slot goes to the end of a queue and is used
 * again only when more than RESERVE others wait behind it: a value returns
 * after RESERVE << GENERATION_BITS, eight million, other handles were closed.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#include "export.h"
#include "win32/handle.h"
#include "win32/lasterror.h"
#include "win32/process.h"

#define TAG_BITS	2
#define INDEX_BITS	18
#define GENERATION_BITS	(31 - INDEX_BITS - TAG_BITS)
#define MAX_SLOTS	(1U << INDEX_BITS)
#define RESERVE		4096U
#define FIRST_CAPACITY	64U

/* Slot 0 is never used: its first handle would be NULL. */
#define FIRST_SLOT	1U

struct slot {
	struct rasx_object *object;	/* NULL: free */
	uint32_t generation;
	uint32_t next;			/* free: behind it in the queue, or 0 */
};

/* All of it is protected by lock. */
static struct {
	pthread_mutex_t lock;
	struct slot *slots;
	uint32_t capacity;
	uint32_t used;			/* slots from here on are untouched */
	uint32_t free_first, free_last, free_count;
} table = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.used = FIRST_SLOT,
};

static bool grow(void)
{
	uint32_t capacity = table.capacity ? 2 * table.capacity : FIRST_CAPACITY;
	struct slot *slots;

	if (capacity > MAX_SLOTS)
		return false;
	slots = realloc(table.slots, capacity * sizeof(*slots));
	if (!slots)
		return false;
	table.slots = slots;
	table.capacity = capacity;
	return true;
}

static uint32_t new_slot(void)
{
	if (table.used >= table.capacity && !grow())
		return 0;
	table.slots[table.used] = (struct slot){ 0 };
	return table.used++;
}

static uint32_t oldest_free_slot(void)
{
	uint32_t index = table.free_first;

	if (index) {
		table.free_first = table.slots[index].next;
		table.free_count--;
	}
	return index;
}

static uint32_t take_slot(void)
{
	uint32_t index = 0;

	if (table.free_count <= RESERVE)
		index = new_slot();
	return index ? index : oldest_free_slot();
}

static void free_slot(uint32_t index)
{
	struct slot *slot = &table.slots[index];

	slot->object = NULL;
	slot->generation = (slot->generation + 1) % (1U << GENERATION_BITS);
	slot->next = 0;
	if (table.free_count++)
		table.slots[table.free_last].next = index;
	else
		table.free_first = index;
	table.free_last = index;
}

static HANDLE handle_of(uint32_t index)
{
	uintptr_t generation = table.slots[index].generation;

	return (HANDLE)((generation << INDEX_BITS | index) << TAG_BITS);
}

/* Index of the slot that an open handle names, or 0. */
static uint32_t index_of(HANDLE handle)
{
	uintptr_t value = (uintptr_t)handle >> TAG_BITS;
	uint32_t index = value % MAX_SLOTS;

	if (index < FIRST_SLOT || index >= table.used)
		return 0;
	if (!table.slots[index].object)
		return 0;
	return value >> INDEX_BITS == table.slots[index].generation ? index : 0;
}

HANDLE rasx_handle_open(struct rasx_object *object)
{
	HANDLE handle = NULL;
	uint32_t index;

	pthread_mutex_lock(&table.lock);
	index = take_slot();
	if (index) {
		table.slots[index].object = object;
		handle = handle_of(index);
	}
	pthread_mutex_unlock(&table.lock);
	return handle;
}

static struct rasx_object *get_from_table(HANDLE handle)
{
	struct rasx_object *object = NULL;
	uint32_t index;

	pthread_mutex_lock(&table.lock);
	index = index_of(handle);
	if (index) {
		object = table.slots[index].object;
		rasx_object_get(object);
	}
	pthread_mutex_unlock(&table.lock);
	return object;
}

struct rasx_object *rasx_handle_get(HANDLE handle)
{
	if (handle == INVALID_HANDLE_VALUE)
		return rasx_process_get();
	return get_from_table(handle);
}

struct rasx_object *rasx_handle_get_type(HANDLE handle,
					 const struct rasx_object_ops *ops)
{
	struct rasx_object *object = rasx_handle_get(handle);

	if (!object || object->ops == ops)
		return object;
	rasx_object_put(object);
	return NULL;
}

static struct rasx_object *take_out(HANDLE handle)
{
	struct rasx_object *object = NULL;
	uint32_t index;

	pthread_mutex_lock(&table.lock);
	index = index_of(handle);
	if (index) {
		object = table.slots[index].object;
		free_slot(index);
	}
	pthread_mutex_unlock(&table.lock);
	return object;
}

RASX_API BOOL WINAPI CloseHandle(HANDLE hObject)
{
	struct rasx_object *object;

	if (hObject == INVALID_HANDLE_VALUE)
		return TRUE;
	object = take_out(hObject);
	if (!object)
		return rasx_fail(ERROR_INVALID_HANDLE);
	if (object->ops->closed)
		object->ops->closed(object);
	rasx_object_put(object);
	return TRUE;
}

void rasx_handle_lock(void)
{
	pthread_mutex_lock(&table.lock);
}

void rasx_handle_unlock(void)
{
	pthread_mutex_unlock(&table.lock);
}

/*
 * References of threads that waited in the parent are never dropped in the
 * child; such an object outlives its handle there, which harms nobody.
 */
void rasx_handle_forked(void)
{
	for (uint32_t i = FIRST_SLOT; i < table.used; i++) {
		struct rasx_object *object = table.slots[i].object;

		if (!object)
			continue;
		atomic_store(&object->sleepers, 0);
		if (object->ops->forked)
			object->ops->forked(object);
	}
	pthread_mutex_unlock(&table.lock);
}
