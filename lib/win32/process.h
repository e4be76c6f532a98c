/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_PROCESS_H
#define RASX_PROCESS_H

#include "win32/object.h"

/* The calling process as an object, with a reference for the caller. */
struct rasx_object *rasx_process_get(void);

#endif /* RASX_PROCESS_H */
