// SPDX-License-Identifier: GPL-2.0
/* RasHangUp: references, one link of three, and whom it does not touch. */
#include <fcntl.h>
#include <signal.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "kselftest_harness.h"
#include "entry.h"
#include "scene.h"
#include "../shim/hide.h"

#define LINKS	3

static const char *const names[LINKS] = { "first", "second", "third" };

FIXTURE(bundle)
{
	struct scene scene;
	struct cable cable[LINKS];
	pid_t peer[LINKS];
	HRASCONN conn[LINKS];
};

/* It answers once. */
static pid_t answer_link(const struct peer *peer, const struct cable *cable,
			 int i)
{
	char options[256], log[64];

	snprintf(options, sizeof(options),
		 "%s local silent noauth noipv6 multilink endpoint local:70.65.65.72 10.0.0.2:10.0.0.1",
		 cable->b);
	snprintf(log, sizeof(log), "/tmp/link.%d.peer.log", i);
	return pppd_start_listening(peer, log, options);
}

FIXTURE_SETUP(bundle)
{
	ASSERT_EQ(0, scene_open(&self->scene));
	for (int i = 0; i < LINKS; i++) {
		ASSERT_EQ(0, cable_start(&self->cable[i], i, 0));
		ASSERT_EQ(0, entry_write_cable(names[i], &self->cable[i],
				"multilink endpoint local:67.61.74.65"));
		self->peer[i] = answer_link(&self->scene.peer, &self->cable[i],
					    i);
		ASSERT_EQ(ERROR_SUCCESS, dial(names[i], &self->conn[i]));
	}
}

FIXTURE_TEARDOWN(bundle)
{
	for (int i = 0; i < LINKS; i++) {
		end(self->peer[i], SIGKILL);
		cable_stop(&self->cable[i]);
		entry_remove(NULL, names[i]);
	}
	EXPECT_EQ(0, scene_close(&self->scene));
}

static DWORD links_of(HRASCONN conn)
{
	RASPPPLCP lcp = { .dwSize = sizeof(lcp) };
	DWORD size = sizeof(lcp), links = 0;
	HRASCONN link;

	if (RasGetProjectionInfo(conn, RASP_PppLcp, &lcp, &size))
		return 0;
	for (DWORD i = 1; i <= LINKS; i++)
		links += !RasGetSubEntryHandle(conn, i, &link);
	return links;
}

TEST_F_TIMEOUT(bundle, loses_the_link_that_is_hung_up_and_no_other, 240)
{
	HRASCONN conn = self->conn[0], link;
	RASCONN listed;

	EXPECT_EQ(conn, self->conn[1]);
	EXPECT_EQ(conn, self->conn[2]);
	ASSERT_EQ(3, links_of(conn));
	ASSERT_EQ(ERROR_SUCCESS, RasGetSubEntryHandle(conn, 2, &link));
	ASSERT_TRUE(hang_up(link));
	EXPECT_EQ(2, links_of(conn));
	EXPECT_EQ(ERROR_PORT_NOT_OPEN, RasGetSubEntryHandle(conn, 2, &link));
	EXPECT_TRUE(is_listed_elsewhere((uintptr_t)conn));
	/* Its entry may be dialled again, and is the second link again. */
	end(self->peer[1], SIGKILL);
	self->peer[1] = answer_link(&self->scene.peer, &self->cable[1], 1);
	ASSERT_EQ(ERROR_SUCCESS, dial("second", &self->conn[1]));
	EXPECT_EQ(conn, self->conn[1]);
	EXPECT_EQ(1, list_first(&listed));
}

/* Another program that has dialled nothing: it looks for the pppd itself. */
static bool hang_up_elsewhere(HRASCONN conn)
{
	pid_t pid = fork();
	int status;

	if (!pid)
		_exit(RasHangUp(conn));
	return waitpid(pid, &status, 0) == pid && !status;
}

TEST_F_TIMEOUT(bundle, loses_a_link_to_a_program_that_has_not_dialled_it, 240)
{
	HRASCONN link;

	ASSERT_EQ(ERROR_SUCCESS,
		  RasGetSubEntryHandle(self->conn[0], 3, &link));
	ASSERT_TRUE(hang_up_elsewhere(link));
	ASSERT_TRUE(wait_gone(link));
	EXPECT_EQ(2, links_of(self->conn[0]));
}

TEST_F_TIMEOUT(bundle, has_a_reference_for_each_dial_and_ends_with_the_last,
	       240)
{
	HRASCONN conn = self->conn[0];

	EXPECT_EQ(ERROR_SUCCESS, RasHangUp(conn));
	EXPECT_EQ(ERROR_SUCCESS, RasHangUp(conn));
	EXPECT_EQ(3, links_of(conn));
	ASSERT_TRUE(hang_up(conn));
	EXPECT_EQ(ERROR_INVALID_HANDLE, RasHangUp(conn));
}

/* References are nobody's own. */
TEST_F_TIMEOUT(bundle, ends_for_another_program_that_hangs_up_as_often, 240)
{
	ASSERT_TRUE(hang_up_elsewhere(self->conn[0]));
	ASSERT_EQ(ERROR_SUCCESS, RasHangUp(self->conn[0]));
	EXPECT_EQ(3, links_of(self->conn[0]));
	ASSERT_TRUE(hang_up_elsewhere(self->conn[0]));
	EXPECT_TRUE(wait_gone(self->conn[0]));
}

FIXTURE(line)
{
	struct desk desk;
	HRASCONN conn;
};

FIXTURE_SETUP(line)
{
	ASSERT_EQ(0, desk_open(&self->desk));
	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_EQ(ERROR_SUCCESS, dial("desk", &self->conn));
}

FIXTURE_TEARDOWN(line)
{
	EXPECT_EQ(0, desk_close(&self->desk));
}

TEST_F_TIMEOUT(line, dialled_again_needs_as_many_hang_ups, 120)
{
	HRASCONN again;

	for (int i = 0; i < 3; i++) {
		ASSERT_EQ(ERROR_SUCCESS, dial("desk", &again));
		EXPECT_EQ(self->conn, again);
	}
	for (int i = 0; i < 3; i++)
		EXPECT_EQ(ERROR_SUCCESS, RasHangUp(self->conn));
	EXPECT_TRUE(is_listed_elsewhere((uintptr_t)self->conn));
	EXPECT_TRUE(hang_up(self->conn));
}

/* Clients close all references by hanging up until that fails. */
TEST_F_TIMEOUT(line, hung_up_until_that_fails_ends, 120)
{
	HRASCONN again;
	int count = 0;

	ASSERT_EQ(ERROR_SUCCESS, dial("desk", &again));
	while (RasHangUp(self->conn) == ERROR_SUCCESS && count < 100)
		count++;
	EXPECT_EQ(2, count);
	EXPECT_TRUE(wait_gone(self->conn));
}

TEST_F_TIMEOUT(line, dialled_and_hung_up_is_so_as_often_as_one_likes, 240)
{
	HRASCONN before = self->conn;

	ASSERT_TRUE(hang_up(self->conn));
	ASSERT_EQ(0, desk_answers_again(&self->desk));
	ASSERT_EQ(ERROR_SUCCESS, dial("desk", &self->conn));
	EXPECT_NE(before, self->conn);
	ASSERT_TRUE(hang_up(self->conn));
}

/* What a program does not give back stays when it ends. */
TEST_F_TIMEOUT(line, dialled_in_two_programs_ends_with_the_last_hang_up, 120)
{
	ASSERT_TRUE(dial_elsewhere(self->conn));
	ASSERT_EQ(ERROR_SUCCESS, RasHangUp(self->conn));
	EXPECT_TRUE(is_listed_elsewhere((uintptr_t)self->conn));
	ASSERT_TRUE(dial_elsewhere(self->conn));
	ASSERT_TRUE(hang_up_elsewhere(self->conn));
	EXPECT_TRUE(is_listed_elsewhere((uintptr_t)self->conn));
	ASSERT_TRUE(hang_up_elsewhere(self->conn));
	EXPECT_TRUE(wait_gone(self->conn));
}

static int share_without_module(void)
{
	RASCONN listed;

	if (hide_device() || list_first(&listed) != 1)
		return 1;
	if (!dial_elsewhere(listed.hrasconn) || RasHangUp(listed.hrasconn))
		return 2;
	if (list_first(&listed) != 1)
		return 3;
	if (!hang_up_elsewhere(listed.hrasconn) || !wait_gone(listed.hrasconn))
		return 4;
	return 0;
}

TEST_F_TIMEOUT(line, dialled_in_two_programs_is_so_without_the_module, 120)
{
	int status;
	pid_t pid = fork();

	if (!pid)
		_exit(share_without_module());
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_EQ(0, WEXITSTATUS(status));
	EXPECT_TRUE(WIFEXITED(status));
}

static pid_t pppd_of_ppp0(void)
{
	FILE *f = fopen("/run/ppp0.pid", "r");
	pid_t pid = -1;

	if (!f || fscanf(f, "%d", &pid) != 1)
		pid = -1;
	if (f)
		fclose(f);
	return pid;
}

/* Nobody knows whether it will; after a while it is told again. */
TEST_F_TIMEOUT(line, that_does_not_end_is_hung_up_again, 120)
{
	uint64_t limit = pppsim_now() + LIMIT_MS * 1000000ull;
	pid_t pppd = pppd_of_ppp0();
	HRASCONN again;
	DWORD error;

	ASSERT_EQ(0, kill(pppd, SIGSTOP));
	ASSERT_EQ(ERROR_SUCCESS, RasHangUp(self->conn));
	EXPECT_EQ(ERROR_ALREADY_DISCONNECTING, RasHangUp(self->conn));
	EXPECT_FALSE(hang_up_elsewhere(self->conn));
	EXPECT_EQ(ERROR_ALREADY_DISCONNECTING, dial("desk", &again));
	EXPECT_EQ(NULL, again);
	do {
		Sleep(100);
		error = RasHangUp(self->conn);
	} while (error == ERROR_ALREADY_DISCONNECTING && pppsim_now() < limit);
	EXPECT_EQ(ERROR_SUCCESS, error);
	EXPECT_TRUE(is_listed_elsewhere((uintptr_t)self->conn));
	ASSERT_EQ(0, kill(pppd, SIGCONT));
	EXPECT_TRUE(wait_gone(self->conn));
}

/* A client that does not wait for the end. */
TEST_F_TIMEOUT(line, that_is_about_to_end_is_no_connection_to_dial, 120)
{
	HRASCONN again;
	DWORD error;

	ASSERT_EQ(ERROR_SUCCESS, RasHangUp(self->conn));
	error = dial("desk", &again);
	if (error == ERROR_ALREADY_DISCONNECTING) {
		EXPECT_TRUE(wait_gone(self->conn));
		ASSERT_EQ(ERROR_SUCCESS, dial("desk", &again));
	} else {
		ASSERT_EQ(ERROR_SUCCESS, error);
	}
	EXPECT_NE(self->conn, again);
	EXPECT_TRUE(hang_up(again));
}

/* Its own device is there for everybody, but pppd is somebody else's. */
static DWORD hang_up_as_nobody(HRASCONN conn)
{
	int status;
	pid_t pid = fork();

	if (!pid) {
		if (setgid(65534) || setuid(65534))
			_exit(255);
		_exit(RasHangUp(conn));
	}
	return waitpid(pid, &status, 0) == pid ? WEXITSTATUS(status) : 255;
}

TEST_F_TIMEOUT(line, of_another_user_is_not_his_to_hang_up, 120)
{
	ASSERT_EQ(0, chmod("/dev/pppev", 0666));
	EXPECT_EQ(ERROR_ACCESS_DENIED, hang_up_as_nobody(self->conn));
	ASSERT_EQ(0, chmod("/dev/pppev", 0600));
	EXPECT_TRUE(is_listed_elsewhere((uintptr_t)self->conn));
	EXPECT_TRUE(hang_up(self->conn));
}

static bool copy_file(const char *from, const char *to)
{
	int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT, 0700);
	ssize_t size;

	while ((size = sendfile(out, in, NULL, 1 << 20)) > 0)
		;
	close(in);
	close(out);
	return !size;
}

/*
 * A program of that name that waits for ever: opens a pipe that nobody else
 * does.  To be found there, its name has to be in comm and in exe.
 */
static pid_t start_impostor(void)
{
	char *argv[] = { "/tmp/pppd", "-c", "read x </tmp/pipe", NULL };

	if (!copy_file("/bin/dash", "/tmp/pppd") || mkfifo("/tmp/pipe", 0600))
		return -1;
	return start(NULL, "/dev/null", argv);
}

/* Neither a file that names a process nor the name of its program is proof. */
TEST_F_TIMEOUT(line, is_ended_whatever_is_said_to_be_its_pppd, 120)
{
	pid_t other = start_impostor();
	char text[32];

	ASSERT_GT(other, 0);
	snprintf(text, sizeof(text), "/proc/%d/comm", other);
	ASSERT_EQ(0, wait_text(text, "pppd"));
	snprintf(text, sizeof(text), "%d\n", other);
	ASSERT_EQ(0, write_secret("/run/ppp0.pid", text));
	ASSERT_TRUE(hang_up_elsewhere(self->conn));
	EXPECT_TRUE(wait_gone(self->conn));
	EXPECT_EQ(0, waitpid(other, NULL, WNOHANG));
	end(other, SIGKILL);
	unlink("/tmp/pppd");
	unlink("/tmp/pipe");
}

static int make_ppp0_elsewhere(void)
{
	struct pppsim_channel channel;
	struct pppsim_unit unit;
	RASCONN listed;

	if (pppsim_netns_unshare() || pppsim_unit_open(&unit) ||
	    pppsim_channel_open(&channel, PPPEV_KIND_ASYNC, NULL) ||
	    pppsim_channel_connect(&channel, unit.index) ||
	    pppsim_unit_up(&unit) || strcmp(unit.ifname, "ppp0"))
		return 1;
	if (list_first(&listed) != 1 || strcmp(listed.szEntryName, "ppp0"))
		return 2;
	return RasHangUp(listed.hrasconn) == ERROR_HANGUP_FAILED ? 0 : 3;
}

/* pppd's file is about an interface of that name in another namespace. */
TEST_F_TIMEOUT(line, is_not_taken_for_one_of_another_namespace, 120)
{
	int status;
	pid_t pid = fork();

	if (!pid)
		_exit(make_ppp0_elsewhere());
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_EQ(0, status);
	EXPECT_TRUE(is_listed_elsewhere((uintptr_t)self->conn));
	EXPECT_TRUE(hang_up(self->conn));
}

TEST(connection_of_no_pppd_is_not_ended)
{
	struct pppsim_channel channel;
	struct pppsim_unit unit;
	RASCONN listed;

	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, pppsim_unit_open(&unit));
	ASSERT_EQ(0, pppsim_channel_open(&channel, PPPEV_KIND_ASYNC, NULL));
	ASSERT_EQ(0, pppsim_channel_connect(&channel, unit.index));
	ASSERT_EQ(0, pppsim_unit_up(&unit));
	ASSERT_EQ(1, list_first(&listed));
	EXPECT_STREQ(unit.ifname, listed.szEntryName);
	EXPECT_EQ(ERROR_HANGUP_FAILED, RasHangUp(listed.hrasconn));
	EXPECT_EQ(1, list_first(&listed));
	/* It failed, so it may be tried again. */
	EXPECT_EQ(ERROR_HANGUP_FAILED, RasHangUp(listed.hrasconn));
	pppsim_channel_close(&channel);
	pppsim_unit_close(&unit);
}

TEST_HARNESS_MAIN
