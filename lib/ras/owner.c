// SPDX-License-Identifier: LGPL-2.1-or-later
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <linux/ppp-ioctl.h>

#include "ras/owner.h"
#include "ras/peersfile.h"
#include "ras/pidfiles.h"

#define PROGRAM		"pppd"
#define PPP_DEVICE	makedev(108, 0)
#define MAX_CMDLINE	4096
#define PATH_LENGTH	64
#define STATUS_LENGTH	1024

/* As much as fits, NUL-terminated; its length, or -errno. */
static int read_text(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	ssize_t length;

	if (fd < 0)
		return -errno;
	length = read(fd, text, size - 1);
	close(fd);
	if (length < 0)
		return -EIO;
	text[length] = '\0';
	return length;
}

/* Everybody may ask for the name, which a program can choose, however. */
static bool is_called_pppd(pid_t pid)
{
	char path[PATH_LENGTH], name[sizeof(PROGRAM "\n")] = "";

	snprintf(path, sizeof(path), "/proc/%d/comm", pid);
	return read_text(path, name, sizeof(name)) > 0 &&
	       !strcmp(name, PROGRAM "\n");
}

/*
 * As pppd always does.  So nobody else's process of that name is looked into:
 * what it has open might be made to hold up whoever looks.
 */
static bool runs_as_root(pid_t pid)
{
	char path[PATH_LENGTH], text[STATUS_LENGTH];
	unsigned int real, effective;
	const char *line;

	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	if (read_text(path, text, sizeof(text)) <= 0)
		return false;
	line = strstr(text, "\nUid:");
	return line && sscanf(line, " Uid: %u %u", &real, &effective) == 2 &&
	       !effective;
}

static bool could_be_pppd(pid_t pid)
{
	return pid > 0 && is_called_pppd(pid) && runs_as_root(pid);
}

/* 1, 0, or -errno: not to be told to everybody. */
static int is_pppd(pid_t pid)
{
	char path[PATH_LENGTH], exe[MAX_PATH];
	const char *name;
	ssize_t length;

	snprintf(path, sizeof(path), "/proc/%d/exe", pid);
	length = readlink(path, exe, sizeof(exe) - 1);
	if (length < 0)
		return -errno;
	exe[length] = '\0';
	name = strrchr(exe, '/');
	/* Also of a package that was upgraded meanwhile. */
	return name && (!strcmp(name, "/" PROGRAM) ||
			!strcmp(name, "/" PROGRAM " (deleted)"));
}

/*
 * The files below /proc/PID/net are those of the process's namespace, with
 * inodes of their own, and everybody may look at them.
 */
static bool is_in_our_namespace(pid_t pid)
{
	struct stat ours, its;
	char path[PATH_LENGTH];

	snprintf(path, sizeof(path), "/proc/%d/net/dev", pid);
	return !stat("/proc/thread-self/net/dev", &ours) && !stat(path, &its) &&
	       ours.st_dev == its.st_dev && ours.st_ino == its.st_ino;
}

static pid_t read_pid_file(const char *ifname)
{
	char path[PATH_LENGTH], text[32];

	if (!*ifname || strchr(ifname, '/'))
		return 0;
	snprintf(path, sizeof(path), RASX_PIDFILES "/" RASX_PIDFILE, ifname);
	return read_text(path, text, sizeof(text)) > 0 ? atoi(text) : 0;
}

pid_t rasx_owner_pid(const char *ifname)
{
	pid_t pid = read_pid_file(ifname);

	return could_be_pppd(pid) && is_in_our_namespace(pid) ? pid : 0;
}

/* What follows the first such option; argv[0] is none. */
static const char *find_argument(const char *at, const char *end,
				 const char *option)
{
	for (at += strlen(at) + 1; at < end; at += strlen(at) + 1) {
		bool found = !strcmp(at, option);

		if (found || rasx_option_has_argument(at))
			at += strlen(at) + 1;
		if (found)
			return at < end ? at : NULL;
	}
	return NULL;
}

static bool take_file(const char *path, char *name,
		      struct rasx_phonebook *book)
{
	const char *slash = strrchr(path, '/');
	size_t length = slash ? slash - path : 0;

	if (*path != '/' || !length || length >= sizeof(book->path) ||
	    !rasx_entry_name_is_valid(slash + 1))
		return false;
	memcpy(book->path, path, length);
	book->path[length] = '\0';
	book->is_default = false;
	strcpy(name, slash + 1);
	return true;
}

bool rasx_owner_entry(pid_t pid, char *name, struct rasx_phonebook *book)
{
	char path[PATH_LENGTH], text[MAX_CMDLINE];
	const char *argument;
	int length;

	snprintf(path, sizeof(path), "/proc/%d/cmdline", pid);
	length = read_text(path, text, sizeof(text));
	if (length <= 0)
		return false;
	argument = find_argument(text, text + length, "call");
	if (argument && rasx_entry_name_is_valid(argument)) {
		strcpy(name, argument);
		rasx_phonebook_of(book, RASX_UTF8, NULL);
		return true;
	}
	argument = find_argument(text, text + length, "file");
	return argument && take_file(argument, name, book);
}

/* Is the process's descriptor the unit, or the terminal or socket? */
static bool is_it(int fd, const struct rasx_entry *entry)
{
	int number = -1;

	if (entry->is_link)
		return !ioctl(fd, PPPIOCGCHAN, &number) &&
		       number == entry->channel;
	return !ioctl(fd, PPPIOCGUNIT, &number) && number == entry->unit;
}

/* What else is open there is not touched. */
static bool could_be_it(int dir, const char *name,
			const struct rasx_entry *entry)
{
	struct stat st;

	if (fstatat(dir, name, &st, 0))
		return false;
	if (entry->is_link)
		return S_ISSOCK(st.st_mode) ||
		       (S_ISCHR(st.st_mode) && st.st_rdev != PPP_DEVICE);
	return S_ISCHR(st.st_mode) && st.st_rdev == PPP_DEVICE;
}

/* 1: it does; 0: not; -errno. */
static int holds_one(int pidfd, int dir, const char *name,
		     const struct rasx_entry *entry)
{
	int fd, ret;

	if (*name == '.' || !could_be_it(dir, name, entry))
		return 0;
	fd = pidfd_getfd(pidfd, atoi(name), 0);
	if (fd < 0)
		return errno == EPERM ? -EACCES : 0;
	ret = is_it(fd, entry);
	close(fd);
	return ret;
}

static int holds(int pidfd, pid_t pid, const struct rasx_entry *entry)
{
	const struct dirent *file;
	char path[PATH_LENGTH];
	int ret = 0;
	DIR *dir;

	snprintf(path, sizeof(path), "/proc/%d/fd", pid);
	dir = opendir(path);
	if (!dir)
		return -errno;
	while (!ret && (file = readdir(dir)))
		ret = holds_one(pidfd, dirfd(dir), file->d_name, entry);
	closedir(dir);
	return ret;
}

/*
 * rtnetlink does not tell the number of the unit; there, the word of the
 * interface's file has to do.
 */
static int check(int pidfd, pid_t pid, const struct rasx_entry *entry)
{
	int ret = is_pppd(pid);

	if (ret <= 0)
		return ret;
	if (!is_in_our_namespace(pid))
		return 0;
	if (entry->unit < 0)
		return pid == read_pid_file(entry->ifname);
	return holds(pidfd, pid, entry);
}

/*
 * The pidfd comes first: if the process ends while it is looked at, whatever
 * has its number then, the pidfd is that of nobody.
 */
static int open_if_owner(pid_t pid, const struct rasx_entry *entry)
{
	int pidfd, ret;

	if (!could_be_pppd(pid))
		return -ENOENT;
	pidfd = pidfd_open(pid, 0);
	if (pidfd < 0)
		return -ENOENT;
	ret = check(pidfd, pid, entry);
	if (ret > 0)
		return pidfd;
	close(pidfd);
	return ret == -EACCES || ret == -EPERM ? -EACCES : -ENOENT;
}

static int look_at_all(const struct rasx_entry *entry)
{
	DIR *dir = opendir("/proc");
	const struct dirent *file;
	int ret = -ENOENT;

	while (dir && ret < 0 && (file = readdir(dir))) {
		int got = open_if_owner(atoi(file->d_name), entry);

		if (got != -ENOENT)
			ret = got;
	}
	if (dir)
		closedir(dir);
	return ret;
}

int rasx_owner_open(const struct rasx_entry *entry)
{
	int pidfd = open_if_owner(read_pid_file(entry->ifname), entry);

	return pidfd >= 0 ? pidfd : look_at_all(entry);
}
