// SPDX-License-Identifier: GPL-2.0
/*
 * State first, signal second: as soon as a wait returns, the functions of any
 * process show the new state.  The thread that makes the change may still be
 * in the kernel at that time.
 */
#include "kselftest_harness.h"

#include "connection.h"
#include "threads.h"

#define CYCLES	200

/* Another process, which enumerates each time it is asked. */
struct observer {
	pid_t pid;
	int ask, answer;
};

static void observe(int ask, int answer)
{
	char byte;

	while (read(ask, &byte, 1) == 1) {
		int count = count_connections();

		if (write(answer, &count, sizeof(count)) != sizeof(count))
			_exit(1);
	}
	_exit(0);
}

static int observer_start(struct observer *observer)
{
	int ask[2], answer[2];

	if (pipe2(ask, O_CLOEXEC) || pipe2(answer, O_CLOEXEC))
		return -1;
	observer->pid = fork();
	if (!observer->pid) {
		close(ask[1]);
		observe(ask[0], answer[1]);
	}
	close(ask[0]);
	close(answer[1]);
	observer->ask = ask[1];
	observer->answer = answer[0];
	return observer->pid < 0 ? -1 : 0;
}

static int observer_count(struct observer *observer)
{
	int count = -1;

	if (write(observer->ask, "", 1) != 1 ||
	    read(observer->answer, &count, sizeof(count)) != sizeof(count))
		return -1;
	return count;
}

/* Sets the interface up and down; goes on when the test has looked. */
struct changer {
	struct pppsim_unit *unit;
	HANDLE looked;
	pthread_t thread;
};

static void *change(void *arg)
{
	struct changer *changer = arg;

	for (int i = 0; i < CYCLES; i++) {
		pppsim_unit_up(changer->unit);
		WaitForSingleObject(changer->looked, INFINITE);
		pppsim_unit_down(changer->unit);
		WaitForSingleObject(changer->looked, INFINITE);
	}
	return NULL;
}

TEST(another_process_sees_the_state_when_the_wait_returns)
{
	struct connection connection;
	struct observer observer;
	struct changer changer = {
		.unit = &connection.unit,
		.looked = CreateEvent(NULL, FALSE, FALSE, NULL),
	};
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	RASCONNSTATUS status = { .dwSize = sizeof(status) };
	int child = -1;

	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, connection_open(&connection));
	ASSERT_EQ(0, connection_add_link(&connection));
	ASSERT_EQ(0, observer_start(&observer));
	ASSERT_EQ(0, observer_count(&observer));
	ASSERT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(ALL, event, RASCN_Connection |
					    RASCN_Disconnection));
	pthread_create(&changer.thread, NULL, change, &changer);
	for (int i = 0; i < CYCLES; i++) {
		HRASCONN handle;

		ASSERT_EQ(WAIT_OBJECT_0, WaitForSingleObject(event, INFINITE));
		ASSERT_EQ(1, observer_count(&observer));
		handle = connection_handle(&connection);
		ASSERT_EQ(ERROR_SUCCESS, RasGetConnectStatus(handle, &status));
		ASSERT_EQ(RASCS_Connected, status.rasconnstate);
		SetEvent(changer.looked);

		ASSERT_EQ(WAIT_OBJECT_0, WaitForSingleObject(event, INFINITE));
		ASSERT_EQ(0, observer_count(&observer));
		ASSERT_EQ(ERROR_INVALID_HANDLE,
			  RasGetConnectStatus(handle, &status));
		SetEvent(changer.looked);
	}
	pthread_join(changer.thread, NULL);
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(event, 0));
	close(observer.ask);
	EXPECT_EQ(observer.pid, waitpid(observer.pid, &child, 0));
	EXPECT_EQ(0, child);
	connection_close(&connection);
}

TEST_HARNESS_MAIN
