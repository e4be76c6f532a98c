// SPDX-License-Identifier: GPL-2.0
/* RasEnumConnections: what is listed, sizes, counts, versions. */
#include "kselftest_harness.h"

#include "connection.h"
#include "bytes.h"
#include "sizes.h"

#define POISON		0xccccccccU
#define ROOM		8
#define MANY		50

FIXTURE(enumerate) {
	struct connection first, second;
};

FIXTURE_SETUP(enumerate)
{
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, connection_establish(&self->first, 1));
	ASSERT_EQ(0, connection_establish(&self->second, 2));
	SetLastError(POISON);
}

FIXTURE_TEARDOWN(enumerate)
{
	EXPECT_EQ(POISON, GetLastError());
	connection_close(&self->first);
	connection_close(&self->second);
	EXPECT_EQ(0, count_connections());
}

TEST_F(enumerate, asking_for_the_size_tells_size_and_count)
{
	DWORD bytes = 0, count = POISON;

	EXPECT_EQ(ERROR_BUFFER_TOO_SMALL,
		  RasEnumConnectionsA(NULL, &bytes, &count));
	EXPECT_EQ(2 * sizeof(RASCONNA), bytes);
	EXPECT_EQ(2, count);
	bytes = POISON;
	EXPECT_EQ(ERROR_BUFFER_TOO_SMALL,
		  RasEnumConnectionsW(NULL, &bytes, &count));
	EXPECT_EQ(2 * sizeof(RASCONNW), bytes);
	EXPECT_EQ(2, count);
}

TEST_F(enumerate, connections_come_in_their_order_with_all_fields)
{
	RASCONNA list[ROOM];
	DWORD bytes = sizeof(list), count = POISON;

	memset(list, POISON_BYTE, sizeof(list));
	list[0].dwSize = sizeof(list[0]);
	ASSERT_EQ(ERROR_SUCCESS, RasEnumConnectionsA(list, &bytes, &count));
	EXPECT_EQ(2, count);
	EXPECT_EQ(2 * sizeof(RASCONNA), bytes);
	for (int i = 0; i < 2; i++) {
		static const GUID none;
		struct connection *c = i ? &self->second : &self->first;

		EXPECT_EQ(sizeof(RASCONNA), list[i].dwSize);
		EXPECT_EQ(connection_handle(c), list[i].hrasconn);
		EXPECT_STREQ(c->unit.ifname, list[i].szEntryName);
		EXPECT_STREQ("modem", list[i].szDeviceType);
		EXPECT_STREQ(c->unit.ifname, list[i].szDeviceName);
		EXPECT_STREQ("", list[i].szPhonebook);
		EXPECT_EQ(1, list[i].dwSubEntry);
		EXPECT_EQ(0, memcmp(&none, &list[i].guidEntry, sizeof(none)));
		EXPECT_EQ(0, list[i].dwFlags);
		EXPECT_EQ(0, list[i].luid.LowPart);
		EXPECT_EQ(0, memcmp(&none, &list[i].guidCorrelationId,
				    sizeof(none)));
	}
	EXPECT_TRUE(is_poison(&list[2], sizeof(list) - bytes));
}

TEST_F(enumerate, wide_structures_are_filled_alike)
{
	RASCONNW list[ROOM];
	DWORD bytes = sizeof(list), count = POISON;

	memset(list, POISON_BYTE, sizeof(list));
	list[0].dwSize = sizeof(list[0]);
	ASSERT_EQ(ERROR_SUCCESS, RasEnumConnectionsW(list, &bytes, &count));
	EXPECT_EQ(2, count);
	EXPECT_EQ(2 * sizeof(RASCONNW), bytes);
	for (int i = 0; i < 2; i++) {
		struct connection *c = i ? &self->second : &self->first;

		EXPECT_EQ(sizeof(RASCONNW), list[i].dwSize);
		EXPECT_EQ(connection_handle(c), list[i].hrasconn);
		EXPECT_TRUE(is_text(list[i].szEntryName, c->unit.ifname));
		EXPECT_TRUE(is_text(list[i].szDeviceType, "modem"));
		EXPECT_TRUE(is_text(list[i].szDeviceName, c->unit.ifname));
		EXPECT_TRUE(is_text(list[i].szPhonebook, ""));
		EXPECT_EQ(1, list[i].dwSubEntry);
	}
	EXPECT_TRUE(is_poison(&list[2], sizeof(list) - bytes));
}

TEST_F(enumerate, old_versions_are_filled_at_their_own_distance)
{
	static const DWORD sizes[] = {
		RASCONNA_0X400, RASCONNA_0X401, RASCONNA_0X500,
		RASCONNA_0X501, RASCONNA_0X600,
	};
	static unsigned char buffer[ROOM * sizeof(RASCONNA)];

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		DWORD bytes = sizeof(buffer), count = POISON;
		const RASCONNA *last = (void *)(buffer + sizes[i]);

		memset(buffer, POISON_BYTE, sizeof(buffer));
		memcpy(buffer, &sizes[i], sizeof(sizes[i]));
		ASSERT_EQ(ERROR_SUCCESS,
			  RasEnumConnectionsA((void *)buffer, &bytes, &count));
		EXPECT_EQ(2, count);
		EXPECT_EQ(2 * sizes[i], bytes);
		EXPECT_EQ(sizes[i], last->dwSize);
		EXPECT_EQ(connection_handle(&self->second), last->hrasconn);
		EXPECT_STREQ(self->second.unit.ifname, last->szEntryName);
		EXPECT_STREQ(self->second.unit.ifname, last->szDeviceName);
		EXPECT_TRUE(is_poison(buffer + bytes, sizeof(buffer) - bytes));
	}
}

TEST_F(enumerate, a_short_buffer_is_left_alone_but_the_counts_are_set)
{
	RASCONNA list[2];
	DWORD sizes[] = { 0, 1, sizeof(DWORD), sizeof(RASCONNA),
			  sizeof(list) - 1 };

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		DWORD bytes = sizes[i], count = POISON;

		memset(list, POISON_BYTE, sizeof(list));
		list[0].dwSize = sizeof(list[0]);
		EXPECT_EQ(ERROR_BUFFER_TOO_SMALL,
			  RasEnumConnectionsA(list, &bytes, &count));
		EXPECT_EQ(sizeof(list), bytes);
		EXPECT_EQ(2, count);
		EXPECT_TRUE(is_poison(&list[0].hrasconn,
				      sizeof(list) - sizeof(DWORD)));
	}
}

TEST_F(enumerate, a_wrong_size_is_refused_and_nothing_written)
{
	RASCONNA list[ROOM];
	DWORD bytes = sizeof(list), count = POISON;

	memset(list, POISON_BYTE, sizeof(list));
	EXPECT_EQ(ERROR_INVALID_SIZE,
		  RasEnumConnectionsA(list, &bytes, &count));
	list[0].dwSize = sizeof(list[0]) - 1;
	EXPECT_EQ(ERROR_INVALID_SIZE,
		  RasEnumConnectionsA(list, &bytes, &count));
	EXPECT_EQ(sizeof(list), bytes);
	EXPECT_EQ(POISON, count);
	EXPECT_TRUE(is_poison(&list[0].hrasconn,
			      sizeof(list) - sizeof(DWORD)));
}

TEST_F(enumerate, null_pointers_are_refused)
{
	DWORD value = 0;

	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasEnumConnectionsA(NULL, NULL, &value));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasEnumConnectionsW(NULL, &value, NULL));
	EXPECT_EQ(0, value);
}

TEST_F(enumerate, only_what_is_up_is_listed)
{
	struct connection third;

	ASSERT_EQ(0, connection_open(&third));
	EXPECT_EQ(2, count_connections());
	EXPECT_EQ(0, connection_add_link(&third));
	EXPECT_EQ(2, count_connections());
	EXPECT_EQ(0, pppsim_unit_up(&third.unit));
	EXPECT_EQ(3, count_connections());
	EXPECT_EQ(0, pppsim_unit_down(&third.unit));
	EXPECT_EQ(2, count_connections());
	connection_close(&third);
	EXPECT_EQ(2, count_connections());
}

TEST_F(enumerate, another_life_has_another_handle)
{
	HRASCONN before = connection_handle(&self->first);

	EXPECT_EQ(0, pppsim_unit_down(&self->first.unit));
	EXPECT_EQ(0, pppsim_unit_up(&self->first.unit));
	EXPECT_NE(before, connection_handle(&self->first));
	EXPECT_EQ(2, count_connections());
}

TEST_F(enumerate, the_subentry_is_one_that_is_connected)
{
	RASCONNA list[ROOM];
	DWORD bytes = sizeof(list), count;

	EXPECT_EQ(0, pppsim_channel_disconnect(&self->second.channels[0]));
	list[0].dwSize = sizeof(list[0]);
	ASSERT_EQ(ERROR_SUCCESS, RasEnumConnectionsA(list, &bytes, &count));
	EXPECT_EQ(2, list[1].dwSubEntry);
}

static int count_elsewhere(void *arg)
{
	struct connection other;
	int status, ret = connection_establish(&other, 1);
	pid_t pid;

	(void)arg;
	if (ret)
		return ret;
	/* The library of this process stays where it was first used. */
	pid = fork();
	if (!pid)
		_exit(count_connections());
	ret = waitpid(pid, &status, 0) == pid ? WEXITSTATUS(status) : -1;
	connection_close(&other);
	return ret;
}

TEST_F(enumerate, each_namespace_has_its_own_connections)
{
	EXPECT_EQ(2, count_connections());
	EXPECT_EQ(1, pppsim_netns_run(PPPSIM_NETNS_FRESH, count_elsewhere,
				      NULL));
	EXPECT_EQ(2, count_connections());
}

TEST(many_connections_are_listed_completely_and_in_order)
{
	static struct connection connections[MANY];
	static RASCONNA list[MANY];
	DWORD bytes = sizeof(list), count = 0;

	ASSERT_EQ(0, pppsim_netns_unshare());
	for (int i = 0; i < MANY; i++)
		ASSERT_EQ(0, connection_establish(&connections[i], 1));
	list[0].dwSize = sizeof(list[0]);
	EXPECT_EQ(ERROR_SUCCESS, RasEnumConnectionsA(list, &bytes, &count));
	EXPECT_EQ(MANY, count);
	for (int i = 0; i < MANY; i++) {
		EXPECT_STREQ(connections[i].unit.ifname, list[i].szEntryName);
		connection_close(&connections[i]);
	}
	EXPECT_EQ(0, count_connections());
}

TEST(without_connections_there_is_success_and_nothing)
{
	RASCONN list[1];
	DWORD bytes = 0, count = POISON;

	ASSERT_EQ(0, pppsim_netns_unshare());
	EXPECT_EQ(ERROR_SUCCESS, RasEnumConnections(NULL, &bytes, &count));
	EXPECT_EQ(0, bytes);
	EXPECT_EQ(0, count);
	memset(list, POISON_BYTE, sizeof(list));
	list[0].dwSize = sizeof(list[0]);
	bytes = sizeof(list);
	count = POISON;
	EXPECT_EQ(ERROR_SUCCESS, RasEnumConnections(list, &bytes, &count));
	EXPECT_EQ(0, bytes);
	EXPECT_EQ(0, count);
	EXPECT_TRUE(is_poison(&list[0].hrasconn,
			      sizeof(list) - sizeof(DWORD)));
}

static const struct {
	enum pppev_kind kind;
	const char *type;
} kinds[] = {
	{ PPPEV_KIND_ASYNC, "modem" },
	{ PPPEV_KIND_SYNC,  "SERIAL" },
	{ PPPEV_KIND_PPPOE, "PPPoE" },
	{ PPPEV_KIND_L2TP,  "vpn" },
	{ PPPEV_KIND_PPTP,  "vpn" },
};

TEST(the_device_type_is_that_of_the_link)
{
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, pppsim_if_add_veth("lan0", "lan1"));
	ASSERT_EQ(0, pppsim_if_up("lan0"));
	ASSERT_EQ(0, pppsim_if_up("lan1"));
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		bool ethernet = kinds[i].kind == PPPEV_KIND_PPPOE;
		RASCONNA connection = { .dwSize = sizeof(connection) };
		DWORD bytes = sizeof(connection), count = 0;
		struct connection c;

		ASSERT_EQ(0, connection_open(&c));
		ASSERT_EQ(0, connection_add_link_of(&c, kinds[i].kind,
						    ethernet ? "lan0" : NULL));
		ASSERT_EQ(0, pppsim_unit_up(&c.unit));
		EXPECT_EQ(ERROR_SUCCESS,
			  RasEnumConnectionsA(&connection, &bytes, &count));
		EXPECT_EQ(1, count);
		EXPECT_STREQ(kinds[i].type, connection.szDeviceType);
		connection_close(&c);
	}
}

TEST_HARNESS_MAIN
