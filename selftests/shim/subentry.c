// SPDX-License-Identifier: GPL-2.0
/* RasGetSubEntryHandle. */
#include "kselftest_harness.h"

#include "connection.h"

#define POISON	((HRASCONN)(LONG_PTR)0xcc)

FIXTURE(subentry) {
	struct connection connection;
	HRASCONN handle;
	HRASCONN link;
};

FIXTURE_SETUP(subentry)
{
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, connection_establish(&self->connection, 3));
	self->handle = connection_handle(&self->connection);
	self->link = POISON;
	SetLastError(0xcc);
}

FIXTURE_TEARDOWN(subentry)
{
	EXPECT_EQ(0xcc, GetLastError());
	connection_close(&self->connection);
}

/* The failure, and nothing written. */
#define EXPECT_ERROR(error, handle, place) do {				\
	EXPECT_EQ(error, RasGetSubEntryHandle(handle, place,		\
					      &self->link));		\
	EXPECT_EQ(POISON, self->link);					\
} while (0)

TEST_F(subentry, each_link_has_its_handle)
{
	for (DWORD place = 1; place <= 3; place++) {
		EXPECT_EQ(ERROR_SUCCESS,
			  RasGetSubEntryHandleA(self->handle, place,
						&self->link));
		EXPECT_EQ(link_handle(&self->connection, place), self->link);
		EXPECT_NE(self->handle, self->link);
		self->link = POISON;
		EXPECT_EQ(ERROR_SUCCESS,
			  RasGetSubEntryHandleW(self->handle, place,
						&self->link));
		EXPECT_EQ(link_handle(&self->connection, place), self->link);
	}
}

TEST_F(subentry, the_handle_works_where_a_connection_does)
{
	RASCONNSTATUS status = { .dwSize = sizeof(status) };
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);

	ASSERT_EQ(ERROR_SUCCESS,
		  RasGetSubEntryHandle(self->handle, 3, &self->link));
	EXPECT_EQ(ERROR_SUCCESS, RasGetConnectStatus(self->link, &status));
	EXPECT_EQ(RASCS_Connected, status.rasconnstate);
	EXPECT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(self->link, event,
					    RASCN_Disconnection));
	EXPECT_EQ(0, pppsim_channel_disconnect(&self->connection.channels[2]));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(event, 0));
	EXPECT_EQ(ERROR_INVALID_HANDLE,
		  RasGetConnectStatus(self->link, &status));
	EXPECT_TRUE(CloseHandle(event));
	SetLastError(0xcc);
}

TEST_F(subentry, a_free_place_is_a_closed_port_until_it_is_taken_again)
{
	struct pppsim_channel *channel = &self->connection.channels[1];
	HRASCONN before = link_handle(&self->connection, 2);

	EXPECT_EQ(0, pppsim_channel_disconnect(channel));
	EXPECT_ERROR(ERROR_PORT_NOT_OPEN, self->handle, 2);
	EXPECT_EQ(0, pppsim_channel_connect(channel,
					    self->connection.unit.index));
	EXPECT_EQ(ERROR_SUCCESS,
		  RasGetSubEntryHandle(self->handle, 2, &self->link));
	EXPECT_NE(before, self->link);
}

TEST_F(subentry, the_last_place_stays_known_after_its_link_is_gone)
{
	EXPECT_EQ(0, pppsim_channel_disconnect(&self->connection.channels[2]));
	EXPECT_ERROR(ERROR_PORT_NOT_OPEN, self->handle, 3);
	EXPECT_ERROR(ERROR_NO_MORE_ITEMS, self->handle, 4);
}

TEST_F(subentry, places_out_of_range_have_their_exact_codes)
{
	EXPECT_ERROR(ERROR_INVALID_PARAMETER, self->handle, 0);
	EXPECT_ERROR(ERROR_NO_MORE_ITEMS, self->handle, 4);
	EXPECT_ERROR(ERROR_NO_MORE_ITEMS, self->handle, 0xffffffff);
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasGetSubEntryHandle(self->handle, 1, NULL));
}

TEST_F(subentry, what_is_no_connection_that_is_up_is_refused)
{
	EXPECT_ERROR(ERROR_INVALID_HANDLE, NULL, 1);
	EXPECT_ERROR(ERROR_INVALID_HANDLE, ALL, 1);
	EXPECT_ERROR(ERROR_INVALID_HANDLE, (HRASCONN)(LONG_PTR)-2, 1);
	EXPECT_ERROR(ERROR_INVALID_HANDLE,
		     link_handle(&self->connection, 1), 1);
	EXPECT_EQ(0, pppsim_unit_down(&self->connection.unit));
	EXPECT_ERROR(ERROR_INVALID_HANDLE, self->handle, 1);
}

TEST_F(subentry, a_connection_that_is_dialling_is_refused)
{
	struct connection dialling;

	ASSERT_EQ(0, connection_open(&dialling));
	EXPECT_EQ(0, connection_add_link(&dialling));
	EXPECT_ERROR(ERROR_INVALID_HANDLE, connection_handle(&dialling), 1);
	connection_close(&dialling);
}

TEST_HARNESS_MAIN
