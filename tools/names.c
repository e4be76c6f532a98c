// SPDX-License-Identifier: GPL-2.0
/* Names of the numbers in the device's records. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "pppev.h"

/* A number this tool does not know, from a newer module, stays a number. */
static struct name lookup(const char *const *names, size_t count,
			  uint32_t value)
{
	struct name name;

	if (value < count && names[value])
		snprintf(name.text, sizeof(name.text), "%s", names[value]);
	else
		snprintf(name.text, sizeof(name.text), "%u", value);
	return name;
}

#define LOOKUP(names, value) \
	lookup(names, sizeof(names) / sizeof((names)[0]), value)

static const char *const event_names[] = {
	[PPPEV_EVENT_CONNECTED]		= "CONNECTED",
	[PPPEV_EVENT_DISCONNECTED]	= "DISCONNECTED",
	[PPPEV_EVENT_LINK_ADDED]	= "LINK_ADDED",
	[PPPEV_EVENT_LINK_REMOVED]	= "LINK_REMOVED",
	[PPPEV_EVENT_LOST]		= "LOST",
	[PPPEV_EVENT_RESYNC]		= "RESYNC",
};

struct name event_name(uint32_t type)
{
	return LOOKUP(event_names, type);
}

/* Zero unless it is the name of an event that a file can be without. */
static uint32_t event_bit(const char *text, size_t len)
{
	for (uint32_t type = PPPEV_EVENT_CONNECTED;
	     type <= PPPEV_EVENT_LINK_REMOVED; type++) {
		if (strlen(event_names[type]) == len &&
		    !strncasecmp(event_names[type], text, len))
			return PPPEV_MASK(type);
	}
	return 0;
}

uint32_t event_mask(const char *list)
{
	uint32_t mask = 0;

	for (;; list++) {
		size_t len = strcspn(list, ",");
		uint32_t bit = event_bit(list, len);

		if (!bit)
			return 0;
		mask |= bit;
		list += len;
		if (!*list)
			return mask;
	}
}

struct name reason_name(uint32_t reason)
{
	static const char *const names[] = {
		[PPPEV_REASON_NONE]		 = "NONE",
		[PPPEV_REASON_DETACHED]		 = "DETACHED",
		[PPPEV_REASON_DRIVER_GONE]	 = "DRIVER_GONE",
		[PPPEV_REASON_OWNER_DIED]	 = "OWNER_DIED",
		[PPPEV_REASON_INTERFACE_DOWN]	 = "INTERFACE_DOWN",
		[PPPEV_REASON_INTERFACE_DELETED] = "INTERFACE_DELETED",
		[PPPEV_REASON_NAMESPACE_GONE]	 = "NAMESPACE_GONE",
	};

	return LOOKUP(names, reason);
}

struct name kind_name(uint32_t kind)
{
	static const char *const names[] = {
		[PPPEV_KIND_UNKNOWN]	= "UNKNOWN",
		[PPPEV_KIND_ASYNC]	= "ASYNC",
		[PPPEV_KIND_SYNC]	= "SYNC",
		[PPPEV_KIND_PPPOE]	= "PPPOE",
		[PPPEV_KIND_L2TP]	= "L2TP",
		[PPPEV_KIND_PPTP]	= "PPTP",
		[PPPEV_KIND_OTHER]	= "OTHER",
	};

	return LOOKUP(names, kind);
}

struct name state_name(uint32_t state)
{
	static const char *const names[] = {
		[PPPEV_STATE_NEW]	= "NEW",
		[PPPEV_STATE_CONNECTED]	= "CONNECTED",
		[PPPEV_STATE_ENDED]	= "ENDED",
	};

	return LOOKUP(names, state);
}

struct name entry_name(uint32_t type)
{
	static const char *const names[] = {
		[PPPEV_ENTRY_CONNECTION] = "CONNECTION",
		[PPPEV_ENTRY_LINK]	 = "LINK",
	};

	return LOOKUP(names, type);
}
