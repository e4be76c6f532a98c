// SPDX-License-Identifier: LGPL-2.1-or-later
/* RasHangUp. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/pidfd.h>
#include <unistd.h>

#include "export.h"
#include "ras/call.h"
#include "ras/connection.h"
#include "ras/error.h"
#include "ras/ledger.h"
#include "ras/owner.h"
#include "win32/cancel.h"

/* One that is over already is as good as ended. */
static DWORD terminate(int pidfd)
{
	int error = pidfd_send_signal(pidfd, SIGTERM, NULL, 0) ? errno : 0;

	close(pidfd);
	if (error == EPERM || error == EACCES)
		return ERROR_ACCESS_DENIED;
	return error && error != ESRCH ? ERROR_HANGUP_FAILED : ERROR_SUCCESS;
}

/* The pppd of one link; or of a connection, if there is none to be seen. */
static DWORD end(const struct rasx_entry *entry)
{
	int pidfd = rasx_call_pidfd(entry->id);

	if (pidfd < 0)
		pidfd = rasx_owner_open(entry);
	if (pidfd >= 0)
		return terminate(pidfd);
	/* With the first link of a bundle, others may go by themselves. */
	if (rasx_backend()->find(entry->id) == -ENOENT)
		return ERROR_SUCCESS;
	return pidfd == -EACCES ? ERROR_ACCESS_DENIED : ERROR_HANGUP_FAILED;
}

/* As many as can be; the first error is that of all. */
static DWORD end_all(const struct rasx_snapshot *snapshot)
{
	DWORD error = ERROR_SUCCESS;

	if (snapshot->count == 1)
		return end(&snapshot->entries[0]);
	for (size_t i = 1; i < snapshot->count; i++) {
		DWORD one = end(&snapshot->entries[i]);

		if (!error)
			error = one;
	}
	return error;
}

/* A link has one reference. */
static DWORD give_back(const struct rasx_snapshot *snapshot)
{
	const struct rasx_entry *entry = &snapshot->entries[0];
	bool last;
	DWORD error;

	if (entry->state == RASX_STATE_ENDED)
		return ERROR_INVALID_HANDLE;
	error = rasx_error_of_backend(rasx_ledger_release(entry, &last));
	if (error || !last)
		return error;
	error = end_all(snapshot);
	if (error)
		rasx_ledger_not_ended(entry);
	return error;
}

static DWORD hang_up(HRASCONN hrasconn)
{
	RASX_UNCANCELLED;
	struct rasx_snapshot snapshot;
	DWORD error;

	if (rasx_is_alias(hrasconn)) {
		error = rasx_call_hang_up(hrasconn);
		if (error != ERROR_ALREADY_EXISTS)
			return error;
	}
	error = rasx_lookup(hrasconn, &snapshot);
	if (error)
		return error;
	error = give_back(&snapshot);
	free(snapshot.entries);
	return error;
}

RASX_API DWORD WINAPI RasHangUpA(HRASCONN hRasConn)
{
	return hang_up(hRasConn);
}

RASX_API DWORD WINAPI RasHangUpW(HRASCONN hRasConn)
{
	return hang_up(hRasConn);
}
