// SPDX-License-Identifier: GPL-2.0
/*
 * What all processes share of a connection, seen through its counters: whoever
 * is killed, stopped or of another user, and whatever the file is.
 */
#include "kselftest_harness.h"

#include <grp.h>
#include <pthread.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>

#include "connection.h"
#include "address.h"
#include "hide.h"

#define DIRECTORY	"/run/rasapi32"
#define RECORD		128	/* size of one, and of what comes before them */
#define BASE		32	/* where the counters begin in it */
#define GROUP		4711
#define NOBODY		65534

FIXTURE(ledger) {
	struct connection connection;
	HRASCONN handle;
	char name[40];		/* of the file */
	char path[80];
	char own[80];		/* that of this user alone */
};

FIXTURE_VARIANT(ledger) {
	bool netlink;
};

FIXTURE_VARIANT_ADD(ledger, device) {
	.netlink = false,
};

FIXTURE_VARIANT_ADD(ledger, netlink) {
	.netlink = true,
};

static HRASCONN first_handle(void)
{
	RASCONN list[4] = { { .dwSize = sizeof(list[0]) } };
	DWORD bytes = sizeof(list), count = 0;

	return !RasEnumConnections(list, &bytes, &count) && count ?
	       list[0].hrasconn : NULL;
}

/* For this test alone, and empty. */
static int mount_empty(const char *path)
{
	if (mkdir(path, 0) && errno != EEXIST)
		return -errno;
	return mount("none", path, "tmpfs", 0, "mode=1777") ? -errno : 0;
}

FIXTURE_SETUP(ledger)
{
	struct stat st;

	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, unshare(CLONE_NEWNS));
	ASSERT_EQ(0, mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL));
	ASSERT_EQ(0, mount_empty("/run"));
	if (variant->netlink)
		ASSERT_EQ(0, hide_device());
	ASSERT_EQ(0, mount_empty("/dev/shm"));
	ASSERT_EQ(0, connection_establish(&self->connection, 1));
	ASSERT_EQ(0, address_set(self->connection.unit.ifname, "10.0.0.1",
				 "10.0.0.2"));
	ASSERT_EQ(0, stat("/proc/self/ns/net", &st));
	snprintf(self->name, sizeof(self->name), "net-%llu.%s",
		 (unsigned long long)st.st_ino,
		 variant->netlink ? "rtnetlink" : "device");
	snprintf(self->path, sizeof(self->path), DIRECTORY "/%s", self->name);
	snprintf(self->own, sizeof(self->own), "/dev/shm/rasapi32-0-%s",
		 self->name);
	self->handle = first_handle();
	ASSERT_NE(NULL, self->handle);
}

FIXTURE_TEARDOWN(ledger)
{
	connection_close(&self->connection);
}

static int transmit(int count)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(9) };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	inet_pton(AF_INET, "10.0.0.2", &to.sin_addr);
	while (count && sendto(fd, "", 1, 0, (void *)&to, sizeof(to)) == 1)
		count--;
	close(fd);
	return count;
}

/* Frames since it was cleared, or minus the error. */
static int frames(HRASCONN handle)
{
	RAS_STATS stats = { .dwSize = sizeof(stats) };
	DWORD error = RasGetConnectionStatistics(handle, &stats);

	return error ? -(int)error : (int)stats.dwFramesXmited;
}

static int in_child(int (*act)(HRASCONN handle), HRASCONN handle)
{
	pid_t pid = fork();
	int status;

	if (!pid)
		_exit(act(handle));
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ?
	       WEXITSTATUS(status) : -1;
}

static int clear(HRASCONN handle)
{
	return RasClearConnectionStatistics(handle);
}

/* Frames are those of each test; more would do, but none is sent by others. */
TEST_F(ledger, is_that_of_all_processes)
{
	ASSERT_EQ(0, transmit(3));
	EXPECT_EQ(3, frames(self->handle));
	EXPECT_EQ(3, in_child(frames, self->handle));
	EXPECT_EQ(0, in_child(clear, self->handle));
	EXPECT_EQ(0, frames(self->handle));
	ASSERT_EQ(0, transmit(1));
	EXPECT_EQ(1, frames(self->handle));
	EXPECT_EQ(1, in_child(frames, self->handle));
}

TEST_F(ledger, is_there_when_it_is_written_and_not_before)
{
	struct stat st;

	EXPECT_EQ(0, frames(self->handle));
	EXPECT_NE(0, stat(DIRECTORY, &st));
	EXPECT_EQ(0, clear(self->handle));
	ASSERT_EQ(0, stat(DIRECTORY, &st));
	EXPECT_EQ(S_IFDIR | 02770, st.st_mode);
	EXPECT_EQ(0, st.st_uid);
	ASSERT_EQ(0, stat(self->path, &st));
	EXPECT_EQ(S_IFREG | 0660, st.st_mode);
}

TEST_F(ledger, is_there_though_who_had_this_pid_was_killed_making_it)
{
	char begun[40];
	struct stat st;

	snprintf(begun, sizeof(begun), "/run/.rasapi32.%d", getpid());
	ASSERT_EQ(0, mkdir(begun, 0700));
	EXPECT_EQ(0, clear(self->handle));
	EXPECT_EQ(0, stat(self->path, &st));
	EXPECT_NE(0, stat(begun, &st));
}

/* The directory has the group of the phone book. */
TEST_F(ledger, is_for_those_who_may_dial)
{
	struct stat st;

	mkdir("/etc/ppp", 0755);
	mkdir("/etc/ppp/peers", 0755);
	ASSERT_EQ(0, chown("/etc/ppp/peers", 0, GROUP));
	EXPECT_EQ(0, clear(self->handle));
	ASSERT_EQ(0, stat(self->path, &st));
	EXPECT_EQ(GROUP, st.st_gid);
	EXPECT_EQ(0, chown("/etc/ppp/peers", 0, 0));
}

static int write_at(const char *path, off_t at, const void *data, size_t size)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	ssize_t written = pwrite(fd, data, size, at);

	close(fd);
	return written == (ssize_t)size ? 0 : -1;
}

/* As the library does it; @checksum is behind what it is of. */
static void put_checksum(unsigned char record[RECORD])
{
	uint32_t sum = 2166136261U;

	for (int i = 0; i < RECORD - 4; i++)
		sum = (sum ^ record[i]) * 16777619U;
	memcpy(record + RECORD - 4, &sum, sizeof(sum));
}

/* The id is the same, the beginning is not: an earlier load of the module. */
TEST_F(ledger, does_not_take_an_earlier_connection_for_this_one)
{
	unsigned char record[RECORD];
	int fd;

	ASSERT_EQ(0, transmit(2));
	EXPECT_EQ(0, clear(self->handle));
	fd = open(self->path, O_RDONLY | O_CLOEXEC);
	ASSERT_EQ(RECORD, pread(fd, record, RECORD, RECORD));
	close(fd);
	record[8] ^= 1;
	put_checksum(record);
	EXPECT_EQ(0, frames(self->handle));
	ASSERT_EQ(0, write_at(self->path, RECORD, record, RECORD));
	EXPECT_EQ(2, frames(self->handle));
	EXPECT_EQ(0, clear(self->handle));
	EXPECT_EQ(0, frames(self->handle));
}

/* A bit that is not as it was written: then nothing was written there. */
TEST_F(ledger, believes_no_record_that_is_damaged)
{
	for (int bit = 0; bit < 8 * RECORD; bit += 7) {
		unsigned char byte;
		int fd, at = RECORD + bit / 8;

		ASSERT_EQ(0, transmit(1));
		ASSERT_EQ(0, clear(self->handle));
		ASSERT_EQ(0, frames(self->handle));
		fd = open(self->path, O_RDONLY | O_CLOEXEC);
		ASSERT_EQ(1, pread(fd, &byte, 1, at));
		close(fd);
		byte ^= 1 << bit % 8;
		ASSERT_EQ(0, write_at(self->path, at, &byte, 1));
		ASSERT_LT(0, frames(self->handle));
	}
}

TEST_F(ledger, that_is_cut_off_anywhere_is_written_anew)
{
	for (off_t size = 0; size < 2 * RECORD; size += 3) {
		ASSERT_EQ(0, transmit(1));
		ASSERT_EQ(0, clear(self->handle));
		ASSERT_EQ(0, frames(self->handle));
		ASSERT_EQ(0, truncate(self->path, size));
		ASSERT_LT(0, frames(self->handle));
	}
	ASSERT_EQ(0, clear(self->handle));
	ASSERT_EQ(0, frames(self->handle));
}

TEST_F(ledger, that_is_something_else_is_written_anew)
{
	unsigned char noise[4096];
	struct stat st;

	ASSERT_EQ(0, clear(self->handle));
	for (int i = 0; i < 100; i++) {
		for (size_t at = 0; at < sizeof(noise); at++)
			noise[at] = rand();
		ASSERT_EQ(0, write_at(self->path, 0, noise, sizeof(noise)));
		ASSERT_EQ(0, transmit(1));
		ASSERT_LT(0, frames(self->handle));
		ASSERT_EQ(0, clear(self->handle));
		ASSERT_EQ(0, frames(self->handle));
	}
	ASSERT_EQ(0, stat(self->path, &st));
	EXPECT_EQ(2 * RECORD, st.st_size);
	/* Of any size; there are holes. */
	ASSERT_EQ(0, truncate(self->path, 1LL << 40));
	EXPECT_EQ(0, frames(self->handle));
}

TEST_F(ledger, forgets_what_has_ended)
{
	struct stat st;

	for (int i = 0; i < 50; i++) {
		struct connection other;

		ASSERT_EQ(0, connection_establish(&other, 1));
		ASSERT_EQ(0, clear(first_handle()));
		ASSERT_EQ(0, pppsim_unit_down(&self->connection.unit));
		ASSERT_EQ(0, clear(first_handle()));
		connection_close(&other);
		ASSERT_EQ(0, pppsim_unit_up(&self->connection.unit));
	}
	ASSERT_EQ(0, stat(self->path, &st));
	EXPECT_GE(4 * RECORD, st.st_size);
}

/* ---- what is in the file's place ------------------------------------------ */

#define EXPECT_OWN() do {						\
	struct stat own;						\
									\
	EXPECT_EQ(0, clear(self->handle));				\
	EXPECT_EQ(0, lstat(self->own, &own));				\
	EXPECT_EQ(S_IFREG | 0600, own.st_mode);				\
	EXPECT_EQ(0, frames(self->handle));				\
	EXPECT_EQ(0, unlink(self->own));				\
} while (0)

static void forget(const char *path)
{
	unlink(path);
	rmdir(path);
}

TEST_F(ledger, is_no_link_pipe_device_or_directory)
{
	ASSERT_EQ(0, clear(self->handle));
	forget(self->path);
	ASSERT_EQ(0, symlink("/tmp/target", self->path));
	EXPECT_OWN();
	EXPECT_NE(0, access("/tmp/target", F_OK));
	forget(self->path);
	ASSERT_EQ(0, mkfifo(self->path, 0660));
	EXPECT_OWN();
	forget(self->path);
	ASSERT_EQ(0, mknod(self->path, S_IFCHR | 0660, makedev(1, 3)));
	EXPECT_OWN();
	forget(self->path);
	ASSERT_EQ(0, mkdir(self->path, 0770));
	EXPECT_OWN();
}

TEST_F(ledger, is_not_open_to_others)
{
	ASSERT_EQ(0, clear(self->handle));
	ASSERT_EQ(0, chmod(self->path, 0666));
	EXPECT_OWN();
	ASSERT_EQ(0, chmod(self->path, 0664));
	EXPECT_OWN();
	ASSERT_EQ(0, chmod(self->path, 0660));
	ASSERT_EQ(0, chown(self->path, 0, GROUP));
	EXPECT_OWN();
	ASSERT_EQ(0, chown(self->path, 0, 0));
	ASSERT_EQ(0, link(self->path, DIRECTORY "/other"));
	EXPECT_OWN();
	ASSERT_EQ(0, unlink(DIRECTORY "/other"));
	ASSERT_EQ(0, chmod(DIRECTORY, 02777));
	EXPECT_OWN();
	ASSERT_EQ(0, chmod(DIRECTORY, 02770));
	ASSERT_EQ(0, chown(DIRECTORY, NOBODY, 0));
	EXPECT_OWN();
	ASSERT_EQ(0, chown(DIRECTORY, 0, 0));
	EXPECT_EQ(0, frames(self->handle));
	forget(self->path);
	ASSERT_EQ(0, rmdir(DIRECTORY));
	ASSERT_EQ(0, symlink("/tmp", DIRECTORY));
	EXPECT_OWN();
	ASSERT_EQ(0, unlink(DIRECTORY));
}

/* Its maker was killed before, or has another habit. */
TEST_F(ledger, is_given_to_the_group_whatever_the_umask)
{
	struct stat st;

	umask(0777);
	EXPECT_EQ(0, clear(self->handle));
	umask(0);
	ASSERT_EQ(0, stat(self->path, &st));
	EXPECT_EQ(0660, st.st_mode & 07777);
	ASSERT_EQ(0, chmod(self->path, 0600));
	EXPECT_EQ(0, frames(self->handle));
	ASSERT_EQ(0, stat(self->path, &st));
	EXPECT_EQ(0660, st.st_mode & 07777);
}

TEST_F(ledger, that_cannot_be_had_at_all_is_empty_and_refuses)
{
	ASSERT_EQ(0, transmit(2));
	ASSERT_EQ(0, symlink("/tmp", DIRECTORY));
	ASSERT_EQ(0, symlink("/tmp/target", self->own));
	EXPECT_EQ(ERROR_ACCESS_DENIED, clear(self->handle));
	EXPECT_EQ(2, frames(self->handle));
	EXPECT_NE(0, access("/tmp/target", F_OK));
	forget(self->own);
	ASSERT_EQ(0, close(open(self->own, O_RDWR | O_CREAT, 0600)));
	ASSERT_EQ(0, chown(self->own, NOBODY, 0));
	EXPECT_EQ(ERROR_ACCESS_DENIED, clear(self->handle));
	EXPECT_EQ(2, frames(self->handle));
	EXPECT_EQ(ERROR_HANGUP_FAILED, RasHangUp(self->handle));
	ASSERT_EQ(0, unlink(DIRECTORY));
}

TEST_F(ledger, on_a_full_disk_refuses_and_works_when_there_is_room)
{
	char page[4096] = { 1 };
	int fd;

	ASSERT_EQ(0, transmit(2));
	ASSERT_EQ(0, mkdir(DIRECTORY, 02770));
	ASSERT_EQ(0, mount("small", DIRECTORY, "tmpfs", 0,
			   "size=4096,mode=2770"));
	fd = open(DIRECTORY "/much", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	ASSERT_EQ(sizeof(page), write(fd, page, sizeof(page)));
	EXPECT_EQ(ERROR_NOT_ENOUGH_MEMORY, clear(self->handle));
	EXPECT_EQ(2, frames(self->handle));
	EXPECT_EQ(ERROR_HANGUP_FAILED, RasHangUp(self->handle));
	ASSERT_EQ(0, ftruncate(fd, 0));
	EXPECT_EQ(0, clear(self->handle));
	EXPECT_EQ(0, frames(self->handle));
	close(fd);
	ASSERT_EQ(0, umount(DIRECTORY));
}

/* ---- who uses it ---------------------------------------------------------- */

static int become(gid_t group, uid_t user)
{
	return setgroups(0, NULL) || setgid(group) || setuid(user);
}

static int clear_as_member(HRASCONN handle)
{
	return become(GROUP, NOBODY) ? 255 : clear(handle);
}

static int clear_as_nobody(HRASCONN handle)
{
	if (become(NOBODY, NOBODY))
		return 255;
	return clear(handle) ? 254 : frames(handle);
}

TEST_F(ledger, is_shared_by_users_who_may_dial_and_no_others)
{
	char path[100];

	if (!variant->netlink)
		ASSERT_EQ(0, chmod("/dev/pppev", 0666));
	ASSERT_EQ(0, mkdir(DIRECTORY, 0));
	ASSERT_EQ(0, chown(DIRECTORY, 0, GROUP));
	ASSERT_EQ(0, chmod(DIRECTORY, 02770));
	ASSERT_EQ(0, transmit(2));
	EXPECT_EQ(0, in_child(clear_as_nobody, self->handle));
	EXPECT_EQ(2, frames(self->handle));
	EXPECT_EQ(0, in_child(clear_as_member, self->handle));
	EXPECT_EQ(0, frames(self->handle));
	if (!variant->netlink)
		ASSERT_EQ(0, chmod("/dev/pppev", 0600));
	snprintf(path, sizeof(path), "/dev/shm/rasapi32-%d-%s", NOBODY,
		 self->name);
	EXPECT_EQ(0, unlink(path));
}

TEST_F(ledger, is_whole_whoever_is_killed_while_he_writes)
{
	ASSERT_EQ(0, transmit(2));
	ASSERT_EQ(0, clear(self->handle));
	for (int i = 0; i < 200; i++) {
		pid_t pid = fork();
		int status;

		while (!pid)
			if (clear(self->handle))
				_exit(1);
		usleep(rand() % 3000);
		kill(pid, SIGKILL);
		ASSERT_EQ(pid, waitpid(pid, &status, 0));
		ASSERT_TRUE(WIFSIGNALED(status));
		/* The record is there, and no lock is left. */
		ASSERT_EQ(0, frames(self->handle));
	}
	ASSERT_EQ(0, transmit(1));
	EXPECT_EQ(1, frames(self->handle));
	EXPECT_EQ(0, clear(self->handle));
	EXPECT_EQ(0, frames(self->handle));
}

static pid_t stop_with_lock(const char *path)
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		int fd = open(path, O_RDWR);

		if (fd < 0 || flock(fd, LOCK_EX))
			_exit(1);
		raise(SIGSTOP);
		_exit(0);
	}
	return waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status) ?
	       pid : -1;
}

TEST_F(ledger, does_not_wait_for_ever_for_a_process_that_is_stopped)
{
	int status;
	pid_t pid;

	ASSERT_EQ(0, clear(self->handle));
	pid = stop_with_lock(self->path);
	ASSERT_LT(0, pid);
	EXPECT_EQ(ERROR_REQUEST_TIMEOUT, clear(self->handle));
	EXPECT_EQ(-ERROR_REQUEST_TIMEOUT, frames(self->handle));
	EXPECT_EQ(ERROR_REQUEST_TIMEOUT, RasHangUp(self->handle));
	/* Neither an enumeration nor a fork has to do with it. */
	EXPECT_EQ(self->handle, first_handle());
	ASSERT_EQ(0, kill(pid, SIGCONT));
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_EQ(0, clear(self->handle));
	EXPECT_EQ(0, frames(self->handle));
}

static void *clear_often(void *handle)
{
	for (int i = 0; i < 200; i++)
		if (clear(handle))
			return handle;
	return NULL;
}

TEST_F(ledger, may_be_used_by_threads_while_others_fork)
{
	pthread_t threads[2];
	void *failed;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	SKIP(return, "a sanitizer misses the parent's threads in a child");
#endif
	for (int i = 0; i < 2; i++)
		ASSERT_EQ(0, pthread_create(&threads[i], NULL, clear_often,
					    self->handle));
	for (int i = 0; i < 50; i++)
		ASSERT_EQ(0, in_child(clear, self->handle));
	for (int i = 0; i < 2; i++) {
		pthread_join(threads[i], &failed);
		EXPECT_EQ(NULL, failed);
	}
}

TEST_HARNESS_MAIN
