// SPDX-License-Identifier: GPL-2.0
/* RasGetProjectionInfo.  Sources: ras.md 2.3 and 2.4. */
#include "kselftest_harness.h"

#include <pthread.h>
#include <sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "connection.h"
#include "address.h"
#include "bytes.h"
#include "sizes.h"

#define POISON		0xccccccccU
#define GRACE_NS	3000000000ULL
#define PEER_NS		500000000ULL
#define NS_PER_S	1000000000ULL

FIXTURE(projection) {
	struct connection connection;
	HRASCONN handle;
	RASPPPIPA ip;
	DWORD bytes;
};

FIXTURE_SETUP(projection)
{
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, connection_open(&self->connection));
	ASSERT_EQ(0, connection_add_link(&self->connection));
	self->handle = connection_handle(&self->connection);
	memset(&self->ip, POISON_BYTE, sizeof(self->ip));
	self->bytes = self->ip.dwSize = sizeof(self->ip);
	SetLastError(POISON);
}

FIXTURE_TEARDOWN(projection)
{
	EXPECT_EQ(POISON, GetLastError());
	connection_close(&self->connection);
}

static DWORD get_ip(FIXTURE_DATA(projection) *self, HRASCONN handle)
{
	self->bytes = self->ip.dwSize;
	return RasGetProjectionInfoA(handle, RASP_PppIp, &self->ip,
				     &self->bytes);
}

TEST_F(projection, addresses_of_both_ends_are_told)
{
	struct connection *c = &self->connection;
	RASPPPIPW wide = { .dwSize = sizeof(wide) };

	ASSERT_EQ(0, pppsim_unit_up(&c->unit));
	ASSERT_EQ(0, address_set(c->unit.ifname, "192.168.100.101",
				 "192.168.100.201"));
	ASSERT_EQ(ERROR_SUCCESS, get_ip(self, self->handle));
	EXPECT_EQ(sizeof(self->ip), self->bytes);
	EXPECT_EQ(sizeof(self->ip), self->ip.dwSize);
	EXPECT_EQ(0, self->ip.dwError);
	EXPECT_STREQ("192.168.100.101", self->ip.szIpAddress);
	EXPECT_STREQ("192.168.100.201", self->ip.szServerIpAddress);
	EXPECT_EQ(0, self->ip.dwOptions);
	EXPECT_EQ(0, self->ip.dwServerOptions);
	self->bytes = sizeof(wide);
	ASSERT_EQ(ERROR_SUCCESS,
		  RasGetProjectionInfoW(self->handle, RASP_PppIp, &wide,
					&self->bytes));
	for (int i = 0; i <= 15; i++) {
		EXPECT_EQ((WCHAR)self->ip.szIpAddress[i], wide.szIpAddress[i]);
		EXPECT_EQ((WCHAR)self->ip.szServerIpAddress[i],
			  wide.szServerIpAddress[i]);
	}
}

TEST_F(projection, a_link_tells_the_same_as_its_connection)
{
	struct connection *c = &self->connection;

	ASSERT_EQ(0, pppsim_unit_up(&c->unit));
	ASSERT_EQ(0, address_set(c->unit.ifname, "10.0.0.1", "10.0.0.2"));
	ASSERT_EQ(ERROR_SUCCESS, get_ip(self, link_handle(c, 1)));
	EXPECT_STREQ("10.0.0.1", self->ip.szIpAddress);
	EXPECT_STREQ("10.0.0.2", self->ip.szServerIpAddress);
}

TEST_F(projection, another_interface_s_addresses_are_not_told)
{
	struct connection *c = &self->connection;
	struct connection other;

	ASSERT_EQ(0, connection_establish(&other, 1));
	ASSERT_EQ(0, address_set(other.unit.ifname, "10.9.9.9", "10.9.9.8"));
	ASSERT_EQ(0, pppsim_unit_up(&c->unit));
	ASSERT_EQ(0, address_set(c->unit.ifname, "10.0.0.1", NULL));
	ASSERT_EQ(ERROR_SUCCESS, get_ip(self, self->handle));
	EXPECT_STREQ("10.0.0.1", self->ip.szIpAddress);
	EXPECT_STREQ("", self->ip.szServerIpAddress);
	connection_close(&other);
}

TEST_F(projection, before_the_connection_is_up_it_is_not_complete)
{
	EXPECT_EQ(ERROR_PROJECTION_NOT_COMPLETE, get_ip(self, self->handle));
	EXPECT_EQ(ERROR_PROJECTION_NOT_COMPLETE,
		  get_ip(self, link_handle(&self->connection, 1)));
	EXPECT_EQ(POISON, self->ip.dwError);
}

TEST_F(projection, after_the_connection_has_ended_its_handle_is_invalid)
{
	HRASCONN link = link_handle(&self->connection, 1);

	ASSERT_EQ(0, pppsim_unit_up(&self->connection.unit));
	ASSERT_EQ(0, pppsim_unit_down(&self->connection.unit));
	EXPECT_EQ(ERROR_INVALID_HANDLE, get_ip(self, self->handle));
	EXPECT_EQ(ERROR_INVALID_HANDLE, get_ip(self, link));
	EXPECT_EQ(ERROR_INVALID_HANDLE, get_ip(self, NULL));
	EXPECT_EQ(ERROR_INVALID_HANDLE, get_ip(self, ALL));
	EXPECT_EQ(POISON, self->ip.dwError);
}

struct caller {
	FIXTURE_DATA(projection) *self;
	pid_t tid;
	DWORD error;
};

static void *call(void *arg)
{
	struct caller *caller = arg;

	__atomic_store_n(&caller->tid, syscall(SYS_gettid), __ATOMIC_RELEASE);
	caller->error = get_ip(caller->self, caller->self->handle);
	return NULL;
}

/* Starts a call that is asleep when this returns: it waits for an address. */
static int start_call(struct caller *caller, pthread_t *thread)
{
	pid_t tid;

	if (pthread_create(thread, NULL, call, caller))
		return -1;
	while (!(tid = __atomic_load_n(&caller->tid, __ATOMIC_ACQUIRE)))
		sched_yield();
	return pppsim_wait_asleep(tid, PPPSIM_TIMEOUT);
}

TEST_F(projection, an_address_that_is_on_its_way_is_waited_for)
{
	struct connection *c = &self->connection;
	struct caller caller = { .self = self };
	uint64_t before;
	pthread_t thread;

	ASSERT_EQ(0, pppsim_unit_up(&c->unit));
	before = pppsim_now();
	ASSERT_EQ(0, start_call(&caller, &thread));
	ASSERT_EQ(0, address_set(c->unit.ifname, "10.0.0.1", "10.0.0.2"));
	pthread_join(thread, NULL);
	/* On a machine so slow that the time was over it proves nothing. */
	if (pppsim_now() - before > GRACE_NS)
		SKIP(return, "too slow a machine");
	EXPECT_EQ(ERROR_SUCCESS, caller.error);
	EXPECT_STREQ("10.0.0.1", self->ip.szIpAddress);
}

TEST_F(projection, the_other_end_s_address_is_waited_for_too)
{
	struct connection *c = &self->connection;
	struct caller caller = { .self = self };
	uint64_t before;
	pthread_t thread;

	ASSERT_EQ(0, pppsim_unit_up(&c->unit));
	ASSERT_EQ(0, address_set(c->unit.ifname, "10.0.0.1", NULL));
	before = pppsim_now();
	ASSERT_EQ(0, start_call(&caller, &thread));
	ASSERT_EQ(0, address_set_one(c->unit.ifname, SIOCSIFDSTADDR,
				     "10.0.0.2"));
	pthread_join(thread, NULL);
	EXPECT_EQ(ERROR_SUCCESS, caller.error);
	EXPECT_STREQ("10.0.0.1", self->ip.szIpAddress);
	if (pppsim_now() - before > PEER_NS)
		SKIP(return, "too slow a machine");
	EXPECT_STREQ("10.0.0.2", self->ip.szServerIpAddress);
}

TEST_F(projection, an_interface_without_another_end_is_not_waited_for_long)
{
	struct connection *c = &self->connection;
	uint64_t before;

	ASSERT_EQ(0, pppsim_unit_up(&c->unit));
	before = pppsim_now();
	ASSERT_EQ(0, address_set(c->unit.ifname, "10.0.0.1", NULL));
	EXPECT_EQ(ERROR_SUCCESS, get_ip(self, self->handle));
	EXPECT_STREQ("10.0.0.1", self->ip.szIpAddress);
	EXPECT_STREQ("", self->ip.szServerIpAddress);
	EXPECT_GT(GRACE_NS / 3 * 2, pppsim_now() - before);
}

TEST_F(projection, who_waits_is_told_when_the_connection_ends)
{
	struct caller caller = { .self = self };
	uint64_t before;
	pthread_t thread;

	ASSERT_EQ(0, pppsim_unit_up(&self->connection.unit));
	before = pppsim_now();
	ASSERT_EQ(0, start_call(&caller, &thread));
	ASSERT_EQ(0, pppsim_unit_down(&self->connection.unit));
	pthread_join(thread, NULL);
	if (pppsim_now() - before > GRACE_NS)
		SKIP(return, "too slow a machine");
	EXPECT_EQ(ERROR_INVALID_HANDLE, caller.error);
}

/* The interface stays up: rtnetlink has nothing to tell. */
TEST_F(projection, who_waits_is_told_when_the_last_link_goes)
{
	struct caller caller = { .self = self };
	uint64_t before;
	pthread_t thread;

	ASSERT_EQ(0, pppsim_unit_up(&self->connection.unit));
	ASSERT_EQ(0, start_call(&caller, &thread));
	before = pppsim_now();
	pppsim_channel_disconnect(&self->connection.channels[0]);
	pthread_join(thread, NULL);
	EXPECT_EQ(ERROR_INVALID_HANDLE, caller.error);
	EXPECT_GT(GRACE_NS / 3 * 2, pppsim_now() - before);
}

TEST_F(projection, without_an_address_the_protocol_is_not_configured)
{
	uint64_t up;

	ASSERT_EQ(0, pppsim_unit_up(&self->connection.unit));
	up = pppsim_now();
	EXPECT_EQ(ERROR_PROTOCOL_NOT_CONFIGURED, get_ip(self, self->handle));
	/* Counted from CONNECTED, which was a moment before. */
	EXPECT_LT(GRACE_NS / 2, pppsim_now() - up);
	up = pppsim_now();
	for (int i = 0; i < 3; i++)
		EXPECT_EQ(ERROR_PROTOCOL_NOT_CONFIGURED,
			  get_ip(self, self->handle));
	EXPECT_GT(GRACE_NS, pppsim_now() - up);
	EXPECT_EQ(POISON, self->ip.dwError);
}

/* The time namespace is that of the children to come.  0 or -1. */
static int set_clock_back(void)
{
	uint64_t seconds = pppsim_now() / NS_PER_S - 1;
	FILE *file;

	if (unshare(CLONE_NEWTIME))
		return -1;
	file = fopen("/proc/self/timens_offsets", "we");
	if (!file)
		return -1;
	fprintf(file, "monotonic -%lu 0\n", (unsigned long)seconds);
	return fclose(file);
}

static int child_of_the_past(FIXTURE_DATA(projection) *self)
{
	RAS_STATS stats = { .dwSize = sizeof(stats) };
	uint64_t before = pppsim_now();

	if (get_ip(self, self->handle) != ERROR_PROTOCOL_NOT_CONFIGURED)
		return 1;
	if (pppsim_now() - before > GRACE_NS)
		return 2;
	if (RasGetConnectionStatistics(self->handle, &stats))
		return 3;
	return stats.dwConnectDuration ? 4 : 0;
}

TEST_F(projection, who_has_an_older_clock_does_not_wait_for_it_to_catch_up)
{
	int status = -1;

	ASSERT_EQ(0, pppsim_unit_up(&self->connection.unit));
	if (set_clock_back())
		SKIP(return, "this kernel has no time namespaces");
	if (!fork())
		_exit(child_of_the_past(self));
	wait(&status);
	EXPECT_EQ(0, status);
}

TEST_F(projection, interface_identifiers_come_from_the_link_local_address)
{
	static const BYTE local[8] = { 0xa, 0xb, 0xc, 0xd, 1, 2, 3, 4 };
	static const BYTE none[8];
	RASPPPIPV6 ipv6 = { .dwSize = sizeof(ipv6) };
	struct connection *c = &self->connection;
	DWORD bytes = sizeof(ipv6);

	ASSERT_EQ(0, pppsim_unit_up(&c->unit));
	ASSERT_EQ(0, address_set_ipv6(c->unit.ifindex, "fe80::a0b:c0d:102:304"));
	ASSERT_EQ(ERROR_SUCCESS,
		  RasGetProjectionInfoA(self->handle, RASP_PppIpv6, &ipv6,
					&bytes));
	EXPECT_EQ(28, bytes);
	EXPECT_EQ(0, memcmp(local, ipv6.bLocalInterfaceIdentifier, 8));
	EXPECT_EQ(0, memcmp(none, ipv6.bPeerInterfaceIdentifier, 8));
}

TEST_F(projection, lcp_tells_whether_there_is_multilink)
{
	static RASPPPLCPA lcp;
	struct connection *c = &self->connection;
	DWORD bytes = sizeof(lcp);

	ASSERT_EQ(0, pppsim_unit_up(&c->unit));
	lcp.dwSize = sizeof(lcp);
	ASSERT_EQ(ERROR_SUCCESS,
		  RasGetProjectionInfoA(self->handle, RASP_PppLcp, &lcp,
					&bytes));
	EXPECT_FALSE(lcp.fMultilink);
	EXPECT_FALSE(lcp.fBundled);
	ASSERT_EQ(0, pppsim_unit_multilink(&c->unit, true));
	ASSERT_EQ(ERROR_SUCCESS,
		  RasGetProjectionInfoA(self->handle, RASP_PppLcp, &lcp,
					&bytes));
	EXPECT_TRUE(lcp.fMultilink);
	EXPECT_FALSE(lcp.fBundled);
	ASSERT_EQ(0, connection_add_link(c));
	ASSERT_EQ(ERROR_SUCCESS,
		  RasGetProjectionInfoA(self->handle, RASP_PppLcp, &lcp,
					&bytes));
	EXPECT_TRUE(lcp.fMultilink);
	EXPECT_TRUE(lcp.fBundled);
	EXPECT_STREQ("", lcp.szReplyMessage);
}

TEST_F(projection, what_nobody_knows_is_not_configured)
{
	static const RASPROJECTION others[] = { RASP_Amb, RASP_PppNbf,
						RASP_PppIpx, RASP_Slip };
	RASPPPCCP ccp = { .dwSize = sizeof(ccp) };
	DWORD bytes = sizeof(ccp);

	ASSERT_EQ(0, pppsim_unit_up(&self->connection.unit));
	EXPECT_EQ(ERROR_PROTOCOL_NOT_CONFIGURED,
		  RasGetProjectionInfoA(self->handle, RASP_PppCcp, &ccp,
					&bytes));
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		EXPECT_EQ(ERROR_PROTOCOL_NOT_CONFIGURED,
			  RasGetProjectionInfoA(self->handle, others[i], &ccp,
						&bytes));
}

TEST_F(projection, bad_input_has_its_exact_code)
{
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasGetProjectionInfoA(self->handle, RASP_PppIp, &self->ip,
					NULL));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasGetProjectionInfoA(self->handle, (RASPROJECTION)1,
					&self->ip, &self->bytes));
	self->bytes = 0;
	EXPECT_EQ(ERROR_BUFFER_TOO_SMALL,
		  RasGetProjectionInfoA(self->handle, RASP_PppIp, NULL,
					&self->bytes));
	EXPECT_EQ(sizeof(RASPPPIPA), self->bytes);
	self->ip.dwSize = RASPPPIPA_0X400;
	self->bytes = RASPPPIPA_0X400 - 1;
	EXPECT_EQ(ERROR_BUFFER_TOO_SMALL,
		  RasGetProjectionInfoA(self->handle, RASP_PppIp, &self->ip,
					&self->bytes));
	EXPECT_EQ(RASPPPIPA_0X400, self->bytes);
}

TEST_F(projection, nothing_is_written_beyond_an_old_version)
{
	static const DWORD sizes[] = { RASPPPIPA_0X351, RASPPPIPA_0X400 };
	const unsigned char *bytes = (const unsigned char *)&self->ip;
	struct connection *c = &self->connection;

	ASSERT_EQ(0, pppsim_unit_up(&c->unit));
	ASSERT_EQ(0, address_set(c->unit.ifname, "10.0.0.1", "10.0.0.2"));
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		memset(&self->ip, POISON_BYTE, sizeof(self->ip));
		self->ip.dwSize = sizes[i];
		ASSERT_EQ(ERROR_SUCCESS, get_ip(self, self->handle));
		EXPECT_STREQ("10.0.0.1", self->ip.szIpAddress);
		for (size_t j = sizes[i]; j < sizeof(self->ip); j++)
			EXPECT_EQ(POISON_BYTE, bytes[j]);
	}
}

TEST_HARNESS_MAIN
