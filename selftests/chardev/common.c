// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>

#include "common.h"

int stream_open(struct stream *stream, int flags)
{
	*stream = (struct stream) { .fd = pppsim_dev_open(flags) };
	return stream->fd < 0 ? stream->fd : 0;
}

int stream_open_fresh(struct stream *stream)
{
	int rc = pppsim_netns_unshare();

	stream->fd = -1;
	return rc ? rc : stream_open(stream, O_RDWR | O_NONBLOCK);
}

static void expand(const struct wanted *want, const struct stream *stream,
		   struct pppev_event *ev)
{
	if (want->ch)
		pppsim_want_link(ev, want->type, want->unit, want->ch);
	else
		pppsim_want_conn(ev, want->type, want->unit, want->kind);
	if (want->conn)
		ev->conn_id = want->conn;
	if (want->link)
		ev->link_id = want->link;
	if (want->pid)
		ev->pid = want->pid;
	if (want->ifindex)
		ev->ifindex = want->ifindex;
	if (want->ifname) {
		memset(ev->ifname, 0, sizeof(ev->ifname));
		snprintf(ev->ifname, sizeof(ev->ifname), "%s", want->ifname);
	}
	ev->reason = want->reason;
	ev->flags = want->flags;
	ev->links = want->links;
	ev->subentry = want->place;
	ev->seq = want->seq ? want->seq : stream->seq + 1;
}

static int complain(const struct pppev_event *want,
		    const struct pppev_event *got, const char *why)
{
	char line[512];

	fprintf(stderr, "# %s\n", why);
	fprintf(stderr, "# want %s\n",
		pppsim_event_str(want, line, sizeof(line)));
	fprintf(stderr, "# seen %s\n",
		pppsim_event_str(got, line, sizeof(line)));
	return -EBADMSG;
}

static int take(struct stream *stream, const struct wanted *want,
		struct pppev_event *ev)
{
	int rc = pppsim_next(stream->fd, ev, PPPSIM_TIMEOUT);

	if (rc)
		fprintf(stderr, "# no %s: %s\n", pppsim_type_name(want->type),
			strerror(-rc));
	return rc;
}

static int compare(struct stream *stream, const struct wanted *want,
		   const struct pppev_event *ev)
{
	struct pppev_event exact;

	expand(want, stream, &exact);
	if (want->anybody) {
		exact.pid = ev->pid;
		memcpy(exact.comm, ev->comm, sizeof(ev->comm));
	}
	if (!pppsim_event_matches(&exact, ev))
		return complain(&exact, ev, "another record");
	if (ev->time_ns < stream->time_ns || ev->time_ns > pppsim_now())
		return complain(&exact, ev, "its time runs backwards or ahead");
	stream->seq = ev->seq;
	stream->time_ns = ev->time_ns;
	return 0;
}

int stream_see(struct stream *stream, const struct wanted *want,
	       struct pppev_event *got)
{
	struct pppev_event ev;
	int rc = take(stream, want, &ev);

	if (rc)
		return rc;
	if (got)
		*got = ev;
	return compare(stream, want, &ev);
}

int stream_see_end(struct stream *stream, const struct wanted *link,
		   const struct wanted *conn)
{
	struct wanted first = *conn;
	struct pppev_event ev;
	int rc = take(stream, link, &ev);

	if (rc)
		return rc;
	if (ev.type == LINK_REMOVED)
		return compare(stream, link, &ev) ?:
		       stream_see(stream, conn, NULL);
	first.links = link->links + 1;
	return compare(stream, &first, &ev) ?: stream_see(stream, link, NULL);
}

int stream_empty(const struct stream *stream)
{
	struct pppev_event ev;
	char line[512];
	int rc = pppsim_next(stream->fd, &ev, 0);

	if (rc == -ETIMEDOUT)
		return 0;
	if (rc)
		return rc;
	fprintf(stderr, "# unexpected %s\n",
		pppsim_event_str(&ev, line, sizeof(line)));
	return -EBUSY;
}

int session_open(struct session *s)
{
	int rc = pppsim_channel_open(&s->ch, PPPEV_KIND_SYNC, NULL);

	if (rc)
		return rc;
	rc = pppsim_unit_open(&s->unit);
	if (rc)
		pppsim_channel_close(&s->ch);
	return rc;
}

int session_connect(struct session *s)
{
	return pppsim_channel_connect(&s->ch, s->unit.index);
}

int session_disconnect(struct session *s)
{
	return pppsim_channel_disconnect(&s->ch);
}

void session_close(struct session *s)
{
	pppsim_unit_close(&s->unit);
	pppsim_channel_close(&s->ch);
}

int session_flip(struct session *s, bool connected)
{
	return pppsim_unit_npmode(&s->unit, PPP_IP,
				  connected ? NPMODE_PASS : NPMODE_QUEUE);
}
