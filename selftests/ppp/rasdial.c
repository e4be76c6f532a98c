// SPDX-License-Identifier: GPL-2.0
/* RasDial without a notifier: real pppd, called by the name of an entry. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>

#include "kselftest_harness.h"
#include "entry.h"
#include "pppoe.h"
#include "scene.h"
#include "../shim/connection.h"
#include "../shim/hide.h"

#define CHAP	"auth require-chap name gate"
#define SECRET	"caller gate correct-horse *\n"
#define MANY	6

FIXTURE(dial)
{
	struct desk desk;
};

FIXTURE_SETUP(dial)
{
	ASSERT_EQ(0, desk_open(&self->desk));
}

FIXTURE_TEARDOWN(dial)
{
	EXPECT_EQ(0, desk_close(&self->desk));
}

TEST_F_TIMEOUT(dial, is_a_connection_under_the_name_of_its_entry, 120)
{
	RASCONNSTATUS status;
	RASCONN listed;
	HRASCONN conn;

	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_EQ(ERROR_SUCCESS, dial("desk", &conn));
	ASSERT_EQ(1, list_first(&listed));
	EXPECT_EQ(conn, listed.hrasconn);
	EXPECT_STREQ("desk", listed.szEntryName);
	EXPECT_STREQ(BOOK, listed.szPhonebook);
	EXPECT_STREQ("ppp0", listed.szDeviceName);
	EXPECT_EQ(ERROR_SUCCESS, status_of(conn, &status));
	EXPECT_EQ(RASCS_Connected, status.rasconnstate);
	EXPECT_TRUE(is_listed_elsewhere((uintptr_t)conn));
	ASSERT_TRUE(hang_up(conn));
	EXPECT_EQ(0, list_first(&listed));
	EXPECT_EQ(ERROR_INVALID_HANDLE, RasHangUp(conn));
}

/* Another program has the same name from pppd's command line. */
static bool is_desk_elsewhere(DWORD count)
{
	pid_t pid = fork();
	RASCONN listed;
	int status;

	if (!pid)
		_exit(list_first(&listed) != count ||
		      strcmp(listed.szEntryName, "desk") ||
		      strcmp(listed.szPhonebook, BOOK));
	return waitpid(pid, &status, 0) == pid && !status;
}

TEST_F_TIMEOUT(dial, has_its_name_in_other_programs_too, 120)
{
	HRASCONN conn;

	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_EQ(ERROR_SUCCESS, dial("desk", &conn));
	EXPECT_TRUE(is_desk_elsewhere(1));
	ASSERT_TRUE(hang_up(conn));
}

/* Files of pppd are listed for many connections, and looked for of a few. */
TEST_F_TIMEOUT(dial, has_its_name_among_many_connections, 120)
{
	struct connection others[MANY];
	RASCONN listed;
	HRASCONN conn;

	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_EQ(ERROR_SUCCESS, dial("desk", &conn));
	for (int i = 0; i < MANY; i++)
		ASSERT_EQ(0, connection_establish(&others[i], 1));
	/* Of no interface, or of none of its own: nothing comes of them. */
	ASSERT_EQ(0, write_secret("/run/a-name-too-long-for-one.pid", "1\n"));
	ASSERT_EQ(0, write_secret("/run/.pid", "1\n"));
	ASSERT_EQ(0, write_secret("/run/ppp1.pid", "1\n"));
	EXPECT_EQ(MANY + 1, list_first(&listed));
	EXPECT_STREQ("desk", listed.szEntryName);
	EXPECT_TRUE(is_desk_elsewhere(MANY + 1));
	EXPECT_TRUE(dial_elsewhere(conn));
	EXPECT_EQ(ERROR_SUCCESS, RasHangUp(conn));
	for (int i = 0; i < MANY; i++)
		connection_close(&others[i]);
	unlink("/run/a-name-too-long-for-one.pid");
	unlink("/run/.pid");
	unlink("/run/ppp1.pid");
	ASSERT_TRUE(hang_up(conn));
}

TEST_F_TIMEOUT(dial, of_a_pppd_that_somebody_else_called_has_its_name, 120)
{
	char *argv[] = { "pppd", "call", "desk", "nodetach", NULL };
	struct pppev_event added;
	RASCONN listed;
	HRASCONN conn;
	pid_t pppd;

	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	pppd = start(NULL, "/tmp/pppd.log", argv);
	ASSERT_TRUE(scene_added(&self->desk.scene, PPPEV_KIND_ASYNC, 1,
				(struct want){ .links = 1, .pid = pppd },
				&added));
	ASSERT_TRUE(scene_next(&self->desk.scene, &added,
			       (struct want){ PPPEV_EVENT_CONNECTED,
					      .links = 1, .pid = pppd }));
	ASSERT_EQ(1, list_first(&listed));
	EXPECT_STREQ("desk", listed.szEntryName);
	/* It is one reference more on what is there, and dials nothing. */
	ASSERT_EQ(ERROR_SUCCESS, dial("desk", &conn));
	EXPECT_EQ(listed.hrasconn, conn);
	EXPECT_EQ(ERROR_SUCCESS, RasHangUp(conn));
	EXPECT_TRUE(is_listed_elsewhere((uintptr_t)conn));
	EXPECT_EQ(ERROR_SUCCESS, RasHangUp(conn));
	ASSERT_LE(0, wait_end(pppd));
	EXPECT_TRUE(wait_gone(conn));
}

static DWORD dial_as(const char *user, const char *password, HRASCONN *conn)
{
	RASDIALPARAMS params = params_of("desk");

	strcpy(params.szUserName, user);
	strcpy(params.szPassword, password);
	*conn = NULL;
	return RasDial(NULL, NULL, &params, 0, NULL, conn);
}

static bool has_word(const char *path, const char *word)
{
	char text[4096];
	int fd = open(path, O_RDONLY);
	ssize_t size = fd < 0 ? 0 : read(fd, text, sizeof(text));

	close(fd);
	return size > 0 && memmem(text, size, word, strlen(word));
}

static int count_processes(const char *file, const char *word)
{
	DIR *dir = opendir("/proc");
	struct dirent *entry;
	char path[300];
	int count = 0;

	while ((entry = readdir(dir))) {
		if (atoi(entry->d_name) <= 0)
			continue;
		snprintf(path, sizeof(path), "/proc/%s/%s", entry->d_name,
			 file);
		count += has_word(path, word);
	}
	closedir(dir);
	return count;
}

TEST_F_TIMEOUT(dial, with_the_right_password_succeeds_and_shows_it_nowhere,
	       120)
{
	HRASCONN conn;

	ASSERT_EQ(0, write_secret(SECRETS, SECRET));
	ASSERT_EQ(0, desk_answer(&self->desk, CHAP));
	ASSERT_EQ(ERROR_SUCCESS, dial_as("caller", "correct-horse", &conn));
	EXPECT_EQ(1, count_processes("cmdline", "caller"));
	EXPECT_EQ(0, count_processes("cmdline", "correct-horse"));
	EXPECT_EQ(0, count_processes("environ", "correct-horse"));
	ASSERT_TRUE(hang_up(conn));
}

TEST_F_TIMEOUT(dial, without_a_password_takes_that_of_the_secrets, 120)
{
	HRASCONN conn;

	ASSERT_EQ(0, write_secret(SECRETS, SECRET));
	ASSERT_EQ(0, desk_answer(&self->desk, CHAP));
	ASSERT_EQ(ERROR_SUCCESS, dial_as("caller", "", &conn));
	ASSERT_TRUE(hang_up(conn));
}

TEST_F_TIMEOUT(dial, with_a_wrong_password_is_refused, 120)
{
	HRASCONN conn;

	ASSERT_EQ(0, write_secret(SECRETS, SECRET));
	ASSERT_EQ(0, desk_answer(&self->desk, CHAP));
	EXPECT_EQ(ERROR_AUTHENTICATION_FAILURE,
		  dial_as("caller", "wrong", &conn));
	EXPECT_EQ(NULL, conn);
	EXPECT_TRUE(signals_are(&self->desk.scene.all, self->desk.scene.stream,
				(struct counts){ 0 }));
}

TEST_F_TIMEOUT(dial, of_a_line_without_a_peer_is_out_of_time, 120)
{
	HRASCONN conn;

	ASSERT_EQ(0, entry_write_cable("desk", &self->desk.cable, NO_PEER));
	EXPECT_EQ(ERROR_PPP_TIMEOUT, dial("desk", &conn));
	EXPECT_EQ(NULL, conn);
}

/* The line is hung up while pppd negotiates with nobody. */
TEST_F_TIMEOUT(dial, of_a_line_that_is_hung_up_says_so, 120)
{
	struct pppev_event added;
	pid_t pid = fork();
	HRASCONN conn;
	int status;

	if (!pid)
		_exit(dial("desk", &conn) != ERROR_PORT_DISCONNECTED);
	ASSERT_EQ(0, pppsim_next(self->desk.scene.stream, &added, LIMIT_MS));
	ASSERT_EQ(PPPEV_EVENT_LINK_ADDED, added.type);
	cable_hang_up(&self->desk.cable);
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_EQ(0, status);
}

TEST_F_TIMEOUT(dial, of_a_persistent_entry_without_a_peer_ends, 120)
{
	HRASCONN conn;

	ASSERT_EQ(0, entry_write_cable("desk", &self->desk.cable,
				       NO_PEER " persist maxfail 0 holdoff 1"));
	EXPECT_EQ(ERROR_PPP_TIMEOUT, dial("desk", &conn));
}

TEST_F_TIMEOUT(dial, of_an_ethernet_without_a_server_has_no_answer, 120)
{
	HRASCONN conn;

	ASSERT_EQ(0, pppoe_lay_ethernet(&self->desk.scene.peer));
	/* The plugin looks at its limits when it is given the interface. */
	ASSERT_EQ(0, entry_write(NULL, "desk", "plugin rp-pppoe.so\n"
				 "pppoe-padi-timeout 1 pppoe-padi-attempts 1\n"
				 "nic-v0"));
	EXPECT_EQ(ERROR_NO_ANSWER, dial("desk", &conn));
	EXPECT_EQ(NULL, conn);
}

TEST_F_TIMEOUT(dial, of_an_ethernet_is_a_connection, 120)
{
	RASCONN listed;
	HRASCONN conn;
	pid_t server;

	ASSERT_EQ(0, pppoe_lay_ethernet(&self->desk.scene.peer));
	server = pppoe_start_server(&self->desk.scene.peer, "noauth");
	ASSERT_GT(server, 0);
	ASSERT_EQ(0, entry_write(NULL, "desk", "plugin rp-pppoe.so\nnic-v0\n"
				 PPPOE_CLIENT));
	ASSERT_EQ(ERROR_SUCCESS, dial("desk", &conn));
	ASSERT_EQ(1, list_first(&listed));
	EXPECT_STREQ("desk", listed.szEntryName);
	EXPECT_STREQ(RASDT_PPPoE, listed.szDeviceType);
	EXPECT_TRUE(hang_up(conn));
	end(server, SIGTERM);
}

/* The server ends the session as soon as it has refused. */
TEST_F_TIMEOUT(dial, of_an_ethernet_with_a_wrong_password_is_refused, 120)
{
	HRASCONN conn;
	pid_t server;

	ASSERT_EQ(0, pppoe_lay_ethernet(&self->desk.scene.peer));
	ASSERT_EQ(0, write_secret(SECRETS, SECRET));
	server = pppoe_start_server(&self->desk.scene.peer, CHAP);
	ASSERT_GT(server, 0);
	ASSERT_EQ(0, entry_write(NULL, "desk", "plugin rp-pppoe.so\nnic-v0\n"
				 PPPOE_CLIENT));
	for (int i = 0; i < 3; i++)
		EXPECT_EQ(ERROR_AUTHENTICATION_FAILURE,
			  dial_as("caller", "wrong", &conn));
	EXPECT_EQ(ERROR_SUCCESS, dial_as("caller", "correct-horse", &conn));
	EXPECT_TRUE(hang_up(conn));
	end(server, SIGTERM);
}

TEST_F_TIMEOUT(dial, of_a_busy_device_is_refused, 120)
{
	HRASCONN conn, second;

	mkdir("/run/lock", 0755);
	mkdir("/var/lock", 0755);
	ASSERT_EQ(0, entry_write_cable("desk", &self->desk.cable, "lock"));
	ASSERT_EQ(0, entry_write_cable("other", &self->desk.cable, "lock"));
	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_EQ(ERROR_SUCCESS, dial("desk", &conn));
	EXPECT_EQ(ERROR_PORT_NOT_AVAILABLE, dial("other", &second));
	EXPECT_EQ(NULL, second);
	entry_remove(NULL, "other");
	ASSERT_TRUE(hang_up(conn));
}

TEST_F_TIMEOUT(dial, that_cannot_begin_says_why, 120)
{
	HRASCONN conn;

	/* A terminal that no driver has. */
	ASSERT_EQ(0, mknod("/dev/ttyNONE", S_IFCHR | 0600, makedev(4, 255)));
	ASSERT_EQ(0, entry_write(NULL, "desk", "/dev/ttyNONE"));
	EXPECT_EQ(ERROR_PORT_NOT_OPEN, dial("desk", &conn));
	unlink("/dev/ttyNONE");
	ASSERT_EQ(0, entry_write(NULL, "desk", "no-such-option-of-pppd"));
	EXPECT_EQ(ERROR_CORRUPT_PHONEBOOK, dial("desk", &conn));
	ASSERT_EQ(0, entry_write_cable("desk", &self->desk.cable,
				       "connect /bin/false"));
	EXPECT_EQ(ERROR_FROM_DEVICE, dial("desk", &conn));
	EXPECT_EQ(ERROR_CANNOT_FIND_PHONEBOOK_ENTRY, dial("nobody", &conn));
	EXPECT_EQ(NULL, conn);
}

TEST_F_TIMEOUT(dial, by_an_entry_of_the_caller_has_its_phone_book, 120)
{
	RASDIALPARAMS params = params_of("mine");
	HRASCONN conn = NULL;
	RASCONN listed;
	char text[512];

	snprintf(text, sizeof(text), "%s\nlocal\n10.0.0.1:10.0.0.2",
		 self->desk.cable.a);
	ASSERT_EQ(0, entry_write("/tmp/book", "mine", text));
	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_EQ(ERROR_SUCCESS,
		  RasDial(NULL, "/tmp/../tmp/book", &params, 0, NULL, &conn));
	ASSERT_EQ(1, list_first(&listed));
	EXPECT_STREQ("mine", listed.szEntryName);
	EXPECT_STREQ("/tmp/book", listed.szPhonebook);
	EXPECT_EQ(0, listed.dwFlags);
	EXPECT_EQ(ERROR_CANNOT_DELETE, RasDeleteEntry("/tmp/book", "mine"));
	ASSERT_TRUE(hang_up(conn));
	EXPECT_EQ(ERROR_SUCCESS, RasDeleteEntry("/tmp/book", "mine"));
	EXPECT_EQ(ERROR_CANNOT_FIND_PHONEBOOK_ENTRY,
		  RasDeleteEntry("/tmp/book", "mine"));
	rmdir("/tmp/book");
}

static volatile sig_atomic_t children_ended;

static void count_child(int sig)
{
	(void)sig;
	children_ended++;
}

/* As a program that waits for whatever child ends.  Its exit status. */
static int dial_and_wait(bool ignore)
{
	HRASCONN conn;
	DWORD error;

	signal(SIGCHLD, ignore ? SIG_IGN : count_child);
	error = dial("desk", &conn);
	if (error != ERROR_PPP_TIMEOUT)
		return 1;
	if (waitpid(-1, NULL, WNOHANG) != -1 || errno != ECHILD)
		return 2;
	return children_ended ? 3 : 0;
}

TEST_F_TIMEOUT(dial, is_no_child_of_the_program, 120)
{
	ASSERT_EQ(0, entry_write_cable("desk", &self->desk.cable, NO_PEER));
	for (int ignore = 0; ignore < 2; ignore++) {
		pid_t pid = fork();
		int status;

		if (!pid)
			_exit(dial_and_wait(ignore));
		ASSERT_EQ(pid, waitpid(pid, &status, 0));
		EXPECT_EQ(0, status);
	}
}

TEST_F_TIMEOUT(dial, goes_on_when_the_program_ends, 120)
{
	RASCONN listed;
	HRASCONN conn;
	int status;
	pid_t pid;

	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	pid = fork();
	if (!pid)
		_exit(dial("desk", &conn));
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	ASSERT_EQ(0, status);
	ASSERT_EQ(1, list_first(&listed));
	EXPECT_STREQ("desk", listed.szEntryName);
	EXPECT_TRUE(hang_up(listed.hrasconn));
}

#define EXAMPLE		"../../examples/dial"
#define EXAMPLE_LOG	"/tmp/example.log"

/* The end of the program, and whether it wrote all of that, in this order. */
static int run_example(const char *entry)
{
	char *argv[] = { EXAMPLE, (char *)entry, NULL };
	int status = wait_end(start(NULL, EXAMPLE_LOG, argv));

	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F_TIMEOUT(dial, of_the_example_tells_all_of_its_life, 120)
{
	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	EXPECT_EQ(0, run_example("desk"));
	EXPECT_EQ(0, wait_text(EXAMPLE_LOG, "negotiating"));
	EXPECT_EQ(0, wait_text(EXAMPLE_LOG, "desk: modem ppp0"));
	EXPECT_EQ(0, wait_text(EXAMPLE_LOG, "bytes out"));
	EXPECT_EQ(0, wait_text(EXAMPLE_LOG, "hung up"));
}

TEST_F_TIMEOUT(dial, of_the_example_tells_why_it_failed, 120)
{
	ASSERT_EQ(0, entry_write_cable("desk", &self->desk.cable, NO_PEER));
	EXPECT_EQ(1, run_example("desk"));
	EXPECT_EQ(0, wait_text(EXAMPLE_LOG, "dial: 718: "));
	EXPECT_EQ(1, run_example("nobody"));
	EXPECT_EQ(0, wait_text(EXAMPLE_LOG, "RasDial: 623: "));
}

/* Without the module rtnetlink tells of it, and pppd's file whose it is. */
static int dial_without_module(void)
{
	HRASCONN conn, again;
	RASCONN listed;

	if (hide_device())
		return 1;
	if (dial("desk", &conn) || list_first(&listed) != 1)
		return 2;
	if (conn != listed.hrasconn || strcmp(listed.szEntryName, "desk"))
		return 3;
	if (dial("desk", &again) || conn != again || RasHangUp(again))
		return 4;
	if (list_first(&listed) != 1)
		return 5;
	return hang_up(conn) ? 0 : 6;
}

TEST_F_TIMEOUT(dial, without_the_module_is_a_connection_too, 120)
{
	int status;
	pid_t pid;

	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	pid = fork();
	if (!pid)
		_exit(dial_without_module());
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_EQ(0, WEXITSTATUS(status));
	EXPECT_TRUE(WIFEXITED(status));
}

static int fail_without_module(const struct cable *cable)
{
	HRASCONN conn;
	DWORD error;

	if (hide_device())
		return 1;
	/* A hang-up of pppd's own cannot be told from that of the line. */
	error = dial("desk", &conn);
	if (error != ERROR_PORT_DISCONNECTED && error != ERROR_NO_ANSWER)
		return 2;
	if (dial("nobody", &conn) != ERROR_CANNOT_FIND_PHONEBOOK_ENTRY)
		return 3;
	/* Links are not seen. */
	if (entry_write_cable("desk", cable, "multilink"))
		return 4;
	return dial("desk", &conn) == ERROR_RASMAN_CANNOT_INITIALIZE ? 0 : 5;
}

TEST_F_TIMEOUT(dial, without_the_module_and_a_peer_fails, 120)
{
	int status;
	pid_t pid;

	ASSERT_EQ(0, entry_write_cable("desk", &self->desk.cable, NO_PEER));
	pid = fork();
	if (!pid)
		_exit(fail_without_module(&self->desk.cable));
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_EQ(0, status);
}

TEST_HARNESS_MAIN
