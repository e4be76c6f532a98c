// SPDX-License-Identifier: GPL-2.0
/* Readers of /dev/pppev: every number is delivered or counted as lost. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "pppsim.h"
#include "reader.h"

#define BATCH	64

static int open_stream(void)
{
	return pppsim_dev_open(O_RDONLY | O_NONBLOCK);
}

static int lose(struct reader *reader, const struct pppev_event *ev)
{
	reader->account->told_lost += ev->lost;
	reader->account->overruns++;
	reader->unsure = true;
	return ev->lost ? 0 : -EBADMSG;
}

static int take(struct reader *reader, const struct pppev_event *ev,
		uint64_t now)
{
	uint64_t numbers = ev->type == PPPEV_EVENT_LOST ? ev->lost : 1;

	if (reader->seq && ev->seq != reader->seq + numbers)
		return -EBADMSG;
	reader->seq = ev->seq;
	if (ev->type == PPPEV_EVENT_LOST)
		return lose(reader, ev);
	reader_saw(reader, now, ev->time_ns);
	if (ev->type == PPPEV_EVENT_CONNECTED ||
	    ev->type == PPPEV_EVENT_DISCONNECTED)
		reader_saw_transition(reader, now, ev->ifindex,
				      ev->type == PPPEV_EVENT_CONNECTED);
	return 0;
}

static int read_some(struct reader *reader)
{
	struct pppev_event ev[BATCH];
	ssize_t n = read(reader->fd, ev, sizeof(ev));
	uint64_t now = pppsim_now();
	int rc = n < 0 ? -errno : 0;

	n /= (ssize_t)sizeof(ev[0]);
	for (ssize_t i = 0; i < n && !rc; i++)
		rc = take(reader, &ev[i], now);
	return rc;
}

const struct reader_kind reader_pppev = {
	.name = "pppev",
	.open = open_stream,
	.read = read_some,
};
