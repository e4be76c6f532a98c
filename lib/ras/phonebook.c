// SPDX-License-Identifier: LGPL-2.1-or-later
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ras.h>

#include "ras/phonebook.h"

#define DEFAULT_PATH	"/etc/ppp/peers"

DWORD rasx_phonebook_of(struct rasx_phonebook *book, enum rasx_width width,
			const void *path)
{
	static const char nothing[sizeof(uint32_t)];
	int ret;

	book->is_default = !path || !memcmp(path, nothing, width);
	if (book->is_default) {
		strcpy(book->path, DEFAULT_PATH);
		return ERROR_SUCCESS;
	}
	ret = rasx_text_get(book->path, sizeof(book->path), width, path);
	if (ret)
		return ret == -EILSEQ ? ERROR_INVALID_NAME
				      : ERROR_FILENAME_EXCED_RANGE;
	return ERROR_SUCCESS;
}

static DWORD error_of_errno(int error)
{
	switch (error) {
	case EACCES:
	case EPERM:
		return ERROR_ACCESS_DENIED;
	case ENOMEM:
		return ERROR_NOT_ENOUGH_MEMORY;
	case EMFILE:
	case ENFILE:
		return ERROR_TOO_MANY_OPEN_FILES;
	default:
		return ERROR_CANNOT_OPEN_PHONEBOOK;
	}
}

DWORD rasx_phonebook_resolve(struct rasx_phonebook *book)
{
	char path[PATH_MAX];

	if (book->is_default)
		return ERROR_SUCCESS;
	if (!realpath(book->path, path))
		return error_of_errno(errno);
	if (strlen(path) >= sizeof(book->path))
		return ERROR_FILENAME_EXCED_RANGE;
	strcpy(book->path, path);
	book->is_default = !strcmp(path, DEFAULT_PATH);
	return ERROR_SUCCESS;
}

static bool add(struct rasx_names *names, const char *name)
{
	char **more = realloc(names->names,
			      (names->count + 1) * sizeof(*more));

	if (!more)
		return false;
	names->names = more;
	more[names->count] = strdup(name);
	return more[names->count] && ++names->count;
}

static bool is_entry(int dir, const char *name)
{
	struct stat st;

	return *name != '.' && !fstatat(dir, name, &st, 0) &&
	       S_ISREG(st.st_mode);
}

static bool add_all(DIR *dir, struct rasx_names *names)
{
	const struct dirent *file;

	while ((file = readdir(dir)))
		if (is_entry(dirfd(dir), file->d_name) &&
		    !add(names, file->d_name))
			return false;
	return true;
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

DWORD rasx_phonebook_list(const struct rasx_phonebook *book,
			  struct rasx_names *names)
{
	DIR *dir = opendir(book->path);
	bool complete;

	*names = (struct rasx_names){ 0 };
	if (!dir && errno == ENOENT && book->is_default)
		return ERROR_SUCCESS;
	if (!dir)
		return error_of_errno(errno);
	complete = add_all(dir, names);
	closedir(dir);
	if (!complete) {
		rasx_names_free(names);
		return ERROR_NOT_ENOUGH_MEMORY;
	}
	if (names->count)
		qsort(names->names, names->count, sizeof(*names->names),
		      compare);
	return ERROR_SUCCESS;
}

void rasx_names_free(struct rasx_names *names)
{
	while (names->count)
		free(names->names[--names->count]);
	free(names->names);
}

bool rasx_entry_name_is_valid(const char *name)
{
	bool telling = false;

	if (*name == '.' || strlen(name) > NAME_MAX)
		return false;
	for (; *name; name++) {
		unsigned char c = *name;

		if (c == '/' || c < ' ' || c == 0x7F)
			return false;
		telling |= c >= 0x80 || isalnum(c);
	}
	return telling;
}

static DWORD open_in(int dir, const char *name, int *fd)
{
	/* O_NONBLOCK: not to hang where somebody has put a pipe. */
	*fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (*fd >= 0)
		return ERROR_SUCCESS;
	return errno == ENOENT || errno == ENAMETOOLONG
		? ERROR_CANNOT_FIND_PHONEBOOK_ENTRY : error_of_errno(errno);
}

DWORD rasx_phonebook_open_entry(const struct rasx_phonebook *book,
				const char *name, int *fd)
{
	int dir = open(book->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DWORD error;

	if (dir < 0 && errno == ENOENT && book->is_default)
		return ERROR_CANNOT_FIND_PHONEBOOK_ENTRY;
	if (dir < 0)
		return error_of_errno(errno);
	error = ERROR_CANNOT_FIND_PHONEBOOK_ENTRY;
	if (!strchr(name, '/') && is_entry(dir, name))
		error = open_in(dir, name, fd);
	close(dir);
	return error;
}

DWORD rasx_phonebook_look_for(const struct rasx_phonebook *book,
			      const char *name)
{
	int dir = open(book->path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	struct stat st;
	int ret;

	if (dir < 0 && errno == ENOENT && book->is_default)
		return ERROR_SUCCESS;
	if (dir < 0)
		return error_of_errno(errno);
	ret = fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) ? errno : 0;
	close(dir);
	if (!ret)
		return ERROR_ALREADY_EXISTS;
	return ret == ENOENT ? ERROR_SUCCESS : error_of_errno(ret);
}
