// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * The handle table.
 *
 * A handle is generation, index of a slot and two zero bits, 31 bits in all.
 * The generation of a slot grows when its handle is closed, so that the old
 * value is refused.  A closed slot goes to the end of a queue and is used
 * again only when more than RESERVE others wait behind it: a value returns
 * after RESERVE << GENERATION_BITS, eight million, other handles were closed.
 *
 * An object may have several handles, each with rights of its own, and a
 * name for as long as it has handles.  A name that this process has not got
 * may lead to an object of another one.
 */
#include <pthread.h>
#include <search.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "export.h"
#include "win32/ask.h"
#include "win32/cancel.h"
#include "win32/handle.h"
#include "win32/lasterror.h"
#include "win32/process.h"
#include "win32/share.h"
#include "win32/thread.h"

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
	DWORD access;
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
	void *names;			/* tree of objects that have one */
} table = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.used = FIRST_SLOT,
};

/*
 * Orders those who look for a name in this process and then in others: none
 * makes an object beside that of another thread.  It comes before the table's
 * lock, and may be held for as long as another process does not answer.
 */
static pthread_mutex_t names_lock = PTHREAD_MUTEX_INITIALIZER;

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

#define GENERIC_MODIFY	EVENT_MODIFY_STATE

/* Generic rights become those of the objects here, which have the same. */
static DWORD specific(DWORD access)
{
	if (access & (GENERIC_ALL | MAXIMUM_ALLOWED))
		return RASX_ALL_ACCESS;
	if (access & GENERIC_EXECUTE)
		access |= SYNCHRONIZE;
	if (access & GENERIC_WRITE)
		access |= GENERIC_MODIFY;
	return access & RASX_ALL_ACCESS;
}

/* The caller's reference becomes the handle's, unless there is no room. */
static HANDLE add_handle(struct rasx_object *object, DWORD access)
{
	uint32_t index = take_slot();

	if (!index)
		return NULL;
	table.slots[index].object = object;
	table.slots[index].access = specific(access);
	object->handles++;
	return handle_of(index);
}

/* One more handle of an object that has some already. */
static HANDLE add_another(struct rasx_object *object, DWORD access)
{
	HANDLE handle = add_handle(object, access);

	if (handle)
		rasx_object_get(object);
	return handle;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const struct rasx_object *)a)->name,
		      ((const struct rasx_object *)b)->name);
}

/* The key is only read; the object that has it, or NULL. */
static struct rasx_object *find_name(const char *key)
{
	const struct rasx_object wanted = { .name = (char *)key };
	struct rasx_object **found;

	found = tfind(&wanted, &table.names, compare_names);
	return found ? *found : NULL;
}

static bool give_name(struct rasx_object *object, const char *key)
{
	object->name = strdup(key);
	if (object->name && tsearch(object, &table.names, compare_names))
		return true;
	free(object->name);
	object->name = NULL;
	return false;
}

static void take_name(struct rasx_object *object)
{
	if (!object->name)
		return;
	tdelete(object, &table.names, compare_names);
	if (object->share)
		rasx_share_withdraw(object->share);
	free(object->name);
	object->name = NULL;
}

static HANDLE create_new(struct rasx_object *object, const char *key,
			 DWORD access, DWORD *error)
{
	HANDLE handle;

	*error = ERROR_NOT_ENOUGH_MEMORY;
	if (*key && !give_name(object, key))
		return NULL;
	handle = add_handle(object, access);
	if (handle)
		*error = ERROR_SUCCESS;
	else
		take_name(object);
	return handle;
}

static HANDLE open_existing(struct rasx_object *object,
			    const struct rasx_object_ops *ops, DWORD access,
			    DWORD *error)
{
	HANDLE handle;

	*error = ERROR_INVALID_HANDLE;
	if (object->ops != ops)
		return NULL;
	handle = add_another(object, access);
	*error = handle ? ERROR_ALREADY_EXISTS : ERROR_NOT_ENOUGH_MEMORY;
	return handle;
}

/* Of an object that has no handle yet; the caller's reference becomes its. */
static HANDLE add_first(struct rasx_object *object, const char *key,
			DWORD access, DWORD *error)
{
	HANDLE handle;

	pthread_mutex_lock(&table.lock);
	handle = create_new(object, key, access, error);
	pthread_mutex_unlock(&table.lock);
	return handle;
}

/* False: no object of this process has the name. */
static bool open_own(const char *key, const struct rasx_object_ops *ops,
		     DWORD access, HANDLE *handle, DWORD *error)
{
	struct rasx_object *existing;

	pthread_mutex_lock(&table.lock);
	existing = find_name(key);
	if (existing)
		*handle = open_existing(existing, ops, access, error);
	pthread_mutex_unlock(&table.lock);
	return existing;
}

/* That of another process, whose reference is taken over. */
static HANDLE add_foreign(struct rasx_object *object, const char *key,
			  DWORD access, DWORD *error)
{
	HANDLE handle = add_first(object, key, access, error);

	if (handle)
		*error = ERROR_ALREADY_EXISTS;
	else
		rasx_object_put(object);
	return handle;
}

static HANDLE create_named(struct rasx_object *object, const char *key,
			   DWORD access, DWORD *error)
{
	struct rasx_object *foreign;
	HANDLE handle = NULL;

	if (open_own(key, object->ops, access, &handle, error))
		return handle;
	*error = rasx_ask_create(object, key, &foreign);
	if (*error == ERROR_SUCCESS)
		handle = add_first(object, key, access, error);
	else if (*error == ERROR_ALREADY_EXISTS)
		handle = add_foreign(foreign, key, access, error);
	return handle;
}

HANDLE rasx_handle_create(struct rasx_object *object,
			  const struct rasx_name *name, DWORD access)
{
	HANDLE handle;
	DWORD error;

	if (name->key[0]) {
		pthread_mutex_lock(&names_lock);
		handle = create_named(object, name->key, access, &error);
		pthread_mutex_unlock(&names_lock);
	} else {
		handle = add_first(object, name->key, access, &error);
	}
	if (error != ERROR_SUCCESS)
		rasx_object_put(object);
	SetLastError(error);
	return handle;
}

static HANDLE open_named(const char *key, const struct rasx_object_ops *ops,
			 DWORD access, DWORD *error)
{
	struct rasx_object *foreign;
	HANDLE handle = NULL;

	if (open_own(key, ops, access, &handle, error))
		return handle;
	*error = rasx_ask_open(ops, key, &foreign);
	if (*error == ERROR_ALREADY_EXISTS)
		handle = add_foreign(foreign, key, access, error);
	return handle;
}

static HANDLE open_name(const char *key, const struct rasx_object_ops *ops,
			DWORD access, DWORD *error)
{
	HANDLE handle;

	*error = ERROR_FILE_NOT_FOUND;
	if (!*key)
		return NULL;
	pthread_mutex_lock(&names_lock);
	handle = open_named(key, ops, access, error);
	pthread_mutex_unlock(&names_lock);
	return handle;
}

HANDLE rasx_handle_open(const void *text, enum rasx_width width,
			const struct rasx_object_ops *ops, DWORD access)
{
	RASX_UNCANCELLED;
	HANDLE handle = NULL;
	struct rasx_name name;
	DWORD error;

	if (!text)
		return rasx_fail_handle(ERROR_INVALID_PARAMETER);
	error = rasx_name_parse(&name, text, width);
	if (error == ERROR_SUCCESS)
		handle = open_name(name.key, ops, access, &error);
	return handle ? handle : rasx_fail_handle(error);
}

/*
 * The object, referenced, and the rights of the handle; NULL with the last
 * error set: not open.
 */
static struct rasx_object *get_from_table(HANDLE handle, DWORD *access)
{
	struct rasx_object *object = NULL;
	uint32_t index;

	pthread_mutex_lock(&table.lock);
	index = index_of(handle);
	if (index) {
		object = table.slots[index].object;
		*access = table.slots[index].access;
		rasx_object_get(object);
	}
	pthread_mutex_unlock(&table.lock);
	if (!object)
		SetLastError(ERROR_INVALID_HANDLE);
	return object;
}

static struct rasx_object *get_any(HANDLE handle, DWORD *access)
{
	*access = RASX_ALL_ACCESS;
	if (handle == INVALID_HANDLE_VALUE)
		return rasx_process_get();
	if (handle == RASX_CURRENT_THREAD)
		return rasx_thread_get_current();
	return get_from_table(handle, access);
}

static struct rasx_object *refuse(struct rasx_object *object, DWORD error)
{
	rasx_object_put(object);
	SetLastError(error);
	return NULL;
}

struct rasx_object *rasx_handle_get_type(HANDLE handle,
					 const struct rasx_object_ops *ops,
					 DWORD access)
{
	DWORD granted;
	struct rasx_object *object = get_any(handle, &granted);

	if (!object)
		return NULL;
	if (ops && object->ops != ops)
		return refuse(object, ERROR_INVALID_HANDLE);
	if ((granted & access) != access)
		return refuse(object, ERROR_ACCESS_DENIED);
	return object;
}

struct rasx_object *rasx_handle_get(HANDLE handle, DWORD access)
{
	return rasx_handle_get_type(handle, NULL, access);
}

/* The object with the handle's reference, or NULL; whether it has others. */
static struct rasx_object *take_out(HANDLE handle, bool *last)
{
	struct rasx_object *object = NULL;
	uint32_t index;

	pthread_mutex_lock(&table.lock);
	index = index_of(handle);
	if (index) {
		object = table.slots[index].object;
		free_slot(index);
		*last = !--object->handles;
		if (*last)
			take_name(object);
	}
	pthread_mutex_unlock(&table.lock);
	return object;
}

static bool is_pseudo(HANDLE handle)
{
	return handle == INVALID_HANDLE_VALUE || handle == RASX_CURRENT_THREAD;
}

RASX_API BOOL WINAPI CloseHandle(HANDLE hObject)
{
	RASX_UNCANCELLED;
	struct rasx_object *object;
	bool last;

	if (is_pseudo(hObject))
		return TRUE;
	object = take_out(hObject, &last);
	if (!object)
		return rasx_fail(ERROR_INVALID_HANDLE);
	if (last && object->ops->closed)
		object->ops->closed(object);
	rasx_object_put(object);
	return TRUE;
}

static bool is_this_process(HANDLE handle)
{
	struct rasx_object *object = rasx_handle_get(handle, 0);
	struct rasx_object *process;
	bool same;

	if (!object)
		return false;
	process = rasx_process_get();
	same = object == process;
	rasx_object_put(process);
	rasx_object_put(object);
	return same ? true : rasx_fail(ERROR_INVALID_HANDLE);
}

/* A new handle of an open one's object; pseudo handles are always open. */
static HANDLE duplicate(HANDLE source, DWORD access, bool same_access)
{
	DWORD granted, error = ERROR_INVALID_HANDLE;
	struct rasx_object *object = get_any(source, &granted);
	HANDLE handle = NULL;

	if (!object)
		return NULL;
	pthread_mutex_lock(&table.lock);
	/* It may have been closed since: then there is no further handle. */
	if (is_pseudo(source) || object->handles) {
		handle = add_another(object, same_access ? granted : access);
		error = ERROR_NOT_ENOUGH_MEMORY;
	}
	pthread_mutex_unlock(&table.lock);
	rasx_object_put(object);
	return handle ? handle : rasx_fail_handle(error);
}

RASX_API BOOL WINAPI DuplicateHandle(HANDLE hSourceProcessHandle,
				     HANDLE hSourceHandle,
				     HANDLE hTargetProcessHandle,
				     LPHANDLE lpTargetHandle,
				     DWORD dwDesiredAccess, BOOL bInheritHandle,
				     DWORD dwOptions)
{
	HANDLE handle = NULL;
	bool open;

	(void)bInheritHandle;
	if (!is_this_process(hSourceProcessHandle))
		return FALSE;
	open = lpTargetHandle && is_this_process(hTargetProcessHandle);
	if (open)
		handle = duplicate(hSourceHandle, dwDesiredAccess,
				   dwOptions & DUPLICATE_SAME_ACCESS);
	else if (!(dwOptions & DUPLICATE_CLOSE_SOURCE))
		return rasx_fail(lpTargetHandle ? ERROR_INVALID_HANDLE :
				 ERROR_INVALID_PARAMETER);
	if (lpTargetHandle)
		*lpTargetHandle = handle;
	/* Whatever else went wrong. */
	if (dwOptions & DUPLICATE_CLOSE_SOURCE && !CloseHandle(hSourceHandle))
		return FALSE;
	return handle || !lpTargetHandle;
}

void rasx_handle_lock_names(void)
{
	pthread_mutex_lock(&names_lock);
}

void rasx_handle_unlock_names(void)
{
	pthread_mutex_unlock(&names_lock);
}

void rasx_handle_lock(void)
{
	pthread_mutex_lock(&table.lock);
}

void rasx_handle_unlock(void)
{
	pthread_mutex_unlock(&table.lock);
}

void rasx_handle_forking(void)
{
	for (uint32_t i = FIRST_SLOT; i < table.used; i++) {
		struct rasx_object *object = table.slots[i].object;

		if (object && object->ops->forking)
			object->ops->forking(object);
	}
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
		/* In a share, the child has a new and empty place. */
		if (object->share)
			object->here = rasx_share_here(object->share);
		atomic_store(&object->here->sleepers, 0);
		object->here->unpulsed = 0;
		if (object->ops->forked)
			object->ops->forked(object);
	}
	pthread_mutex_unlock(&table.lock);
}
