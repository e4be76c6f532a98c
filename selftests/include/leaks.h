/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AddressSanitizer looks for memory that leaked when a program comes to its
 * regular end.  A test ends with _exit(), which gets a look of its own here.
 */
#ifndef RASNOTIFY_LEAKS_H
#define RASNOTIFY_LEAKS_H

#ifdef __SANITIZE_ADDRESS__

#include <sanitizer/lsan_interface.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES_OF_LOOK	64
#define FILES_OF_TEST	512	/* more than one leaves itself */

/* False too if no child is there yet; true if there are no such namespaces. */
static inline int is_same(const char *own, const char *of_children)
{
	struct stat a, b;

	return stat(own, &a) ||
	       (!stat(of_children, &b) && a.st_ino == b.st_ino);
}

/* The look has a thread, which no process has after such an unshare(). */
static inline int can_have_threads(void)
{
	return is_same("/proc/self/ns/time",
		       "/proc/self/ns/time_for_children") &&
	       is_same("/proc/self/ns/pid", "/proc/self/ns/pid_for_children");
}

/* False: the test was about having no files, and nothing can be done now. */
static inline int can_have_files(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return 0;
	if (limit.rlim_cur >= FILES_OF_TEST)
		return 1;
	/* All there may be can be in use. */
	limit.rlim_cur += FILES_OF_LOOK;
	if (limit.rlim_max < limit.rlim_cur)
		limit.rlim_max = limit.rlim_cur;
	return !setrlimit(RLIMIT_NOFILE, &limit);
}

static inline void __attribute__((__noreturn__)) leakless_exit(int status)
{
	if (can_have_threads() && can_have_files())
		__lsan_do_leak_check();
	_exit(status);
}

#define _exit	leakless_exit

#endif
#endif
