// SPDX-License-Identifier: GPL-2.0
/*
 * Preloaded into the tool: it opens the device by taking the descriptor that
 * PPPEV_FD names.  That was opened in a namespace that is about to go, whose
 * end no program in it can see; or so early that its queue is not empty.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <linux/pppev.h>

int open(const char *path, int flags, ...)
{
	if (!strcmp(path, PPPEV_DEVICE))
		return dup(atoi(getenv("PPPEV_FD")));
	return openat(AT_FDCWD, path, flags);
}
