// SPDX-License-Identifier: GPL-2.0
/*
 * JSON, one object per line.  The names are those of struct pppev_event and
 * struct pppev_entry, enums are names, flags an array of names.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "pppev.h"

/* Length of the UTF-8 sequence at @s (RFC 3629), 0 if it is not one. */
static size_t utf8_length(const unsigned char *s, size_t len)
{
	static const struct {
		unsigned char first, last, low, high;
		size_t length;
	} forms[] = {
		{ 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 },
		{ 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 },	/* no surrogates */
		{ 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 },
		{ 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};
	size_t i, k;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (s[0] < forms[i].first || s[0] > forms[i].last)
			continue;
		if (len < forms[i].length || s[1] < forms[i].low ||
		    s[1] > forms[i].high)
			return 0;
		for (k = 2; k < forms[i].length; k++) {
			if ((s[k] & 0xc0) != 0x80)
				return 0;
		}
		return forms[i].length;
	}
	return 0;
}

static void put_ascii(unsigned char c)
{
	if (c == '"' || c == '\\')
		printf("\\%c", c);
	else if (c < 0x20 || c == 0x7f)
		printf("\\u%04x", c);
	else
		putchar(c);
}

/* Interface and process names are bytes; what is not UTF-8 becomes U+FFFD. */
static void put_string(const char *key, const char *text, size_t max)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t len = strnlen(text, max);

	printf(",\"%s\":\"", key);
	for (size_t i = 0, n; i < len; i += n) {
		n = 1;
		if (s[i] < 0x80) {
			put_ascii(s[i]);
			continue;
		}
		n = utf8_length(s + i, len - i);
		if (n)
			fwrite(s + i, 1, n, stdout);
		else
			fputs("\\ufffd", stdout);
		n = n ? n : 1;
	}
	putchar('"');
}

static void put_name(const char *key, struct name name)
{
	printf(",\"%s\":\"%s\"", key, name.text);
}

static void put_u64(const char *key, uint64_t value)
{
	printf(",\"%s\":%" PRIu64, key, value);
}

static void put_int(const char *key, int64_t value)
{
	printf(",\"%s\":%" PRId64, key, value);
}

/* Bits without a name, from a newer module, appear as one number. */
static void put_flags(uint32_t flags)
{
	uint32_t rest = flags & ~PPPEV_FLAG_MULTILINK;
	bool multilink = flags & PPPEV_FLAG_MULTILINK;

	fputs(",\"flags\":[", stdout);
	if (multilink)
		fputs("\"MULTILINK\"", stdout);
	if (rest)
		printf("%s\"%#x\"", multilink ? "," : "", rest);
	putchar(']');
}

void json_event(const struct pppev_event *ev)
{
	printf("{\"seq\":%" PRIu64, (uint64_t)ev->seq);
	put_u64("time_ns", ev->time_ns);
	put_u64("conn_id", ev->conn_id);
	put_u64("link_id", ev->link_id);
	put_u64("lost", ev->lost);
	put_name("type", event_name(ev->type));
	put_name("reason", reason_name(ev->reason));
	put_flags(ev->flags);
	put_name("kind", kind_name(ev->kind));
	put_int("ifindex", ev->ifindex);
	put_int("unit", ev->unit);
	put_int("channel", ev->channel);
	put_int("links", ev->links);
	put_int("pid", ev->pid);
	put_int("subentry", ev->subentry);
	put_string("ifname", ev->ifname, sizeof(ev->ifname));
	put_string("comm", ev->comm, sizeof(ev->comm));
	puts("}");
}

static void json_entry(const struct pppev_entry *entry)
{
	printf("{\"id\":%" PRIu64, (uint64_t)entry->id);
	put_u64("conn_id", entry->conn_id);
	put_u64("since_ns", entry->since_ns);
	put_name("type", entry_name(entry->type));
	put_name("state", state_name(entry->state));
	put_flags(entry->flags);
	put_name("kind", kind_name(entry->kind));
	put_int("ifindex", entry->ifindex);
	put_int("unit", entry->unit);
	put_int("channel", entry->channel);
	put_int("links", entry->links);
	put_int("subentry", entry->subentry);
	put_string("ifname", entry->ifname, sizeof(entry->ifname));
	puts("}");
}

void json_entries(const struct snapshot *snap)
{
	for (size_t i = 0; i < snap->count; i++)
		json_entry(&snap->entries[i]);
}

void json_snapshot(const struct snapshot *snap)
{
	printf("{\"seq\":%" PRIu64 ",\"type\":\"SNAPSHOT\",\"count\":%zu}\n",
	       snap->seq, snap->count);
	json_entries(snap);
}
