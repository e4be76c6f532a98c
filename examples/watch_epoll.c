// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * A loop of Linux around an event of Windows: epoll sleeps on the event's
 * descriptor and on a stream, which tells what happened, to whom and why.
 */
#include <windows.h>
#include <ras.h>
#include <rasnotify.h>
#include <stdio.h>
#include <sys/epoll.h>

static const char *const types[] = {
	"?", "connected", "disconnected", "link added", "link removed",
	"lost", "resync",
};

static const char *const reasons[] = {
	"", "detached", "driver gone", "owner died", "interface down",
	"interface deleted", "namespace gone",
};

#define NAME(names, i) \
	((size_t)(i) < sizeof(names) / sizeof(*(names)) ? (names)[i] : "?")

static void TellStream(struct rasnotify_stream *stream)
{
	struct rasnotify_event event;

	while (rasnotify_stream_read(stream, &event, sizeof(event)) == 1)
		printf("%llu.%03llu  %-12s  %s  links: %u  by %s[%d]  %s\n",
		       (unsigned long long)event.time_ns / 1000000000,
		       (unsigned long long)event.time_ns / 1000000 % 1000,
		       NAME(types, event.type), event.ifname, event.links,
		       event.comm, event.pid, NAME(reasons, event.reason));
	fflush(stdout);
}

/* What a program does that was written for Windows. */
static void TellEvent(HANDLE event)
{
	DWORD size = 0, count = 0;

	WaitForSingleObject(event, 0);
	RasEnumConnections(NULL, &size, &count);
	printf("connections: %u\n", count);
	fflush(stdout);
}

static int Add(int epoll, int fd)
{
	struct epoll_event wanted = { .events = EPOLLIN, .data.fd = fd };

	return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &wanted);
}

int main(void)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	struct rasnotify_stream *stream = rasnotify_stream_open();
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	struct epoll_event ready;

	if (RasConnectionNotification(NULL, event, RASCN_Connection |
					   RASCN_Disconnection))
		return 1;
	Add(epoll, rasnotify_event_fd(event));
	/* Without the kernel module there is no stream. */
	if (stream)
		Add(epoll, rasnotify_stream_fd(stream));
	while (epoll_wait(epoll, &ready, 1, -1) == 1) {
		if (ready.data.fd == rasnotify_event_fd(event))
			TellEvent(event);
		else if (ready.events & EPOLLHUP)
			break;
		else
			TellStream(stream);
	}
	rasnotify_stream_close(stream);
	return 0;
}
