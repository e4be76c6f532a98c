// SPDX-License-Identifier: LGPL-2.1-or-later
/* The streams of rasnotify.h: what happened, for programs of Linux. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/backend.h"
#include "export.h"
#include "ras/connection.h"
#include "rasnotify.h"
#include "win32/cancel.h"

struct rasnotify_stream {
	const struct rasx_backend *backend;
	int fd;
};

RASX_API struct rasnotify_stream *rasnotify_stream_open(void)
{
	RASX_UNCANCELLED;
	struct rasnotify_stream *stream = malloc(sizeof(*stream));

	if (!stream)
		return NULL;
	stream->backend = rasx_backend();
	stream->fd = stream->backend->stream_open();
	if (stream->fd >= 0)
		return stream;
	errno = -stream->fd;
	free(stream);
	return NULL;
}

RASX_API int rasnotify_stream_fd(const struct rasnotify_stream *stream)
{
	return stream->fd;
}

/* A program that is older than the library has a shorter event. */
RASX_API int rasnotify_stream_read(struct rasnotify_stream *stream,
				   struct rasnotify_event *event, size_t size)
{
	RASX_UNCANCELLED;
	struct rasnotify_event whole;
	int ret = stream->backend->stream_read(stream->fd, &whole);

	if (ret < 0) {
		errno = -ret;
		return -1;
	}
	if (ret && whole.connection)
		whole.connection =
			rasx_hrasconn_of((uintptr_t)whole.connection);
	if (ret)
		memcpy(event, &whole,
		       size < sizeof(whole) ? size : sizeof(whole));
	return ret;
}

RASX_API void rasnotify_stream_close(struct rasnotify_stream *stream)
{
	RASX_UNCANCELLED;

	if (!stream)
		return;
	close(stream->fd);
	free(stream);
}
