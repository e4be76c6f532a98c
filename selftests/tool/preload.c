// SPDX-License-Identifier: GPL-2.0
/*
 * Preloaded into the tool: it opens the device by taking the descriptor that
 * PPPEV_FD names, which was opened in a namespace that is about to go.  No
 * program can see the end of the namespace it is in itself.
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
