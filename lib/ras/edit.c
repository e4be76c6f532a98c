// SPDX-License-Identifier: LGPL-2.1-or-later
/* RasDeleteEntry, RasRenameEntry. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "export.h"
#include "ras/connection.h"
#include "ras/phonebook.h"
#include "ras/wide.h"
#include "win32/cancel.h"

static DWORD error_of_change(int error)
{
	switch (error) {
	case 0:
		return ERROR_SUCCESS;
	case EACCES:
	case EPERM:
		return ERROR_ACCESS_DENIED;
	case ENOENT:
		return ERROR_CANNOT_FIND_PHONEBOOK_ENTRY;
	case EEXIST:
		return ERROR_ALREADY_EXISTS;
	case ENAMETOOLONG:
		return ERROR_INVALID_NAME;
	default:
		return ERROR_CANNOT_WRITE_PHONEBOOK;
	}
}

/* The book, and the entry that has to be there; sets *dir. */
static DWORD open_book(const void *path, const void *entry, char *name,
		       struct rasx_phonebook *book, enum rasx_width width,
		       int *dir)
{
	DWORD error = rasx_phonebook_of(book, width, path);
	int fd;

	if (!error)
		error = rasx_phonebook_resolve(book);
	if (error)
		return error;
	if (rasx_text_get(name, RASX_ENTRY_NAME_SIZE, width, entry))
		return ERROR_CANNOT_FIND_PHONEBOOK_ENTRY;
	error = rasx_phonebook_open_entry(book, name, &fd);
	/* Who may not read an entry may still change the directory. */
	if (!error)
		close(fd);
	else if (error != ERROR_ACCESS_DENIED)
		return error;
	*dir = open(book->path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	return *dir < 0 ? ERROR_CANNOT_OPEN_PHONEBOOK : ERROR_SUCCESS;
}

/* Nobody knows of connections: then none keeps an entry. */
static bool is_connected(const struct rasx_phonebook *book, const char *name)
{
	struct rasx_entry connection;

	return !rasx_connection_of_entry(book, name, &connection) &&
	       connection.id;
}

static DWORD delete(const void *path, const void *entry, enum rasx_width width)
{
	RASX_UNCANCELLED;
	char name[RASX_ENTRY_NAME_SIZE];
	struct rasx_phonebook book;
	DWORD error;
	int dir;

	if (!entry)
		return ERROR_INVALID_PARAMETER;
	error = open_book(path, entry, name, &book, width, &dir);
	if (error)
		return error;
	if (is_connected(&book, name))
		error = ERROR_CANNOT_DELETE;
	else
		error = error_of_change(unlinkat(dir, name, 0) ? errno : 0);
	close(dir);
	return error;
}

static DWORD rename_entry(const void *path, const void *old_entry,
			  const void *new_entry, enum rasx_width width)
{
	RASX_UNCANCELLED;
	char old_name[RASX_ENTRY_NAME_SIZE], new_name[RASX_ENTRY_NAME_SIZE];
	struct rasx_phonebook book;
	DWORD error;
	int dir;

	if (!old_entry || !new_entry)
		return ERROR_INVALID_PARAMETER;
	if (rasx_text_get(new_name, sizeof(new_name), width, new_entry) ||
	    !rasx_entry_name_is_valid(new_name))
		return ERROR_INVALID_NAME;
	error = open_book(path, old_entry, old_name, &book, width, &dir);
	if (error)
		return error;
	/* Never in the place of another one. */
	error = error_of_change(renameat2(dir, old_name, dir, new_name,
					  RENAME_NOREPLACE) ? errno : 0);
	close(dir);
	return error;
}

RASX_API DWORD WINAPI RasDeleteEntryA(LPCSTR lpszPhonebook, LPCSTR lpszEntry)
{
	return delete(lpszPhonebook, lpszEntry, RASX_UTF8);
}

RASX_API DWORD WINAPI RasDeleteEntryW(LPCWSTR lpszPhonebook, LPCWSTR lpszEntry)
{
	return delete(lpszPhonebook, lpszEntry, RASX_UTF32);
}

RASX_API DWORD WINAPI RasDeleteEntryW_u16(const char16_t *lpszPhonebook,
					  const char16_t *lpszEntry)
{
	return delete(lpszPhonebook, lpszEntry, RASX_UTF16);
}

RASX_API DWORD WINAPI RasRenameEntryA(LPCSTR lpszPhonebook,
				      LPCSTR lpszOldEntry, LPCSTR lpszNewEntry)
{
	return rename_entry(lpszPhonebook, lpszOldEntry, lpszNewEntry,
			    RASX_UTF8);
}

RASX_API DWORD WINAPI RasRenameEntryW(LPCWSTR lpszPhonebook,
				      LPCWSTR lpszOldEntry,
				      LPCWSTR lpszNewEntry)
{
	return rename_entry(lpszPhonebook, lpszOldEntry, lpszNewEntry,
			    RASX_UTF32);
}

RASX_API DWORD WINAPI RasRenameEntryW_u16(const char16_t *lpszPhonebook,
					  const char16_t *lpszOldEntry,
					  const char16_t *lpszNewEntry)
{
	return rename_entry(lpszPhonebook, lpszOldEntry, lpszNewEntry,
			    RASX_UTF16);
}
