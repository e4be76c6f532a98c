/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A phone book is a directory of files with options of pppd, by default that
 * of "pppd call"; each file is an entry.
 */
#ifndef RASX_PHONEBOOK_H
#define RASX_PHONEBOOK_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include <windows.h>

#include "ras/text.h"

struct rasx_phonebook {
	char path[MAX_PATH];
	bool is_default;
};

/* A name of a file fits into szEntryName whatever the characters are. */
#define RASX_ENTRY_NAME_SIZE	(NAME_MAX + 1)

/*
 * The book that the caller names, NULL and "" the default one; it is not
 * looked at.  ERROR_INVALID_NAME: not text; ERROR_FILENAME_EXCED_RANGE.
 */
DWORD rasx_phonebook_of(struct rasx_phonebook *book, enum rasx_width width,
			const void *path);

/*
 * Makes the path that of the directory itself, whatever links lead there; it
 * may turn out to be the default one.  ERROR_CANNOT_OPEN_PHONEBOOK,
 * ERROR_ACCESS_DENIED, ERROR_FILENAME_EXCED_RANGE.
 */
DWORD rasx_phonebook_resolve(struct rasx_phonebook *book);

/*
 * The names of the entries in the order of their bytes.  A default book that
 * does not exist has none.  ERROR_CANNOT_OPEN_PHONEBOOK, ERROR_ACCESS_DENIED,
 * ERROR_NOT_ENOUGH_MEMORY.
 */
struct rasx_names {
	char **names;
	size_t count;
};

DWORD rasx_phonebook_list(const struct rasx_phonebook *book,
			  struct rasx_names *names);
void rasx_names_free(struct rasx_names *names);

/*
 * What an entry may be called: what "pppd call" finds in one directory, is not
 * hidden there, and can be told apart when it is shown.
 */
bool rasx_entry_name_is_valid(const char *name);

/*
 * Opens the file of an entry and sets fd.  ERROR_CANNOT_FIND_PHONEBOOK_ENTRY
 * and the errors of rasx_phonebook_list().
 */
DWORD rasx_phonebook_open_entry(const struct rasx_phonebook *book,
				const char *name, int *fd);

/*
 * ERROR_ALREADY_EXISTS: something has that name, an entry or not; 0: nothing;
 * and the errors of rasx_phonebook_list().
 */
DWORD rasx_phonebook_look_for(const struct rasx_phonebook *book,
			      const char *name);

#endif /* RASX_PHONEBOOK_H */
