// SPDX-License-Identifier: GPL-2.0
/* WaitForSingleObject on an auto-reset event, as a Windows program does it. */
#include <windows.h>
#include <ras.h>

#include <errno.h>

#include "bench.h"

static HANDLE event;

static void close_wait(struct shared *sh)
{
	(void)sh;
	CloseHandle(event);
}

static int open_wait(struct shared *sh)
{
	event = CreateEvent(NULL, FALSE, FALSE, NULL);
	if (!event)
		return -ENOMEM;
	if (!RasConnectionNotification((HRASCONN)INVALID_HANDLE_VALUE, event,
				       RASCN_Connection | RASCN_Disconnection))
		return 0;
	close_wait(sh);
	return -ENODEV;
}

static uint64_t wait_wait(struct shared *sh, enum transition to)
{
	(void)sh;
	(void)to;
	if (WaitForSingleObject(event, INFINITE) != WAIT_OBJECT_0)
		return 0;
	return pppsim_now();
}

const struct method method_wait = {
	.name = "wait",
	.what = "WaitForSingleObject, auto-reset event (librasapi32)",
	.events = true,
	.open = open_wait,
	.wait = wait_wait,
	.close = close_wait,
};
