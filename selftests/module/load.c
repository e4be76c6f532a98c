// SPDX-License-Identifier: GPL-2.0
/* When the module loads, when not, what it says then, and when it unloads. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <linux/ppp-ioctl.h>
#include <linux/ppp_defs.h>

#include "kselftest_harness.h"
#include "module.h"
#include "pppsim.h"

FIXTURE(module)
{
	char line[512];
};

FIXTURE_SETUP(module)
{
}

FIXTURE_TEARDOWN(module)
{
	write_file(FTRACE, "1");
	load("");
}

TEST_F(module, arms_all_its_hooks)
{
	struct pppev_info info;
	int fd = pppsim_dev_open(O_RDONLY);

	ASSERT_LE(0, fd);
	ASSERT_EQ(0, pppsim_info(fd, &info));
	EXPECT_EQ(PPPEV_HOOK_ATTACH | PPPEV_HOOK_DETACH |
		  PPPEV_HOOK_UNREGISTER | PPPEV_HOOK_NETDEV |
		  PPPEV_HOOK_UP, info.hooks);
	EXPECT_EQ(PPPEV_MASK_ALL, info.events);
	close(fd);
}

TEST_F(module, keeps_ftrace_from_being_switched_off)
{
	EXPECT_EQ(-EBUSY, write_file(FTRACE, "0"));
}

TEST_F(module, says_in_one_line_why_it_does_not_load_without_ftrace)
{
	int before = log_lines("pppev:", self->line, sizeof(self->line));
	int lines;

	ASSERT_EQ(0, unload());
	ASSERT_EQ(0, write_file(FTRACE, "0"));
	EXPECT_EQ(-EBUSY, load(""));
	lines = log_lines("pppev:", self->line, sizeof(self->line));
	EXPECT_EQ(1, lines - before);
	EXPECT_NE(NULL, strstr(self->line, "cannot load"));
	EXPECT_NE(NULL, strstr(self->line, "ftrace_enabled"));
	EXPECT_EQ(-1, access("/dev/pppev", F_OK));
	ASSERT_EQ(0, write_file(FTRACE, "1"));
	EXPECT_EQ(0, load(""));
}

TEST_F(module, does_not_unload_while_its_device_is_open)
{
	int fd = pppsim_dev_open(O_RDONLY);

	ASSERT_LE(0, fd);
	EXPECT_EQ(-EAGAIN, unload());
	close(fd);
	EXPECT_EQ(0, unload());
	EXPECT_EQ(0, load(""));
}

TEST_F(module, takes_the_length_of_its_queues_as_a_parameter)
{
	struct pppev_info info;
	int fd;

	ASSERT_EQ(0, unload());
	ASSERT_EQ(0, load("queue_len=16 max_watches=3"));
	fd = pppsim_dev_open(O_RDONLY);
	EXPECT_EQ(0, pppsim_info(fd, &info));
	EXPECT_EQ(16, info.queue_len);
	EXPECT_EQ(3, info.max_watches);
	close(fd);
	ASSERT_EQ(0, unload());
}

/* Sessions that are up stay up, whatever the module does. */
TEST_F(module, comes_and_goes_without_touching_a_session)
{
	struct pppsim_channel ch;
	struct pppsim_unit unit;

	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, pppsim_channel_open(&ch, PPPEV_KIND_SYNC, NULL));
	ASSERT_EQ(0, pppsim_unit_open(&unit));
	ASSERT_EQ(0, pppsim_channel_connect(&ch, unit.index));
	ASSERT_EQ(0, pppsim_unit_up(&unit));
	ASSERT_EQ(0, unload());
	ASSERT_EQ(0, load(""));
	EXPECT_EQ(-EINVAL, pppsim_channel_connect(&ch, unit.index));
	ASSERT_EQ(0, unload());
	EXPECT_EQ(0, pppsim_channel_disconnect(&ch));
	ASSERT_EQ(0, load(""));
	pppsim_unit_close(&unit);
	pppsim_channel_close(&ch);
}

/* Five links of every kind in one bundle that is up, another unit idle. */
struct bundle {
	struct pppsim_channel ch[5];
	struct pppsim_unit unit, idle;
};

static int bundle_open(struct bundle *b)
{
	static const enum pppev_kind kinds[] = {
		PPPEV_KIND_ASYNC, PPPEV_KIND_SYNC, PPPEV_KIND_PPPOE,
		PPPEV_KIND_L2TP, PPPEV_KIND_PPTP,
	};
	int ret, i;

	ret = pppsim_netns_unshare() ?: pppsim_if_add_dummy("lower") ?:
	      pppsim_if_up("lower") ?: pppsim_unit_open(&b->unit) ?:
	      pppsim_unit_open(&b->idle) ?: pppsim_unit_up(&b->unit);
	for (i = 0; i < 5 && !ret; i++)
		ret = pppsim_channel_open(&b->ch[i], kinds[i], "lower") ?:
		      pppsim_channel_connect(&b->ch[i], b->unit.index);
	return ret;
}

static bool entry_is(const struct pppev_entry *entry, uint32_t type,
		     uint32_t state, const struct pppsim_unit *unit,
		     uint32_t links)
{
	return entry->type == type && entry->state == state && entry->id &&
	       entry->unit == unit->index && entry->ifindex == unit->ifindex &&
	       !strcmp(entry->ifname, unit->ifname) && entry->links == links;
}

TEST_F(module, finds_sessions_that_were_up_before_it)
{
	struct pppev_event want, got;
	struct pppev_entry *e;
	struct bundle b;
	int fd, i, n;

	ASSERT_EQ(0, unload());
	ASSERT_EQ(0, bundle_open(&b));
	ASSERT_EQ(0, load(""));
	fd = pppsim_dev_open(O_RDONLY | O_NONBLOCK);
	ASSERT_LE(0, fd);
	n = pppsim_snapshot(fd, 0, &e, NULL);
	ASSERT_EQ(7, n);
	EXPECT_TRUE(entry_is(&e[n - 1], PPPEV_ENTRY_CONNECTION,
			     PPPEV_STATE_NEW, &b.idle, 0) ||
		    entry_is(&e[0], PPPEV_ENTRY_CONNECTION, PPPEV_STATE_NEW,
			     &b.idle, 0));
	if (e[0].unit == b.idle.index)
		memmove(&e[0], &e[1], 6 * sizeof(e[0]));
	EXPECT_TRUE(entry_is(&e[0], PPPEV_ENTRY_CONNECTION,
			     PPPEV_STATE_CONNECTED, &b.unit, 5));
	for (i = 1; i <= 5; i++) {
		EXPECT_TRUE(entry_is(&e[i], PPPEV_ENTRY_LINK,
				     PPPEV_STATE_CONNECTED, &b.unit, 5));
		EXPECT_EQ(e[0].id, e[i].conn_id);
		EXPECT_EQ(i, e[i].subentry);
	}
	/* Nothing is invented, neither now nor by the second look. */
	EXPECT_EQ(0, pppsim_quiet(fd, NULL));

	for (i = 0; i < 5; i++) {
		int place;

		for (place = 1; e[place].channel != b.ch[i].index ||
				e[place].kind != b.ch[i].kind; place++)
			ASSERT_GT(5, place);
		ASSERT_EQ(0, pppsim_channel_disconnect(&b.ch[i]));
		pppsim_want_link(&want, PPPEV_EVENT_LINK_REMOVED, &b.unit,
				 &b.ch[i]);
		want.conn_id = e[0].id;
		want.link_id = e[place].id;
		want.reason = PPPEV_REASON_DETACHED;
		want.links = 4 - i;
		want.flags = i < 4 ? PPPEV_FLAG_MULTILINK : 0;
		want.subentry = place;
		ASSERT_EQ(0, pppsim_expect(fd, &want, NULL, PPPSIM_TIMEOUT));
	}
	ASSERT_EQ(0, pppsim_next(fd, &got, PPPSIM_TIMEOUT));
	EXPECT_EQ(PPPEV_EVENT_DISCONNECTED, got.type);
	EXPECT_EQ(e[0].id, got.conn_id);
	EXPECT_EQ(0, pppsim_quiet(fd, NULL));
	free(e);
	close(fd);
	for (i = 0; i < 5; i++)
		pppsim_channel_close(&b.ch[i]);
	pppsim_unit_close(&b.unit);
	pppsim_unit_close(&b.idle);
}

TEST_F(module, finds_an_idle_demand_dialler_and_waits_for_its_protocol)
{
	struct pppev_event want, added;
	struct pppsim_channel ch;
	struct pppsim_unit unit;
	int fd;

	ASSERT_EQ(0, unload());
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, pppsim_unit_open(&unit));
	ASSERT_EQ(0, pppsim_unit_npmode(&unit, PPP_IP, NPMODE_QUEUE));
	ASSERT_EQ(0, pppsim_unit_up(&unit));
	ASSERT_EQ(0, load(""));
	fd = pppsim_dev_open(O_RDONLY | O_NONBLOCK);
	ASSERT_EQ(0, pppsim_channel_open(&ch, PPPEV_KIND_SYNC, NULL));
	ASSERT_EQ(0, pppsim_channel_connect(&ch, unit.index));
	pppsim_want_link(&want, PPPEV_EVENT_LINK_ADDED, &unit, &ch);
	want.links = 1;
	want.subentry = 1;
	ASSERT_EQ(0, pppsim_expect(fd, &want, &added, PPPSIM_TIMEOUT));
	ASSERT_EQ(0, pppsim_quiet(fd, NULL));
	ASSERT_EQ(0, pppsim_unit_npmode(&unit, PPP_IP, NPMODE_PASS));
	pppsim_want_conn(&want, PPPEV_EVENT_CONNECTED, &unit,
			 PPPEV_KIND_SYNC);
	want.conn_id = added.conn_id;
	want.links = 1;
	ASSERT_EQ(0, pppsim_expect(fd, &want, NULL, PPPSIM_TIMEOUT));
	ASSERT_EQ(0, pppsim_quiet(fd, NULL));
	close(fd);
	pppsim_unit_close(&unit);
	pppsim_channel_close(&ch);
}

TEST_HARNESS_MAIN
