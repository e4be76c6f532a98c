/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The objects that other processes have, by name.
 *
 * The name is an address of abstract sockets, so it belongs to the network
 * namespace of the calling thread.  Whoever binds it has the object; a process
 * of the same user that finds it bound connects and is given the object.
 */
#ifndef RASX_ASK_H
#define RASX_ASK_H

#include <windows.h>

#include "win32/object.h"

/*
 * Makes the object the one of that name, which nobody else in this process may
 * be doing.  Nobody knows the object yet.
 *
 *   ERROR_SUCCESS		it is
 *   ERROR_ALREADY_EXISTS	another process has one; *existing is it, with
 *				a reference for the caller
 *   ERROR_INVALID_HANDLE	the same, but of another type
 *   ERROR_ACCESS_DENIED	a process of another user has the name
 *   ERROR_TIMEOUT		no process that has it answers
 *   ERROR_NOT_SUPPORTED	there is no /proc, or there are no sockets
 *   others			memory, descriptors
 */
DWORD rasx_ask_create(struct rasx_object *object, const char *key,
		      struct rasx_object **existing);

/* The same without an object of one's own; ERROR_FILE_NOT_FOUND: none. */
DWORD rasx_ask_open(const struct rasx_object_ops *ops, const char *key,
		    struct rasx_object **existing);

#endif /* RASX_ASK_H */
