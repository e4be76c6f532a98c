// SPDX-License-Identifier: GPL-2.0
/*
 * Drivers that are unloaded and loaded again, in other orders: where one was,
 * another one comes to be, and the module must not take it for the first.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "kselftest_harness.h"
#include "module.h"
#include "pppsim.h"

#define ROUNDS	3

static const struct {
	const char *name;
	enum pppev_kind kind;
} drivers[] = {
	{ "ppp_async", PPPEV_KIND_ASYNC },
	{ "ppp_synctty", PPPEV_KIND_SYNC },
	{ "pppoe", PPPEV_KIND_PPPOE },
	{ "l2tp_ppp", PPPEV_KIND_L2TP },
	{ "pptp", PPPEV_KIND_PPTP },
};

#define DRIVERS	((int)(sizeof(drivers) / sizeof(drivers[0])))

static int run(const char *command, const char *module)
{
	char line[128];

	snprintf(line, sizeof(line), "%s %s", command, module);
	return system(line) ? -EIO : 0;
}

/* Sockets and line disciplines let go of their driver a little later. */
static int remove_driver(const char *module)
{
	uint64_t end = pppsim_now() + PPPSIM_TIMEOUT * 1000000ull;

	while (run("2>/dev/null rmmod", module)) {
		/* Once more, for what it says. */
		if (pppsim_now() > end)
			return run("rmmod", module);
		usleep(10000);
	}
	return 0;
}

/* All go, and come again beginning with number @first. */
static int shuffle(int first)
{
	int i, ret = 0;

	for (i = 0; i < DRIVERS && !ret; i++)
		ret = remove_driver(drivers[i].name);
	for (i = 0; i < DRIVERS && !ret; i++)
		ret = run("modprobe", drivers[(first + i) % DRIVERS].name);
	return ret;
}

/* One link; its kind is part of what is wanted. */
static int link_is_told(int fd, const struct pppsim_unit *unit,
			struct pppsim_channel *ch)
{
	struct pppev_event want;
	int ret;

	pppsim_want_link(&want, PPPEV_EVENT_LINK_ADDED, unit, ch);
	want.links = 1;
	want.subentry = 1;
	ret = pppsim_channel_connect(ch, unit->index) ?:
	      pppsim_expect(fd, &want, NULL, PPPSIM_TIMEOUT) ?:
	      pppsim_channel_disconnect(ch);
	want.type = PPPEV_EVENT_LINK_REMOVED;
	want.reason = PPPEV_REASON_DETACHED;
	want.links = 0;
	return ret ?: pppsim_expect(fd, &want, NULL, PPPSIM_TIMEOUT);
}

static int link_of_kind_is_told(int fd, const struct pppsim_unit *unit,
				enum pppev_kind kind)
{
	struct pppsim_channel ch;
	int ret;

	ret = pppsim_channel_open(&ch, kind, "lower");
	if (ret)
		return ret;
	ret = link_is_told(fd, unit, &ch);
	pppsim_channel_close(&ch);
	return ret;
}

FIXTURE(drivers)
{
	struct pppsim_unit unit;
	int fd;
};

FIXTURE_SETUP(drivers)
{
	ASSERT_EQ(0, pppsim_netns_unshare());
	ASSERT_EQ(0, pppsim_if_add_dummy("lower"));
	ASSERT_EQ(0, pppsim_if_up("lower"));
	ASSERT_EQ(0, pppsim_unit_open(&self->unit));
	self->fd = pppsim_dev_open(O_RDWR | O_NONBLOCK);
	ASSERT_LE(0, self->fd);
}

FIXTURE_TEARDOWN(drivers)
{
	pppsim_unit_close(&self->unit);
	close(self->fd);
}

TEST_F_TIMEOUT(drivers, in_each_others_places_are_told_apart, 400)
{
	int round, i;

	for (round = 0; round < ROUNDS; round++) {
		ASSERT_EQ(0, shuffle(round));
		for (i = 0; i < DRIVERS; i++)
			ASSERT_EQ(0, link_of_kind_is_told(self->fd,
							  &self->unit,
							  drivers[i].kind));
	}
}

/* Whichever module goes, all that is known of drivers is asked for anew. */
TEST(drivers_in_the_very_place_of_another_are_told_apart)
{
	struct pppsim_channel ch = { .kind = PPPEV_KIND_OTHER, .driver = -1,
				     .lower = -1, .udp = -1, .ppp = -1 };
	struct pppsim_unit unit;
	int fd;

	ch.index = chameleon_load();
	ASSERT_LE(0, ch.index);
	fd = pppsim_dev_open(O_RDWR | O_NONBLOCK);
	ASSERT_LE(0, fd);
	ASSERT_EQ(0, pppsim_unit_open(&unit));
	ASSERT_EQ(0, pppsim_channel_attach(&ch));
	EXPECT_EQ(0, link_is_told(fd, &unit, &ch));
	ASSERT_EQ(0, chameleon_become("pptp:pptp_xmit"));
	ASSERT_EQ(0, remove_driver("pppoe"));
	ASSERT_EQ(0, run("modprobe", "pppoe"));
	/* A channel's driver is looked at when a file is attached to it. */
	pppsim_channel_detach(&ch);
	ASSERT_EQ(0, pppsim_channel_attach(&ch));
	ch.kind = PPPEV_KIND_PPTP;
	EXPECT_EQ(0, link_is_told(fd, &unit, &ch));
	pppsim_channel_close(&ch);
	pppsim_unit_close(&unit);
	close(fd);
	EXPECT_EQ(0, chameleon_unload());
}

TEST_HARNESS_MAIN
