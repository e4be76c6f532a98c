/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_ERROR_H
#define RASX_ERROR_H

#include <windows.h>

/* The RAS or system error for a result of the backend. */
DWORD rasx_error_of_backend(int ret);

#endif /* RASX_ERROR_H */
