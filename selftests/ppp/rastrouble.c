// SPDX-License-Identifier: GPL-2.0
/* RasDial and RasHangUp when things go wrong, and when many call at once. */
#include <dirent.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "kselftest_harness.h"
#include "entry.h"
#include "scene.h"

#define PAP_SECRETS	"/etc/ppp/pap-secrets"
#define PAP		"auth require-pap refuse-chap name gate"
#define CHAP		"auth require-chap name gate"
#ifndef CYCLES
#define CYCLES		15
#endif
#define THREADS		6
#define ROUNDS		10

/* What the notifier was told, and what it does then. */
static struct {
	RASCONNSTATE hang_up_at;	/* and stops when it was told so */
	bool stays;			/* at hang_up_at it blocks instead */
	atomic_int count;
	RASCONNSTATE state;		/* the last one */
	DWORD error;
	DWORD hung_up;
	HANDLE done;
} told;

#define NEVER	((RASCONNSTATE)-1)

FIXTURE(trouble)
{
	struct desk desk;
};

FIXTURE_SETUP(trouble)
{
	ASSERT_EQ(0, desk_open(&self->desk));
	told.hang_up_at = NEVER;
	told.done = CreateEvent(NULL, FALSE, FALSE, NULL);
}

FIXTURE_TEARDOWN(trouble)
{
	write_secret(PAP_SECRETS, "");
	EXPECT_EQ(0, desk_close(&self->desk));
}

static VOID WINAPI note(HRASCONN conn, UINT message, RASCONNSTATE state,
			DWORD error, DWORD extended)
{
	(void)message;
	(void)extended;
	told.state = state;
	told.error = error;
	told.count++;
	if (state == told.hang_up_at && told.stays) {
		SetEvent(told.done);
		Sleep(INFINITE);
	}
	if (state == told.hang_up_at)
		told.hung_up = RasHangUp(conn);
	if (state == told.hang_up_at || (state & RASCS_DONE) || error)
		SetEvent(told.done);
}

static DWORD dial_async(const char *entry, HRASCONN *conn)
{
	RASDIALPARAMS params = params_of(entry);

	*conn = NULL;
	return RasDial(NULL, NULL, &params, 1, (LPVOID)note, conn);
}

static bool is_done(void)
{
	return WaitForSingleObject(told.done, LIMIT_MS) == WAIT_OBJECT_0;
}

/* The pppd that this program has started: its parent is the keeper. */
static pid_t pppd_of_program(pid_t *keeper)
{
	char path[64], text[4096];
	DIR *dir = opendir("/proc");
	struct dirent *entry;
	pid_t found = -1;

	while ((entry = readdir(dir))) {
		char comm[32];
		int pid, parent;
		FILE *f;

		snprintf(path, sizeof(path), "/proc/%.20s/cmdline",
			 entry->d_name);
		f = atoi(entry->d_name) > 0 ? fopen(path, "r") : NULL;
		if (!f)
			continue;
		memset(text, 0, sizeof(text));
		if (!fread(text, 1, sizeof(text) - 1, f) ||
		    strcmp(text, "pppd") || strcmp(text + 5, "call")) {
			fclose(f);
			continue;
		}
		fclose(f);
		snprintf(path, sizeof(path), "/proc/%.20s/stat",
			 entry->d_name);
		f = fopen(path, "r");
		if (f && fscanf(f, "%d (%31[^)]) %*c %d", &pid, comm,
				&parent) == 3) {
			found = pid;
			if (keeper)
				*keeper = parent;
		}
		if (f)
			fclose(f);
	}
	closedir(dir);
	return found;
}

static bool wait_ended(pid_t pid)
{
	uint64_t limit = pppsim_now() + LIMIT_MS * 1000000ull;

	while (!kill(pid, 0)) {
		if (pppsim_now() > limit)
			return false;
		/* Of a keeper that was killed, we are the reaper. */
		waitpid(pid, NULL, WNOHANG);
		Sleep(2);
	}
	return true;
}

/* With the secrets of "caller". */
static DWORD dial_as(const char *password, HRASCONN *conn)
{
	RASDIALPARAMS params = params_of("desk");

	strcpy(params.szUserName, "caller");
	strcpy(params.szPassword, password);
	*conn = NULL;
	return RasDial(NULL, NULL, &params, 0, NULL, conn);
}

TEST_F_TIMEOUT(trouble, of_a_wrong_password_is_told_with_pap_as_well, 120)
{
	HRASCONN conn;

	ASSERT_EQ(0, write_secret(PAP_SECRETS, "caller gate right *\n"));
	ASSERT_EQ(0, desk_answer(&self->desk, PAP));
	EXPECT_EQ(ERROR_AUTHENTICATION_FAILURE, dial_as("wrong", &conn));
	ASSERT_EQ(0, desk_answers_again(&self->desk));
	ASSERT_EQ(ERROR_SUCCESS, dial_as("right", &conn));
	EXPECT_TRUE(hang_up(conn));
}

TEST_F_TIMEOUT(trouble, of_a_pppd_that_is_killed_while_it_dials_is_told, 120)
{
	HRASCONN conn;
	pid_t pppd;

	ASSERT_EQ(ERROR_SUCCESS, dial_async("desk", &conn));
	pppd = pppd_of_program(NULL);
	ASSERT_EQ(0, kill(pppd, SIGKILL));
	ASSERT_TRUE(is_done());
	EXPECT_EQ(RASCS_Disconnected, told.state);
	EXPECT_EQ(ERROR_DISCONNECTION, told.error);
	EXPECT_EQ(ERROR_SUCCESS, RasHangUp(conn));
	EXPECT_EQ(ERROR_INVALID_HANDLE, RasHangUp(conn));
}

TEST_F_TIMEOUT(trouble, of_a_pppd_that_is_killed_later_ends_the_connection, 120)
{
	HRASCONN conn;

	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_EQ(ERROR_SUCCESS, dial("desk", &conn));
	ASSERT_TRUE(dial_elsewhere(conn));
	ASSERT_EQ(0, kill(pppd_of_program(NULL), SIGKILL));
	EXPECT_TRUE(wait_gone(conn));
	EXPECT_EQ(ERROR_INVALID_HANDLE, RasHangUp(conn));
}

TEST_F_TIMEOUT(trouble, of_a_peer_that_goes_while_we_say_who_we_are_is_told, 120)
{
	HRASCONN conn;

	ASSERT_EQ(0, write_secret(SECRETS, "caller gate right *\n"));
	ASSERT_EQ(0, entry_write_cable("desk", &self->desk.cable,
				       "user caller password right"));
	ASSERT_EQ(0, desk_answer(&self->desk, CHAP));
	told.hang_up_at = NEVER;
	ASSERT_EQ(0, kill(self->desk.peer, SIGSTOP));
	ASSERT_EQ(ERROR_SUCCESS, dial_async("desk", &conn));
	ASSERT_EQ(0, kill(self->desk.peer, SIGCONT));
	ASSERT_EQ(0, wait_text("/tmp/pppd.peer.log", "sent [CHAP Challenge"));
	cable_hang_up(&self->desk.cable);
	ASSERT_TRUE(is_done());
	/* It may have been faster. */
	if (told.state == RASCS_Connected) {
		EXPECT_TRUE(wait_gone(conn));
	} else {
		EXPECT_EQ(RASCS_Disconnected, told.state);
		EXPECT_EQ(ERROR_PORT_DISCONNECTED, told.error);
		EXPECT_EQ(ERROR_SUCCESS, RasHangUp(conn));
	}
}

/* The keeper is nothing to a connection, and pppd goes on without it. */
TEST_F_TIMEOUT(trouble, of_a_keeper_that_is_killed_is_none, 120)
{
	HRASCONN conn;
	pid_t keeper;

	ASSERT_EQ(ERROR_SUCCESS, dial_async("desk", &conn));
	ASSERT_LT(0, pppd_of_program(&keeper));
	ASSERT_EQ(0, kill(keeper, SIGKILL));
	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_TRUE(is_done());
	EXPECT_EQ(RASCS_Connected, told.state);
	EXPECT_TRUE(hang_up(conn));
}

/* Nobody knows how that pppd has ended. */
TEST_F_TIMEOUT(trouble, of_a_pppd_without_its_keeper_is_told, 120)
{
	HRASCONN conn;
	pid_t keeper, pppd;

	ASSERT_EQ(ERROR_SUCCESS, dial_async("desk", &conn));
	pppd = pppd_of_program(&keeper);
	ASSERT_EQ(0, kill(keeper, SIGKILL));
	Sleep(50);
	EXPECT_NE(ERROR_UNKNOWN, told.error);
	ASSERT_EQ(0, kill(pppd, SIGTERM));
	ASSERT_TRUE(is_done());
	EXPECT_EQ(RASCS_Disconnected, told.state);
	EXPECT_EQ(ERROR_UNKNOWN, told.error);
	EXPECT_EQ(ERROR_SUCCESS, RasHangUp(conn));
}

/* In each state a dial comes to by itself, and in the one when it failed. */
TEST_F_TIMEOUT(trouble, does_not_come_of_a_hang_up_by_the_function, 240)
{
	static const RASCONNSTATE states[] = {
		RASCS_OpenPort, RASCS_DeviceConnected, RASCS_Connected,
	};
	HRASCONN conn;

	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	for (int i = 0; i < 3; i++) {
		told.hang_up_at = states[i];
		ASSERT_EQ(ERROR_SUCCESS, dial_async("desk", &conn));
		ASSERT_TRUE(is_done());
		EXPECT_EQ(ERROR_SUCCESS, told.hung_up);
		EXPECT_EQ(states[i], told.state);
		EXPECT_TRUE(wait_gone(conn));
		EXPECT_EQ(ERROR_INVALID_HANDLE, RasHangUp(conn));
		/* Its end may come before its peer has heard of it. */
		if (states[i] == RASCS_Connected)
			break;
		end(self->desk.peer, SIGKILL);
		ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	}
	ASSERT_EQ(0, entry_write(NULL, "desk", "no-such-option-of-pppd"));
	told.hang_up_at = RASCS_Disconnected;
	ASSERT_EQ(ERROR_SUCCESS, dial_async("desk", &conn));
	ASSERT_TRUE(is_done());
	EXPECT_EQ(ERROR_SUCCESS, told.hung_up);
	EXPECT_EQ(ERROR_INVALID_HANDLE, RasHangUp(conn));
}

static void *hang_up_once(void *conn)
{
	return (void *)(uintptr_t)RasHangUp(conn);
}

/* One of them has done it, whatever the others are told. */
TEST_F_TIMEOUT(trouble, does_not_come_of_threads_that_hang_up_at_once, 240)
{
	for (int round = 0; round < ROUNDS; round++) {
		pthread_t threads[THREADS];
		int successes = 0;
		HRASCONN conn;
		void *error;

		ASSERT_EQ(ERROR_SUCCESS, dial_async("desk", &conn));
		for (int i = 0; i < THREADS; i++)
			ASSERT_EQ(0, pthread_create(&threads[i], NULL,
						    hang_up_once, conn));
		for (int i = 0; i < THREADS; i++) {
			pthread_join(threads[i], &error);
			successes += !error;
		}
		EXPECT_EQ(1, successes);
		EXPECT_TRUE(wait_gone(conn));
	}
}

static void *dial_desk(void *arg)
{
	HRASCONN conn;

	(void)arg;
	return (void *)(uintptr_t)dial("desk", &conn);
}

TEST_F_TIMEOUT(trouble, does_not_come_of_threads_that_dial_at_once, 240)
{
	pthread_t threads[THREADS];
	int references = 0;
	RASCONN listed;

	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	for (int i = 0; i < THREADS; i++)
		ASSERT_EQ(0, pthread_create(&threads[i], NULL, dial_desk, NULL));
	for (int i = 0; i < THREADS; i++) {
		void *error;

		pthread_join(threads[i], &error);
		EXPECT_TRUE(!error || (uintptr_t)error ==
				      ERROR_DIAL_ALREADY_IN_PROGRESS);
		references += !error;
	}
	ASSERT_LE(1, references);
	ASSERT_EQ(1, list_first(&listed));
	while (--references)
		ASSERT_EQ(ERROR_SUCCESS, RasHangUp(listed.hrasconn));
	ASSERT_EQ(1, list_first(&listed));
	EXPECT_TRUE(hang_up(listed.hrasconn));
}

static void *dial_and_give_back(void *conn)
{
	uintptr_t failed = 0;
	HRASCONN again;

	for (int i = 0; i < ROUNDS; i++) {
		failed += dial("desk", &again) || again != conn;
		failed += RasHangUp(again) != ERROR_SUCCESS;
	}
	return (void *)failed;
}

static int in_threads(HRASCONN conn)
{
	pthread_t threads[THREADS];
	int failed = 0;

	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, dial_and_give_back, conn);
	for (int i = 0; i < THREADS; i++) {
		void *more;

		pthread_join(threads[i], &more);
		failed += (uintptr_t)more;
	}
	return failed;
}

/* Of many threads of two programs. */
TEST_F_TIMEOUT(trouble, does_not_lose_or_invent_a_reference, 240)
{
	HRASCONN conn;
	int status;
	pid_t pid;

	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	ASSERT_EQ(ERROR_SUCCESS, dial("desk", &conn));
	pid = fork();
	if (!pid)
		_exit(in_threads(conn));
	EXPECT_EQ(0, in_threads(conn));
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_EQ(0, status);
	EXPECT_TRUE(is_listed_elsewhere((uintptr_t)conn));
	EXPECT_TRUE(hang_up(conn));
}

TEST_F_TIMEOUT(trouble, of_arguments_has_its_exact_code, 120)
{
	RASDIALPARAMSA params = { .dwSize = sizeof(params) };
	HRASCONN conn = (HRASCONN)(uintptr_t)1;

	strcpy(params.szEntryName, "desk");
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasDialA(NULL, NULL, &params, 0, NULL, &conn));
	EXPECT_EQ((HRASCONN)(uintptr_t)1, conn);
	conn = NULL;
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasDialA(NULL, NULL, &params, 3, (LPVOID)note, &conn));
	memset(params.szEntryName, 'a', sizeof(params.szEntryName));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasDialA(NULL, NULL, &params, 0, NULL, &conn));
	params.szEntryName[RAS_MaxEntryName] = '\0';
	EXPECT_EQ(ERROR_CANNOT_FIND_PHONEBOOK_ENTRY,
		  RasDialA(NULL, NULL, &params, 0, NULL, &conn));
	strcpy(params.szEntryName, "desk");
	memset(params.szPassword, 'a', sizeof(params.szPassword));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasDialA(NULL, NULL, &params, 0, NULL, &conn));
	params.szPassword[0] = '\0';
	ASSERT_EQ(0, entry_write(NULL, "desk", "connect \"not closed"));
	EXPECT_EQ(ERROR_CORRUPT_PHONEBOOK,
		  RasDialA(NULL, NULL, &params, 0, NULL, &conn));
	EXPECT_EQ(NULL, conn);
}

TEST_F_TIMEOUT(trouble, does_not_come_of_forks_while_it_is_dialled, 240)
{
	HRASCONN conn;

	ASSERT_EQ(ERROR_SUCCESS, dial_async("desk", &conn));
	for (int i = 0; i < 100; i++) {
		pid_t pid = fork();
		int status;

		if (!pid)
			_exit(RasHangUp(conn) != ERROR_INVALID_HANDLE);
		ASSERT_EQ(pid, waitpid(pid, &status, 0));
		ASSERT_EQ(0, status);
		if (i == 50)
			ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	}
	ASSERT_TRUE(is_done());
	EXPECT_EQ(RASCS_Connected, told.state);
	EXPECT_TRUE(hang_up(conn));
}

/* pppd that is not answered ends by itself, and so does its keeper. */
static int dial_and_leave(RASCONNSTATE stay_at)
{
	HRASCONN conn;

	told.hang_up_at = stay_at;
	told.stays = true;
	if (dial_async("desk", &conn))
		return 1;
	return is_done() ? 0 : 2;
}

TEST_F_TIMEOUT(trouble, of_a_program_that_ends_while_it_dials_leaves_nothing,
	       120)
{
	static const RASCONNSTATE states[] = {
		RASCS_OpenPort, RASCS_DeviceConnected,
	};

	ASSERT_EQ(0, entry_write_cable("desk", &self->desk.cable,
				       NO_PEER " persist maxfail 0 holdoff 1"));
	for (int i = 0; i < 2; i++) {
		pid_t pid = fork(), pppd, keeper;
		int status;

		if (!pid)
			_exit(dial_and_leave(states[i]));
		ASSERT_EQ(pid, waitpid(pid, &status, 0));
		EXPECT_EQ(0, status);
		pppd = pppd_of_program(&keeper);
		if (pppd > 0)
			EXPECT_TRUE(wait_ended(pppd));
	}
}

static int count_descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	int count = 0;

	while (readdir(dir))
		count++;
	closedir(dir);
	return count;
}

static long resident_kib(void)
{
	long size, pages = 0;
	FILE *f = fopen("/proc/self/statm", "r");

	if (f && fscanf(f, "%ld %ld", &size, &pages) != 2)
		pages = 0;
	if (f)
		fclose(f);
	return pages * 4;
}

TEST_F_TIMEOUT(trouble, does_not_come_of_many_dials, 480)
{
	int descriptors = 0;
	long kib = 0;

	ASSERT_EQ(0, desk_answer(&self->desk, "noauth"));
	for (int i = 0; i < CYCLES; i++) {
		HRASCONN conn;

		if (i % 2) {
			ASSERT_EQ(ERROR_SUCCESS, dial("desk", &conn));
		} else {
			ASSERT_EQ(ERROR_SUCCESS, dial_async("desk", &conn));
			ASSERT_TRUE(is_done());
			ASSERT_EQ(RASCS_Connected, told.state);
		}
		ASSERT_TRUE(hang_up(conn));
		ASSERT_EQ(0, desk_answers_again(&self->desk));
		/* What is kept is there after the first ones. */
		if (i == 3) {
			descriptors = count_descriptors();
			kib = resident_kib();
		}
	}
	/* A call is forgotten by the next dial. */
	EXPECT_GE(descriptors + 1, count_descriptors());
	EXPECT_GE(kib + 512, resident_kib());
	/* Of keepers, which only __WALL finds, none is left. */
	EXPECT_TRUE(waitpid(-1, NULL, WNOHANG | __WCLONE) == -1 &&
		    errno == ECHILD);
}

TEST_HARNESS_MAIN
