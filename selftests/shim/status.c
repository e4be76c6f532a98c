// SPDX-License-Identifier: GPL-2.0
/* RasGetConnectStatus. */
#include "kselftest_harness.h"

#include "bytes.h"
#include "connection.h"
#include "sizes.h"

#define POISON		0xccccccccU

FIXTURE(status) {
	struct connection connection;
	RASCONNSTATUSA status;
};

FIXTURE_SETUP(status)
{
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, connection_open(&self->connection));
	self->status.dwSize = sizeof(self->status);
	SetLastError(POISON);
}

FIXTURE_TEARDOWN(status)
{
	EXPECT_EQ(POISON, GetLastError());
	connection_close(&self->connection);
}

#define EXPECT_STATE(state, handle) do {				\
	EXPECT_EQ(ERROR_SUCCESS,					\
		  RasGetConnectStatusA(handle, &self->status));		\
	EXPECT_EQ(state, self->status.rasconnstate);			\
	EXPECT_EQ(0, self->status.dwError);				\
} while (0)

#define EXPECT_GONE(handle)						\
	EXPECT_EQ(ERROR_INVALID_HANDLE,					\
		  RasGetConnectStatusA(handle, &self->status))

TEST_F(status, a_connection_goes_from_dialling_to_an_invalid_handle)
{
	struct connection *c = &self->connection;
	HRASCONN handle;

	EXPECT_EQ(0, connection_add_link(c));
	handle = connection_handle(c);
	EXPECT_STATE(RASCS_DeviceConnected, handle);
	EXPECT_EQ(0, pppsim_unit_up(&c->unit));
	EXPECT_STATE(RASCS_Connected, handle);
	EXPECT_EQ(0, pppsim_unit_down(&c->unit));
	EXPECT_GONE(handle);
	EXPECT_EQ(0, pppsim_channel_disconnect(&c->channels[0]));
	EXPECT_GONE(handle);
}

TEST_F(status, a_connection_without_links_has_an_open_port)
{
	EXPECT_STATE(RASCS_OpenPort, connection_handle(&self->connection));
}

TEST_F(status, a_link_follows_its_connection_and_is_gone_when_detached)
{
	struct connection *c = &self->connection;
	HRASCONN link;

	EXPECT_EQ(0, connection_add_link(c));
	link = link_handle(c, 1);
	EXPECT_STATE(RASCS_DeviceConnected, link);
	EXPECT_EQ(0, pppsim_unit_up(&c->unit));
	EXPECT_STATE(RASCS_Connected, link);
	EXPECT_EQ(0, pppsim_unit_down(&c->unit));
	EXPECT_STATE(RASCS_Disconnected, link);
	EXPECT_EQ(0, pppsim_channel_disconnect(&c->channels[0]));
	EXPECT_GONE(link);
}

TEST_F(status, all_fields_are_filled)
{
	struct connection *c = &self->connection;
	RASCONNSTATUSA *status = &self->status;

	EXPECT_EQ(0, connection_add_link(c));
	EXPECT_EQ(0, pppsim_unit_up(&c->unit));
	memset(status, POISON_BYTE, sizeof(*status));
	status->dwSize = sizeof(*status);
	EXPECT_STATE(RASCS_Connected, connection_handle(c));
	EXPECT_EQ(sizeof(*status), status->dwSize);
	EXPECT_STREQ("modem", status->szDeviceType);
	EXPECT_STREQ(c->unit.ifname, status->szDeviceName);
	EXPECT_STREQ("", status->szPhoneNumber);
	EXPECT_EQ(RASTUNNELENDPOINT_UNKNOWN, status->localEndPoint.dwType);
	EXPECT_EQ(RASTUNNELENDPOINT_UNKNOWN, status->remoteEndPoint.dwType);
	EXPECT_EQ(RASCSS_None, status->rasconnsubstate);
}

TEST_F(status, wide_text_is_filled_too)
{
	struct connection *c = &self->connection;
	RASCONNSTATUSW status = { .dwSize = sizeof(status) };
	size_t length = strlen(c->unit.ifname);

	EXPECT_EQ(0, connection_add_link(c));
	EXPECT_EQ(0, pppsim_unit_up(&c->unit));
	EXPECT_EQ(ERROR_SUCCESS,
		  RasGetConnectStatusW(connection_handle(c), &status));
	EXPECT_EQ(RASCS_Connected, status.rasconnstate);
	for (size_t i = 0; i <= length; i++)
		EXPECT_EQ((WCHAR)c->unit.ifname[i], status.szDeviceName[i]);
}

TEST_F(status, nothing_is_written_beyond_an_old_version)
{
	static const DWORD sizes[] = {
		RASCONNSTATUSA_0X400, RASCONNSTATUSA_0X401,
		RASCONNSTATUSA_0X601,
	};
	unsigned char buffer[2 * sizeof(RASCONNSTATUSA)];

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		memset(buffer, POISON_BYTE, sizeof(buffer));
		memcpy(buffer, &sizes[i], sizeof(sizes[i]));
		EXPECT_EQ(ERROR_SUCCESS,
			  RasGetConnectStatusA(connection_handle(&self->connection),
					       (void *)buffer));
		for (size_t j = sizes[i]; j < sizeof(buffer); j++)
			EXPECT_EQ(POISON_BYTE, buffer[j]);
	}
}

TEST_F(status, bad_input_has_its_exact_code)
{
	HRASCONN handle = connection_handle(&self->connection);

	EXPECT_EQ(ERROR_INVALID_PARAMETER, RasGetConnectStatusA(handle, NULL));
	EXPECT_GONE(NULL);
	EXPECT_GONE(ALL);
	EXPECT_GONE((HRASCONN)(LONG_PTR)-2);
	self->status.dwSize--;
	EXPECT_EQ(ERROR_INVALID_SIZE,
		  RasGetConnectStatusA(handle, &self->status));
	self->status.dwSize = 0;
	EXPECT_EQ(ERROR_INVALID_SIZE,
		  RasGetConnectStatusA(handle, &self->status));
}

TEST_HARNESS_MAIN
