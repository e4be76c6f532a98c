// SPDX-License-Identifier: GPL-2.0
/*
 * The layout of the device interface, number by number: programs built years
 * ago rely on it, 32-bit ones as well as 64-bit ones.  layout32_test.c is the
 * same in a 32-bit build.
 */
#include <stddef.h>
#include <linux/pppev.h>

#include "kselftest_harness.h"

#define EXPECT_FIELD(type, field, offset, size)				\
	do {								\
		EXPECT_EQ(offset, offsetof(struct type, field));	\
		EXPECT_EQ(size, sizeof(((struct type *)0)->field));	\
	} while (0)

TEST(build_is_of_the_size_it_claims)
{
	EXPECT_EQ(LAYOUT_BITS / 8, sizeof(void *));
}

TEST(event_has_128_bytes)
{
	EXPECT_EQ(128, sizeof(struct pppev_event));
	EXPECT_FIELD(pppev_event, seq, 0, 8);
	EXPECT_FIELD(pppev_event, time_ns, 8, 8);
	EXPECT_FIELD(pppev_event, conn_id, 16, 8);
	EXPECT_FIELD(pppev_event, link_id, 24, 8);
	EXPECT_FIELD(pppev_event, lost, 32, 8);
	EXPECT_FIELD(pppev_event, type, 40, 4);
	EXPECT_FIELD(pppev_event, reason, 44, 4);
	EXPECT_FIELD(pppev_event, flags, 48, 4);
	EXPECT_FIELD(pppev_event, kind, 52, 4);
	EXPECT_FIELD(pppev_event, ifindex, 56, 4);
	EXPECT_FIELD(pppev_event, unit, 60, 4);
	EXPECT_FIELD(pppev_event, channel, 64, 4);
	EXPECT_FIELD(pppev_event, links, 68, 4);
	EXPECT_FIELD(pppev_event, pid, 72, 4);
	EXPECT_FIELD(pppev_event, subentry, 76, 4);
	EXPECT_FIELD(pppev_event, ifname, 80, 16);
	EXPECT_FIELD(pppev_event, comm, 96, 16);
	EXPECT_FIELD(pppev_event, reserved, 112, 16);
}

TEST(info_has_64_bytes)
{
	EXPECT_EQ(64, sizeof(struct pppev_info));
	EXPECT_FIELD(pppev_info, abi_version, 0, 4);
	EXPECT_FIELD(pppev_info, hooks, 4, 4);
	EXPECT_FIELD(pppev_info, events, 8, 4);
	EXPECT_FIELD(pppev_info, queue_len, 12, 4);
	EXPECT_FIELD(pppev_info, queued, 16, 4);
	EXPECT_FIELD(pppev_info, max_watches, 20, 4);
	EXPECT_FIELD(pppev_info, watches, 24, 4);
	EXPECT_FIELD(pppev_info, reserved0, 28, 4);
	EXPECT_FIELD(pppev_info, seq, 32, 8);
	EXPECT_FIELD(pppev_info, reserved, 40, 24);
}

TEST(filter_has_32_bytes)
{
	EXPECT_EQ(32, sizeof(struct pppev_filter));
	EXPECT_FIELD(pppev_filter, events, 0, 4);
	EXPECT_FIELD(pppev_filter, flags, 4, 4);
	EXPECT_FIELD(pppev_filter, target, 8, 8);
	EXPECT_FIELD(pppev_filter, reserved, 16, 16);
}

TEST(watch_has_40_bytes)
{
	EXPECT_EQ(40, sizeof(struct pppev_watch));
	EXPECT_FIELD(pppev_watch, eventfd, 0, 4);
	EXPECT_FIELD(pppev_watch, events, 4, 4);
	EXPECT_FIELD(pppev_watch, target, 8, 8);
	EXPECT_FIELD(pppev_watch, flags, 16, 4);
	EXPECT_FIELD(pppev_watch, reserved0, 20, 4);
	EXPECT_FIELD(pppev_watch, reserved, 24, 16);
}

TEST(entry_has_128_bytes)
{
	EXPECT_EQ(128, sizeof(struct pppev_entry));
	EXPECT_FIELD(pppev_entry, id, 0, 8);
	EXPECT_FIELD(pppev_entry, conn_id, 8, 8);
	EXPECT_FIELD(pppev_entry, since_ns, 16, 8);
	EXPECT_FIELD(pppev_entry, type, 24, 4);
	EXPECT_FIELD(pppev_entry, state, 28, 4);
	EXPECT_FIELD(pppev_entry, flags, 32, 4);
	EXPECT_FIELD(pppev_entry, kind, 36, 4);
	EXPECT_FIELD(pppev_entry, ifindex, 40, 4);
	EXPECT_FIELD(pppev_entry, unit, 44, 4);
	EXPECT_FIELD(pppev_entry, channel, 48, 4);
	EXPECT_FIELD(pppev_entry, links, 52, 4);
	EXPECT_FIELD(pppev_entry, subentry, 56, 4);
	EXPECT_FIELD(pppev_entry, reserved0, 60, 4);
	EXPECT_FIELD(pppev_entry, ifname, 64, 16);
	EXPECT_FIELD(pppev_entry, reserved, 80, 48);
}

TEST(snapshot_has_48_bytes)
{
	EXPECT_EQ(48, sizeof(struct pppev_snapshot));
	EXPECT_FIELD(pppev_snapshot, entries, 0, 8);
	EXPECT_FIELD(pppev_snapshot, capacity, 8, 4);
	EXPECT_FIELD(pppev_snapshot, count, 12, 4);
	EXPECT_FIELD(pppev_snapshot, seq, 16, 8);
	EXPECT_FIELD(pppev_snapshot, flags, 24, 4);
	EXPECT_FIELD(pppev_snapshot, reserved0, 28, 4);
	EXPECT_FIELD(pppev_snapshot, target, 32, 8);
	EXPECT_FIELD(pppev_snapshot, reserved, 40, 8);
}

TEST(command_numbers_are_what_they_were)
{
	EXPECT_EQ(0x8040f500u, (unsigned int)PPPEV_IOC_INFO);
	EXPECT_EQ(0x4020f501u, (unsigned int)PPPEV_IOC_FILTER);
	EXPECT_EQ(0x4028f502u, (unsigned int)PPPEV_IOC_WATCH);
	EXPECT_EQ(0x4028f503u, (unsigned int)PPPEV_IOC_UNWATCH);
	EXPECT_EQ(0xc030f504u, (unsigned int)PPPEV_IOC_SNAPSHOT);
}

TEST(constants_are_what_they_were)
{
	EXPECT_EQ(1, PPPEV_ABI_VERSION);
	EXPECT_EQ(1, PPPEV_EVENT_CONNECTED);
	EXPECT_EQ(2, PPPEV_EVENT_DISCONNECTED);
	EXPECT_EQ(3, PPPEV_EVENT_LINK_ADDED);
	EXPECT_EQ(4, PPPEV_EVENT_LINK_REMOVED);
	EXPECT_EQ(5, PPPEV_EVENT_LOST);
	EXPECT_EQ(0x1e, PPPEV_MASK_ALL);
	EXPECT_EQ(0x3001e, PPPEV_MASK_WATCH_ALL);
	EXPECT_EQ(0, PPPEV_REASON_NONE);
	EXPECT_EQ(1, PPPEV_REASON_DETACHED);
	EXPECT_EQ(2, PPPEV_REASON_DRIVER_GONE);
	EXPECT_EQ(3, PPPEV_REASON_OWNER_DIED);
	EXPECT_EQ(4, PPPEV_REASON_INTERFACE_DOWN);
	EXPECT_EQ(5, PPPEV_REASON_INTERFACE_DELETED);
	EXPECT_EQ(6, PPPEV_REASON_NAMESPACE_GONE);
	EXPECT_EQ(6, PPPEV_KIND_OTHER);
	EXPECT_EQ(1, PPPEV_FLAG_MULTILINK);
	EXPECT_EQ(~0ull, PPPEV_TARGET_ANY);
	EXPECT_EQ(1, PPPEV_ENTRY_CONNECTION);
	EXPECT_EQ(2, PPPEV_ENTRY_LINK);
	EXPECT_EQ(1, PPPEV_STATE_NEW);
	EXPECT_EQ(2, PPPEV_STATE_CONNECTED);
	EXPECT_EQ(3, PPPEV_STATE_ENDED);
}

TEST_HARNESS_MAIN
