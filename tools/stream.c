// SPDX-License-Identifier: GPL-2.0
/* The records of an open device, as many as there are. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pppev.h"

int stream_gone(void)
{
	fprintf(stderr, "pppev: the network namespace is gone\n");
	return EXIT_GONE;
}

int stream_read(int fd, struct stream *stream)
{
	ssize_t n = read(fd, stream->events, sizeof(stream->events));

	stream->count = 0;
	if (n > 0)
		stream->count = n / sizeof(stream->events[0]);
	else if (n == 0)
		return stream_gone();
	else if (errno != EAGAIN && errno != EINTR) {
		fprintf(stderr, "pppev: %s: %s\n", PPPEV_DEVICE,
			strerror(errno));
		return EXIT_FAILED;
	}
	return EXIT_OK;
}
