// SPDX-License-Identifier: LGPL-2.1-or-later
#include <pthread.h>
#include <string.h>

#include "win32/share.h"
#include "win32/take.h"

/*
 * A mutex although many only look: what is done under it is shorter than the
 * spinning of an adaptive one, and the child of a fork() can unlock it.
 */
static pthread_mutex_t take_lock = PTHREAD_ADAPTIVE_MUTEX_INITIALIZER_NP;
static bool has_failed;		/* protected by it */
static unsigned int notes;		/* the same */
static atomic_uint forks;

void rasx_take_lock(void)
{
	pthread_mutex_lock(&take_lock);
}

void rasx_take_unlock(void)
{
	pthread_mutex_unlock(&take_lock);
}

/* In the order of their names; an object has got one as long as it is open. */
static unsigned int insert(struct rasx_object **sorted, unsigned int count,
			   struct rasx_object *object)
{
	unsigned int at = count;

	for (unsigned int i = 0; i < count; i++)
		if (sorted[i] == object)
			return count;
	while (at && strcmp(sorted[at - 1]->share->key,
			    object->share->key) > 0) {
		sorted[at] = sorted[at - 1];
		at--;
	}
	sorted[at] = object;
	return count + 1;
}

/* Those that other processes know, each once. */
static unsigned int select_shared(struct rasx_object **sorted,
				  struct rasx_object **objects,
				  unsigned int count)
{
	unsigned int selected = 0;

	for (unsigned int i = 0; i < count; i++)
		if (objects[i]->share)
			selected = insert(sorted, selected, objects[i]);
	return selected;
}

static void lock_shared(struct rasx_object *object)
{
	if (rasx_share_lock(object->share) && object->ops->settle)
		object->ops->settle(object);
}

/* Not inline: what has to do with objects of one process pays nothing for it. */
__attribute__((noinline))
static void lock_all_shared(struct rasx_object **objects, unsigned int count)
{
	struct rasx_object *shared[MAXIMUM_WAIT_OBJECTS];
	unsigned int selected = select_shared(shared, objects, count);

	for (unsigned int i = 0; i < selected; i++)
		lock_shared(shared[i]);
}

__attribute__((noinline))
static void unlock_all_shared(struct rasx_object **objects, unsigned int count)
{
	struct rasx_object *shared[MAXIMUM_WAIT_OBJECTS];
	unsigned int selected = select_shared(shared, objects, count);

	while (selected)
		rasx_share_unlock(shared[--selected]->share);
}

static bool any_shared(struct rasx_object **objects, unsigned int count)
{
	for (unsigned int i = 0; i < count; i++)
		if (objects[i]->share)
			return true;
	return false;
}

void rasx_take_lock_objects(struct rasx_object **objects, unsigned int count)
{
	if (any_shared(objects, count))
		lock_all_shared(objects, count);
	rasx_take_lock();
}

void rasx_take_unlock_objects(struct rasx_object **objects, unsigned int count)
{
	rasx_take_unlock();
	if (any_shared(objects, count))
		unlock_all_shared(objects, count);
}

void rasx_take_lock_object(struct rasx_object *object)
{
	rasx_take_lock_objects(&object, 1);
}

void rasx_take_unlock_object(struct rasx_object *object)
{
	rasx_take_unlock_objects(&object, 1);
}

void rasx_take_fail(void)
{
	has_failed = true;
}

bool rasx_take_has_failed(void)
{
	bool failed = has_failed;

	has_failed = false;
	return failed;
}

void rasx_take_note(void)
{
	notes++;
}

unsigned int rasx_take_notes(void)
{
	return notes;
}

void rasx_take_forking(void)
{
	atomic_fetch_add(&forks, 1);
}

unsigned int rasx_take_forks(void)
{
	return atomic_load(&forks);
}
