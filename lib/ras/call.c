// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <unistd.h>

#include "ras/call.h"

/* No id has it, and INVALID_HANDLE_VALUE is far away. */
#define ALIAS	(~(UINTPTR_MAX >> 1))

TAILQ_HEAD(calls, rasx_call);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct calls calls = TAILQ_HEAD_INITIALIZER(calls);
static uintptr_t aliases;	/* given out so far */
static uint64_t now;		/* counts what may be younger than a snapshot */

static void free_call(struct rasx_call *call)
{
	if (call->pidfd >= 0)
		close(call->pidfd);
	free(call);
}

static void put_locked(struct rasx_call *call)
{
	if (!--call->references)
		free_call(call);
}

static void remove_locked(struct rasx_call *call)
{
	TAILQ_REMOVE(&calls, call, list);
	put_locked(call);
}

void rasx_call_put(struct rasx_call *call)
{
	pthread_mutex_lock(&lock);
	put_locked(call);
	pthread_mutex_unlock(&lock);
}

void rasx_call_remove(struct rasx_call *call)
{
	pthread_mutex_lock(&lock);
	remove_locked(call);
	pthread_mutex_unlock(&lock);
}

static bool is_entry(const struct rasx_call *call,
		     const struct rasx_phonebook *book, const char *entry)
{
	return !strcmp(call->entry, entry) &&
	       !strcmp(call->book.path, book->path);
}

static bool is_dialling(const struct rasx_phonebook *book, const char *entry)
{
	const struct rasx_call *call;

	TAILQ_FOREACH(call, &calls, list)
		if (call->phase == RASX_CALL_DIALLING &&
		    is_entry(call, book, entry))
			return true;
	return false;
}

DWORD rasx_call_begin(struct rasx_call **begun,
		      const struct rasx_phonebook *book, const char *entry,
		      const struct rasx_peer *peer, bool has_alias)
{
	struct rasx_call *call = calloc(1, sizeof(*call));
	DWORD error = ERROR_SUCCESS;

	if (!call)
		return ERROR_NOT_ENOUGH_MEMORY;
	strcpy(call->entry, entry);
	call->book = *book;
	call->type = peer->type;
	strcpy(call->device, peer->device);
	call->pidfd = -1;
	call->references = 2;
	pthread_mutex_lock(&lock);
	if (is_dialling(book, entry)) {
		error = ERROR_DIAL_ALREADY_IN_PROGRESS;
	} else {
		if (has_alias)
			call->alias = (HRASCONN)(ALIAS | ++aliases);
		TAILQ_INSERT_TAIL(&calls, call, list);
	}
	pthread_mutex_unlock(&lock);
	if (error)
		free_call(call);
	else
		*begun = call;
	return error;
}

void rasx_call_started(struct rasx_call *call, int pidfd)
{
	pthread_mutex_lock(&lock);
	call->pidfd = pidfd;
	pthread_mutex_unlock(&lock);
}

void rasx_call_reached(struct rasx_call *call, uint64_t id, uint64_t link)
{
	pthread_mutex_lock(&lock);
	call->id = id;
	call->link = link;
	pthread_mutex_unlock(&lock);
}

static bool decide(struct rasx_call *call, enum rasx_call_phase phase,
		   DWORD error)
{
	bool first;

	pthread_mutex_lock(&lock);
	first = call->phase == RASX_CALL_DIALLING;
	if (first) {
		call->phase = phase;
		call->error = error;
		call->connected = ++now;
	}
	pthread_mutex_unlock(&lock);
	return first;
}

bool rasx_call_connected(struct rasx_call *call)
{
	return decide(call, RASX_CALL_CONNECTED, ERROR_SUCCESS);
}

bool rasx_call_failed(struct rasx_call *call, DWORD error)
{
	return decide(call, RASX_CALL_FAILED, error);
}

bool rasx_call_is_hung_up(const struct rasx_call *call)
{
	bool is;

	pthread_mutex_lock(&lock);
	is = call->phase == RASX_CALL_HUNG_UP;
	pthread_mutex_unlock(&lock);
	return is;
}

bool rasx_is_alias(HRASCONN hrasconn)
{
	return ((uintptr_t)hrasconn & ALIAS) &&
	       (HANDLE)hrasconn != INVALID_HANDLE_VALUE;
}

static struct rasx_call *find_alias(HRASCONN alias)
{
	struct rasx_call *call;

	TAILQ_FOREACH(call, &calls, list)
		if (call->alias == alias)
			return call;
	return NULL;
}

uint64_t rasx_call_id_of(HRASCONN alias)
{
	const struct rasx_call *call;
	uint64_t id;

	pthread_mutex_lock(&lock);
	call = find_alias(alias);
	id = call ? call->id : 0;
	pthread_mutex_unlock(&lock);
	return id;
}

HRASCONN rasx_call_alias_of(uint64_t id)
{
	const struct rasx_call *call;
	HRASCONN alias = NULL;

	pthread_mutex_lock(&lock);
	TAILQ_FOREACH(call, &calls, list) {
		if (call->alias && call->id == id) {
			alias = call->alias;
			break;
		}
	}
	pthread_mutex_unlock(&lock);
	return alias;
}

bool rasx_call_describe(HRASCONN alias, struct rasx_call *copy)
{
	const struct rasx_call *call;

	pthread_mutex_lock(&lock);
	call = find_alias(alias);
	if (call)
		*copy = *call;
	pthread_mutex_unlock(&lock);
	return call;
}

bool rasx_call_entry(uint64_t id, char *name, struct rasx_phonebook *book)
{
	const struct rasx_call *call;

	pthread_mutex_lock(&lock);
	TAILQ_FOREACH(call, &calls, list) {
		if (call->id == id) {
			strcpy(name, call->entry);
			*book = call->book;
			break;
		}
	}
	pthread_mutex_unlock(&lock);
	return call;
}

/* Of its link, or where links are not known, of its connection. */
static uint64_t own_id(const struct rasx_call *call)
{
	return call->link ? call->link : call->id;
}

static bool is_in(const struct rasx_snapshot *snapshot,
		  const struct rasx_call *call)
{
	uint64_t id = own_id(call);

	for (size_t i = 0; i < snapshot->count; i++)
		if (snapshot->entries[i].id == id)
			return snapshot->entries[i].state ==
			       RASX_STATE_CONNECTED;
	return false;
}

uint64_t rasx_call_find(const struct rasx_phonebook *book, const char *entry,
			const struct rasx_snapshot *snapshot)
{
	const struct rasx_call *call;
	uint64_t id = 0;

	pthread_mutex_lock(&lock);
	TAILQ_FOREACH(call, &calls, list)
		if (call->phase == RASX_CALL_CONNECTED &&
		    is_entry(call, book, entry) && is_in(snapshot, call))
			id = call->id;
	pthread_mutex_unlock(&lock);
	return id;
}

int rasx_call_pidfd(uint64_t id)
{
	const struct rasx_call *call;
	int pidfd = -1;

	pthread_mutex_lock(&lock);
	TAILQ_FOREACH(call, &calls, list)
		if (own_id(call) == id && call->pidfd >= 0)
			pidfd = fcntl(call->pidfd, F_DUPFD_CLOEXEC, 0);
	pthread_mutex_unlock(&lock);
	return pidfd;
}

/* An alias is given out when pppd runs. */
static void stop_locked(struct rasx_call *call)
{
	call->phase = RASX_CALL_HUNG_UP;
	call->error = ERROR_USER_DISCONNECTION;
	if (call->pidfd >= 0)
		pidfd_send_signal(call->pidfd, SIGTERM, NULL, 0);
}

DWORD rasx_call_hang_up(HRASCONN alias)
{
	DWORD error = ERROR_SUCCESS;
	struct rasx_call *call;

	pthread_mutex_lock(&lock);
	call = find_alias(alias);
	if (!call || call->phase == RASX_CALL_HUNG_UP)
		error = ERROR_INVALID_HANDLE;
	else if (call->phase == RASX_CALL_CONNECTED)
		error = ERROR_ALREADY_EXISTS;
	else if (call->phase == RASX_CALL_FAILED)
		remove_locked(call);
	else
		stop_locked(call);
	pthread_mutex_unlock(&lock);
	return error;
}

uint64_t rasx_calls_now(void)
{
	uint64_t time;

	pthread_mutex_lock(&lock);
	time = now;
	pthread_mutex_unlock(&lock);
	return time;
}

void rasx_calls_forget_ended(const struct rasx_snapshot *snapshot,
			     uint64_t taken)
{
	struct rasx_call *call, *next;

	pthread_mutex_lock(&lock);
	for (call = TAILQ_FIRST(&calls); call; call = next) {
		next = TAILQ_NEXT(call, list);
		if (call->phase == RASX_CALL_CONNECTED &&
		    call->connected <= taken && !is_in(snapshot, call))
			remove_locked(call);
	}
	pthread_mutex_unlock(&lock);
}

void rasx_calls_lock(void)
{
	pthread_mutex_lock(&lock);
}

void rasx_calls_unlock(void)
{
	pthread_mutex_unlock(&lock);
}

/* Those that are dialled belong to threads that the child does not have. */
void rasx_calls_forked(void)
{
	struct rasx_call *call, *next;

	for (call = TAILQ_FIRST(&calls); call; call = next) {
		next = TAILQ_NEXT(call, list);
		TAILQ_REMOVE(&calls, call, list);
		free_call(call);
	}
	pthread_mutex_unlock(&lock);
}
