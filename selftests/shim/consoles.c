// SPDX-License-Identifier: GPL-2.0
/* SetConsoleCtrlHandler: signals as calls. */
#include "kselftest_harness.h"

#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>

#include <windows.h>
#include <wincon.h>

#define POISON		0xccU
#define LIMIT_MS	10000

static HANDLE told;
static atomic_uint types;	/* four bits a call, the newest last */
static atomic_bool answer;

static BOOL note(unsigned int who, DWORD type)
{
	atomic_store(&types, atomic_load(&types) << 8 | who << 4 | type);
	return FALSE;
}

static BOOL WINAPI first(DWORD type)
{
	note(1, type);
	SetEvent(told);
	return atomic_load(&answer);
}

static BOOL WINAPI second(DWORD type)
{
	return note(2, type);
}

/* A shell may have started this with SIGINT ignored. */
static void defaults(void)
{
	static const int signals[] = { SIGINT, SIGQUIT, SIGHUP, SIGTERM };

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++)
		signal(signals[i], SIG_DFL);
	told = CreateEvent(NULL, FALSE, FALSE, NULL);
	atomic_store(&answer, true);
}

/* Status of a child that runs @function and then sleeps. */
static int status_of(void (*function)(void))
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		defaults();
		function();
		WaitForSingleObject(told, LIMIT_MS);
		Sleep(LIMIT_MS);
		_exit(1);
	}
	return waitpid(pid, &status, 0) == pid ? status : -1;
}

TEST(a_signal_is_told_to_the_newest_function_first)
{
	defaults();
	SetLastError(POISON);
	ASSERT_TRUE(SetConsoleCtrlHandler(first, TRUE));
	ASSERT_TRUE(SetConsoleCtrlHandler(second, TRUE));
	EXPECT_EQ(POISON, GetLastError());
	kill(getpid(), SIGINT);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(told, LIMIT_MS));
	EXPECT_EQ(0x2010, atomic_load(&types));
	kill(getpid(), SIGQUIT);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(told, LIMIT_MS));
	EXPECT_EQ(0x20102111, atomic_load(&types));
}

TEST(a_function_that_is_removed_is_not_called)
{
	defaults();
	ASSERT_TRUE(SetConsoleCtrlHandler(first, TRUE));
	ASSERT_TRUE(SetConsoleCtrlHandler(second, TRUE));
	EXPECT_TRUE(SetConsoleCtrlHandler(second, FALSE));
	kill(getpid(), SIGINT);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(told, LIMIT_MS));
	EXPECT_EQ(0x10, atomic_load(&types));
	SetLastError(POISON);
	EXPECT_FALSE(SetConsoleCtrlHandler(second, FALSE));
	EXPECT_EQ(ERROR_INVALID_PARAMETER, GetLastError());
}

static BOOL WINAPI block_once(DWORD type)
{
	if (atomic_load(&types)) {
		SetEvent(told);
	} else {
		note(3, type);
		Sleep(INFINITE);
	}
	return TRUE;
}

TEST(a_function_that_blocks_does_not_keep_the_next_signal_waiting)
{
	defaults();
	ASSERT_TRUE(SetConsoleCtrlHandler(block_once, TRUE));
	kill(getpid(), SIGINT);
	while (!atomic_load(&types))
		Sleep(1);
	kill(getpid(), SIGINT);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(told, LIMIT_MS));
}

TEST(null_has_sigint_ignored_and_minded_again)
{
	defaults();
	ASSERT_TRUE(SetConsoleCtrlHandler(first, TRUE));
	ASSERT_TRUE(SetConsoleCtrlHandler(NULL, TRUE));
	kill(getpid(), SIGINT);
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(told, 50));
	kill(getpid(), SIGQUIT);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(told, LIMIT_MS));
	ASSERT_TRUE(SetConsoleCtrlHandler(NULL, FALSE));
	kill(getpid(), SIGINT);
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(told, LIMIT_MS));
	EXPECT_EQ(0x1110, atomic_load(&types));
}

static void decline(void)
{
	SetConsoleCtrlHandler(second, TRUE);
	kill(getpid(), SIGINT);
}

static void accept_the_end(void)
{
	SetConsoleCtrlHandler(first, TRUE);
	kill(getpid(), SIGTERM);
}

static void remove_all(void)
{
	SetConsoleCtrlHandler(first, TRUE);
	SetConsoleCtrlHandler(first, FALSE);
	kill(getpid(), SIGINT);
}

static void blocked_everywhere(void)
{
	sigset_t all;

	sigfillset(&all);
	SetConsoleCtrlHandler(second, TRUE);
	kill(getpid(), SIGHUP);
	sigprocmask(SIG_BLOCK, &all, NULL);
}

TEST(what_nobody_handles_ends_the_process_by_its_signal)
{
	int status = status_of(decline);

	EXPECT_TRUE(WIFSIGNALED(status));
	EXPECT_EQ(SIGINT, WTERMSIG(status));
	status = status_of(remove_all);
	EXPECT_TRUE(WIFSIGNALED(status));
	EXPECT_EQ(SIGINT, WTERMSIG(status));
	status = status_of(blocked_everywhere);
	EXPECT_TRUE(WIFSIGNALED(status));
	EXPECT_EQ(SIGHUP, WTERMSIG(status));
}

TEST(the_process_ends_after_sigterm_whatever_is_returned)
{
	int status = status_of(accept_the_end);

	EXPECT_TRUE(WIFSIGNALED(status));
	EXPECT_EQ(SIGTERM, WTERMSIG(status));
}

TEST(what_the_program_handles_or_ignores_stays_as_it_is)
{
	defaults();
	signal(SIGINT, SIG_IGN);
	ASSERT_TRUE(SetConsoleCtrlHandler(first, TRUE));
	kill(getpid(), SIGINT);
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(told, 50));
	EXPECT_EQ(SIG_IGN, signal(SIGINT, SIG_IGN));
}

static void raise_in_child(void)
{
	kill(getpid(), SIGINT);
}

static void handle_in_child(void)
{
	SetConsoleCtrlHandler(first, TRUE);
	kill(getpid(), SIGINT);
	_exit(WaitForSingleObject(told, LIMIT_MS) == WAIT_OBJECT_0 ? 3 : 1);
}

TEST(a_child_begins_without_functions_and_may_have_its_own)
{
	pid_t pid;
	int status;

	defaults();
	ASSERT_TRUE(SetConsoleCtrlHandler(first, TRUE));
	pid = fork();
	if (!pid) {
		raise_in_child();
		_exit(1);
	}
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_TRUE(WIFSIGNALED(status));
	EXPECT_EQ(0, atomic_load(&types));
	pid = fork();
	if (!pid)
		handle_in_child();
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_TRUE(WIFEXITED(status));
	EXPECT_EQ(3, WEXITSTATUS(status));
}

/* As it inherits them. */
TEST(a_child_keeps_what_the_program_has_put_there_later)
{
	pid_t pid;
	int status;

	defaults();
	ASSERT_TRUE(SetConsoleCtrlHandler(first, TRUE));
	signal(SIGINT, SIG_IGN);
	pid = fork();
	if (!pid) {
		raise_in_child();
		_exit(3);
	}
	ASSERT_EQ(pid, waitpid(pid, &status, 0));
	EXPECT_TRUE(WIFEXITED(status));
	EXPECT_EQ(3, WEXITSTATUS(status));
}

/* The kernel does to it what it handles, and no more. */
TEST(the_first_process_of_a_container_ends_as_well)
{
	int status;

	if (unshare(CLONE_NEWPID))
		SKIP(return, "only root can make a namespace");
	status = status_of(accept_the_end);
	EXPECT_TRUE(WIFEXITED(status));
	EXPECT_EQ(128 + SIGTERM, WEXITSTATUS(status));
}

TEST(debug_output_goes_nowhere_and_does_no_harm)
{
	SetLastError(POISON);
	OutputDebugStringA("a\n");
	OutputDebugStringW(L"w\n");
	OutputDebugString(NULL);
	EXPECT_EQ(POISON, GetLastError());
}

TEST_HARNESS_MAIN
