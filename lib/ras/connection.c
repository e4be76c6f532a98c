// SPDX-License-Identifier: LGPL-2.1-or-later
#include <stdlib.h>
#include <string.h>

#include "ras/call.h"
#include "ras/connection.h"
#include "ras/error.h"
#include "ras/owner.h"

HRASCONN rasx_hrasconn_of(uint64_t id)
{
	HRASCONN alias = rasx_call_alias_of(id);

	return alias ? alias : (HRASCONN)(uintptr_t)id;
}

uint64_t rasx_id_of(HRASCONN hrasconn)
{
	uint64_t id = 0;

	if (rasx_is_alias(hrasconn))
		id = rasx_call_id_of(hrasconn);
	/* An alias without a connection is the id of none. */
	return id ? id : (uintptr_t)hrasconn;
}

BOOL rasx_hrasconn_is_all(HRASCONN hrasconn)
{
	return !hrasconn || (HANDLE)hrasconn == INVALID_HANDLE_VALUE;
}

DWORD rasx_lookup(HRASCONN hrasconn, struct rasx_snapshot *snapshot)
{
	int ret;

	if (rasx_hrasconn_is_all(hrasconn))
		return ERROR_INVALID_HANDLE;
	ret = rasx_backend()->snapshot(rasx_id_of(hrasconn), snapshot);
	if (ret)
		return rasx_error_of_backend(ret);
	if (snapshot->count)
		return ERROR_SUCCESS;
	free(snapshot->entries);
	return ERROR_INVALID_HANDLE;
}

bool rasx_find(uint64_t id, struct rasx_entry *entry)
{
	struct rasx_snapshot snapshot;
	bool found;

	if (rasx_backend()->snapshot(id, &snapshot))
		return false;
	found = snapshot.count;
	if (found)
		*entry = snapshot.entries[0];
	free(snapshot.entries);
	return found;
}

bool rasx_is_up(uint64_t id)
{
	struct rasx_entry entry;

	return rasx_find(id, &entry) && entry.state == RASX_STATE_CONNECTED;
}

bool rasx_connection_entry(const struct rasx_entry *entry,
			   const struct rasx_pidfiles *files, char *name,
			   struct rasx_phonebook *book)
{
	pid_t pid;

	if (rasx_call_entry(entry->id, name, book))
		return true;
	if (!rasx_pidfiles_may_have(files, entry->ifname))
		return false;
	pid = rasx_owner_pid(entry->ifname);
	return pid && rasx_owner_entry(pid, name, book);
}

static bool is_of_entry(const struct rasx_entry *entry,
			const struct rasx_pidfiles *files,
			const struct rasx_phonebook *book, const char *name)
{
	struct rasx_phonebook its_book;
	char its_name[RASX_ENTRY_NAME_SIZE];

	return rasx_connection_entry(entry, files, its_name, &its_book) &&
	       !strcmp(its_name, name) && !strcmp(its_book.path, book->path);
}

/* What this process has dialled may be one link of several. */
static struct rasx_entry find_in(const struct rasx_snapshot *snapshot,
				 const struct rasx_pidfiles *files,
				 const struct rasx_phonebook *book,
				 const char *name)
{
	uint64_t id = rasx_call_find(book, name, snapshot);

	for (size_t i = 0; i < snapshot->count; i++) {
		const struct rasx_entry *entry = &snapshot->entries[i];

		if (entry->is_link || entry->state != RASX_STATE_CONNECTED)
			continue;
		if (id ? entry->id == id
		       : is_of_entry(entry, files, book, name))
			return *entry;
	}
	return (struct rasx_entry){ .id = 0 };
}

DWORD rasx_connection_of_entry(const struct rasx_phonebook *book,
			       const char *name,
			       struct rasx_entry *connection)
{
	struct rasx_snapshot snapshot;
	struct rasx_pidfiles files;
	uint64_t taken = rasx_calls_now();
	int ret = rasx_backend()->snapshot(RASX_ALL, &snapshot);

	if (ret)
		return rasx_error_of_backend(ret);
	rasx_calls_forget_ended(&snapshot, taken);
	files = rasx_pidfiles_list(snapshot.count);
	*connection = find_in(&snapshot, &files, book, name);
	rasx_pidfiles_free(&files);
	free(snapshot.entries);
	return ERROR_SUCCESS;
}

const char *rasx_device_type(enum rasx_kind kind)
{
	static const char *const types[] = {
		[RASX_KIND_OTHER]  = RASDT_Generic,
		[RASX_KIND_ASYNC]  = RASDT_Modem,
		[RASX_KIND_SYNC]   = RASDT_Serial,
		[RASX_KIND_PPPOE]  = RASDT_PPPoE,
		[RASX_KIND_TUNNEL] = RASDT_Vpn,
	};

	return types[kind];
}
