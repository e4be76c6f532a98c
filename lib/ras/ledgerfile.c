// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ras/ledgerfile.h"

#define DIRECTORY	"/run/rasapi32"
#define NEW_DIRECTORY	"/run/.rasapi32.%d"
#define PHONE_BOOK	"/etc/ppp/peers"
#define OWN_FILE	"/dev/shm/rasapi32-%u-%s"

#define FOR_THE_GROUP	0660
#define FOR_THE_OWNER	0600

/* What comes by itself again is no reason to look in another place. */
static int refusal(int error)
{
	switch (error) {
	case EMFILE:
	case ENFILE:
	case ENOMEM:
	case ENOSPC:
		return -error;
	default:
		return -EACCES;
	}
}

static gid_t group_of_phone_book(void)
{
	struct stat st;

	return stat(PHONE_BOOK, &st) ? 0 : st.st_gid;
}

/*
 * It appears under its name when it is complete, or not at all.  Whoever had
 * this process id before may have been killed in the midst of that.
 */
static void make_directory(void)
{
	char path[sizeof(NEW_DIRECTORY) + 12];

	snprintf(path, sizeof(path), NEW_DIRECTORY, getpid());
	if (mkdir(path, 0700) && errno != EEXIST)
		return;
	if (chown(path, 0, group_of_phone_book()) || chmod(path, 02770) ||
	    renameat2(AT_FDCWD, path, AT_FDCWD, DIRECTORY, RENAME_NOREPLACE))
		rmdir(path);
}

static int open_directory(bool create)
{
	int flags = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
	int dir = open(DIRECTORY, flags);

	if (dir >= 0 || errno != ENOENT || !create || geteuid())
		return dir;
	make_directory();
	return open(DIRECTORY, flags);
}

static bool is_root_s(const struct stat *dir)
{
	return S_ISDIR(dir->st_mode) && !dir->st_uid &&
	       !(dir->st_mode & S_IWOTH);
}

/* Whoever the directory lets in may have made it. */
static bool is_of_group(const struct stat *file, const struct stat *dir)
{
	return S_ISREG(file->st_mode) && file->st_nlink == 1 &&
	       file->st_gid == dir->st_gid && !(file->st_mode & 07);
}

static bool is_own(const struct stat *file)
{
	return S_ISREG(file->st_mode) && file->st_nlink == 1 &&
	       file->st_uid == geteuid() && !(file->st_mode & 077);
}

/* -ENOENT: not there, where it may be. */
static int open_file(int dir, const char *path, bool create, mode_t mode)
{
	int flags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
	int fd = openat(dir, path, create ? flags | O_CREAT : flags, mode);

	if (fd >= 0)
		return fd;
	return errno == ENOENT && !create ? -ENOENT : refusal(errno);
}

/* What its maker's umask has taken away is given to the group again. */
static int check_shared(int fd, const struct stat *dir)
{
	struct stat file;

	if (fstat(fd, &file) || !is_of_group(&file, dir)) {
		close(fd);
		return -EACCES;
	}
	if ((file.st_mode & FOR_THE_GROUP) != FOR_THE_GROUP)
		(void)!fchmod(fd, FOR_THE_GROUP);
	return fd;
}

static int open_shared(const char *name, bool create)
{
	int dir = open_directory(create), fd = -EACCES;
	struct stat st;

	if (dir < 0)
		return refusal(errno);
	if (!fstat(dir, &st) && is_root_s(&st))
		fd = open_file(dir, name, create, FOR_THE_GROUP);
	close(dir);
	return fd < 0 ? fd : check_shared(fd, &st);
}

static int open_own(const char *name, bool create)
{
	char path[NAME_MAX];
	struct stat file;
	int fd;

	snprintf(path, sizeof(path), OWN_FILE, geteuid(), name);
	fd = open_file(AT_FDCWD, path, create, FOR_THE_OWNER);
	if (fd < 0 || (!fstat(fd, &file) && is_own(&file)))
		return fd;
	close(fd);
	return -EACCES;
}

int rasx_ledgerfile_open(const char *name, bool create)
{
	int fd = open_shared(name, create);

	return fd == -EACCES ? open_own(name, create) : fd;
}
