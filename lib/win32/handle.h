/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_HANDLE_H
#define RASX_HANDLE_H

#include <windows.h>

#include "win32/object.h"

/* Makes a handle, which takes over the caller's reference; NULL: none left. */
HANDLE rasx_handle_open(struct rasx_object *object);

/* The object, with a reference for the caller, or NULL: not an open handle. */
struct rasx_object *rasx_handle_get(HANDLE handle);

/* The same if it is an object of that type. */
struct rasx_object *rasx_handle_get_type(HANDLE handle,
					 const struct rasx_object_ops *ops);

/* Around fork(), in this order: lock, then one of the other two. */
void rasx_handle_lock(void);
void rasx_handle_unlock(void);
void rasx_handle_forked(void);

#endif /* RASX_HANDLE_H */
