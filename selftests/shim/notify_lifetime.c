// SPDX-License-Identifier: GPL-2.0
/* How long a registration holds, and what it holds. */
#include "kselftest_harness.h"

#include "connection.h"
#include "rasnotify.h"
#include "threads.h"

#define CYCLES	2000
#define FDS	1024

/* The library's own descriptor of the device, -1: it has none. */
static int library_fd(void)
{
	char link[64], path[64];

	for (int fd = 0; fd < FDS; fd++) {
		ssize_t length;

		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
		length = readlink(path, link, sizeof(link) - 1);
		if (length < 0)
			continue;
		link[length] = '\0';
		if (!strcmp(link, PPPEV_DEVICE))
			return fd;
	}
	return -1;
}

/* How many watches the library holds; the device must be open. */
static int count_watches(void)
{
	struct pppev_info info;

	return pppsim_info(library_fd(), &info) ? -1 : (int)info.watches;
}

FIXTURE(lifetime) {
	struct connection connection;
	HANDLE event;
};

FIXTURE_SETUP(lifetime)
{
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, connection_open(&self->connection));
	ASSERT_EQ(0, connection_add_link(&self->connection));
	ASSERT_EQ(0, pppsim_unit_up(&self->connection.unit));
	self->event = CreateEvent(NULL, FALSE, FALSE, NULL);
	ASSERT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(ALL, self->event,
					    RASCN_Connection));
	ASSERT_EQ(1, count_watches());
}

FIXTURE_TEARDOWN(lifetime)
{
	EXPECT_TRUE(CloseHandle(self->event));
	EXPECT_EQ(0, count_watches());
	connection_close(&self->connection);
}

TEST_F(lifetime, the_device_is_opened_once_close_on_exec_and_without_queue)
{
	int fd = library_fd();
	struct pppev_info info;

	ASSERT_LE(0, fd);
	EXPECT_TRUE(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	EXPECT_EQ(O_WRONLY, fcntl(fd, F_GETFL) & O_ACCMODE);
	EXPECT_EQ(0, pppsim_info(fd, &info));
	EXPECT_EQ(0, info.queue_len);
}

TEST_F(lifetime, one_watch_per_event_and_target)
{
	HRASCONN connection = connection_handle(&self->connection);

	for (int i = 0; i < 3; i++) {
		EXPECT_EQ(ERROR_SUCCESS,
			  RasConnectionNotification(NULL, self->event,
						    RASCN_Disconnection));
		EXPECT_EQ(1, count_watches());
	}
	EXPECT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(connection, self->event,
					    RASCN_Disconnection));
	EXPECT_EQ(2, count_watches());
	EXPECT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(connection, self->event,
					    RASCN_ReConnection));
	EXPECT_EQ(2, count_watches());
}

TEST_F(lifetime, the_end_of_a_connection_ends_its_registration)
{
	EXPECT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(connection_handle(&self->connection),
					    self->event, RASCN_Disconnection));
	EXPECT_EQ(2, count_watches());
	EXPECT_EQ(0, pppsim_unit_down(&self->connection.unit));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(self->event, 0));
	EXPECT_EQ(1, count_watches());
}

TEST_F(lifetime, closing_the_event_ends_all_of_its_registrations)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);

	EXPECT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(ALL, event, EVERY_FLAG));
	EXPECT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(connection_handle(&self->connection),
					    event, EVERY_FLAG));
	EXPECT_EQ(3, count_watches());
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_EQ(1, count_watches());
}

/* The waiter keeps the object alive, but not the registration. */
TEST_F(lifetime, closing_the_event_ends_them_while_a_thread_still_waits)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);
	struct waiter waiter;

	EXPECT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(ALL, event, EVERY_FLAG));
	waiter_start_single(&waiter, event);
	EXPECT_TRUE(CloseHandle(event));
	EXPECT_EQ(1, count_watches());
	EXPECT_EQ(0, connection_add_link(&self->connection));
	waiter_settle(&waiter);
}

TEST_F(lifetime, a_new_event_is_not_told_what_an_old_one_asked_for)
{
	for (int i = 0; i < CYCLES; i++) {
		HANDLE old = CreateEvent(NULL, FALSE, FALSE, NULL), new;
		int number = rasnotify_event_fd(old);

		ASSERT_EQ(ERROR_SUCCESS,
			  RasConnectionNotification(ALL, old, EVERY_FLAG));
		ASSERT_TRUE(CloseHandle(old));
		new = CreateEvent(NULL, FALSE, FALSE, NULL);
		ASSERT_EQ(number, rasnotify_event_fd(new));
		ASSERT_EQ(0, i % 2 ? pppsim_unit_up(&self->connection.unit) :
				     pppsim_unit_down(&self->connection.unit));
		ASSERT_EQ(WAIT_TIMEOUT, WaitForSingleObject(new, 0));
		ASSERT_TRUE(CloseHandle(new));
	}
}

static int child_checks(struct connection *connection, HANDLE inherited)
{
	HANDLE own = CreateEvent(NULL, FALSE, FALSE, NULL);

	if (library_fd() >= 0)
		return 1;
	if (pppsim_unit_down(&connection->unit) ||
	    pppsim_unit_up(&connection->unit))
		return 2;
	if (WaitForSingleObject(inherited, 0) != WAIT_TIMEOUT)
		return 3;
	if (RasConnectionNotification(ALL, own, RASCN_Connection) ||
	    RasConnectionNotification(ALL, inherited, RASCN_Disconnection))
		return 4;
	if (count_watches() != 2)
		return 5;
	if (pppsim_unit_down(&connection->unit))
		return 6;
	if (WaitForSingleObject(own, 0) != WAIT_TIMEOUT ||
	    WaitForSingleObject(inherited, 0) != WAIT_OBJECT_0)
		return 7;
	if (pppsim_unit_up(&connection->unit))
		return 8;
	if (WaitForSingleObject(own, 0) != WAIT_OBJECT_0 ||
	    WaitForSingleObject(inherited, 0) != WAIT_TIMEOUT)
		return 9;
	return CloseHandle(inherited) && count_watches() == 1 ? 0 : 10;
}

TEST_F(lifetime, a_child_has_no_registrations_but_its_own)
{
	int status = -1;
	pid_t pid = fork();

	if (!pid)
		_exit(child_checks(&self->connection, self->event));
	EXPECT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_EQ(0, status);
	/* The parent's own was told of what the child did. */
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(self->event, 0));
	EXPECT_EQ(1, count_watches());
}

/* Of every open file, from now on; returns what it was, 0 on failure. */
static unsigned int set_max_watches(unsigned int limit)
{
	FILE *file = fopen("/sys/module/pppev/parameters/max_watches", "r+e");
	unsigned int before = 0;

	if (!file)
		return 0;
	if (fscanf(file, "%u", &before) == 1) {
		rewind(file);
		fprintf(file, "%u\n", limit);
	}
	fclose(file);
	return before;
}

TEST_F(lifetime, too_many_registrations_are_refused_and_then_work_again)
{
	HANDLE second = CreateEvent(NULL, FALSE, FALSE, NULL);
	HANDLE third = CreateEvent(NULL, FALSE, FALSE, NULL);
	unsigned int before = set_max_watches(2);

	EXPECT_LT(2, before);
	EXPECT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(ALL, second, RASCN_Connection));
	EXPECT_EQ(ERROR_NOT_ENOUGH_MEMORY,
		  RasConnectionNotification(ALL, third, RASCN_Connection));
	EXPECT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(ALL, second, RASCN_Disconnection));
	EXPECT_TRUE(CloseHandle(second));
	EXPECT_EQ(ERROR_SUCCESS,
		  RasConnectionNotification(ALL, third, RASCN_Connection));
	EXPECT_EQ(2, count_watches());
	EXPECT_TRUE(CloseHandle(third));
	EXPECT_EQ(2, set_max_watches(before));
}

TEST_HARNESS_MAIN
