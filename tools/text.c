// SPDX-License-Identifier: GPL-2.0
/*
 * Lines for people.  An event:
 *
 *   14:50:01.123456 #12 LINK_REMOVED ppp0 connection 5 link 6 PPPOE channel 3
 *   place 1 links 0 multilink DRIVER_GONE by pppd[812]
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "pppev.h"

#define NSEC_PER_SEC	1000000000ll

static int64_t clock_ns(clockid_t clock)
{
	struct timespec ts;

	clock_gettime(clock, &ts);
	return ts.tv_sec * NSEC_PER_SEC + ts.tv_nsec;
}

/* The device counts in CLOCK_MONOTONIC; people look at the wall clock. */
static void print_time(uint64_t monotonic_ns, const char *format)
{
	int64_t wall = clock_ns(CLOCK_REALTIME) - clock_ns(CLOCK_MONOTONIC) +
		       (int64_t)monotonic_ns;
	time_t seconds = wall / NSEC_PER_SEC;
	char text[64];
	struct tm tm;

	localtime_r(&seconds, &tm);
	strftime(text, sizeof(text), format, &tm);
	printf("%s.%06d", text, (int)(wall % NSEC_PER_SEC / 1000));
}

/* Names may hold anything: keep control characters from the terminal. */
static void print_name(const char *text, size_t max)
{
	size_t len = strnlen(text, max);

	for (size_t i = 0; i < len; i++) {
		unsigned char c = text[i];

		if (iscntrl(c) || c == '\\' || c >= 0x80)
			printf("\\x%02x", c);
		else
			putchar(c);
	}
}

static void print_actor(const struct pppev_event *ev)
{
	if (!ev->comm[0])
		return;
	fputs(" by ", stdout);
	print_name(ev->comm, sizeof(ev->comm));
	printf("[%d]", ev->pid);
}

static void print_link(const struct pppev_event *ev)
{
	printf(" link %" PRIu64 " %s channel %d place %u", (uint64_t)ev->link_id,
	       kind_name(ev->kind).text, ev->channel, ev->subentry);
}

void text_event(const struct pppev_event *ev)
{
	print_time(ev->time_ns, "%H:%M:%S");
	printf(" #%" PRIu64 " %s ", (uint64_t)ev->seq, event_name(ev->type).text);
	if (ev->type == PPPEV_EVENT_LOST) {
		printf("%" PRIu64 " events: the queue was full\n",
		       (uint64_t)ev->lost);
		return;
	}
	if (ev->type == PPPEV_EVENT_RESYNC) {
		puts("calls were missed: events may be late or missing, the list is right");
		return;
	}
	print_name(ev->ifname, sizeof(ev->ifname));
	printf(" connection %" PRIu64, (uint64_t)ev->conn_id);
	if (ev->link_id)
		print_link(ev);
	else
		printf(" %s", kind_name(ev->kind).text);
	printf(" links %u", ev->links);
	if (ev->flags & PPPEV_FLAG_MULTILINK)
		fputs(" multilink", stdout);
	if (ev->reason != PPPEV_REASON_NONE)
		printf(" %s", reason_name(ev->reason).text);
	print_actor(ev);
	putchar('\n');
}

static void print_since(const struct pppev_entry *entry)
{
	if (!entry->since_ns)
		return;
	fputs(" since ", stdout);
	print_time(entry->since_ns, "%Y-%m-%d %H:%M:%S");
}

static void print_connection(const struct pppev_entry *entry)
{
	print_name(entry->ifname, sizeof(entry->ifname));
	printf(" connection %" PRIu64 " %s %s links %u", (uint64_t)entry->id,
	       state_name(entry->state).text, kind_name(entry->kind).text,
	       entry->links);
	if (entry->flags & PPPEV_FLAG_MULTILINK)
		fputs(" multilink", stdout);
	print_since(entry);
	putchar('\n');
}

static void print_entry(const struct pppev_entry *entry, bool last_link)
{
	if (entry->type == PPPEV_ENTRY_CONNECTION) {
		print_connection(entry);
		return;
	}
	printf("%s link %" PRIu64 " %s channel %d place %u",
	       last_link ? "`-" : "|-", (uint64_t)entry->id,
	       kind_name(entry->kind).text, entry->channel, entry->subentry);
	print_since(entry);
	putchar('\n');
}

/* Links come right after their connection. */
void text_entries(const struct snapshot *snap)
{
	for (size_t i = 0; i < snap->count; i++) {
		bool last = i + 1 == snap->count ||
			    snap->entries[i + 1].type != PPPEV_ENTRY_LINK;

		print_entry(&snap->entries[i], last);
	}
}
