// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>

#include "export.h"
#include "win32/lasterror.h"

static _Thread_local DWORD last_error;

RASX_API DWORD WINAPI GetLastError(VOID)
{
	return last_error;
}

RASX_API VOID WINAPI SetLastError(DWORD dwErrCode)
{
	last_error = dwErrCode;
}

BOOL rasx_fail(DWORD error)
{
	SetLastError(error);
	return FALSE;
}

HANDLE rasx_fail_handle(DWORD error)
{
	SetLastError(error);
	return NULL;
}

DWORD rasx_error_of_creation(int err)
{
	switch (err) {
	case EMFILE:
	case ENFILE:
		return ERROR_TOO_MANY_OPEN_FILES;
	default:
		return ERROR_NOT_ENOUGH_MEMORY;
	}
}
