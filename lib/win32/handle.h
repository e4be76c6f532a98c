/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_HANDLE_H
#define RASX_HANDLE_H

#include <windows.h>

#include "win32/name.h"
#include "win32/object.h"

/* The pseudo handle of the calling thread. */
#define RASX_CURRENT_THREAD	((HANDLE)(LONG_PTR)-2)

/*
 * Makes a handle, which takes over the caller's reference and has these
 * access rights.  If there is an object of that name already, here or in
 * another process, the handle is one of it, provided it has the same type, and
 * the reference is dropped.
 *
 * NULL: failed, and the reference is dropped.  Sets the last error in any
 * case: to ERROR_ALREADY_EXISTS, or ERROR_SUCCESS for what is new.
 */
HANDLE rasx_handle_create(struct rasx_object *object,
			  const struct rasx_name *name, DWORD access);

/* A handle of the object that has the name, or NULL with the last error set. */
HANDLE rasx_handle_open(const void *text, enum rasx_width width,
			const struct rasx_object_ops *ops, DWORD access);

/*
 * The object, with a reference for the caller.  NULL with the last error set:
 * it is no open handle, or has not got all of these rights.
 */
struct rasx_object *rasx_handle_get(HANDLE handle, DWORD access);

/* The same if it is an object of that type. */
struct rasx_object *rasx_handle_get_type(HANDLE handle,
					 const struct rasx_object_ops *ops,
					 DWORD access);

/* Around fork(), the outer ones. */
void rasx_handle_lock_names(void);
void rasx_handle_unlock_names(void);

/*
 * Around fork(), in this order: lock; with it and the take lock, what objects
 * note for the child; then one of the other two.
 */
void rasx_handle_lock(void);
void rasx_handle_forking(void);
void rasx_handle_unlock(void);
void rasx_handle_forked(void);

#endif /* RASX_HANDLE_H */
