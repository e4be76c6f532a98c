// SPDX-License-Identifier: GPL-2.0
/*
 * An interface that comes up is told at once.  Whoever waits for rtnetlink's
 * message or for the kernel's notifiers hears of it later.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "module.h"
#include "pppsim.h"

#define TRACING		"/sys/kernel/tracing/"
#define TRACE		TRACING "instances/early/"
#define PROBE		"pppev_test/message"
/* Its flag of being up, and no other: a namespace that goes changes more. */
#define MESSAGE		" change=0x1\n"

FIXTURE(interface)
{
	struct pppsim_unit unit;
	struct pppsim_channel ch;
	char line[512];
	int fd;
};

FIXTURE_VARIANT(interface)
{
	int (*set_up)(struct pppsim_unit *unit);
};

static int by_netlink(struct pppsim_unit *unit)
{
	char command[64];

	snprintf(command, sizeof(command), "ip link set dev %s up",
		 unit->ifname);
	return system(command);
}

FIXTURE_VARIANT_ADD(interface, by_ioctl) {
	.set_up = pppsim_unit_up,
};

FIXTURE_VARIANT_ADD(interface, by_netlink) {
	.set_up = by_netlink,
};

FIXTURE_SETUP(interface)
{
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, pppsim_unit_open(&self->unit));
	ASSERT_EQ(0, pppsim_channel_open(&self->ch, PPPEV_KIND_SYNC, NULL));
	ASSERT_EQ(0, pppsim_channel_connect(&self->ch, self->unit.index));
}

FIXTURE_TEARDOWN(interface)
{
	pppsim_channel_close(&self->ch);
	pppsim_unit_close(&self->unit);
	/* Where there is none these have nothing to do. */
	rmdir(TRACE);
	write_file(TRACING "kprobe_events", "-:" PROBE);
	unload();
	rival_unload();
	EXPECT_EQ(0, load(""));
}

/* As connected, exactly once.  By whom it was set up differs. */
static int is_told_once(FIXTURE_DATA(interface) *self)
{
	struct pppev_event ev;
	int ret = pppsim_next(self->fd, &ev, PPPSIM_TIMEOUT);

	if (ret)
		return ret;
	if (ev.type != PPPEV_EVENT_CONNECTED || ev.links != 1 || ev.reason ||
	    strcmp(ev.ifname, self->unit.ifname))
		return -EBADMSG;
	return pppsim_quiet(self->fd, NULL);
}

static int start_trace(void)
{
	if (mkdir(TRACE, 0700))
		return -errno;
	return write_file(TRACING "kprobe_events",
			  "p:" PROBE " rtmsg_ifinfo change=$arg3:x32") ?:
	       write_file(TRACE "events/" PROBE "/enable", "1") ?:
	       write_file(TRACE "events/pppev/pppev_event/enable", "1");
}

static int stop_trace(void)
{
	return write_file(TRACE "events/enable", "0");
}

/* Number of the first line of the trace that contains @text, 0 for none. */
static int first_line(const char *text)
{
	FILE *f = fopen(TRACE "trace", "r");
	int number = 0, found = 0;
	char line[512];

	if (!f)
		return -errno;
	while (!found && fgets(line, sizeof(line), f)) {
		number++;
		if (strstr(line, text))
			found = number;
	}
	fclose(f);
	return found;
}

TEST_F(interface, that_comes_up_is_told_before_rtnetlink_tells)
{
	int told, message;

	self->fd = pppsim_dev_open(O_RDWR | O_NONBLOCK);
	ASSERT_LE(0, self->fd);
	ASSERT_EQ(0, start_trace());
	ASSERT_EQ(0, variant->set_up(&self->unit));
	ASSERT_EQ(0, stop_trace());
	EXPECT_EQ(0, is_told_once(self));
	told = first_line("pppev_event: ");
	message = first_line(MESSAGE);
	EXPECT_LT(0, told);
	EXPECT_LT(told, message);
	close(self->fd);
}

/* As a live patch of that function would. */
TEST_F(interface, whose_flags_are_somebody_elses_is_told_by_the_notifier)
{
	int before = log_lines("pppev:", self->line, sizeof(self->line));
	struct pppev_info info;
	int message;

	ASSERT_EQ(0, unload());
	ASSERT_EQ(0, rival_load("__dev_notify_flags"));
	ASSERT_EQ(0, load(""));
	EXPECT_EQ(1, log_lines("pppev:", self->line, sizeof(self->line)) -
		     before);
	EXPECT_NE(NULL, strstr(self->line, "going on without"));
	self->fd = pppsim_dev_open(O_RDWR | O_NONBLOCK);
	ASSERT_LE(0, self->fd);
	ASSERT_EQ(0, pppsim_info(self->fd, &info));
	EXPECT_EQ(PPPEV_HOOK_ATTACH | PPPEV_HOOK_DETACH |
		  PPPEV_HOOK_UNREGISTER | PPPEV_HOOK_NETDEV, info.hooks);
	ASSERT_EQ(0, start_trace());
	ASSERT_EQ(0, variant->set_up(&self->unit));
	ASSERT_EQ(0, stop_trace());
	EXPECT_EQ(0, is_told_once(self));
	message = first_line(MESSAGE);
	EXPECT_LT(0, message);
	EXPECT_LT(message, first_line("pppev_event: "));
	EXPECT_LT(0, rival_calls());
	close(self->fd);
}

TEST_HARNESS_MAIN
