// SPDX-License-Identifier: GPL-2.0
/*
 * What the RAS functions say where the kernel module is not loaded, and where
 * there is no connection at all; "backends" has those with connections.
 */
#include "kselftest_harness.h"

#include <sys/resource.h>
#include <sys/socket.h>

#include <windows.h>
#include <ras.h>

#include "descriptors.h"
#include "namespace.h"

#define POISON	0xccU
#define ALL	((HRASCONN)INVALID_HANDLE_VALUE)
#define SOMEONE	((HRASCONN)(LONG_PTR)1)

FIXTURE(no_module) {
	HANDLE event;
};

FIXTURE_SETUP(no_module)
{
	if (!access("/dev/pppev", F_OK))
		SKIP_IN_SETUP("the module is loaded");
	if (!namespace_enter_empty())
		SKIP_IN_SETUP("no namespaces here");
	self->event = CreateEvent(NULL, FALSE, FALSE, NULL);
	ASSERT_NE(NULL, self->event);
	SetLastError(POISON);
}

/* No function touches the last error or signals anything. */
FIXTURE_TEARDOWN(no_module)
{
	EXPECT_EQ(POISON, GetLastError());
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(self->event, 0));
	EXPECT_TRUE(CloseHandle(self->event));
}

TEST_F(no_module, connections_are_served_and_links_are_refused)
{
	static const DWORD served[] = {
		RASCN_Connection, RASCN_Disconnection, RASCN_Dormant,
		RASCN_ReConnection, RASCN_EPDGPacketArrival,
		RASCN_Connection | RASCN_Disconnection | RASCN_Dormant,
	};
	static const DWORD refused[] = {
		RASCN_BandwidthAdded, RASCN_BandwidthRemoved,
		RASCN_Connection | RASCN_BandwidthAdded,
	};

	for (size_t i = 0; i < ARRAY_SIZE(served); i++) {
		EXPECT_EQ(ERROR_SUCCESS,
			  RasConnectionNotificationA(ALL, self->event,
						     served[i]));
		EXPECT_EQ(ERROR_SUCCESS,
			  RasConnectionNotificationW(NULL, self->event,
						     served[i]));
		EXPECT_EQ(ERROR_INVALID_HANDLE,
			  RasConnectionNotificationA(SOMEONE, self->event,
						     served[i]));
	}
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++)
		EXPECT_EQ(ERROR_RASMAN_CANNOT_INITIALIZE,
			  RasConnectionNotificationA(ALL, self->event,
						     refused[i]));
}

TEST_F(no_module, bad_parameters_come_first)
{
	HANDLE closed = CreateEvent(NULL, FALSE, FALSE, NULL);
	HANDLE semaphore = CreateSemaphore(NULL, 0, 1, NULL);

	CloseHandle(closed);
	SetLastError(POISON);
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasConnectionNotification(ALL, NULL, RASCN_Connection));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasConnectionNotification(ALL, INVALID_HANDLE_VALUE,
					    RASCN_Connection));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasConnectionNotification(ALL, self->event, 0));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasConnectionNotification(ALL, self->event, 0x80));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasConnectionNotification(ALL, closed, 0x80));
	EXPECT_EQ(ERROR_INVALID_HANDLE,
		  RasConnectionNotification(ALL, closed, RASCN_Connection));
	EXPECT_EQ(ERROR_INVALID_HANDLE,
		  RasConnectionNotification(ALL, semaphore, RASCN_Connection));
	EXPECT_TRUE(CloseHandle(semaphore));
}

TEST_F(no_module, no_connection_is_a_success)
{
	DWORD bytes = 0, count = POISON;

	EXPECT_EQ(ERROR_SUCCESS, RasEnumConnections(NULL, &bytes, &count));
	EXPECT_EQ(0, bytes);
	EXPECT_EQ(0, count);
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasEnumConnections(NULL, NULL, &count));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasEnumConnections(NULL, &bytes, NULL));
}

TEST_F(no_module, handles_of_nobody_are_invalid)
{
	RASCONNSTATUS status = { .dwSize = sizeof(status) };
	RAS_STATS stats = { .dwSize = sizeof(stats) };
	HRASCONN link = SOMEONE;

	EXPECT_EQ(ERROR_INVALID_HANDLE, RasGetConnectStatus(SOMEONE, &status));
	EXPECT_EQ(ERROR_INVALID_HANDLE, RasGetConnectStatus(NULL, &status));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, RasGetConnectStatus(SOMEONE, NULL));
	EXPECT_EQ(ERROR_INVALID_HANDLE,
		  RasGetSubEntryHandle(SOMEONE, 1, &link));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasGetSubEntryHandle(SOMEONE, 0, &link));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasGetSubEntryHandle(SOMEONE, 1, NULL));
	EXPECT_EQ(SOMEONE, link);
	EXPECT_EQ(ERROR_INVALID_HANDLE,
		  RasGetConnectionStatistics(SOMEONE, &stats));
	EXPECT_EQ(ERROR_INVALID_HANDLE, RasClearConnectionStatistics(SOMEONE));
	EXPECT_EQ(ERROR_INVALID_HANDLE,
		  RasGetLinkStatistics(SOMEONE, 1, &stats));
}

TEST_F(no_module, without_any_descriptor_it_says_so_and_works_later)
{
	struct rlimit limit, none;
	DWORD error;

	ASSERT_EQ(0, getrlimit(RLIMIT_NOFILE, &limit));
	none = (struct rlimit){ 0, limit.rlim_max };
	ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &none));
	error = RasConnectionNotification(ALL, self->event, RASCN_Connection);
	ASSERT_EQ(0, setrlimit(RLIMIT_NOFILE, &limit));
	EXPECT_EQ(ERROR_TOO_MANY_OPEN_FILES, error);
	EXPECT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(ALL, self->event,
					    RASCN_Connection));
}

/* The way to an answer needs several, and any of them may be the last. */
TEST_F(no_module, with_too_few_descriptors_it_says_so_and_works_later)
{
	unsigned int left = 0;
	DWORD bytes, count, error;

	do {
		bytes = 0;
		ASSERT_EQ(0, descriptors_leave(left++));
		error = RasEnumConnections(NULL, &bytes, &count);
		if (error)
			ASSERT_EQ(ERROR_TOO_MANY_OPEN_FILES, error);
	} while (error);
	EXPECT_LT(1, left);
}

TEST_HARNESS_MAIN
