// SPDX-License-Identifier: GPL-2.0
/*
 * rtnetlink loses messages when nobody reads them in time.  A process is
 * stopped until it has lost some, and has to know all the same what is.
 *
 * It lists all interfaces then.  Where many come and go, no listing may ever be
 * left alone by them, which the kernel says of it: here, a variant of that
 * function of libmnl says so that the library finds before the real one.
 */
#include "kselftest_harness.h"

#include <dlfcn.h>
#include <linux/netlink.h>

/* Not that one. */
#undef MAX_LINKS

#include "connection.h"
#include "hide.h"
#include "stopped.h"

#define FLAPS_AT_MOST	200000
#define ROOM		16

static bool interrupts;

struct mnl_socket;
ssize_t mnl_socket_recvfrom(const struct mnl_socket *nl, void *buf,
			    size_t bufsiz);

ssize_t mnl_socket_recvfrom(const struct mnl_socket *nl, void *buf,
			    size_t bufsiz)
{
	__typeof__(mnl_socket_recvfrom) *real;
	struct nlmsghdr *header = buf;
	ssize_t size;

	*(void **)&real = dlsym(RTLD_NEXT, "mnl_socket_recvfrom");
	size = real(nl, buf, bufsiz);
	if (interrupts && size >= (ssize_t)sizeof(*header) &&
	    header->nlmsg_flags & NLM_F_MULTI)
		header->nlmsg_flags |= NLM_F_DUMP_INTR;
	return size;
}

FIXTURE(lost) {
	struct connection ends, stays, flaps, begins;
	struct stopped stopped;
};

FIXTURE_VARIANT(lost) {
	bool interrupted;
};

FIXTURE_VARIANT_ADD(lost, quiet) {
	.interrupted = false,
};

FIXTURE_VARIANT_ADD(lost, interrupted) {
	.interrupted = true,
};

FIXTURE_SETUP(lost)
{
	interrupts = variant->interrupted;
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, hide_device());
	ASSERT_EQ(0, connection_establish(&self->ends, 1));
	ASSERT_EQ(0, connection_establish(&self->stays, 1));
	ASSERT_EQ(0, connection_open(&self->flaps));
}

FIXTURE_TEARDOWN(lost)
{
	stopped_kill(&self->stopped);
	connection_close(&self->flaps);
	connection_close(&self->stays);
}

static HRASCONN handle_of(const struct connection *connection)
{
	RASCONNA list[ROOM];
	DWORD bytes = sizeof(list), count = 0;

	list[0].dwSize = sizeof(list[0]);
	if (RasEnumConnectionsA(list, &bytes, &count))
		return NULL;
	for (DWORD i = 0; i < count; i++)
		if (!strcmp(list[i].szEntryName, connection->unit.ifname))
			return list[i].hrasconn;
	return NULL;
}

static HANDLE watch(HRASCONN target, DWORD flags)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);

	return RasConnectionNotification(target, event, flags) ? NULL : event;
}

static bool is_set(HANDLE event)
{
	return WaitForSingleObject(event, PPPSIM_TIMEOUT) == WAIT_OBJECT_0;
}

/* Of the devices; and of the addresses, of which the connection has none. */
static bool other_listings_end(HRASCONN connection)
{
	RASPPPIPA ip = { .dwSize = sizeof(ip) };
	DWORD bytes = 0, count, error;

	error = RasEnumDevices(NULL, &bytes, &count);
	if (error != (count ? ERROR_BUFFER_TOO_SMALL : ERROR_SUCCESS))
		return false;
	bytes = sizeof(ip);
	return RasGetProjectionInfoA(connection, RASP_PppIp, &ip, &bytes) ==
	       ERROR_PROTOCOL_NOT_CONFIGURED;
}

/* 0, or the number of what was wrong. */
static int child(struct stopped *stopped, void *arg)
{
	const FIXTURE_DATA(lost) *self = arg;
	HRASCONN ends = handle_of(&self->ends), stays = handle_of(&self->stays);
	RASCONNSTATUS status = { .dwSize = sizeof(status) };
	HANDLE connected = watch(ALL, RASCN_Connection);
	HANDLE disconnected = watch(ALL, RASCN_Disconnection);
	HANDLE ended = watch(ends, RASCN_Disconnection);
	HANDLE stayed = watch(stays, RASCN_Disconnection);

	if (!connected || !disconnected || !ended || !stayed)
		return 1;
	/* Else the interface would not go with its owner. */
	close(self->ends.unit.fd);
	if (stopped_here(stopped))
		return 2;
	if (!is_set(connected) || !is_set(disconnected))
		return 3;
	if (!is_set(ended))
		return 4;
	/* Its name may be another's by now. */
	if (RasGetConnectStatus(ends, &status) != ERROR_INVALID_HANDLE)
		return 5;
	if (handle_of(&self->stays) != stays)
		return 6;
	if (count_connections() != 2)
		return 7;
	if (WaitForSingleObject(stayed, 0) != WAIT_TIMEOUT)
		return 8;
	return other_listings_end(stays) ? 0 : 9;
}

/* By an interface that is no connection, and is up.  0 if that works. */
static int take_index(int ifindex)
{
	char command[128];

	snprintf(command, sizeof(command),
		 "ip link add taken index %d type dummy && "
		 "ip link set taken up", ifindex);
	return system(command);
}

TEST_F_TIMEOUT(lost, whoever_lost_messages_knows_what_is_nevertheless, 120)
{
	ASSERT_EQ(0, stopped_start(&self->stopped, child, self));
	ASSERT_EQ(0, stopped_stop(&self->stopped));
	for (int i = 0; i < FLAPS_AT_MOST && !messages_lost(); i++) {
		ASSERT_EQ(0, pppsim_unit_up(&self->flaps.unit));
		ASSERT_EQ(0, pppsim_unit_down(&self->flaps.unit));
	}
	ASSERT_LT(0, messages_lost());
	/* None of this fits into its queue any more. */
	connection_close(&self->ends);
	ASSERT_EQ(0, take_index(self->ends.unit.ifindex));
	ASSERT_EQ(0, connection_establish(&self->begins, 1));
	EXPECT_EQ(0, stopped_end(&self->stopped));
	connection_close(&self->begins);
}

TEST_HARNESS_MAIN
