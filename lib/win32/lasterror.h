/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_LASTERROR_H
#define RASX_LASTERROR_H

#include <windows.h>

/* Both set the last error and give the failure value of their type. */
BOOL rasx_fail(DWORD error);
HANDLE rasx_fail_handle(DWORD error);

/* The system error that says the same as an errno of a failed creation. */
DWORD rasx_error_of_creation(int err);

#endif /* RASX_LASTERROR_H */
