/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_WAIT_H
#define RASX_WAIT_H

#include <windows.h>

#include "win32/object.h"

/*
 * WaitForMultipleObjects for objects that the caller has references on, from
 * one to MAXIMUM_WAIT_OBJECTS.  It is not cancelled.
 */
DWORD rasx_wait(struct rasx_object **objects, unsigned int count, bool all,
		DWORD milliseconds);

#endif /* RASX_WAIT_H */
