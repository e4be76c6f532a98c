// SPDX-License-Identifier: GPL-2.0
/* What the RAS functions say where the kernel module is not loaded. */
#include "kselftest_harness.h"

#include <windows.h>
#include <ras.h>

#define POISON	0xccU
#define ALL	((HRASCONN)INVALID_HANDLE_VALUE)
#define SOMEONE	((HRASCONN)(LONG_PTR)1)

FIXTURE(no_module) {
	HANDLE event;
};

FIXTURE_SETUP(no_module)
{
	if (!access("/dev/pppev", F_OK))
		SKIP(return, "the module is loaded");
	self->event = CreateEvent(NULL, FALSE, FALSE, NULL);
	ASSERT_NE(NULL, self->event);
	SetLastError(POISON);
}

/* No function touches the last error or signals anything. */
FIXTURE_TEARDOWN(no_module)
{
	if (!self->event)
		return;
	EXPECT_EQ(POISON, GetLastError());
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(self->event, 0));
	EXPECT_TRUE(CloseHandle(self->event));
}

TEST_F(no_module, notification_says_that_the_service_is_missing)
{
	for (DWORD flag = RASCN_Connection; flag <= RASCN_EPDGPacketArrival;
	     flag <<= 1) {
		EXPECT_EQ(ERROR_RASMAN_CANNOT_INITIALIZE,
			  RasConnectionNotificationA(ALL, self->event, flag));
		EXPECT_EQ(ERROR_RASMAN_CANNOT_INITIALIZE,
			  RasConnectionNotificationW(NULL, self->event, flag));
		EXPECT_EQ(ERROR_RASMAN_CANNOT_INITIALIZE,
			  RasConnectionNotificationA(SOMEONE, self->event,
						     flag));
	}
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

TEST_F(no_module, enumeration_says_so_and_leaves_the_counts_alone)
{
	DWORD bytes = 0, count = POISON;

	EXPECT_EQ(ERROR_RASMAN_CANNOT_INITIALIZE,
		  RasEnumConnections(NULL, &bytes, &count));
	EXPECT_EQ(0, bytes);
	EXPECT_EQ(POISON, count);
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasEnumConnections(NULL, NULL, &count));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasEnumConnections(NULL, &bytes, NULL));
}

TEST_F(no_module, status_and_subentry_say_so)
{
	RASCONNSTATUS status = { .dwSize = sizeof(status) };
	HRASCONN link = SOMEONE;

	EXPECT_EQ(ERROR_RASMAN_CANNOT_INITIALIZE,
		  RasGetConnectStatus(SOMEONE, &status));
	EXPECT_EQ(ERROR_INVALID_HANDLE, RasGetConnectStatus(NULL, &status));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, RasGetConnectStatus(SOMEONE, NULL));
	EXPECT_EQ(ERROR_RASMAN_CANNOT_INITIALIZE,
		  RasGetSubEntryHandle(SOMEONE, 1, &link));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasGetSubEntryHandle(SOMEONE, 0, &link));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasGetSubEntryHandle(SOMEONE, 1, NULL));
	EXPECT_EQ(SOMEONE, link);
}

TEST_HARNESS_MAIN
