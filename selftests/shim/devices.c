// SPDX-License-Identifier: GPL-2.0
/* RasEnumDevices, compared with what this machine has. */
#include "kselftest_harness.h"

#include <net/if.h>

#include <windows.h>
#include <ras.h>

#include "bytes.h"
#include "descriptors.h"
#include "namespace.h"

#define POISON		0xccccccccU
#define ROOM		1024

FIXTURE(devices) {
	RASDEVINFOA list[ROOM];
	DWORD count;
};

FIXTURE_SETUP(devices)
{
	DWORD bytes = sizeof(self->list);

	memset(self->list, POISON_BYTE, sizeof(self->list));
	self->list[0].dwSize = sizeof(self->list[0]);
	ASSERT_EQ(ERROR_SUCCESS,
		  RasEnumDevicesA(self->list, &bytes, &self->count));
	ASSERT_EQ(self->count * sizeof(self->list[0]), bytes);
	SetLastError(POISON);
}

FIXTURE_TEARDOWN(devices)
{
	EXPECT_EQ(POISON, GetLastError());
}

static bool has_address_of_ethernet(const char *name)
{
	char path[128], type[16] = "";
	FILE *file;

	sprintf(path, "/sys/class/net/%s/type", name);
	file = fopen(path, "r");
	if (file && !fgets(type, sizeof(type), file))
		type[0] = 0;
	if (file)
		fclose(file);
	return !strcmp(type, "1\n");
}

TEST_F(devices, a_device_is_a_terminal_or_an_ethernet_interface)
{
	for (DWORD i = 0; i < self->count; i++) {
		const RASDEVINFOA *device = &self->list[i];
		char path[256];

		EXPECT_EQ(sizeof(*device), device->dwSize);
		if (!strcmp("modem", device->szDeviceType)) {
			sprintf(path, "/sys/class/tty/%s/device",
				device->szDeviceName);
			EXPECT_EQ(0, access(path, F_OK));
		} else {
			EXPECT_STREQ("PPPoE", device->szDeviceType);
			EXPECT_TRUE(has_address_of_ethernet(device->szDeviceName));
		}
	}
}

TEST_F(devices, every_ethernet_interface_is_there_once)
{
	struct if_nameindex *all = if_nameindex();

	ASSERT_NE(NULL, all);
	for (int i = 0; all[i].if_index; i++) {
		int found = 0;

		for (DWORD j = 0; j < self->count; j++)
			found += !strcmp(all[i].if_name,
					 self->list[j].szDeviceName);
		EXPECT_EQ(has_address_of_ethernet(all[i].if_name), found);
	}
	if_freenameindex(all);
}

TEST_F(devices, another_namespace_has_other_interfaces)
{
	DWORD bytes = sizeof(self->list), count = POISON;

	if (!namespace_enter_empty())
		SKIP(return, "no namespaces here");
	self->list[0].dwSize = sizeof(self->list[0]);
	ASSERT_EQ(ERROR_SUCCESS,
		  RasEnumDevicesA(self->list, &bytes, &count));
	for (DWORD i = 0; i < count; i++)
		EXPECT_STREQ("modem", self->list[i].szDeviceType);
}

/* Each of the ways to look needs some; none may pass for "there are none". */
TEST_F(devices, without_descriptors_it_says_so_and_leaves_nothing_out)
{
	DWORD error, bytes, count;
	unsigned int left = 0;

	do {
		bytes = sizeof(self->list);
		count = POISON;
		ASSERT_EQ(0, descriptors_leave(left++));
		error = RasEnumDevicesA(self->list, &bytes, &count);
		if (error)
			ASSERT_EQ(ERROR_TOO_MANY_OPEN_FILES, error);
	} while (error);
	EXPECT_LT(1, left);
	EXPECT_EQ(self->count, count);
}

TEST_F(devices, wide_structures_are_filled_alike)
{
	static RASDEVINFOW wide[ROOM];
	DWORD bytes = sizeof(wide), count = POISON;

	wide[0].dwSize = sizeof(wide[0]);
	ASSERT_EQ(ERROR_SUCCESS, RasEnumDevicesW(wide, &bytes, &count));
	ASSERT_EQ(self->count, count);
	for (DWORD i = 0; i < count; i++)
		for (size_t j = 0; j <= strlen(self->list[i].szDeviceName); j++)
			EXPECT_EQ((WCHAR)self->list[i].szDeviceName[j],
				  wide[i].szDeviceName[j]);
}

TEST_F(devices, sizes_and_pointers_have_their_exact_codes)
{
	DWORD bytes = 0, count = POISON;

	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasEnumDevicesA(self->list, NULL, &count));
	EXPECT_EQ(ERROR_INVALID_PARAMETER,
		  RasEnumDevicesA(self->list, &bytes, NULL));
	self->list[0].dwSize--;
	bytes = sizeof(self->list);
	EXPECT_EQ(ERROR_INVALID_SIZE,
		  RasEnumDevicesA(self->list, &bytes, &count));
	self->list[0].dwSize += 2;
	EXPECT_EQ(ERROR_INVALID_SIZE,
		  RasEnumDevicesA(self->list, &bytes, &count));
	self->list[0].dwSize = 0;
	EXPECT_EQ(ERROR_INVALID_SIZE,
		  RasEnumDevicesA(self->list, &bytes, &count));
	if (!self->count)
		SKIP(return, "no device here");
	self->list[0].dwSize = sizeof(self->list[0]);
	bytes = 0;
	EXPECT_EQ(ERROR_BUFFER_TOO_SMALL,
		  RasEnumDevicesA(self->list, &bytes, &count));
	EXPECT_EQ(self->count * sizeof(self->list[0]), bytes);
	EXPECT_EQ(self->count, count);
	EXPECT_EQ(ERROR_BUFFER_TOO_SMALL,
		  RasEnumDevicesA(NULL, &bytes, &count));
	bytes++;
	EXPECT_EQ(ERROR_SUCCESS, RasEnumDevicesA(self->list, &bytes, &count));
}

TEST_HARNESS_MAIN
