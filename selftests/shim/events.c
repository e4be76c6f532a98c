// SPDX-License-Identifier: GPL-2.0
/* Events: creation, the two kinds of reset, last error, the descriptor. */
#include <fcntl.h>
#include <poll.h>

#include "kselftest_harness.h"

#include <windows.h>
#include <rasnotify.h>

#include "own_names.h"
#include "threads.h"

#define POISON	0xccU

static bool is_readable(HANDLE event)
{
	struct pollfd fd = { rasnotify_event_fd(event), POLLIN, 0 };

	return poll(&fd, 1, 0) == 1;
}

FIXTURE(event) {
	HANDLE manual;
	HANDLE automatic;
};

FIXTURE_SETUP(event)
{
	self->manual = CreateEvent(NULL, TRUE, FALSE, NULL);
	self->automatic = CreateEvent(NULL, FALSE, FALSE, NULL);
	ASSERT_NE(NULL, self->manual);
	ASSERT_NE(NULL, self->automatic);
}

FIXTURE_TEARDOWN(event)
{
	EXPECT_TRUE(CloseHandle(self->manual));
	EXPECT_TRUE(CloseHandle(self->automatic));
}

TEST_F(event, starts_as_it_was_asked_to)
{
	HANDLE set = CreateEvent(NULL, FALSE, TRUE, NULL);

	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(self->manual, 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(self->automatic, 0));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(set, 0));
	EXPECT_TRUE(CloseHandle(set));
}

TEST_F(event, any_non_zero_bool_is_true)
{
	HANDLE set = CreateEvent(NULL, 0x100, 0x100, NULL);

	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(set, 0));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(set, 0));
	EXPECT_TRUE(CloseHandle(set));
}

TEST_F(event, manual_reset_stays_set_until_it_is_reset)
{
	EXPECT_TRUE(SetEvent(self->manual));
	EXPECT_TRUE(SetEvent(self->manual));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(self->manual, 0));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(self->manual, INFINITE));
	EXPECT_TRUE(ResetEvent(self->manual));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(self->manual, 0));
	EXPECT_TRUE(ResetEvent(self->manual));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(self->manual, 0));
}

TEST_F(event, automatic_reset_wakes_once_for_any_number_of_sets)
{
	EXPECT_TRUE(SetEvent(self->automatic));
	EXPECT_TRUE(SetEvent(self->automatic));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(self->automatic, 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(self->automatic, 0));
	EXPECT_TRUE(SetEvent(self->automatic));
	EXPECT_EQ(WAIT_OBJECT_0,
		  WaitForSingleObject(self->automatic, INFINITE));
	EXPECT_TRUE(SetEvent(self->automatic));
	EXPECT_TRUE(ResetEvent(self->automatic));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(self->automatic, 0));
}

TEST_F(event, setting_wakes_one_of_the_waiters_of_an_automatic_one)
{
	struct waiter waiters[3];

	for (int i = 0; i < 3; i++)
		waiter_start_single(&waiters[i], self->automatic);
	for (int i = 0; i < 3; i++) {
		EXPECT_TRUE(SetEvent(self->automatic));
		/* Taken by exactly one: then it is not set any more. */
		while (is_readable(self->automatic))
			;
	}
	for (int i = 0; i < 3; i++)
		EXPECT_EQ(WAIT_OBJECT_0, waiter_join(&waiters[i]));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(self->automatic, 0));
}

TEST_F(event, setting_wakes_all_waiters_of_a_manual_one)
{
	struct waiter waiters[3];

	for (int i = 0; i < 3; i++)
		waiter_start_single(&waiters[i], self->manual);
	EXPECT_TRUE(SetEvent(self->manual));
	for (int i = 0; i < 3; i++)
		EXPECT_EQ(WAIT_OBJECT_0, waiter_join(&waiters[i]));
}

TEST_F(event, waiting_without_limit_sleeps_in_read_on_its_own_descriptor)
{
	struct waiter waiter;

	waiter_start_single(&waiter, self->automatic);
	EXPECT_EQ(SYS_read, sleeps_in(waiter.tid));
	EXPECT_TRUE(SetEvent(self->automatic));
	EXPECT_EQ(WAIT_OBJECT_0, waiter_join(&waiter));
}

TEST_F(event, success_of_set_and_reset_leaves_the_last_error_alone)
{
	SetLastError(POISON);
	EXPECT_TRUE(SetEvent(self->manual));
	EXPECT_TRUE(ResetEvent(self->manual));
	EXPECT_EQ(POISON, GetLastError());
}

TEST(creating_sets_the_last_error_to_zero)
{
	HANDLE ansi, wide;

	SetLastError(POISON);
	ansi = CreateEventA(NULL, FALSE, FALSE, NULL);
	EXPECT_EQ(0, GetLastError());
	SetLastError(POISON);
	wide = CreateEventW(NULL, FALSE, FALSE, NULL);
	EXPECT_EQ(0, GetLastError());
	EXPECT_NE(NULL, ansi);
	EXPECT_NE(NULL, wide);
	EXPECT_NE(ansi, wide);
	EXPECT_TRUE(CloseHandle(ansi));
	EXPECT_TRUE(CloseHandle(wide));
}

TEST(an_empty_name_is_no_name)
{
	HANDLE first = CreateEventA(NULL, TRUE, TRUE, "");
	HANDLE second = CreateEventW(NULL, TRUE, FALSE, L"");

	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(first, 0));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(second, 0));
	EXPECT_TRUE(CloseHandle(first));
	EXPECT_TRUE(CloseHandle(second));
}

TEST(an_event_is_not_a_semaphore)
{
	HANDLE semaphore = CreateSemaphore(NULL, 1, 1, NULL);

	EXPECT_FALSE(SetEvent(semaphore));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
	EXPECT_FALSE(ResetEvent(semaphore));
	EXPECT_EQ(ERROR_INVALID_HANDLE, GetLastError());
	EXPECT_EQ(-1, rasnotify_event_fd(semaphore));
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(semaphore, 0));
	EXPECT_TRUE(CloseHandle(semaphore));
}

TEST_F(event, the_descriptor_is_readable_while_the_event_is_set)
{
	HANDLE events[] = { self->manual, self->automatic };

	for (int i = 0; i < 2; i++) {
		EXPECT_FALSE(is_readable(events[i]));
		SetEvent(events[i]);
		EXPECT_TRUE(is_readable(events[i]));
		EXPECT_TRUE(is_readable(events[i]));
	}
	EXPECT_EQ(WAIT_OBJECT_0, WaitForSingleObject(self->automatic, 0));
	EXPECT_FALSE(is_readable(self->automatic));
	ResetEvent(self->manual);
	EXPECT_FALSE(is_readable(self->manual));
}

/* A program that makes the descriptor non-blocking still waits right. */
TEST_F(event, waiting_works_with_a_non_blocking_descriptor)
{
	int fd = rasnotify_event_fd(self->automatic);
	struct waiter waiter;

	ASSERT_EQ(0, fcntl(fd, F_SETFL, O_NONBLOCK));
	waiter_start_single(&waiter, self->automatic);
	EXPECT_EQ(SYS_ppoll, sleeps_in(waiter.tid));
	EXPECT_TRUE(SetEvent(self->automatic));
	EXPECT_EQ(WAIT_OBJECT_0, waiter_join(&waiter));
	EXPECT_EQ(WAIT_TIMEOUT, WaitForSingleObject(self->automatic, 0));
}

TEST_HARNESS_MAIN
