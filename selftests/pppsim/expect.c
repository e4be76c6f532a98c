// SPDX-License-Identifier: GPL-2.0
/* What a test wants to see next, compared in every field. */
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>

#include "pppsim.h"
#include "internal.h"

static void want_common(struct pppev_event *want, uint32_t type,
			const struct pppsim_unit *unit)
{
	memset(want, 0, sizeof(*want));
	want->type = type;
	want->conn_id = PPPSIM_ANY_ID;
	want->unit = unit->index;
	want->ifindex = unit->ifindex;
	want->channel = -1;
	want->pid = getpid();
	snprintf(want->ifname, sizeof(want->ifname), "%s", unit->ifname);
	prctl(PR_GET_NAME, want->comm);
}

void pppsim_want_link(struct pppev_event *want, uint32_t type,
		      const struct pppsim_unit *unit,
		      const struct pppsim_channel *ch)
{
	want_common(want, type, unit);
	want->link_id = PPPSIM_ANY_ID;
	want->channel = ch->index;
	want->kind = ch->kind;
}

void pppsim_want_conn(struct pppev_event *want, uint32_t type,
		      const struct pppsim_unit *unit, uint32_t kind)
{
	want_common(want, type, unit);
	want->kind = kind;
}

static bool id_matches(uint64_t want, uint64_t got)
{
	return want == PPPSIM_ANY_ID ? got != 0 : want == got;
}

/*
 * What may differ is copied from the record first, so that one memcmp()
 * compares all the rest: fields added later, padding and the bytes after the
 * end of a string included.
 */
bool pppsim_event_matches(const struct pppev_event *want,
			  const struct pppev_event *got)
{
	struct pppev_event exact = *want;

	if (!id_matches(want->conn_id, got->conn_id) ||
	    !id_matches(want->link_id, got->link_id))
		return false;
	exact.conn_id = got->conn_id;
	exact.link_id = got->link_id;
	if (!want->seq)
		exact.seq = got->seq;
	if (!want->time_ns)
		exact.time_ns = got->time_ns;
	return !memcmp(&exact, got, sizeof(exact));
}

const char *pppsim_type_name(uint32_t type)
{
	static const char *const names[] = {
		[PPPEV_EVENT_CONNECTED] = "CONNECTED",
		[PPPEV_EVENT_DISCONNECTED] = "DISCONNECTED",
		[PPPEV_EVENT_LINK_ADDED] = "LINK_ADDED",
		[PPPEV_EVENT_LINK_REMOVED] = "LINK_REMOVED",
		[PPPEV_EVENT_LOST] = "LOST",
		[PPPEV_EVENT_RESYNC] = "RESYNC",
	};

	if (type < sizeof(names) / sizeof(names[0]) && names[type])
		return names[type];
	return "?";
}

static const char *id_str(uint64_t id, char buf[24])
{
	if (id == PPPSIM_ANY_ID)
		return "any";
	snprintf(buf, 24, "%llu", (unsigned long long)id);
	return buf;
}

const char *pppsim_event_str(const struct pppev_event *ev, char *buf,
			     size_t len)
{
	char conn[24], link[24];

	snprintf(buf, len,
		 "%s seq %llu time %llu conn %s link %s lost %llu reason %u "
		 "flags %#x kind %u if %d/%.16s unit %d channel %d links %u "
		 "place %u pid %d/%.16s reserved %llx,%llx",
		 pppsim_type_name(ev->type), (unsigned long long)ev->seq,
		 (unsigned long long)ev->time_ns, id_str(ev->conn_id, conn),
		 id_str(ev->link_id, link), (unsigned long long)ev->lost,
		 ev->reason, ev->flags, ev->kind, ev->ifindex, ev->ifname,
		 ev->unit, ev->channel, ev->links, ev->subentry, ev->pid,
		 ev->comm, (unsigned long long)ev->reserved[0],
		 (unsigned long long)ev->reserved[1]);
	return buf;
}

int pppsim_expect(int fd, const struct pppev_event *want,
		  struct pppev_event *got, int timeout_ms)
{
	struct pppev_event ev;
	char line[512];
	int rc = pppsim_next(fd, &ev, timeout_ms);

	if (!rc && got)
		*got = ev;
	if (!rc && pppsim_event_matches(want, &ev))
		return 0;
	fprintf(stderr, "# want %s\n",
		pppsim_event_str(want, line, sizeof(line)));
	if (rc)
		fprintf(stderr, "# seen no record: %s\n", strerror(-rc));
	else
		fprintf(stderr, "# seen %s\n",
			pppsim_event_str(&ev, line, sizeof(line)));
	return rc ? rc : -EBADMSG;
}

/* The next record has to be this one of the probe's own link. */
static int own_event(int fd, uint32_t type, const struct pppsim_unit *unit,
		     const struct pppsim_channel *ch, struct pppev_event *got)
{
	struct pppev_event ev;
	int rc = pppsim_next(fd, &ev, PPPSIM_TIMEOUT);

	if (rc)
		return rc;
	if (ev.type == type && ev.unit == unit->index &&
	    ev.channel == ch->index)
		return 0;
	if (got)
		*got = ev;
	return -EBUSY;
}

int pppsim_quiet(int fd, struct pppev_event *got)
{
	struct pppsim_channel ch;
	struct pppsim_unit unit;
	int rc;

	rc = pppsim_channel_open(&ch, PPPEV_KIND_SYNC, NULL);
	if (rc)
		return rc;
	rc = pppsim_unit_open(&unit);
	if (rc)
		goto close_channel;
	rc = pppsim_channel_connect(&ch, unit.index);
	if (!rc)
		rc = own_event(fd, PPPEV_EVENT_LINK_ADDED, &unit, &ch, got);
	if (!rc)
		rc = pppsim_channel_disconnect(&ch);
	if (!rc)
		rc = own_event(fd, PPPEV_EVENT_LINK_REMOVED, &unit, &ch, got);
	pppsim_unit_close(&unit);
close_channel:
	pppsim_channel_close(&ch);
	return rc;
}
