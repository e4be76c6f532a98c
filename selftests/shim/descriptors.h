/* SPDX-License-Identifier: GPL-2.0 */
/* Running out of file descriptors. */
#ifndef SHIM_DESCRIPTORS_H
#define SHIM_DESCRIPTORS_H

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

/* More than a test has open. */
#define DESCRIPTORS	256

/*
 * From now on only so many can be opened beside those that are open, and
 * beside the gaps between them, which are filled.  0 or -1.
 */
static inline int descriptors_leave(unsigned int count)
{
	struct rlimit limit;
	int highest = 0, fd;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return -1;
	for (fd = 0; fd < DESCRIPTORS; fd++)
		if (fcntl(fd, F_GETFD) >= 0)
			highest = fd;
	while ((fd = dup(highest)) >= 0 && fd < highest)
		;
	close(fd);
	limit.rlim_cur = highest + 1 + count;
	return setrlimit(RLIMIT_NOFILE, &limit);
}

#endif /* SHIM_DESCRIPTORS_H */
