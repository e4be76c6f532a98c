// SPDX-License-Identifier: GPL-2.0
/* RasGet...Statistics, RasClear...Statistics.  Sources: ras.md 2.3 and 2.4. */
#include "kselftest_harness.h"

#include <sys/wait.h>

#include "connection.h"
#include "address.h"

#define POISON		0xccccccccU
#define PAYLOAD		100
#define FRAME		(20 + 8 + PAYLOAD)	/* IPv4, UDP */

FIXTURE(statistics) {
	struct connection connection;
	HRASCONN handle;
	RAS_STATS stats;
};

FIXTURE_SETUP(statistics)
{
	struct connection *c = &self->connection;

	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, connection_establish(c, 1));
	ASSERT_EQ(0, address_set(c->unit.ifname, "10.0.0.1", "10.0.0.2"));
	self->handle = connection_handle(c);
	memset(&self->stats, 0xcc, sizeof(self->stats));
	self->stats.dwSize = sizeof(self->stats);
	SetLastError(POISON);
}

FIXTURE_TEARDOWN(statistics)
{
	EXPECT_EQ(POISON, GetLastError());
	connection_close(&self->connection);
}

/* Datagrams to the other end, which reads none. */
static int transmit(int count)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(9) };
	char payload[PAYLOAD] = { 0 };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	inet_pton(AF_INET, "10.0.0.2", &to.sin_addr);
	while (count && sendto(fd, payload, sizeof(payload), 0, (void *)&to,
			       sizeof(to)) == sizeof(payload))
		count--;
	close(fd);
	return count;
}

#define EXPECT_TRANSMITTED(frames) do {					\
	EXPECT_EQ(frames, self->stats.dwFramesXmited);			\
	/* A frame is one byte of protocol, compressed, or two, more. */	\
	EXPECT_LE((frames) * FRAME, self->stats.dwBytesXmited);		\
	EXPECT_GE((frames) * (FRAME + 2), self->stats.dwBytesXmited);	\
} while (0)

TEST_F(statistics, what_is_sent_is_counted)
{
	ASSERT_EQ(0, RasGetConnectionStatistics(self->handle, &self->stats));
	EXPECT_TRANSMITTED(0);
	EXPECT_EQ(sizeof(self->stats), self->stats.dwSize);
	EXPECT_EQ(0, self->stats.dwBytesRcved);
	EXPECT_EQ(0, self->stats.dwFramesRcved);
	EXPECT_EQ(0, self->stats.dwCrcErr);
	EXPECT_EQ(0, self->stats.dwCompressionRatioOut);
	EXPECT_EQ(0, self->stats.dwBps);
	ASSERT_EQ(0, transmit(3));
	ASSERT_EQ(0, RasGetConnectionStatistics(self->handle, &self->stats));
	EXPECT_TRANSMITTED(3);
	ASSERT_EQ(0, RasGetLinkStatistics(self->handle, 1, &self->stats));
	EXPECT_TRANSMITTED(3);
}

static int clear_link_elsewhere(HRASCONN handle)
{
	int status;

	if (!fork())
		_exit(RasClearLinkStatistics(handle, 1));
	wait(&status);
	return status;
}

TEST_F(statistics, clearing_begins_at_zero_for_all_processes)
{
	ASSERT_EQ(0, transmit(2));
	EXPECT_EQ(0, RasClearConnectionStatistics(self->handle));
	ASSERT_EQ(0, RasGetConnectionStatistics(self->handle, &self->stats));
	EXPECT_TRANSMITTED(0);
	ASSERT_EQ(0, transmit(1));
	ASSERT_EQ(0, RasGetConnectionStatistics(self->handle, &self->stats));
	EXPECT_TRANSMITTED(1);
	/* The link was not cleared. */
	ASSERT_EQ(0, RasGetLinkStatistics(self->handle, 1, &self->stats));
	EXPECT_TRANSMITTED(3);
	ASSERT_EQ(0, clear_link_elsewhere(self->handle));
	ASSERT_EQ(0, RasGetLinkStatistics(self->handle, 1, &self->stats));
	EXPECT_TRANSMITTED(0);
	ASSERT_EQ(0, RasGetConnectionStatistics(self->handle, &self->stats));
	EXPECT_TRANSMITTED(1);
}

TEST_F(statistics, the_duration_is_that_since_the_connection_is_up)
{
	DWORD first;

	ASSERT_EQ(0, RasGetConnectionStatistics(self->handle, &self->stats));
	first = self->stats.dwConnectDuration;
	EXPECT_GT(PPPSIM_TIMEOUT, first);
	do {
		ASSERT_EQ(0, RasGetConnectionStatistics(self->handle,
							&self->stats));
	} while (self->stats.dwConnectDuration == first);
	EXPECT_LT(first, self->stats.dwConnectDuration);
	EXPECT_EQ(0, RasClearConnectionStatistics(self->handle));
	ASSERT_EQ(0, RasGetConnectionStatistics(self->handle, &self->stats));
	EXPECT_LT(first, self->stats.dwConnectDuration);
}

TEST_F(statistics, links_of_a_bundle_are_not_told_apart)
{
	HRASCONN link;

	ASSERT_EQ(0, connection_add_link(&self->connection));
	link = link_handle(&self->connection, 2);
	EXPECT_EQ(0, RasGetConnectionStatistics(self->handle, &self->stats));
	for (DWORD place = 1; place <= 2; place++) {
		EXPECT_EQ(ERROR_NOT_SUPPORTED,
			  RasGetLinkStatistics(self->handle, place,
					       &self->stats));
		EXPECT_EQ(ERROR_NOT_SUPPORTED,
			  RasClearLinkStatistics(self->handle, place));
	}
	EXPECT_EQ(ERROR_NOT_SUPPORTED,
		  RasGetConnectionStatistics(link, &self->stats));
}

TEST_F(statistics, bad_input_has_its_exact_code)
{
	EXPECT_EQ((DWORD)E_INVALIDARG, RasGetConnectionStatistics(NULL, &self->stats));
	EXPECT_EQ((DWORD)E_INVALIDARG, RasGetConnectionStatistics(self->handle, NULL));
	EXPECT_EQ((DWORD)E_INVALIDARG, RasGetLinkStatistics(NULL, 1, &self->stats));
	EXPECT_EQ((DWORD)E_INVALIDARG,
		  RasGetLinkStatistics(self->handle, 0, &self->stats));
	EXPECT_EQ((DWORD)E_INVALIDARG, RasGetLinkStatistics(self->handle, 1, NULL));
	EXPECT_EQ(ERROR_NO_CONNECTION,
		  RasGetLinkStatistics(self->handle, 2, &self->stats));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasClearLinkStatistics(self->handle, 0));
	EXPECT_EQ(ERROR_NO_CONNECTION, RasClearLinkStatistics(self->handle, 2));
	EXPECT_EQ(ERROR_INVALID_HANDLE, RasClearConnectionStatistics(NULL));
	EXPECT_EQ(ERROR_INVALID_HANDLE, RasClearLinkStatistics(NULL, 1));
	self->stats.dwSize--;
	EXPECT_EQ((DWORD)E_INVALIDARG,
		  RasGetConnectionStatistics(self->handle, &self->stats));
	EXPECT_EQ((DWORD)E_INVALIDARG,
		  RasGetLinkStatistics(self->handle, 1, &self->stats));
	EXPECT_EQ(POISON, self->stats.dwBytesXmited);
}

TEST_F(statistics, a_connection_that_has_ended_has_none)
{
	EXPECT_EQ(0, RasClearConnectionStatistics(self->handle));
	ASSERT_EQ(0, pppsim_unit_down(&self->connection.unit));
	EXPECT_EQ(ERROR_INVALID_HANDLE,
		  RasGetConnectionStatistics(self->handle, &self->stats));
	EXPECT_EQ(ERROR_INVALID_HANDLE,
		  RasClearConnectionStatistics(self->handle));
	EXPECT_EQ(ERROR_INVALID_HANDLE,
		  RasClearLinkStatistics(self->handle, 1));
}

TEST_HARNESS_MAIN
