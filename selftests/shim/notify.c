// SPDX-License-Identifier: GPL-2.0
/* RasConnectionNotification: which events it tells. */
#include "kselftest_harness.h"

#include "connection.h"

#define POISON	0xccU

FIXTURE(notify) {
	struct connection connection;
	struct watcher all;
};

FIXTURE_SETUP(notify)
{
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, connection_open(&self->connection));
	SetLastError(POISON);
	ASSERT_EQ(ERROR_SUCCESS, watcher_open(&self->all, ALL));
	SetLastError(POISON);
}

/* Nothing that a test did is left untold; no RAS function set an error. */
FIXTURE_TEARDOWN(notify)
{
	EXPECT_EQ(POISON, GetLastError());
	EXPECT_EQ(0, watcher_take(&self->all));
	watcher_close(&self->all);
	connection_close(&self->connection);
}

/* One step of a test, and the flags it has to tell the watcher. */
#define STEP(watcher, flags, action) do {				\
	EXPECT_EQ(0, action);						\
	EXPECT_EQ((DWORD)(flags), watcher_take(watcher));		\
} while (0)

TEST_F(notify, a_single_link_tells_connection_and_disconnection_only)
{
	struct connection *c = &self->connection;

	STEP(&self->all, 0, connection_add_link(c));
	STEP(&self->all, RASCN_Connection, pppsim_unit_up(&c->unit));
	STEP(&self->all, RASCN_Disconnection, pppsim_unit_down(&c->unit));
	STEP(&self->all, 0, pppsim_channel_disconnect(&c->channels[0]));
}

TEST_F(notify, losing_the_only_link_tells_disconnection)
{
	struct connection *c = &self->connection;

	EXPECT_EQ(0, connection_add_link(c));
	STEP(&self->all, RASCN_Connection, pppsim_unit_up(&c->unit));
	STEP(&self->all, RASCN_Disconnection,
	     pppsim_channel_disconnect(&c->channels[0]));
}

TEST_F(notify, a_second_link_makes_a_bundle_and_tells_its_bandwidth)
{
	struct connection *c = &self->connection;

	EXPECT_EQ(0, connection_add_link(c));
	STEP(&self->all, RASCN_Connection, pppsim_unit_up(&c->unit));
	STEP(&self->all, RASCN_BandwidthAdded, connection_add_link(c));
	STEP(&self->all, RASCN_BandwidthAdded, connection_add_link(c));
	STEP(&self->all, RASCN_BandwidthRemoved,
	     pppsim_channel_disconnect(&c->channels[1]));
	STEP(&self->all, RASCN_BandwidthAdded,
	     pppsim_channel_connect(&c->channels[1], c->unit.index));
	STEP(&self->all, RASCN_BandwidthRemoved,
	     pppsim_channel_disconnect(&c->channels[0]));
	STEP(&self->all, RASCN_BandwidthRemoved,
	     pppsim_channel_disconnect(&c->channels[1]));
	STEP(&self->all, RASCN_Disconnection,
	     pppsim_channel_disconnect(&c->channels[2]));
}

TEST_F(notify, first_and_last_link_of_a_multilink_unit_tell_bandwidth_too)
{
	struct connection *c = &self->connection;

	EXPECT_EQ(0, pppsim_unit_multilink(&c->unit, true));
	STEP(&self->all, RASCN_BandwidthAdded, connection_add_link(c));
	STEP(&self->all, RASCN_Connection, pppsim_unit_up(&c->unit));
	STEP(&self->all, RASCN_BandwidthRemoved | RASCN_Disconnection,
	     pppsim_channel_disconnect(&c->channels[0]));
}

TEST_F(notify, a_dial_that_fails_tells_nothing)
{
	struct connection *c = &self->connection;

	STEP(&self->all, 0, connection_add_link(c));
	STEP(&self->all, 0, pppsim_channel_disconnect(&c->channels[0]));
}

TEST_F(notify, a_line_that_hangs_up_tells_disconnection)
{
	struct connection *c = &self->connection;

	EXPECT_EQ(0, connection_add_link(c));
	STEP(&self->all, RASCN_Connection, pppsim_unit_up(&c->unit));
	STEP(&self->all, RASCN_Disconnection,
	     pppsim_channel_hangup(&c->channels[0]));
}

TEST_F(notify, null_means_all_connections)
{
	struct watcher null;

	EXPECT_EQ(ERROR_SUCCESS, watcher_open(&null, NULL));
	EXPECT_EQ(0, connection_add_link(&self->connection));
	STEP(&null, RASCN_Connection, pppsim_unit_up(&self->connection.unit));
	STEP(&null, RASCN_Disconnection,
	     pppsim_unit_down(&self->connection.unit));
	EXPECT_EQ(RASCN_Connection | RASCN_Disconnection,
		  watcher_take(&self->all));
	watcher_close(&null);
	SetLastError(POISON);
}

TEST_F(notify, one_connection_is_told_apart_from_another)
{
	struct watcher one;
	struct connection other;

	EXPECT_EQ(0, connection_add_link(&self->connection));
	EXPECT_EQ(0, pppsim_unit_up(&self->connection.unit));
	EXPECT_EQ(ERROR_SUCCESS,
		  watcher_open(&one, connection_handle(&self->connection)));
	EXPECT_EQ(0, connection_establish(&other, 2));
	connection_close(&other);
	EXPECT_EQ(0, watcher_take(&one));
	EXPECT_EQ((DWORD)EVERY_FLAG, watcher_take(&self->all));
	STEP(&one, RASCN_BandwidthAdded,
	     connection_add_link(&self->connection));
	STEP(&one, RASCN_Disconnection,
	     pppsim_unit_down(&self->connection.unit));
	watcher_take(&self->all);
	watcher_close(&one);
	SetLastError(POISON);
}

TEST_F(notify, a_connection_that_is_dialling_is_told_when_it_is_up)
{
	struct watcher one;

	EXPECT_EQ(0, connection_add_link(&self->connection));
	EXPECT_EQ(ERROR_SUCCESS,
		  watcher_open(&one, connection_handle(&self->connection)));
	STEP(&one, RASCN_Connection, pppsim_unit_up(&self->connection.unit));
	watcher_take(&self->all);
	watcher_close(&one);
	SetLastError(POISON);
}

TEST_F(notify, registering_does_not_tell_what_is_already_so)
{
	struct watcher late;

	EXPECT_EQ(0, connection_add_link(&self->connection));
	EXPECT_EQ(0, pppsim_unit_up(&self->connection.unit));
	watcher_take(&self->all);
	EXPECT_EQ(ERROR_SUCCESS, watcher_open(&late, ALL));
	EXPECT_EQ(0, watcher_take(&late));
	watcher_close(&late);
	EXPECT_EQ(ERROR_SUCCESS,
		  watcher_open(&late, connection_handle(&self->connection)));
	EXPECT_EQ(0, watcher_take(&late));
	watcher_close(&late);
	SetLastError(POISON);
}

TEST_F(notify, a_link_is_told_when_it_goes_and_no_bandwidth)
{
	struct connection *c = &self->connection;
	struct watcher link;

	for (int i = 0; i < 3; i++)
		EXPECT_EQ(0, connection_add_link(c));
	EXPECT_EQ(0, pppsim_unit_up(&c->unit));
	EXPECT_EQ(ERROR_SUCCESS, watcher_open(&link, link_handle(c, 2)));
	STEP(&link, 0, pppsim_channel_disconnect(&c->channels[0]));
	STEP(&link, RASCN_Disconnection,
	     pppsim_channel_disconnect(&c->channels[1]));
	STEP(&link, 0, pppsim_channel_connect(&c->channels[1], c->unit.index));
	watcher_take(&self->all);
	watcher_close(&link);
	SetLastError(POISON);
}

TEST_F(notify, one_event_may_watch_for_everything)
{
	struct connection *c = &self->connection;
	HANDLE event = CreateEvent(NULL, TRUE, FALSE, NULL);

	EXPECT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(ALL, event, EVERY_FLAG));
	EXPECT_EQ(0, connection_add_link(c));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	EXPECT_EQ(0, pppsim_unit_up(&c->unit));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(event, 0));
	EXPECT_TRUE(ResetEvent(event));
	EXPECT_EQ(0, connection_add_link(c));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(event, 0));
	watcher_take(&self->all);
	EXPECT_TRUE(CloseHandle(event));
	SetLastError(POISON);
}

TEST_F(notify, registering_again_adds_flags_and_tells_once)
{
	struct connection *c = &self->connection;
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);

	for (int i = 0; i < 3; i++)
		EXPECT_EQ(ERROR_SUCCESS,
			  RasConnectionNotification(ALL, event,
						    RASCN_Connection));
	EXPECT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(NULL, event, RASCN_Disconnection));
	EXPECT_EQ(0, connection_add_link(c));
	EXPECT_EQ(0, pppsim_unit_up(&c->unit));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(event, 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	EXPECT_EQ(0, pppsim_unit_down(&c->unit));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(event, 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	watcher_take(&self->all);
	EXPECT_TRUE(CloseHandle(event));
	SetLastError(POISON);
}

TEST_F(notify, flags_without_counterpart_are_accepted_and_never_told)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);

	EXPECT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(ALL, event, RASCN_Dormant |
					    RASCN_ReConnection |
					    RASCN_EPDGPacketArrival));
	EXPECT_EQ(0, connection_add_link(&self->connection));
	EXPECT_EQ(0, pppsim_unit_up(&self->connection.unit));
	EXPECT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(connection_handle(&self->connection),
					    event, RASCN_ReConnection));
	EXPECT_EQ(0, pppsim_unit_down(&self->connection.unit));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	watcher_take(&self->all);
	EXPECT_TRUE(CloseHandle(event));
	SetLastError(POISON);
}

TEST_F(notify, unknown_flags_are_masked_but_not_enough_alone)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);

	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasConnectionNotification(ALL, event, 0));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasConnectionNotification(ALL, event, 0xffffff80));
	EXPECT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(ALL, event, 0xffffff80 |
					    RASCN_Disconnection));
	EXPECT_EQ(0, connection_add_link(&self->connection));
	EXPECT_EQ(0, pppsim_unit_up(&self->connection.unit));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	EXPECT_EQ(0, pppsim_unit_down(&self->connection.unit));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(event, 0));
	watcher_take(&self->all);
	EXPECT_TRUE(CloseHandle(event));
	SetLastError(POISON);
}

TEST_F(notify, unknown_and_ended_connections_are_invalid_handles)
{
	struct connection *c = &self->connection;
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	HRASCONN ended, gone;

	EXPECT_EQ(0, connection_add_link(c));
	EXPECT_EQ(0, connection_add_link(c));
	EXPECT_EQ(0, pppsim_unit_up(&c->unit));
	ended = connection_handle(c);
	gone = link_handle(c, 2);
	EXPECT_EQ(0, pppsim_channel_disconnect(&c->channels[1]));
	EXPECT_EQ(0, pppsim_unit_down(&c->unit));
	for (DWORD flag = RASCN_Connection; flag <= RASCN_EPDGPacketArrival;
	     flag <<= 1) {
		EXPECT_EQ(ERROR_INVALID_HANDLE,
			  RasConnectionNotification(gone, event, flag));
		EXPECT_EQ(ERROR_INVALID_HANDLE,
			  RasConnectionNotification((HRASCONN)(LONG_PTR)-2,
						    event, flag));
		EXPECT_EQ(ERROR_INVALID_HANDLE,
			  RasConnectionNotification(ended, event, flag));
	}
	watcher_take(&self->all);
	EXPECT_TRUE(CloseHandle(event));
	SetLastError(POISON);
}

TEST_F(notify, what_is_no_event_is_refused)
{
	HANDLE semaphore = CreateSemaphore(NULL, 0, 1, NULL);
	HANDLE closed = CreateEvent(NULL, FALSE, FALSE, NULL);

	CloseHandle(closed);
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasConnectionNotification(ALL, NULL, RASCN_Connection));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasConnectionNotification(ALL, INVALID_HANDLE_VALUE,
					    RASCN_Connection));
	EXPECT_EQ(ERROR_INVALID_HANDLE,
		  RasConnectionNotification(ALL, closed, RASCN_Connection));
	EXPECT_EQ(ERROR_INVALID_HANDLE,
		  RasConnectionNotification(ALL, semaphore, RASCN_Connection));
	EXPECT_TRUE(CloseHandle(semaphore));
	SetLastError(POISON);
}

static int establish_and_close(void *arg)
{
	struct connection other;
	int ret = connection_establish(&other, 2);

	connection_close(&other);
	(void)arg;
	return ret;
}

TEST_F(notify, other_namespaces_are_not_told)
{
	STEP(&self->all, 0, pppsim_netns_run(PPPSIM_NETNS_FRESH,
					     establish_and_close, NULL));
	STEP(&self->all, EVERY_FLAG, establish_and_close(NULL));
}

TEST_F(notify, a_process_without_rights_is_denied)
{
	int status = -1;
	pid_t pid = fork();

	if (!pid) {
		HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
		uid_t nobody = 65534;

		if (setresuid(nobody, nobody, nobody))
			_exit(0);
		_exit(RasConnectionNotification(ALL, event, RASCN_Connection));
	}
	EXPECT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_TRUE(WIFEXITED(status));
	EXPECT_EQ(ERROR_ACCESS_DENIED, WEXITSTATUS(status));
}

TEST_HARNESS_MAIN
