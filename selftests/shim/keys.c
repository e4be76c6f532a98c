// SPDX-License-Identifier: GPL-2.0
/* Keys from standard input: a terminal, or something else. */
#include "kselftest_harness.h"

#include <fcntl.h>
#include <stdlib.h>
#include <termios.h>

#include <windows.h>
#include <conio.h>

#include "threads.h"

FIXTURE(terminal) {
	int user;		/* types into it and sees it */
	struct termios before;
};

FIXTURE_SETUP(terminal)
{
	int program;

	self->user = posix_openpt(O_RDWR | O_NOCTTY);
	ASSERT_LE(0, self->user);
	ASSERT_EQ(0, grantpt(self->user));
	ASSERT_EQ(0, unlockpt(self->user));
	program = open(ptsname(self->user), O_RDWR | O_NOCTTY);
	ASSERT_EQ(0, dup2(program, 0));
	ASSERT_EQ(0, tcgetattr(0, &self->before));
}

/* It is left as it was. */
FIXTURE_TEARDOWN(terminal)
{
	struct termios after;

	EXPECT_EQ(0, tcgetattr(0, &after));
	EXPECT_EQ(self->before.c_lflag, after.c_lflag);
	EXPECT_EQ(self->before.c_iflag, after.c_iflag);
	close(self->user);
}

static void *get(void *arg)
{
	atomic_store((atomic_int *)arg, syscall(SYS_gettid));
	return (void *)(intptr_t)_getch();
}

static int typed_while_waiting(int user, const char *keys, bool cancel)
{
	const struct timespec pause = { .tv_nsec = ASLEEP_POLL_NS };
	atomic_int tid = 0;
	pthread_t thread;
	void *key;

	if (pthread_create(&thread, NULL, get, &tid))
		return -2;
	while (!atomic_load(&tid) || sleeps_in(atomic_load(&tid)) != SYS_read)
		nanosleep(&pause, NULL);
	if (cancel)
		pthread_cancel(thread);
	if (write(user, keys, strlen(keys)) < 0)
		return -2;
	pthread_join(thread, &key);
	return (intptr_t)key;
}

TEST_F(terminal, a_key_is_there_without_enter)
{
	EXPECT_EQ('q', typed_while_waiting(self->user, "q", false));
	EXPECT_EQ('\r', typed_while_waiting(self->user, "\r", false));
}

TEST_F(terminal, a_thread_that_is_cancelled_gets_its_key_first)
{
	EXPECT_EQ('q', typed_while_waiting(self->user, "q", true));
}

TEST_F(terminal, a_key_that_was_hit_is_seen_and_then_got)
{
	EXPECT_FALSE(_kbhit());
	ASSERT_EQ(1, write(self->user, "x", 1));
	EXPECT_TRUE(_kbhit());
	EXPECT_TRUE(_kbhit());
	EXPECT_EQ('x', _getch());
	EXPECT_FALSE(_kbhit());
}

TEST(without_a_terminal_bytes_are_read)
{
	int ends[2];

	ASSERT_EQ(0, pipe(ends));
	ASSERT_EQ(0, dup2(ends[0], 0));
	EXPECT_FALSE(_kbhit());
	ASSERT_EQ(2, write(ends[1], "ab", 2));
	EXPECT_TRUE(_kbhit());
	EXPECT_EQ('a', _getch());
	EXPECT_EQ('b', _getche());
	close(ends[1]);
	EXPECT_EQ(-1, _getch());
}

TEST_HARNESS_MAIN
