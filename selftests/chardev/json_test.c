// SPDX-License-Identifier: GPL-2.0
/*
 * The JSON of the tool is JSON whatever the names hold; needs no module.
 * Linked with the tool's own json.c and names.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kselftest_harness.h"
#include "../../tools/pppev.h"

/* ---- as much of RFC 8259 as the tool prints, and no more --------------- */

static const char *value(const char *s);

static const char *string(const char *s)
{
	if (*s++ != '"')
		return NULL;
	for (; *s != '"'; s++) {
		if ((unsigned char)*s < 0x20)
			return NULL;
		if (*s != '\\')
			continue;
		s++;
		if (*s == 'u' && strspn(s + 1, "0123456789abcdef") >= 4)
			s += 4;
		else if (*s != '"' && *s != '\\')
			return NULL;
	}
	return s + 1;
}

static const char *members(const char *s, char close, const char *(*one)
			   (const char *))
{
	s++;
	if (*s == close)
		return s + 1;
	while ((s = one(s)) && *s == ',')
		s++;
	return s && *s == close ? s + 1 : NULL;
}

static const char *pair(const char *s)
{
	s = string(s);
	return s && *s == ':' ? value(s + 1) : NULL;
}

static const char *number(const char *s)
{
	size_t n;

	s += *s == '-';
	n = strspn(s, "0123456789");
	return n && (*s != '0' || n == 1) ? s + n : NULL;
}

static const char *value(const char *s)
{
	switch (*s) {
	case '{':
		return members(s, '}', pair);
	case '[':
		return members(s, ']', value);
	case '"':
		return string(s);
	default:
		return number(s);
	}
}

static int is_json_line(const char *s)
{
	s = value(s);
	return s && !strcmp(s, "\n");
}

/* ----------------------------------------------------------------------- */

FIXTURE(json)
{
	struct pppev_event ev;
	char *text;
};

FIXTURE_SETUP(json)
{
	self->ev = (struct pppev_event) {
		.seq = 1, .time_ns = 2, .conn_id = 3, .link_id = 4,
		.type = PPPEV_EVENT_LINK_ADDED, .kind = PPPEV_KIND_PPPOE,
		.ifindex = 5, .unit = 6, .channel = 7, .links = 8, .pid = 9,
		.subentry = 10, .ifname = "ppp0", .comm = "pppd",
	};
	self->text = NULL;
}

FIXTURE_TEARDOWN(json)
{
	free(self->text);
}

/* json_event() prints to stdout, which glibc lets us replace. */
static char *printed(const struct pppev_event *ev)
{
	FILE *out = stdout;
	char *text = NULL;
	size_t size;

	stdout = open_memstream(&text, &size);
	json_event(ev);
	fclose(stdout);
	stdout = out;
	return text;
}

static void set(char *field, const char *bytes, size_t n)
{
	memset(field, 0, 16);
	memcpy(field, bytes, n);
}

#define PRINT()								\
	do {								\
		free(self->text);					\
		self->text = printed(&self->ev);			\
		EXPECT_EQ(1, is_json_line(self->text));			\
	} while (0)
#define EXPECT_PART(part)						\
	EXPECT_NE(NULL, strstr(self->text, part)) {			\
		TH_LOG("%s", self->text);				\
	}
#define EXPECT_COMM(bytes, part)					\
	do {								\
		set(self->ev.comm, bytes, sizeof(bytes) - 1);		\
		PRINT();						\
		EXPECT_PART("\"comm\":\"" part "\"}");			\
	} while (0)

TEST_F(json, of_an_event_has_the_fields_in_the_order_of_the_structure)
{
	PRINT();
	EXPECT_STREQ("{\"seq\":1,\"time_ns\":2,\"conn_id\":3,\"link_id\":4,"
		     "\"lost\":0,\"type\":\"LINK_ADDED\",\"reason\":\"NONE\","
		     "\"flags\":[],\"kind\":\"PPPOE\",\"ifindex\":5,"
		     "\"unit\":6,\"channel\":7,\"links\":8,\"pid\":9,"
		     "\"subentry\":10,\"ifname\":\"ppp0\",\"comm\":\"pppd\"}\n",
		     self->text);
}

TEST_F(json, escapes_what_has_to_be_escaped)
{
	EXPECT_COMM("a\"b\\c", "a\\\"b\\\\c");
	EXPECT_COMM("\n\t\033[1m", "\\u000a\\u0009\\u001b[1m");
	EXPECT_COMM("\177/", "\\u007f/");
	EXPECT_COMM("", "");
}

TEST_F(json, passes_utf8_and_replaces_what_is_none)
{
	EXPECT_COMM("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80",
		    "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");
	EXPECT_COMM("a\xff" "b", "a\\ufffdb");
	EXPECT_COMM("\xc0\xaf", "\\ufffd\\ufffd");		/* overlong */
	EXPECT_COMM("\xed\xa0\x80", "\\ufffd\\ufffd\\ufffd");	/* surrogate */
	EXPECT_COMM("\xf4\x90\x80\x80", "\\ufffd\\ufffd\\ufffd\\ufffd");
	EXPECT_COMM("\xe2\x82", "\\ufffd\\ufffd");		/* cut off */
	EXPECT_COMM("\xe2\x82" "a", "\\ufffd\\ufffda");
}

TEST_F(json, survives_names_without_an_end)
{
	EXPECT_COMM("0123456789abcdef", "0123456789abcdef");
	EXPECT_COMM("0123456789abcde\xc3", "0123456789abcde\\ufffd");
	set(self->ev.ifname, "0123456789abcde\"", 16);
	PRINT();
	EXPECT_PART("\"ifname\":\"0123456789abcde\\\"\",");
}

TEST_F(json, shows_numbers_it_has_no_name_for)
{
	self->ev.type = 99;
	self->ev.reason = 7;
	self->ev.kind = 0xffffffff;
	self->ev.flags = 0x80000001;
	PRINT();
	EXPECT_PART("\"type\":\"99\",\"reason\":\"7\","
		    "\"flags\":[\"MULTILINK\",\"0x80000000\"],"
		    "\"kind\":\"4294967295\",");
	self->ev.flags = 2;
	PRINT();
	EXPECT_PART("\"flags\":[\"0x2\"],");
}

TEST_F(json, shows_the_largest_and_the_smallest_numbers)
{
	self->ev.seq = ~0ull;
	self->ev.lost = ~0ull;
	self->ev.channel = -1;
	self->ev.links = ~0u;
	self->ev.pid = -2147483647 - 1;
	PRINT();
	EXPECT_PART("{\"seq\":18446744073709551615,");
	EXPECT_PART("\"channel\":-1,\"links\":4294967295,\"pid\":-2147483648,");
}

TEST_HARNESS_MAIN
