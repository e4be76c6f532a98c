// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>

#include <ras.h>

#include "ras/error.h"

DWORD rasx_error_of_backend(int ret)
{
	switch (-ret) {
	case 0:
		return ERROR_SUCCESS;
	case ENOENT:
		return ERROR_INVALID_HANDLE;
	case EACCES:
	case EPERM:
		return ERROR_ACCESS_DENIED;
	case ENOMEM:
	case ENOSPC:
		return ERROR_NOT_ENOUGH_MEMORY;
	case EALREADY:
		return ERROR_ALREADY_DISCONNECTING;
	case ETIMEDOUT:
		return ERROR_REQUEST_TIMEOUT;
	case EMFILE:
	case ENFILE:
		return ERROR_TOO_MANY_OPEN_FILES;
	default:
		return ERROR_RASMAN_CANNOT_INITIALIZE;
	}
}
