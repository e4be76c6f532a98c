// SPDX-License-Identifier: GPL-2.0
/*
 * A crowd of connections without the module, and a process without privileges,
 * for which rtnetlink keeps little: it loses most of what it has to tell.
 *
 * They are 1000, or SHIM_CROWD.  For ten thousand, which take a gigabyte:
 *
 *	vm/run --mem 2048 --append "SHIM_CROWD=10000 SLOWNESS=8" \
 *		--time 600 --suites shim/crowd
 */
#include "kselftest_harness.h"

#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "connection.h"
#include "hide.h"
#include "stopped.h"
#include "threads.h"

#define CROWD		1000
#define CROWD_AT_MOST	10000
#define NOBODY		65534

/* Others than those that end. */
#define STAYS(i)	((i) % 2 == 0)

static int crowd(void)
{
	unsigned long wanted = given_or("SHIM_CROWD", CROWD) & ~1UL;

	return wanted < CROWD_AT_MOST ? wanted : CROWD_AT_MOST;
}

static int write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "we");
	int ret = file ? fputs(text, file) : -1;

	return file && !fclose(file) && ret >= 0 ? 0 : -1;
}

/* Interfaces alone, without addresses of their own, quick to take away. */
static int prepare(int units)
{
	struct rlimit limit = { units + 100, units + 100 };

	return setrlimit(RLIMIT_NOFILE, &limit) ?:
	       write_file("/proc/sys/net/ipv6/conf/default/disable_ipv6", "1") ?:
	       write_file("/sys/kernel/rcu_expedited", "1");
}

/* What a process without privileges may have: 4 MiB on 7.x. */
struct room {
	int fd;			/* it is only to be found in the first namespace */
	char before[32];
};

static int write_room(const struct room *room, const char *text)
{
	ssize_t size = strlen(text);

	return pwrite(room->fd, text, size, 0) == size ? 0 : -1;
}

static int make_little_room(struct room *room)
{
	room->fd = open("/proc/sys/net/core/rmem_max", O_RDWR | O_CLOEXEC);
	if (pread(room->fd, room->before, sizeof(room->before) - 1, 0) <= 0)
		return -1;
	return write_room(room, "212992");
}

FIXTURE(crowd) {
	struct pppsim_unit units[CROWD_AT_MOST];
	struct room room;
	int count;
	struct stopped stopped;
};

FIXTURE_SETUP(crowd)
{
	ASSERT_EQ(0, make_little_room(&self->room));
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, hide_device());
	ASSERT_EQ(0, prepare(crowd()));
}

FIXTURE_TEARDOWN(crowd)
{
	stopped_kill(&self->stopped);
	for (int i = 0; i < self->count; i++)
		pppsim_unit_close(&self->units[i]);
	write_file("/sys/kernel/rcu_expedited", "0");
	write_room(&self->room, self->room.before);
	close(self->room.fd);
}

struct listed {
	HRASCONN handle;	/* NULL: not there */
};

/* By the numbers of the units; false: something is there that is none. */
static bool list(struct listed *listed, int wanted)
{
	DWORD bytes = wanted * sizeof(RASCONNA), count = 0;
	RASCONNA *all = malloc(bytes);
	bool good;

	memset(listed, 0, crowd() * sizeof(*listed));
	all->dwSize = sizeof(*all);
	good = !RasEnumConnectionsA(all, &bytes, &count) &&
	       count == (DWORD)wanted;
	for (DWORD i = 0; good && i < count; i++) {
		int number = -1;

		sscanf(all[i].szEntryName, "ppp%d", &number);
		good = number >= 0 && number < crowd() &&
		       !listed[number].handle;
		if (good)
			listed[number].handle = all[i].hrasconn;
	}
	free(all);
	return good;
}

static bool is_set(HANDLE event)
{
	return WaitForSingleObject(event, PPPSIM_TIMEOUT) == WAIT_OBJECT_0;
}

static DWORD status_of(HRASCONN handle)
{
	RASCONNSTATUS status = { .dwSize = sizeof(status) };

	return RasGetConnectStatus(handle, &status);
}

/* Those that stay have their handles still, those that ended have none. */
static bool half_is_left(const struct listed *before, const struct listed *after)
{
	for (int i = 0; i < crowd(); i++) {
		if (after[i].handle != (STAYS(i) ? before[i].handle : NULL))
			return false;
		if (status_of(before[i].handle) !=
		    (STAYS(i) ? ERROR_SUCCESS : ERROR_INVALID_HANDLE))
			return false;
	}
	return true;
}

/* 0, or the number of what was wrong. */
static int child(struct stopped *stopped, void *arg)
{
	static struct listed before[CROWD_AT_MOST], after[CROWD_AT_MOST];
	HANDLE connected = CreateEvent(NULL, FALSE, FALSE, NULL);
	HANDLE ended[2] = {
		CreateEvent(NULL, FALSE, FALSE, NULL),
		CreateEvent(NULL, FALSE, FALSE, NULL),
	};

	(void)arg;
	if (setresuid(NOBODY, NOBODY, NOBODY) ||
	    RasConnectionNotification(ALL, connected, RASCN_Connection) ||
	    stopped_here(stopped))
		return 1;
	if (!is_set(connected) || !list(before, crowd()))
		return 2;
	for (int i = 0; i < 2; i++)
		if (RasConnectionNotification(before[i].handle, ended[i],
					      RASCN_Disconnection))
			return 3;
	if (stopped_here(stopped))
		return 4;
	if (!is_set(ended[1]) || !list(after, crowd() / 2))
		return 5;
	if (!half_is_left(before, after))
		return 6;
	return WaitForSingleObject(ended[0], 0) == WAIT_TIMEOUT ? 0 : 7;
}

static int add_unit(FIXTURE_DATA(crowd) *self)
{
	struct pppsim_unit *unit = &self->units[self->count];
	int ret = pppsim_unit_open(unit);

	if (ret)
		return ret;
	self->count++;
	return unit->index == self->count - 1 ? pppsim_unit_up(unit) : -EBUSY;
}

static atomic_bool stop;

/* In the namespace of who started it. */
static void *come_and_go(void *rounds)
{
	while (!atomic_load(&stop)) {
		if (pppsim_if_add_dummy("comes") || pppsim_if_delete("comes"))
			break;
		atomic_fetch_add((atomic_int *)rounds, 1);
	}
	return NULL;
}

/* One that has not called before, and calls what lists interfaces. */
static int newcomer(struct stopped *stopped, void *arg)
{
	static struct listed all[CROWD_AT_MOST];
	RASPPPIPA ip = { .dwSize = sizeof(ip) };
	DWORD bytes = 0, count;

	(void)arg;
	(void)stopped;
	if (!list(all, crowd() / 2))
		return 1;
	if (RasEnumDevices(NULL, &bytes, &count) != ERROR_BUFFER_TOO_SMALL)
		return 2;
	bytes = sizeof(ip);
	return RasGetProjectionInfoA(all[0].handle, RASP_PppIp, &ip, &bytes) ==
	       ERROR_PROTOCOL_NOT_CONFIGURED ? 0 : 3;
}

TEST_F_TIMEOUT(crowd, of_a_crowd_none_is_lost_and_none_invented, 100)
{
	atomic_int rounds = 0;
	unsigned long lost;
	pthread_t thread;

	ASSERT_EQ(0, stopped_start(&self->stopped, child, self));
	ASSERT_EQ(0, stopped_stop(&self->stopped));
	while (self->count < crowd())
		ASSERT_EQ(0, add_unit(self));
	lost = messages_lost();
	EXPECT_LT(0, lost);
	stopped_continue(&self->stopped);

	ASSERT_EQ(0, stopped_stop(&self->stopped));
	for (int i = 0; i < self->count; i++)
		if (!STAYS(i))
			pppsim_unit_close(&self->units[i]);
	EXPECT_LT(lost, messages_lost());
	ASSERT_EQ(0, stopped_end(&self->stopped));

	/* A listing that is never left alone ends as well. */
	ASSERT_EQ(0, pthread_create(&thread, NULL, come_and_go, &rounds));
	ASSERT_EQ(0, stopped_start(&self->stopped, newcomer, NULL));
	EXPECT_EQ(0, stopped_end(&self->stopped));
	atomic_store(&stop, true);
	ASSERT_EQ(0, pthread_join(thread, NULL));
	EXPECT_LT(0, rounds);
}

TEST_HARNESS_MAIN
