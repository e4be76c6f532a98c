// SPDX-License-Identifier: GPL-2.0
/*
 * What a program sees is the same with the kernel module and with rtnetlink;
 * what is not stands at the end, one test per row of the table in
 * doc/win32-coverage.md.
 */
#include "kselftest_harness.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/wait.h>

#include <rasnotify.h>

#include "connection.h"
#include "address.h"
#include "hide.h"

#define POISON	0xccU
#define ROOM	16

FIXTURE(backends) {
	struct connection first, second;
	HANDLE connection, disconnection;	/* of all */
};

FIXTURE_VARIANT(backends) {
	bool netlink;
};

FIXTURE_VARIANT_ADD(backends, device) {
	.netlink = false,
};

FIXTURE_VARIANT_ADD(backends, netlink) {
	.netlink = true,
};

static HANDLE watch(HRASCONN target, DWORD flags)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);

	SetLastError(POISON);
	if (RasConnectionNotification(target, event, flags)) {
		CloseHandle(event);
		return NULL;
	}
	return event;
}

FIXTURE_SETUP(backends)
{
	ASSERT_EQ(0, pppsim_netns_unshare());
	if (variant->netlink)
		ASSERT_EQ(0, hide_device());
	ASSERT_EQ(0, connection_establish(&self->first, 1));
	self->connection = watch(ALL, RASCN_Connection);
	self->disconnection = watch(NULL, RASCN_Disconnection);
	ASSERT_NE(NULL, self->connection);
	ASSERT_NE(NULL, self->disconnection);
	ASSERT_EQ(0, connection_establish(&self->second, 1));
	ASSERT_EQ(WAIT_OBJECT_0,
		  WaitForSingleObject(self->connection, PPPSIM_TIMEOUT));
	SetLastError(POISON);
}

FIXTURE_TEARDOWN(backends)
{
	EXPECT_EQ(POISON, GetLastError());
	connection_close(&self->first);
	connection_close(&self->second);
	EXPECT_EQ(0, count_connections());
}

#define EXPECT_SET(event) \
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(event, PPPSIM_TIMEOUT))

/* Every call has told what had happened when it returns. */
#define EXPECT_UNSET(event) do {					\
	EXPECT_LE(0, count_connections());				\
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));		\
} while (0)

/* As RasEnumConnections lists it, or NULL. */
static HRASCONN handle_of_name(const char *ifname)
{
	RASCONNA list[ROOM];
	DWORD bytes = sizeof(list), count = 0;

	list[0].dwSize = sizeof(list[0]);
	if (RasEnumConnectionsA(list, &bytes, &count))
		return NULL;
	for (DWORD i = 0; i < count; i++)
		if (!strcmp(list[i].szEntryName, ifname))
			return list[i].hrasconn;
	return NULL;
}

static HRASCONN handle_of(const struct connection *connection)
{
	return handle_of_name(connection->unit.ifname);
}

static DWORD status_of(HRASCONN handle)
{
	RASCONNSTATUS status = { .dwSize = sizeof(status) };
	DWORD error = RasGetConnectStatus(handle, &status);

	return error ? error : (DWORD)status.rasconnstate;
}

TEST_F(backends, an_end_is_told_and_nothing_else)
{
	ASSERT_EQ(0, pppsim_unit_down(&self->first.unit));
	EXPECT_SET(self->disconnection);
	EXPECT_UNSET(self->disconnection);
	EXPECT_UNSET(self->connection);
}

TEST_F(backends, a_connection_that_closes_altogether_ends_once)
{
	connection_close(&self->first);
	EXPECT_SET(self->disconnection);
	EXPECT_UNSET(self->disconnection);
	EXPECT_UNSET(self->connection);
}

TEST_F(backends, only_the_connection_that_was_asked_for_is_told)
{
	HRASCONN handle = handle_of(&self->second);
	HANDLE event = watch(handle, RASCN_Disconnection);

	ASSERT_NE(NULL, event);
	ASSERT_EQ(0, pppsim_unit_down(&self->first.unit));
	EXPECT_SET(self->disconnection);
	EXPECT_UNSET(event);
	ASSERT_EQ(0, pppsim_unit_down(&self->second.unit));
	EXPECT_SET(event);
	/* Its next life is another connection. */
	ASSERT_EQ(0, pppsim_unit_up(&self->second.unit));
	ASSERT_EQ(0, pppsim_unit_down(&self->second.unit));
	EXPECT_UNSET(event);
	EXPECT_TRUE(CloseHandle(event));
}

TEST_F(backends, the_state_is_there_before_the_signal)
{
	HRASCONN handle = handle_of(&self->first);

	EXPECT_EQ(RASCS_Connected, status_of(handle));
	ASSERT_EQ(0, pppsim_unit_down(&self->first.unit));
	EXPECT_SET(self->disconnection);
	EXPECT_EQ(1, count_connections());
	EXPECT_EQ(ERROR_INVALID_HANDLE, status_of(handle));
	ASSERT_EQ(0, pppsim_unit_up(&self->first.unit));
	EXPECT_SET(self->connection);
	EXPECT_EQ(2, count_connections());
}

TEST_F(backends, an_answer_is_as_new_as_the_kernel)
{
	HRASCONN handle = handle_of(&self->first);

	for (int i = 0; i < 100; i++) {
		ASSERT_EQ(0, pppsim_unit_down(&self->first.unit));
		ASSERT_EQ(1, count_connections());
		ASSERT_EQ(ERROR_INVALID_HANDLE, status_of(handle));
		ASSERT_EQ(0, pppsim_unit_up(&self->first.unit));
		ASSERT_EQ(2, count_connections());
		ASSERT_NE(handle, handle_of(&self->first));
		handle = handle_of(&self->first);
	}
}

TEST_F(backends, handles_are_the_same_in_another_process)
{
	HRASCONN first = handle_of(&self->first);
	HRASCONN second = handle_of(&self->second);
	int status;

	if (!fork())
		_exit(first != handle_of(&self->first) ||
		      second != handle_of(&self->second) ||
		      status_of(first) != RASCS_Connected);
	wait(&status);
	EXPECT_EQ(0, status);
	EXPECT_NE(first, second);
}

TEST_F(backends, connections_come_in_the_order_they_began)
{
	RASCONNA list[ROOM];
	DWORD bytes = sizeof(list), count;

	ASSERT_EQ(0, pppsim_unit_down(&self->first.unit));
	ASSERT_EQ(0, pppsim_unit_up(&self->first.unit));
	list[0].dwSize = sizeof(list[0]);
	ASSERT_EQ(0, RasEnumConnectionsA(list, &bytes, &count));
	ASSERT_EQ(2, count);
	EXPECT_STREQ(self->second.unit.ifname, list[0].szEntryName);
	EXPECT_STREQ(self->first.unit.ifname, list[1].szEntryName);
}

TEST_F(backends, a_signal_needs_no_call_of_ours)
{
	struct pollfd pollfd = {
		.fd = rasnotify_event_fd(self->disconnection),
		.events = POLLIN,
	};

	ASSERT_EQ(0, pppsim_unit_down(&self->first.unit));
	EXPECT_EQ(1, poll(&pollfd, 1, PPPSIM_TIMEOUT));
}

TEST_F(backends, registering_tells_nothing_of_the_past)
{
	HANDLE event;

	ASSERT_EQ(0, pppsim_unit_down(&self->first.unit));
	ASSERT_EQ(0, pppsim_unit_up(&self->first.unit));
	event = watch(ALL, RASCN_Connection | RASCN_Disconnection);
	ASSERT_NE(NULL, event);
	EXPECT_UNSET(event);
	EXPECT_TRUE(CloseHandle(event));
}

TEST_F(backends, asking_again_adds_flags)
{
	HANDLE event = watch(ALL, RASCN_Connection);

	EXPECT_EQ(0, RasConnectionNotification(NULL, event,
					       RASCN_Disconnection));
	ASSERT_EQ(0, pppsim_unit_down(&self->first.unit));
	EXPECT_SET(event);
	ASSERT_EQ(0, pppsim_unit_up(&self->first.unit));
	EXPECT_SET(event);
	EXPECT_TRUE(CloseHandle(event));
}

TEST_F(backends, a_closed_event_is_not_set_in_another_s_place)
{
	for (int i = 0; i < 100; i++) {
		HANDLE event = watch(ALL, RASCN_Disconnection);
		int fd = rasnotify_event_fd(event);
		HANDLE other;

		EXPECT_TRUE(CloseHandle(event));
		other = CreateEvent(NULL, FALSE, FALSE, NULL);
		ASSERT_EQ(fd, rasnotify_event_fd(other));
		SetLastError(POISON);
		ASSERT_EQ(0, pppsim_unit_down(&self->first.unit));
		ASSERT_EQ(0, pppsim_unit_up(&self->first.unit));
		EXPECT_UNSET(other);
		EXPECT_TRUE(CloseHandle(other));
	}
}

TEST_F(backends, a_child_has_no_notifications_but_can_ask_for_them)
{
	int status;

	if (!fork()) {
		HANDLE mine = watch(ALL, RASCN_Disconnection);
		int failed = !mine;

		pppsim_unit_down(&self->first.unit);
		failed |= WaitForSingleObject(mine, PPPSIM_TIMEOUT);
		failed |= WaitForSingleObject(self->disconnection, 0) !=
			  WAIT_TIMEOUT;
		_exit(failed);
	}
	wait(&status);
	EXPECT_EQ(0, status);
	EXPECT_SET(self->disconnection);
	ASSERT_EQ(0, pppsim_unit_up(&self->first.unit));
	EXPECT_SET(self->connection);
}

TEST_F(backends, a_new_name_is_the_same_connection)
{
	HRASCONN handle = handle_of(&self->first);

	ASSERT_EQ(0, pppsim_unit_down(&self->first.unit));
	ASSERT_EQ(0, pppsim_if_rename(self->first.unit.ifname, "work"));
	ASSERT_EQ(0, pppsim_if_up("work"));
	handle = handle_of_name("work");
	EXPECT_NE(NULL, handle);
	EXPECT_EQ(RASCS_Connected, status_of(handle));
	EXPECT_EQ(NULL, handle_of(&self->first));
}

TEST_F(backends, what_moves_to_another_namespace_has_ended)
{
	HRASCONN handle = handle_of(&self->first);
	int nsfd = pppsim_netns_new();

	ASSERT_LE(0, nsfd);
	ASSERT_EQ(0, pppsim_if_move(self->first.unit.ifname, nsfd));
	EXPECT_SET(self->disconnection);
	EXPECT_UNSET(self->disconnection);
	EXPECT_EQ(ERROR_INVALID_HANDLE, status_of(handle));
	EXPECT_EQ(1, count_connections());
	close(nsfd);
}

TEST_F(backends, handles_that_ended_are_refused)
{
	HRASCONN handle = handle_of(&self->first);
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);

	SetLastError(POISON);
	ASSERT_EQ(0, pppsim_unit_down(&self->first.unit));
	EXPECT_EQ(ERROR_INVALID_HANDLE,
		  RasConnectionNotification(handle, event,
					    RASCN_Disconnection));
	EXPECT_EQ(ERROR_INVALID_HANDLE,
		  RasConnectionNotification(handle, event, RASCN_Dormant));
	EXPECT_TRUE(CloseHandle(event));
}

TEST_F(backends, addresses_and_counters_are_told)
{
	RASPPPIPA ip = { .dwSize = sizeof(ip) };
	RAS_STATS stats = { .dwSize = sizeof(stats) };
	HRASCONN handle = handle_of(&self->first);
	DWORD bytes = sizeof(ip);

	ASSERT_EQ(0, address_set(self->first.unit.ifname, "10.0.0.1",
				 "10.0.0.2"));
	EXPECT_EQ(0, RasGetProjectionInfoA(handle, RASP_PppIp, &ip, &bytes));
	EXPECT_STREQ("10.0.0.1", ip.szIpAddress);
	EXPECT_STREQ("10.0.0.2", ip.szServerIpAddress);
	EXPECT_EQ(0, RasGetConnectionStatistics(handle, &stats));
	EXPECT_EQ(0, RasClearConnectionStatistics(handle));
}

struct caller {
	pthread_t thread;
	const struct connection *connection;
	atomic_bool *stop;
	unsigned int wrong;
};

/* Everything a program may do at any time; what is up, is up or is not. */
static void *call_all(void *arg)
{
	struct caller *caller = arg;

	while (!atomic_load(caller->stop)) {
		RASPPPIPA ip = { .dwSize = sizeof(ip) };
		HRASCONN handle = handle_of(caller->connection);
		HANDLE all = watch(ALL, RASCN_Connection);
		HANDLE one = CreateEvent(NULL, FALSE, FALSE, NULL);
		DWORD bytes = sizeof(ip), error;

		error = RasConnectionNotification(handle, one,
						  RASCN_Disconnection);
		caller->wrong += error && error != ERROR_INVALID_HANDLE;
		error = status_of(handle);
		caller->wrong += error != RASCS_Connected &&
				 error != ERROR_INVALID_HANDLE;
		error = RasGetProjectionInfoA(handle, RASP_PppIp, &ip, &bytes);
		caller->wrong += error && error != ERROR_INVALID_HANDLE;
		caller->wrong += !all || !CloseHandle(all);
		caller->wrong += !CloseHandle(one);
	}
	return NULL;
}

#define CALLERS	4
#define FLAPS	300

TEST_F(backends, threads_may_call_while_connections_come_and_go)
{
	struct connection *flaps = &self->second;
	struct caller callers[CALLERS] = { 0 };
	atomic_bool stop = false;

	ASSERT_EQ(0, address_set(self->first.unit.ifname, "10.0.0.1",
				 "10.0.0.2"));
	ASSERT_EQ(0, address_set(flaps->unit.ifname, "10.0.0.3", "10.0.0.4"));
	for (int i = 0; i < CALLERS; i++) {
		callers[i].connection = i % 2 ? flaps : &self->first;
		callers[i].stop = &stop;
		ASSERT_EQ(0, pthread_create(&callers[i].thread, NULL, call_all,
					    &callers[i]));
	}
	for (int i = 0; i < FLAPS; i++) {
		EXPECT_EQ(0, pppsim_unit_down(&flaps->unit));
		EXPECT_SET(self->disconnection);
		EXPECT_EQ(0, pppsim_unit_up(&flaps->unit));
		EXPECT_SET(self->connection);
	}
	atomic_store(&stop, true);
	for (int i = 0; i < CALLERS; i++) {
		pthread_join(callers[i].thread, NULL);
		EXPECT_EQ(0, callers[i].wrong);
	}
	EXPECT_UNSET(self->connection);
	EXPECT_UNSET(self->disconnection);
}

/* Differences.  Each says what the device does, and what rtnetlink. */

TEST_F(backends, differs_bandwidth_is_refused)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	DWORD wanted = variant->netlink ? ERROR_RASMAN_CANNOT_INITIALIZE : 0;

	EXPECT_EQ(wanted, RasConnectionNotification(ALL, event,
						    RASCN_BandwidthAdded));
	EXPECT_EQ(wanted, RasConnectionNotification(ALL, event, EVERY_FLAG));
	/* What is refused is refused altogether. */
	ASSERT_EQ(0, pppsim_unit_down(&self->first.unit));
	EXPECT_SET(self->disconnection);
	EXPECT_EQ(variant->netlink ? WAIT_TIMEOUT : WAIT_OBJECT_0,
		  WaitForSingleObject(event, 0));
	SetLastError(POISON);
	EXPECT_TRUE(CloseHandle(event));
}

TEST_F(backends, differs_links_are_refused)
{
	HRASCONN handle = handle_of(&self->first), link;
	RAS_STATS stats = { .dwSize = sizeof(stats) };
	DWORD wanted = variant->netlink ? ERROR_RASMAN_CANNOT_INITIALIZE : 0;

	EXPECT_EQ(wanted, RasGetSubEntryHandle(handle, 1, &link));
	EXPECT_EQ(wanted, RasGetLinkStatistics(handle, 1, &stats));
	EXPECT_EQ(wanted, RasClearLinkStatistics(handle, 1));
}

TEST_F(backends, differs_the_device_is_generic_and_lcp_unknown)
{
	RASCONNSTATUSA status = { .dwSize = sizeof(status) };
	static RASPPPLCPA lcp;
	DWORD bytes = sizeof(lcp);

	ASSERT_EQ(0, RasGetConnectStatusA(handle_of(&self->first), &status));
	EXPECT_STREQ(variant->netlink ? "GENERIC" : "modem",
		     status.szDeviceType);
	lcp.dwSize = sizeof(lcp);
	EXPECT_EQ(variant->netlink ? ERROR_PROTOCOL_NOT_CONFIGURED : 0,
		  RasGetProjectionInfoA(handle_of(&self->first), RASP_PppLcp,
					&lcp, &bytes));
}

TEST_F(backends, differs_an_interface_without_links_is_connected)
{
	struct connection empty;

	ASSERT_EQ(0, connection_open(&empty));
	ASSERT_EQ(0, pppsim_unit_up(&empty.unit));
	EXPECT_EQ(variant->netlink ? 3 : 2, count_connections());
	connection_close(&empty);
}

TEST_F(backends, differs_the_last_link_does_not_end_a_connection)
{
	ASSERT_EQ(0, pppsim_channel_disconnect(&self->first.channels[0]));
	EXPECT_EQ(variant->netlink ? 2 : 1, count_connections());
}

TEST_HARNESS_MAIN
