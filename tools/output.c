// SPDX-License-Identifier: GPL-2.0
/* Standard output and who reads it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "pppev.h"

bool output_flush(int *code)
{
	static bool lost;

	if (lost)
		return false;
	errno = EIO;		/* if it failed earlier and now nothing is left */
	if (!(fflush(stdout) | ferror(stdout)))
		return true;
	lost = true;
	if (errno == EPIPE)
		return false;
	fprintf(stderr, "pppev: standard output: %s\n", strerror(errno));
	*code = EXIT_FAILED;
	return false;
}
