// SPDX-License-Identifier: GPL-2.0
/*
 * Events that are closed while they are registered and a connection comes and
 * goes: the next event gets the same descriptor, and may not be set for what
 * the one before it had asked for.
 */
#include "kselftest_harness.h"

#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "connection.h"
#include "threads.h"
#include "hide.h"
#include "rasnotify.h"

#define CYCLES	100000	/* if SHIM_CYCLES is not in the environment */

FIXTURE(reuse) {
	struct connection connection;
	pid_t child;
	atomic_long *flaps;	/* shared with it */
};

FIXTURE_VARIANT(reuse) {
	bool netlink;
};

FIXTURE_VARIANT_ADD(reuse, device) {
	.netlink = false,
};

FIXTURE_VARIANT_ADD(reuse, netlink) {
	.netlink = true,
};

/* A process: its descriptors are not in the way. */
static void come_and_go(FIXTURE_DATA(reuse) *self)
{
	while (!pppsim_unit_down(&self->connection.unit) &&
	       !pppsim_unit_up(&self->connection.unit))
		atomic_fetch_add(self->flaps, 1);
	_exit(1);
}

FIXTURE_SETUP(reuse)
{
	ASSERT_EQ(0, pppsim_netns_unshare());
	if (variant->netlink)
		ASSERT_EQ(0, hide_device());
	ASSERT_EQ(0, connection_establish(&self->connection, 1));
	self->flaps = mmap(NULL, sizeof(*self->flaps), PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, self->flaps);
	self->child = fork();
	if (!self->child)
		come_and_go(self);
	ASSERT_LT(0, self->child);
}

FIXTURE_TEARDOWN(reuse)
{
	kill(self->child, SIGKILL);
	waitpid(self->child, NULL, 0);
	connection_close(&self->connection);
}

TEST_F_TIMEOUT(reuse, an_event_in_another_s_place_is_never_set_for_it, 50)
{
	unsigned long cycles = given_or("SHIM_CYCLES", CYCLES);
	long told = 0;

	for (unsigned long i = 0; i < cycles; i++) {
		HANDLE old = CreateEvent(NULL, FALSE, FALSE, NULL), new;
		int fd = rasnotify_event_fd(old);

		ASSERT_EQ(ERROR_SUCCESS,
			  RasConnectionNotification(ALL, old,
						    RASCN_Connection |
						    RASCN_Disconnection));
		told += WaitForSingleObject(old, 0) == WAIT_OBJECT_0;
		ASSERT_TRUE(CloseHandle(old));
		new = CreateEvent(NULL, FALSE, FALSE, NULL);
		ASSERT_EQ(fd, rasnotify_event_fd(new));
		ASSERT_EQ(WAIT_TIMEOUT, WaitForSingleObject(new, 0));
		ASSERT_TRUE(CloseHandle(new));
	}
	TH_LOG("%ld told, %ld times up and down", told,
	       atomic_load(self->flaps));
	EXPECT_LT(0, told);
	EXPECT_LT(0, atomic_load(self->flaps));
}

TEST_HARNESS_MAIN
