// SPDX-License-Identifier: GPL-2.0
/*
 * The names of objects that several processes share: who finds what, and what
 * is left when one of them exits, forks or is killed.
 */
#include <fcntl.h>
#include <grp.h>
#include <stddef.h>
#include <sys/un.h>

#include "kselftest_harness.h"

#include <windows.h>

#include "descriptors.h"
#include "own_names.h"
#include "peers.h"

#define STRANGER	12345
#define PEERS		5
#define ROUNDS		2000

FIXTURE(processes) {
	struct peer peers[PEERS];
	struct peer *a, *b, *c;
};

FIXTURE_SETUP(processes)
{
	start_all(self->peers, PEERS);
	self->a = &self->peers[0];
	self->b = &self->peers[1];
	self->c = &self->peers[2];
}

FIXTURE_TEARDOWN(processes)
{
	stop_all(self->peers, PEERS);
}

TEST_F(processes, a_name_leads_to_the_object_of_another_process)
{
	EXPECT_DO(1, 0, self->a, do_event, FALSE, FALSE, "one");
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->b, do_event, TRUE, TRUE, "one");
	EXPECT_DONE(1, self->c, do_open_event, EVENT_ALL_ACCESS, 0,
		    "Local\\one");
	/* Type and state are those of the first. */
	EXPECT_DONE(WAIT_TIMEOUT, self->b, do_wait, 0, 0, NULL);
	EXPECT_DONE(1, self->b, do_set, 0, 0, NULL);
	EXPECT_DONE(1, self->c, do_set, 0, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, self->a, do_wait, 0, 0, NULL);
	EXPECT_DONE(WAIT_TIMEOUT, self->b, do_wait, 0, 0, NULL);
	EXPECT_DONE(WAIT_TIMEOUT, self->c, do_wait, 0, 0, NULL);
	EXPECT_DONE(1, self->a, do_set, 0, 0, NULL);
	EXPECT_DONE(1, self->c, do_reset, 0, 0, NULL);
	EXPECT_DONE(WAIT_TIMEOUT, self->a, do_wait, 0, 0, NULL);
}

TEST_F(processes, a_handle_has_the_rights_it_was_opened_with)
{
	EXPECT_DO(1, 0, self->a, do_event, FALSE, TRUE, "one");
	EXPECT_DONE(1, self->b, do_open_event, SYNCHRONIZE, 0, "one");
	EXPECT_DO(0, ERROR_ACCESS_DENIED, self->b, do_set, 0, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, self->b, do_wait, 0, 0, NULL);
	EXPECT_DONE(1, self->c, do_open_event, EVENT_MODIFY_STATE, 0, "one");
	EXPECT_DONE(1, self->c, do_set, 0, 0, NULL);
	EXPECT_DO(WAIT_FAILED, ERROR_ACCESS_DENIED, self->c, do_wait, 0, 0,
		  NULL);
}

TEST_F(processes, a_name_of_another_type_is_refused)
{
	EXPECT_DO(1, 0, self->a, do_event, FALSE, FALSE, "name");
	EXPECT_DO(1, 0, self->b, do_mutex, FALSE, 0, "Global\\name");
	EXPECT_DO(0, ERROR_INVALID_HANDLE, self->c, do_mutex, TRUE, 0, "name");
	EXPECT_DO(0, ERROR_INVALID_HANDLE, self->c, do_semaphore, 1, 1, "name");
	EXPECT_DO(0, ERROR_INVALID_HANDLE, self->c, do_open_mutex,
		  MUTEX_ALL_ACCESS, 0, "name");
	EXPECT_DO(0, ERROR_INVALID_HANDLE, self->c, do_open_semaphore,
		  SEMAPHORE_ALL_ACCESS, 0, "name");
	EXPECT_DO(0, ERROR_INVALID_HANDLE, self->c, do_event, FALSE, FALSE,
		  "Global\\name");
	EXPECT_DO(0, ERROR_INVALID_HANDLE, self->c, do_open_event, SYNCHRONIZE,
		  0, "Global\\name");
	/* Whoever was refused holds nothing of it. */
	EXPECT_DONE(1, self->a, do_close, 0, 0, NULL);
	EXPECT_DO(1, 0, self->c, do_semaphore, 1, 1, "name");
}

TEST_F(processes, names_are_told_apart_to_the_last_character)
{
	char names[2][MAX_PATH];

	for (int i = 0; i < 2; i++) {
		memset(names[i], 'n', MAX_PATH);
		names[i][MAX_PATH - 1] = 0;
	}
	names[1][MAX_PATH - 2] = 'm';
	EXPECT_DO(1, 0, self->a, do_event, FALSE, FALSE, names[0]);
	EXPECT_DO(1, 0, self->b, do_mutex, FALSE, 0, names[1]);
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->c, do_event, FALSE, FALSE,
		  names[0]);
	EXPECT_DO(0, ERROR_FILE_NOT_FOUND, self->c, do_open_event, SYNCHRONIZE,
		  0, "n");
	EXPECT_DO(1, 0, self->c, do_event, FALSE, FALSE, "\xff\xe2\x82");
	EXPECT_DONE(1, self->a, do_open_event, SYNCHRONIZE, 0, "\xff\xe2\x82");
}

TEST_F(processes, a_name_goes_with_the_last_process)
{
	EXPECT_DO(1, 0, self->a, do_event, TRUE, TRUE, "one");
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->b, do_event, 0, 0, "one");
	EXPECT_DONE(1, self->a, do_close, 0, 0, NULL);
	/* The creator is not needed. */
	EXPECT_DONE(1, self->c, do_open_event, EVENT_ALL_ACCESS, 0, "one");
	EXPECT_DONE(WAIT_OBJECT_0, self->c, do_wait, 0, 0, NULL);
	peer_stop(self->b);
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->a, do_event, 0, 0, "one");
	EXPECT_DONE(1, self->a, do_close, 0, 0, NULL);
	EXPECT_DONE(1, self->c, do_close, 0, 0, NULL);
	EXPECT_DO(0, ERROR_FILE_NOT_FOUND, self->a, do_open_event, SYNCHRONIZE,
		  0, "one");
	/* What is created now begins anew. */
	EXPECT_DO(1, 0, self->a, do_event, FALSE, FALSE, "one");
	EXPECT_DONE(WAIT_TIMEOUT, self->a, do_wait, 0, 0, NULL);
}

TEST_F(processes, a_killed_creator_leaves_the_object_to_the_others)
{
	EXPECT_DO(1, 0, self->a, do_semaphore, 1, 3, "one");
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->b, do_semaphore, 0, 1, "one");
	peer_kill(self->a);
	EXPECT_DONE(1, self->c, do_open_semaphore, SEMAPHORE_ALL_ACCESS, 0,
		    "one");
	EXPECT_DONE(1, self->c, do_release_semaphore, 2, 0, NULL);
	for (int i = 0; i < 3; i++)
		EXPECT_DONE(WAIT_OBJECT_0, self->b, do_wait, 0, 0, NULL);
	EXPECT_DONE(WAIT_TIMEOUT, self->c, do_wait, 0, 0, NULL);
	peer_kill(self->b);
	peer_kill(self->c);
	EXPECT_DO(0, ERROR_FILE_NOT_FOUND, &self->peers[3], do_open_event,
		  SYNCHRONIZE, 0, "one");
	EXPECT_DO(1, 0, &self->peers[3], do_semaphore, 0, 1, "one");
}

TEST_F(processes, a_stopped_process_keeps_nobody_from_the_others)
{
	EXPECT_DO(1, 0, self->a, do_event, TRUE, TRUE, "one");
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->b, do_event, 0, 0, "one");
	peer_freeze(self->a);
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->c, do_event, 0, 0, "one");
	EXPECT_DONE(WAIT_OBJECT_0, self->c, do_wait, 0, 0, NULL);
	kill(self->a->pid, SIGCONT);
}

TEST_F(processes, an_object_of_stopped_processes_alone_is_out_of_time)
{
	EXPECT_DO(1, 0, self->a, do_event, TRUE, TRUE, "one");
	peer_freeze(self->a);
	peer_begin(self->b, do_event, FALSE, FALSE, "one");
	EXPECT_DO(0, ERROR_TIMEOUT, self->c, do_open_event, SYNCHRONIZE, 0,
		  "one");
	EXPECT_EQ(ERROR_TIMEOUT, peer_end(self->b).error);
	kill(self->a->pid, SIGCONT);
	EXPECT_DONE(1, self->c, do_open_event, SYNCHRONIZE, 0, "one");
}

static DWORD do_create_and_close(long count, long b, const char *name)
{
	(void)b;
	while (count--) {
		HANDLE handle = CreateMutexA(NULL, TRUE, name);

		if (!handle || !CloseHandle(handle))
			return 0;
	}
	SetLastError(PEER_POISON);
	return 1;
}

TEST_F(processes, a_name_comes_and_goes_under_the_hands_of_all)
{
	struct peer *peers = self->peers;

	for (int i = 0; i < PEERS; i++)
		peer_begin(&peers[i], do_create_and_close, ROUNDS, 0, "one");
	for (int i = 0; i < PEERS; i++)
		EXPECT_END(1, &peers[i]);
	EXPECT_DO(1, 0, self->a, do_mutex, FALSE, 0, "one");
}

/* The highest descriptor that is open, and how much is mapped. */
static DWORD do_count(long a, long b, const char *text)
{
	DWORD count = 0;

	(void)a;
	(void)b;
	(void)text;
	for (int fd = 0; fd < DESCRIPTORS; fd++)
		count += fcntl(fd, F_GETFD) >= 0;
	return count;
}

TEST_F(processes, objects_of_others_leave_no_descriptor_behind)
{
	DWORD before;

	EXPECT_DO(1, 0, self->a, do_mutex, FALSE, 0, "one");
	EXPECT_DONE(1, self->b, do_create_and_close, 100, 0, "one");
	before = peer_do(self->b, do_count, 0, 0, NULL).value;
	EXPECT_DONE(1, self->b, do_create_and_close, ROUNDS, 0, "one");
	EXPECT_DONE(before, self->b, do_count, 0, 0, NULL);
}

static DWORD do_leave_descriptors(long count, long b, const char *text)
{
	(void)b;
	(void)text;
	return descriptors_leave(count);
}

TEST_F(processes, without_descriptors_it_is_said_and_nothing_is_taken)
{
	EXPECT_DO(1, 0, self->a, do_mutex, FALSE, 0, "one");
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->b, do_mutex, 0, 0, "one");
	EXPECT_DONE(0, self->b, do_leave_descriptors, 0, 0, NULL);
	EXPECT_DO(WAIT_FAILED, ERROR_NO_SYSTEM_RESOURCES, self->b, do_wait, 0,
		  0, NULL);
	EXPECT_DO(WAIT_FAILED, ERROR_NO_SYSTEM_RESOURCES, self->b, do_wait, -1,
		  0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, self->a, do_wait, 0, 0, NULL);
	EXPECT_DONE(1, self->a, do_release_mutex, 0, 0, NULL);
	for (int left = 0; left < 8; left++) {
		struct peer peer = peer_start();
		struct peer_result result;

		EXPECT_DONE(0, &peer, do_leave_descriptors, left, 0, NULL);
		result = peer_do(&peer, do_event, FALSE, FALSE, "two");
		EXPECT_EQ(result.value ? 0 : ERROR_TOO_MANY_OPEN_FILES,
			  result.error);
		result = peer_do(&peer, do_open_mutex, SYNCHRONIZE, 0, "one");
		EXPECT_EQ(result.value ? PEER_POISON :
			  ERROR_TOO_MANY_OPEN_FILES, result.error);
		peer_stop(&peer);
	}
	EXPECT_DO(1, 0, self->c, do_event, FALSE, FALSE, "two");
}

static DWORD do_become_stranger(long a, long b, const char *text)
{
	(void)a;
	(void)b;
	(void)text;
	return setgroups(0, NULL) || setresgid(STRANGER, STRANGER, STRANGER) ||
	       setresuid(STRANGER, STRANGER, STRANGER);
}

TEST_F(processes, another_user_has_names_of_his_own_and_no_access_to_others)
{
	if (peer_do(self->b, do_become_stranger, 0, 0, NULL).value)
		SKIP(return, "only root can be another user");
	peer_do(self->c, do_become_stranger, 0, 0, NULL);
	EXPECT_DO(1, 0, self->a, do_event, FALSE, FALSE, "one");
	EXPECT_DO(0, ERROR_FILE_NOT_FOUND, self->b, do_open_event, SYNCHRONIZE,
		  0, "one");
	EXPECT_DO(1, 0, self->b, do_mutex, FALSE, FALSE, "one");
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->c, do_mutex, 0, 0, "one");
	EXPECT_DO(1, 0, self->a, do_event, FALSE, TRUE, "Global\\one");
	EXPECT_DO(0, ERROR_ACCESS_DENIED, self->b, do_event, FALSE, FALSE,
		  "Global\\one");
	EXPECT_DO(0, ERROR_ACCESS_DENIED, self->b, do_open_event, SYNCHRONIZE,
		  0, "Global\\one");
	EXPECT_DO(0, ERROR_ACCESS_DENIED, self->b, do_mutex, FALSE, 0,
		  "Global\\one");
	EXPECT_DONE(WAIT_OBJECT_0, self->a, do_wait, 0, 0, NULL);
	EXPECT_DO(1, 0, self->b, do_mutex, FALSE, 0, "Global\\two");
	/* Nor does root get into what is another user's. */
	EXPECT_DO(0, ERROR_ACCESS_DENIED, self->a, do_open_mutex,
		  MUTEX_ALL_ACCESS, 0, "Global\\two");
}

/* As a service does that gives up its rights. */
TEST_F(processes, who_becomes_another_user_keeps_what_it_has)
{
	EXPECT_DO(1, 0, self->a, do_mutex, TRUE, 0, "one");
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->b, do_mutex, 0, 0, "one");
	if (peer_do(self->b, do_become_stranger, 0, 0, NULL).value)
		SKIP(return, "only root can be another user");
	EXPECT_DONE(WAIT_TIMEOUT, self->b, do_wait, 0, 0, NULL);
	peer_begin(self->b, do_wait, -1, 0, NULL);
	peer_settle(self->b);
	EXPECT_DONE(1, self->a, do_release_mutex, 0, 0, NULL);
	EXPECT_END(WAIT_OBJECT_0, self->b);
	peer_kill(self->a);
	/* It still answers those to whom the object belongs. */
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->c, do_mutex, 0, 0, "one");
	EXPECT_DONE(WAIT_TIMEOUT, self->c, do_wait, 0, 0, NULL);
	EXPECT_DONE(1, self->b, do_release_mutex, 0, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, self->c, do_wait, 0, 0, NULL);
}

static int squatter;

/* Takes the address of root's name itself. */
static DWORD do_squat(long listens, long type, const char *name)
{
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	size_t length = strlen(name);

	squatter = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
	memcpy(un.sun_path + 1, name, length);
	if (bind(squatter, (struct sockaddr *)&un,
		 offsetof(struct sockaddr_un, sun_path) + 1 + length))
		return errno;
	return listens && listen(squatter, 9) ? errno : 0;
}

static DWORD do_answer(long answers, long b, const char *text)
{
	(void)b;
	while (answers--) {
		int fd = accept(squatter, NULL, NULL);

		if (send(fd, text, strlen(text), MSG_NOSIGNAL) < 0)
			return errno;
		close(fd);
	}
	return 0;
}

TEST_F(processes, a_name_that_a_stranger_has_taken_is_refused)
{
	char name[64];

	if (peer_do(self->b, do_become_stranger, 0, 0, NULL).value)
		SKIP(return, "only root can be another user");
	snprintf(name, sizeof(name), "rasapi32/%d/Lone", (int)getuid());
	/* Whether he listens or does not; another type is another address. */
	EXPECT_DONE(0, self->b, do_squat, 1, SOCK_SEQPACKET, name);
	EXPECT_DO(0, ERROR_ACCESS_DENIED, self->a, do_event, 0, 0, "one");
	EXPECT_DO(0, ERROR_ACCESS_DENIED, self->a, do_open_event, SYNCHRONIZE,
		  0, "one");
	peer_kill(self->b);
	EXPECT_EQ(0, peer_do(self->c, do_become_stranger, 0, 0, NULL).value);
	EXPECT_DONE(0, self->c, do_squat, 0, SOCK_SEQPACKET, name);
	EXPECT_DO(0, ERROR_ACCESS_DENIED, self->a, do_event, 0, 0, "one");
	EXPECT_DO(0, ERROR_FILE_NOT_FOUND, self->a, do_open_event, SYNCHRONIZE,
		  0, "one");
	peer_kill(self->c);
	EXPECT_EQ(0, peer_do(&self->peers[3], do_become_stranger, 0, 0,
			     NULL).value);
	EXPECT_DONE(0, &self->peers[3], do_squat, 0, SOCK_DGRAM, name);
	EXPECT_DO(1, 0, self->a, do_event, 0, 0, "one");
}

TEST_F(processes, what_is_no_object_is_refused)
{
	char name[64];

	snprintf(name, sizeof(name), "rasapi32/%d/Lone", (int)getuid());
	EXPECT_DONE(0, self->b, do_squat, 1, SOCK_SEQPACKET, name);
	peer_begin(self->b, do_answer, 2, 0, "something else");
	EXPECT_DO(0, ERROR_INVALID_HANDLE, self->a, do_event, 0, 0, "one");
	EXPECT_DO(0, ERROR_INVALID_HANDLE, self->a, do_open_event, SYNCHRONIZE,
		  0, "one");
	EXPECT_END(0, self->b);
}

/* fork(): of the child that a peer makes. */
static struct peer child;

/* It has what the peer has; its orders come to the test as those of another. */
static DWORD do_fork(long fd, long b, const char *text)
{
	(void)b;
	(void)text;
	child.pid = fork();
	if (!child.pid) {
		prctl(PR_SET_PDEATHSIG, 0);
		dup2(fd, PEER_FD);
		peer_main();
	}
	return child.pid > 0 ? child.pid : 0;
}

#define CHILD_FD	65

/* A peer that can fork a child, and that child, which does not run yet. */
static struct peer start_parent(struct peer *the_child)
{
	struct peer parent = { 0 };
	int ends[2], of_child[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) ||
	    socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, of_child))
		abort();
	parent.pid = fork();
	if (!parent.pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(ends[1], PEER_FD);
		dup2(of_child[1], CHILD_FD);
		close_range(3, PEER_FD - 1, 0);
		close_range(CHILD_FD + 1, UINT_MAX, 0);
		peer_main();
	}
	close(ends[1]);
	close(of_child[1]);
	parent.fd = ends[0];
	the_child->fd = of_child[0];
	return parent;
}

/* Its orders end, and with them the child, which init waits for. */
static void stop_child(struct peer *the_child)
{
	close(the_child->fd);
}

TEST_F(processes, a_child_of_fork_has_the_same_named_objects)
{
	struct peer its_child, parent = start_parent(&its_child);

	EXPECT_DO(1, 0, &parent, do_event, FALSE, FALSE, "one");
	its_child.pid = peer_do(&parent, do_fork, CHILD_FD, 0, NULL).value;
	EXPECT_DONE(1, &its_child, do_set, 0, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, &parent, do_wait, 0, 0, NULL);
	EXPECT_DONE(WAIT_TIMEOUT, &its_child, do_wait, 0, 0, NULL);
	peer_begin(&its_child, do_wait, -1, 0, NULL);
	peer_settle(&its_child);
	EXPECT_DONE(1, &parent, do_set, 0, 0, NULL);
	EXPECT_END(WAIT_OBJECT_0, &its_child);
	/* Each of them has to close it. */
	EXPECT_DONE(1, &parent, do_close, 0, 0, NULL);
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->b, do_event, 0, 0, "one");
	EXPECT_DONE(1, &its_child, do_close, 0, 0, NULL);
	EXPECT_DONE(1, self->b, do_close, 0, 0, NULL);
	EXPECT_DO(1, 0, self->b, do_mutex, FALSE, 0, "one");
	stop_child(&its_child);
	peer_stop(&parent);
}

/* As a program does that becomes a daemon. */
TEST_F(processes, a_child_of_fork_keeps_the_name_when_its_parent_is_gone)
{
	struct peer its_child, parent = start_parent(&its_child);

	EXPECT_DO(1, 0, &parent, do_mutex, TRUE, 0, "one");
	its_child.pid = peer_do(&parent, do_fork, CHILD_FD, 0, NULL).value;
	/* The owner is the parent. */
	EXPECT_DO(0, ERROR_NOT_OWNER, &its_child, do_release_mutex, 0, 0, NULL);
	EXPECT_DONE(WAIT_TIMEOUT, &its_child, do_wait, 0, 0, NULL);
	EXPECT_DONE(1, &parent, do_release_mutex, 0, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, &its_child, do_wait, 0, 0, NULL);
	EXPECT_DONE(WAIT_TIMEOUT, &parent, do_wait, 0, 0, NULL);
	EXPECT_DONE(1, &its_child, do_release_mutex, 0, 0, NULL);
	EXPECT_DONE(WAIT_OBJECT_0, &parent, do_wait, 0, 0, NULL);
	peer_kill(&parent);
	EXPECT_DO(1, ERROR_ALREADY_EXISTS, self->b, do_mutex, 0, 0, "one");
	EXPECT_DONE(WAIT_ABANDONED_0, self->b, do_wait, 0, 0, NULL);
	EXPECT_DONE(WAIT_TIMEOUT, &its_child, do_wait, 0, 0, NULL);
	EXPECT_DONE(1, self->b, do_close, 0, 0, NULL);
	EXPECT_DONE(WAIT_ABANDONED_0, &its_child, do_wait, 0, 0, NULL);
	kill(its_child.pid, SIGKILL);
	stop_child(&its_child);
	/* Once that is dead, and it is not the test's to wait for. */
	while (peer_do(self->c, do_open_mutex, SYNCHRONIZE, 0, "one").value)
		EXPECT_DONE(1, self->c, do_close, 0, 0, NULL);
	EXPECT_DO(1, 0, self->c, do_event, FALSE, FALSE, "one");
}

TEST_HARNESS_MAIN
