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
#include <unistd.h>

#define FILES_OF_LOOK	64

/* False: the test was about having no files, and nothing can be done now. */
static inline int can_look_for_leaks(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return 0;
	if (limit.rlim_cur >= FILES_OF_LOOK)
		return 1;
	if (limit.rlim_max < FILES_OF_LOOK)
		limit.rlim_max = FILES_OF_LOOK;
	limit.rlim_cur = FILES_OF_LOOK;
	return !setrlimit(RLIMIT_NOFILE, &limit);
}

static inline void __attribute__((__noreturn__)) leakless_exit(int status)
{
	if (can_look_for_leaks())
		__lsan_do_leak_check();
	_exit(status);
}

#define _exit	leakless_exit

#endif
#endif
