// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * RasEnumDevices: what a connection could be made with.
 *
 * Terminals that the kernel has a device for and that are not empty slots of
 * its serial driver: "modem".  Ethernet interfaces of the caller's network
 * namespace: "PPPoE".  Nothing is asked what is behind them.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_arp.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "export.h"
#include "net/rtnl.h"
#include "ras/array.h"
#include "ras/error.h"
#include "ras/wide.h"
#include "win32/cancel.h"

#define TTY_CLASS	"/sys/class/tty"

/* Fields of RASDEVINFO, in their order. */
enum {
	DW_SIZE,
	SZ_DEVICE_TYPE,
	SZ_DEVICE_NAME,
	FIELD_COUNT
};

static const struct rasx_field fields[FIELD_COUNT] = {
	[DW_SIZE]	 = { RASX_FIELD_DWORD, 1, false },
	[SZ_DEVICE_TYPE] = { RASX_FIELD_TEXT, RAS_MaxDeviceType + 1, false },
	[SZ_DEVICE_NAME] = { RASX_FIELD_TEXT, RAS_MaxDeviceName + 1, true },
};

static const struct rasx_layout layout = { fields, FIELD_COUNT };

struct device {
	const char *type;
	char name[RAS_MaxDeviceName + 1];
};

struct devices {
	struct device *list;
	size_t count;
};

/* A longer name is none that RAS could give back. */
static int add(struct devices *devices, const char *type, const char *name)
{
	struct device *more;

	if (strlen(name) > RAS_MaxDeviceName)
		return 0;
	more = realloc(devices->list, (devices->count + 1) * sizeof(*more));
	if (!more)
		return -ENOMEM;
	devices->list = more;
	more[devices->count].type = type;
	strcpy(more[devices->count].name, name);
	devices->count++;
	return 0;
}

/* The serial driver has more slots than ports; those without have type 0. */
static bool is_empty_slot(int class, const char *name)
{
	char path[NAME_MAX + sizeof("/type")], type = 0;
	int fd;

	strcat(strcpy(path, name), "/type");
	fd = openat(class, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	if (read(fd, &type, 1) != 1)
		type = 0;
	close(fd);
	return type == '0';
}

static bool is_terminal(int class, const char *name)
{
	char path[NAME_MAX + sizeof("/device")];

	strcat(strcpy(path, name), "/device");
	return *name != '.' && !faccessat(class, path, F_OK, 0) &&
	       !is_empty_slot(class, name);
}

/* Without /sys nothing is known of any; without resources, nothing at all. */
static int error_of_class(int error)
{
	return error == EMFILE || error == ENFILE || error == ENOMEM ? -error
								     : 0;
}

/* In the order of their names, as versionsort has it: ttyS2, ttyS10. */
static int add_terminals(struct devices *devices)
{
	int class = open(TTY_CLASS, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct dirent **names = NULL;
	int ret = 0, count;

	if (class < 0)
		return error_of_class(errno);
	count = scandirat(class, ".", &names, NULL, versionsort);
	if (count < 0)
		ret = error_of_class(errno);
	for (int i = 0; i < count; i++) {
		if (!ret && is_terminal(class, names[i]->d_name))
			ret = add(devices, RASDT_Modem, names[i]->d_name);
		free(names[i]);
	}
	free(names);
	close(class);
	return ret;
}

static int tell_link(const struct nlmsghdr *nlh, void *data)
{
	const struct ifinfomsg *link = mnl_nlmsg_get_payload(nlh);
	const struct nlattr *attr;

	if (link->ifi_type != ARPHRD_ETHER)
		return MNL_CB_OK;
	mnl_attr_for_each(attr, nlh, sizeof(*link)) {
		if (mnl_attr_get_type(attr) != IFLA_IFNAME)
			continue;
		if (add(data, RASDT_PPPoE, mnl_attr_get_str(attr))) {
			errno = ENOMEM;
			return MNL_CB_ERROR;
		}
	}
	return MNL_CB_OK;
}

/* In the order of their indices. */
static int add_interfaces(struct devices *devices)
{
	size_t before = devices->count;
	unsigned int tries = 0;
	int ret;

	do {
		devices->count = before;
		ret = rasx_rtnl_list(RTM_GETLINK, AF_PACKET, tell_link,
				     devices);
	} while (ret == -EINTR && ++tries < RASX_RTNL_TRIES);
	return ret == -EINTR ? 0 : ret;
}

static void fill_all(const struct rasx_array *array,
		     const struct devices *devices)
{
	for (size_t i = 0; i < devices->count; i++) {
		struct rasx_record record = rasx_array_record(array, i);

		rasx_record_put_text(&record, SZ_DEVICE_TYPE,
				     devices->list[i].type);
		rasx_record_put_text(&record, SZ_DEVICE_NAME,
				     devices->list[i].name);
	}
}

static DWORD enumerate(void *base, DWORD *bytes, DWORD *count,
		       enum rasx_width width)
{
	RASX_UNCANCELLED;
	struct devices devices = { 0 };
	struct rasx_array array;
	DWORD error;
	int ret;

	if (!bytes || !count)
		return ERROR_INVALID_PARAMETER;
	error = rasx_array_open(&array, &layout, width, base, *bytes);
	if (error)
		return error;
	ret = add_terminals(&devices);
	if (!ret)
		ret = add_interfaces(&devices);
	error = rasx_error_of_backend(ret);
	if (!error)
		error = rasx_array_fit(&array, devices.count, bytes, count);
	if (!error)
		fill_all(&array, &devices);
	free(devices.list);
	return error;
}

RASX_API DWORD WINAPI RasEnumDevicesA(LPRASDEVINFOA lpRasDevInfo, LPDWORD lpcb,
				      LPDWORD lpcDevices)
{
	return enumerate(lpRasDevInfo, lpcb, lpcDevices, RASX_UTF8);
}

RASX_API DWORD WINAPI RasEnumDevicesW(LPRASDEVINFOW lpRasDevInfo, LPDWORD lpcb,
				      LPDWORD lpcDevices)
{
	return enumerate(lpRasDevInfo, lpcb, lpcDevices, RASX_UTF32);
}

RASX_API DWORD WINAPI RasEnumDevicesW_u16(void *lpRasDevInfo, LPDWORD lpcb,
					  LPDWORD lpcDevices)
{
	return enumerate(lpRasDevInfo, lpcb, lpcDevices, RASX_UTF16);
}
