// SPDX-License-Identifier: GPL-2.0
/* Streams of rasnotify.h. */
#include "kselftest_harness.h"

#include <errno.h>
#include <poll.h>

#include <rasnotify.h>

#include "connection.h"
#include "hide.h"

#define POISON_BYTE	0xcc

FIXTURE(stream) {
	struct rasnotify_stream *stream;
	struct connection connection;
	struct rasnotify_event event;
};

FIXTURE_SETUP(stream)
{
	ASSERT_EQ(0, pppsim_netns_unshare());
	self->stream = rasnotify_stream_open();
	ASSERT_NE(NULL, self->stream);
	ASSERT_EQ(0, connection_open(&self->connection));
}

FIXTURE_TEARDOWN(stream)
{
	connection_close(&self->connection);
	rasnotify_stream_close(self->stream);
}

static int next(FIXTURE_DATA(stream) *self)
{
	memset(&self->event, POISON_BYTE, sizeof(self->event));
	return rasnotify_stream_read(self->stream, &self->event,
				     sizeof(self->event));
}

static bool is_readable(const struct rasnotify_stream *stream)
{
	struct pollfd pollfd = {
		.fd = rasnotify_stream_fd(stream),
		.events = POLLIN,
	};

	return poll(&pollfd, 1, 0) == 1 && pollfd.revents == POLLIN;
}

#define EXPECT_NEXT(wanted_type, wanted_reason, wanted_links) do {	\
	ASSERT_TRUE(is_readable(self->stream));				\
	ASSERT_EQ(1, next(self));					\
	EXPECT_EQ(wanted_type, self->event.type);			\
	EXPECT_EQ(wanted_reason, self->event.reason);			\
	EXPECT_EQ(wanted_links, self->event.links);			\
	EXPECT_STREQ(self->connection.unit.ifname, self->event.ifname);	\
	EXPECT_EQ(self->connection.unit.ifindex, self->event.ifindex);	\
	EXPECT_EQ(getpid(), self->event.pid);				\
	EXPECT_STREQ("stream", self->event.comm);			\
	EXPECT_EQ(0, self->event.lost);					\
} while (0)

TEST_F(stream, a_stream_is_empty_at_first_and_never_waits)
{
	EXPECT_FALSE(is_readable(self->stream));
	EXPECT_EQ(0, next(self));
	EXPECT_EQ((char)POISON_BYTE, self->event.comm[0]);
}

TEST_F(stream, a_life_is_told_in_its_order_with_handles_time_and_reason)
{
	struct connection *c = &self->connection;
	uint64_t before = pppsim_now(), seq;
	HRASCONN handle, link;

	ASSERT_EQ(0, connection_add_link(c));
	handle = connection_handle(c);
	link = link_handle(c, 1);
	ASSERT_EQ(0, pppsim_unit_up(&c->unit));
	ASSERT_EQ(0, pppsim_unit_down(&c->unit));
	ASSERT_EQ(0, pppsim_channel_disconnect(&c->channels[0]));

	EXPECT_NEXT(RASNOTIFY_LINK_ADDED, RASNOTIFY_NO_REASON, 1);
	EXPECT_EQ(handle, self->event.connection);
	EXPECT_EQ(link, self->event.link);
	EXPECT_EQ(1, self->event.subentry);
	EXPECT_LE(before, self->event.time_ns);
	before = self->event.time_ns;
	seq = self->event.seq;
	EXPECT_NEXT(RASNOTIFY_CONNECTED, RASNOTIFY_NO_REASON, 1);
	EXPECT_EQ(handle, self->event.connection);
	EXPECT_EQ(NULL, self->event.link);
	EXPECT_EQ(0, self->event.subentry);
	EXPECT_EQ(seq + 1, self->event.seq);
	EXPECT_LE(before, self->event.time_ns);
	EXPECT_NEXT(RASNOTIFY_DISCONNECTED, RASNOTIFY_INTERFACE_DOWN, 1);
	EXPECT_EQ(handle, self->event.connection);
	EXPECT_NEXT(RASNOTIFY_LINK_REMOVED, RASNOTIFY_DETACHED, 0);
	EXPECT_EQ(link, self->event.link);
	EXPECT_GE(pppsim_now(), self->event.time_ns);
	EXPECT_EQ(0, next(self));
	EXPECT_FALSE(is_readable(self->stream));
}

TEST_F(stream, a_link_of_several_that_hangs_up_is_told_with_its_place)
{
	struct connection *c = &self->connection;

	ASSERT_EQ(0, connection_add_link(c));
	ASSERT_EQ(0, connection_add_link(c));
	ASSERT_EQ(0, pppsim_channel_hangup(&c->channels[1]));
	EXPECT_NEXT(RASNOTIFY_LINK_ADDED, RASNOTIFY_NO_REASON, 1);
	EXPECT_FALSE(self->event.multilink);
	EXPECT_NEXT(RASNOTIFY_LINK_ADDED, RASNOTIFY_NO_REASON, 2);
	EXPECT_TRUE(self->event.multilink);
	/* It is our own line. */
	EXPECT_NEXT(RASNOTIFY_LINK_REMOVED, RASNOTIFY_DETACHED, 1);
	EXPECT_TRUE(self->event.multilink);
	EXPECT_EQ(2, self->event.subentry);
}

TEST_F(stream, streams_are_independent_and_begin_when_they_are_opened)
{
	struct rasnotify_stream *late;

	ASSERT_EQ(0, connection_add_link(&self->connection));
	late = rasnotify_stream_open();
	ASSERT_NE(NULL, late);
	EXPECT_FALSE(is_readable(late));
	ASSERT_EQ(0, pppsim_unit_up(&self->connection.unit));
	EXPECT_NEXT(RASNOTIFY_LINK_ADDED, RASNOTIFY_NO_REASON, 1);
	EXPECT_NEXT(RASNOTIFY_CONNECTED, RASNOTIFY_NO_REASON, 1);
	ASSERT_EQ(1, rasnotify_stream_read(late, &self->event,
					   sizeof(self->event)));
	EXPECT_EQ(RASNOTIFY_CONNECTED, self->event.type);
	rasnotify_stream_close(late);
	rasnotify_stream_close(NULL);
}

TEST_F(stream, a_shorter_event_of_an_older_program_is_not_overrun)
{
	ASSERT_EQ(0, connection_add_link(&self->connection));
	memset(&self->event, POISON_BYTE, sizeof(self->event));
	ASSERT_EQ(1, rasnotify_stream_read(self->stream, &self->event,
					   offsetof(struct rasnotify_event,
						    ifname)));
	EXPECT_EQ(RASNOTIFY_LINK_ADDED, self->event.type);
	EXPECT_EQ((char)POISON_BYTE, self->event.ifname[0]);
}

/* The queue holds queue_len records of the module, 4096 by default. */
TEST_F(stream, who_reads_too_late_is_told_how_much_was_lost)
{
	struct connection *c = &self->connection;
	uint64_t told = 0, lost;
	int type = 0;

	ASSERT_EQ(0, connection_add_link(c));
	for (int i = 0; i < 2500; i++) {
		ASSERT_EQ(0, pppsim_unit_up(&c->unit));
		ASSERT_EQ(0, pppsim_unit_down(&c->unit));
	}
	ASSERT_EQ(1, next(self));
	EXPECT_EQ(RASNOTIFY_LOST, self->event.type);
	EXPECT_EQ(NULL, self->event.connection);
	lost = self->event.lost;
	EXPECT_LT(0, lost);
	while (next(self) == 1) {
		type = self->event.type;
		told++;
	}
	EXPECT_EQ(1 + 2 * 2500, told + lost);
	EXPECT_EQ(RASNOTIFY_DISCONNECTED, type);
}

TEST(without_the_module_there_is_no_stream)
{
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, hide_device());
	errno = 0;
	EXPECT_EQ(NULL, rasnotify_stream_open());
	EXPECT_EQ(ENODEV, errno);
}

TEST_HARNESS_MAIN
