// SPDX-License-Identifier: GPL-2.0
/*
 * What 'pppev wait' makes of a snapshot and of records; needs no module.
 * Linked with the tool's own condition.c and who.c.
 */
#include <string.h>

#include "kselftest_harness.h"
#include "../../tools/pppev.h"

FIXTURE(condition)
{
	struct condition cond;
	struct pppev_entry entries[4];
	struct snapshot snap;
	const struct pppev_entry *up;
};

FIXTURE_SETUP(condition)
{
	self->snap.entries = self->entries;
}

FIXTURE_TEARDOWN(condition)
{
}

#define WANT(who_, up_)							\
	do {								\
		ASSERT_TRUE(who_parse(who_, &self->cond.who));		\
		self->cond.want_up = up_;				\
	} while (0)

/* A connection, and its link, of the next higher id. */
#define ENTRY(id_, state_, name_)					\
	do {								\
		struct pppev_entry *e = &self->entries[self->snap.count]; \
									\
		e[0] = (struct pppev_entry) {				\
			.type = PPPEV_ENTRY_CONNECTION, .id = id_,	\
			.conn_id = id_, .state = PPPEV_STATE_##state_,	\
			.ifname = name_,				\
		};							\
		e[1] = e[0];						\
		e[1].type = PPPEV_ENTRY_LINK;				\
		e[1].id++;						\
		self->snap.count += 2;					\
	} while (0)

#define STATE(verdict)							\
	EXPECT_EQ(verdict, condition_state(&self->cond, &self->snap,	\
					   &self->up))

#define EVENT(verdict, type_, ...)					\
	EXPECT_EQ(verdict, condition_event(&self->cond,			\
		&(struct pppev_event) { .type = PPPEV_EVENT_##type_,	\
					__VA_ARGS__ }))

TEST_F(condition, names_the_entry_that_fulfils_it)
{
	WANT("ppp1", true);
	ENTRY(1, CONNECTED, "ppp0");
	ENTRY(3, CONNECTED, "ppp1");
	STATE(HAPPENED);
	EXPECT_EQ(&self->entries[2], self->up);
}

TEST_F(condition, is_not_fulfilled_by_who_is_not_connected)
{
	WANT("ppp0", true);
	ENTRY(1, NEW, "ppp0");
	ENTRY(3, ENDED, "ppp0");
	STATE(PENDING);
	EXPECT_EQ(NULL, self->up);
	EVENT(PENDING, CONNECTED, .seq = 1, .conn_id = 5, .ifname = "ppp01");
	EVENT(HAPPENED, CONNECTED, .seq = 2, .conn_id = 1, .ifname = "ppp0");
}

TEST_F(condition, of_a_link_is_not_that_of_its_connection)
{
	WANT("2", false);
	ENTRY(1, CONNECTED, "ppp0");
	STATE(PENDING);
	EVENT(PENDING, DISCONNECTED, .seq = 1, .conn_id = 1);
	EVENT(PENDING, LINK_REMOVED, .seq = 2, .conn_id = 1, .link_id = 3);
	EVENT(HAPPENED, LINK_REMOVED, .seq = 3, .conn_id = 1, .link_id = 2);
}

TEST_F(condition, follows_an_interface_that_got_another_name)
{
	WANT("ppp0", false);
	ENTRY(1, CONNECTED, "ppp0");
	STATE(PENDING);
	EVENT(PENDING, DISCONNECTED, .seq = 1, .conn_id = 5, .ifname = "ppp0");
	EVENT(HAPPENED, DISCONNECTED, .seq = 2, .conn_id = 1,
	      .ifname = "wan0");
}

TEST_F(condition, of_any_is_about_the_last_that_is_up)
{
	WANT("any", false);
	ENTRY(1, CONNECTED, "ppp0");
	self->snap.seq = 10;
	STATE(PENDING);
	/* In the snapshot already. */
	EVENT(PENDING, CONNECTED, .seq = 10, .conn_id = 1);
	EVENT(PENDING, CONNECTED, .seq = 11, .conn_id = 3);
	EVENT(PENDING, DISCONNECTED, .seq = 12, .conn_id = 1);
	/* From before the filter was set. */
	EVENT(PENDING, LINK_REMOVED, .seq = 13, .conn_id = 1, .link_id = 2);
	EVENT(HAPPENED, DISCONNECTED, .seq = 14, .conn_id = 3);
}

TEST_F(condition, asks_for_another_look_when_records_are_missing)
{
	static const char *const all[] = { "any", "ppp0", "1" };

	ENTRY(1, CONNECTED, "ppp0");
	for (int i = 0; i < 3; i++) {
		WANT(all[i], false);
		STATE(PENDING);
		EVENT(UNSURE, LOST, .seq = 5, .lost = 5);
		EVENT(UNSURE, RESYNC, .seq = 6);
	}
}

TEST_F(condition, of_an_interface_sees_that_another_took_the_place)
{
	WANT("ppp0", false);
	ENTRY(1, CONNECTED, "ppp0");
	STATE(PENDING);
	STATE(PENDING);
	self->snap.count = 0;
	ENTRY(7, CONNECTED, "ppp0");
	STATE(HAPPENED);
}

TEST_F(condition, of_any_is_not_fulfilled_when_another_took_the_place)
{
	WANT("any", false);
	ENTRY(1, CONNECTED, "ppp0");
	STATE(PENDING);
	self->snap.count = 0;
	ENTRY(7, CONNECTED, "ppp0");
	STATE(PENDING);
	self->snap.count = 0;
	STATE(HAPPENED);
}

TEST_F(condition, is_over_with_the_last_link_of_a_dial_that_failed)
{
	WANT("1", true);
	ENTRY(1, NEW, "ppp0");
	STATE(PENDING);
	EVENT(PENDING, LINK_REMOVED, .seq = 1, .conn_id = 1, .link_id = 2,
	      .links = 1);
	EVENT(PENDING, LINK_REMOVED, .seq = 2, .conn_id = 0, .link_id = 9);
	EVENT(OVER, LINK_REMOVED, .seq = 3, .conn_id = 1, .link_id = 3);
}

TEST_F(condition, of_a_name_is_never_over)
{
	WANT("ppp0", true);
	STATE(PENDING);
	/* A stray link has no connection. */
	EVENT(PENDING, LINK_REMOVED, .seq = 1, .conn_id = 0, .link_id = 9);
	EVENT(PENDING, LINK_REMOVED, .seq = 2, .conn_id = 1, .link_id = 2,
	      .ifname = "ppp0");
}

TEST(list_of_events_is_a_mask)
{
	EXPECT_EQ(PPPEV_MASK_ALL,
		  event_mask("connected,disconnected,link_added,link_removed"));
	EXPECT_EQ(PPPEV_MASK_LINK_ADDED, event_mask("Link_Added,LINK_ADDED"));
	EXPECT_EQ(0, event_mask(""));
	EXPECT_EQ(0, event_mask(","));
	EXPECT_EQ(0, event_mask("connected,"));
	EXPECT_EQ(0, event_mask("connecte"));
	EXPECT_EQ(0, event_mask("lost"));
}

TEST(seconds_are_decimal_and_exact)
{
	static const struct {
		const char *text;
		int64_t ns;
	} good[] = {
		{ "0", 0 }, { "0.0", 0 }, { "1", 1000000000 },
		{ "0.5", 500000000 }, { ".000000001", 1 },
		{ "2.0000000019", 2000000001 }, { "007", 7000000000 },
		{ "1000000000", 1000000000000000000 },
	};
	int64_t ns;

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		EXPECT_TRUE(number_seconds(good[i].text, &ns));
		EXPECT_EQ(good[i].ns, ns);
	}
	EXPECT_FALSE(number_seconds("1000000001", &ns));
	EXPECT_FALSE(number_seconds("99999999999999999999", &ns));
}

TEST_HARNESS_MAIN
