// SPDX-License-Identifier: GPL-2.0
/*
 * rtnetlink loses messages when nobody reads them in time.  A process is
 * stopped until it has lost some, and has to know all the same what is.
 */
#include "kselftest_harness.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

#include "connection.h"
#include "hide.h"

#define FLAPS_AT_MOST	200000
#define ROOM		16

FIXTURE(lost) {
	struct connection ends, stays, flaps, begins;
	int ready[2];
	pid_t child;
};

FIXTURE_SETUP(lost)
{
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, hide_device());
	ASSERT_EQ(0, connection_establish(&self->ends, 1));
	ASSERT_EQ(0, connection_establish(&self->stays, 1));
	ASSERT_EQ(0, connection_open(&self->flaps));
	ASSERT_EQ(0, pipe(self->ready));
}

FIXTURE_TEARDOWN(lost)
{
	if (self->child > 0) {
		kill(self->child, SIGKILL);
		waitpid(self->child, NULL, 0);
	}
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

/* 0, or the number of what was wrong. */
static int child(const FIXTURE_DATA(lost) *self)
{
	HRASCONN ends = handle_of(&self->ends), stays = handle_of(&self->stays);
	RASCONNSTATUS status = { .dwSize = sizeof(status) };
	HANDLE connected = watch(ALL, RASCN_Connection);
	HANDLE disconnected = watch(ALL, RASCN_Disconnection);
	HANDLE ended = watch(ends, RASCN_Disconnection);
	HANDLE stayed = watch(stays, RASCN_Disconnection);

	if (!connected || !disconnected || !ended || !stayed)
		return 1;
	if (write(self->ready[1], "", 1) != 1)
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
	return 0;
}

/* Of the sockets of this namespace that listen to links. */
static unsigned long messages_lost(void)
{
	unsigned long lost = 0;
	char line[256];
	FILE *file = fopen("/proc/net/netlink", "r");

	while (file && fgets(line, sizeof(line), file)) {
		unsigned long groups, drops;

		if (sscanf(line, "%*s 0 %*s %lx %*s %*s %*s %*s %lu", &groups,
			   &drops) == 2 && groups == 1)
			lost += drops;
	}
	if (file)
		fclose(file);
	return lost;
}

static int start_and_stop(FIXTURE_DATA(lost) *self)
{
	char byte;
	int status;

	self->child = fork();
	if (!self->child) {
		/* Else the interface would not go with its owner. */
		close(self->ends.unit.fd);
		_exit(child(self));
	}
	if (read(self->ready[0], &byte, 1) != 1)
		return -1;
	kill(self->child, SIGSTOP);
	return waitpid(self->child, &status, WUNTRACED) == self->child &&
	       WIFSTOPPED(status) ? 0 : -1;
}

static int continue_to_end(FIXTURE_DATA(lost) *self)
{
	int status;

	kill(self->child, SIGCONT);
	waitpid(self->child, &status, 0);
	self->child = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F_TIMEOUT(lost, whoever_lost_messages_knows_what_is_nevertheless, 120)
{
	ASSERT_EQ(0, start_and_stop(self));
	for (int i = 0; i < FLAPS_AT_MOST && !messages_lost(); i++) {
		ASSERT_EQ(0, pppsim_unit_up(&self->flaps.unit));
		ASSERT_EQ(0, pppsim_unit_down(&self->flaps.unit));
	}
	ASSERT_LT(0, messages_lost());
	/* None of this fits into its queue any more. */
	connection_close(&self->ends);
	ASSERT_EQ(0, connection_establish(&self->begins, 1));
	EXPECT_EQ(0, continue_to_end(self));
	connection_close(&self->begins);
}

TEST_HARNESS_MAIN
