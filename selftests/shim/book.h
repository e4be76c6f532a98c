/* SPDX-License-Identifier: GPL-2.0 */
/* A phone book for a test: a directory of its own. */
#ifndef SHIM_BOOK_H
#define SHIM_BOOK_H

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <windows.h>
#include <ras.h>

#define BOOK_PATH	64

struct book {
	char path[BOOK_PATH];
	WCHAR wide[BOOK_PATH];
};

static inline void widen(WCHAR *to, const char *ascii)
{
	do
		*to++ = (unsigned char)*ascii;
	while (*ascii++);
}

/* Both: 0 if it worked. */
static inline int book_open(struct book *book)
{
	strcpy(book->path, "/tmp/phonebook.XXXXXX");
	if (!mkdtemp(book->path))
		return -1;
	widen(book->wide, book->path);
	return 0;
}

static inline int book_write(const struct book *book, const char *name,
			     const char *text)
{
	int dir = open(book->path, O_RDONLY | O_DIRECTORY);
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	ssize_t written = write(fd, text, strlen(text));

	close(fd);
	close(dir);
	return written == (ssize_t)strlen(text) ? 0 : -1;
}

static inline void book_close(const struct book *book)
{
	DIR *dir = opendir(book->path);
	const struct dirent *file;

	while (dir && (file = readdir(dir))) {
		unlinkat(dirfd(dir), file->d_name, 0);
		unlinkat(dirfd(dir), file->d_name, AT_REMOVEDIR);
	}
	if (dir)
		closedir(dir);
	rmdir(book->path);
}

#endif /* SHIM_BOOK_H */
