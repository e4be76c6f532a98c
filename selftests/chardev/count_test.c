// SPDX-License-Identifier: GPL-2.0
/*
 * 100 times up and down by direct /dev/ppp ioctls.  One program causes and
 * counts by what the calls returned; another one, "pppev monitor --json",
 * tells what it saw.
 */
#include <signal.h>
#include <stdio.h>

#include "kselftest_harness.h"
#include "common.h"
#include "tool.h"

#define CYCLES	100

/* How often each type came, and all ids there were. */
struct count {
	unsigned int of[PPPEV_EVENT_LOST + 1];
	unsigned int events;
	uint64_t seq;
	uint64_t conn[CYCLES], link[CYCLES];
};

FIXTURE(count)
{
	struct stream in;
	struct session s;
	struct tool monitor;
	struct count caused, seen;
	char line[1024];
};

FIXTURE_SETUP(count)
{
	ASSERT_EQ(0, stream_open_fresh(&self->in));
	ASSERT_EQ(0, session_open(&self->s));
	memset(&self->caused, 0, sizeof(self->caused));
	memset(&self->seen, 0, sizeof(self->seen));
	ASSERT_EQ(0, tool_start(&self->monitor, 0, (const char *const[]){
				"monitor", "--json", "--snapshot", NULL }));
	/* It listens once it has shown its snapshot: the unit is in it. */
	ASSERT_EQ(0, tool_line(&self->monitor, self->line,
			       sizeof(self->line)));
	ASSERT_STREQ("{\"seq\":0,\"type\":\"SNAPSHOT\",\"count\":1}",
		     self->line);
	ASSERT_EQ(0, tool_line(&self->monitor, self->line,
			       sizeof(self->line)));
}

FIXTURE_TEARDOWN(count)
{
	EXPECT_EQ(0, tool_stop(&self->monitor, SIGTERM));
	session_close(&self->s);
	close(self->in.fd);
}

static int cycle(struct session *s, struct count *caused)
{
	if (session_connect(s))
		return -1;
	caused->of[LINK_ADDED]++;
	if (pppsim_unit_up(&s->unit))
		return -1;
	caused->of[CONNECTED]++;
	if (pppsim_unit_down(&s->unit))
		return -1;
	caused->of[DISCONNECTED]++;
	if (session_disconnect(s))
		return -1;
	caused->of[LINK_REMOVED]++;
	caused->events += 4;
	return 0;
}

static uint64_t number(const char *line, const char *key)
{
	char quoted[32];
	const char *at;

	snprintf(quoted, sizeof(quoted), "\"%s\":", key);
	at = strstr(line, quoted);
	return at ? strtoull(at + strlen(quoted), NULL, 10) : 0;
}

static uint32_t type_of(const char *line)
{
	char quoted[48];

	for (uint32_t type = 1; type <= PPPEV_EVENT_LOST; type++) {
		snprintf(quoted, sizeof(quoted), "\"type\":\"%s\"",
			 pppsim_type_name(type));
		if (strstr(line, quoted))
			return type;
	}
	return 0;
}

static void note(struct count *seen, const char *line)
{
	uint32_t type = type_of(line);
	unsigned int n = seen->of[type]++;

	seen->events++;
	if (type == LINK_ADDED && n < CYCLES) {
		seen->conn[n] = number(line, "conn_id");
		seen->link[n] = number(line, "link_id");
	}
}

TEST_F(count, of_100_cycles_is_the_same_for_who_caused_and_who_saw_them)
{
	uint64_t last = 0;

	for (int i = 0; i < CYCLES; i++)
		ASSERT_EQ(0, cycle(&self->s, &self->caused));
	for (unsigned int i = 0; i < self->caused.events; i++) {
		ASSERT_EQ(0, tool_line(&self->monitor, self->line,
				       sizeof(self->line)));
		ASSERT_EQ(++self->seen.seq, number(self->line, "seq"));
		note(&self->seen, self->line);
	}
	for (uint32_t type = 0; type <= PPPEV_EVENT_LOST; type++)
		EXPECT_EQ(self->caused.of[type], self->seen.of[type]);
	EXPECT_EQ(4 * CYCLES, self->seen.events);
	EXPECT_EQ(CYCLES, self->seen.of[CONNECTED]);
	EXPECT_EQ(4 * CYCLES, pppsim_seq(self->in.fd));

	/* No id twice, of links and connections together: each is higher. */
	for (int i = 0; i < CYCLES; i++) {
		EXPECT_LT(last, self->seen.conn[i]);
		EXPECT_LT(self->seen.conn[i], self->seen.link[i]);
		last = self->seen.link[i];
	}
	/* And nothing comes after them: the next is the one caused next. */
	ASSERT_EQ(0, session_connect(&self->s));
	ASSERT_EQ(0, tool_line(&self->monitor, self->line,
			       sizeof(self->line)));
	EXPECT_EQ(4 * CYCLES + 1, number(self->line, "seq"));
	EXPECT_EQ(LINK_ADDED, type_of(self->line));
}

TEST_HARNESS_MAIN
