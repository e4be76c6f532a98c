/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_NAME_H
#define RASX_NAME_H

#include <windows.h>

#include "win32/unicode.h"

/* Room for the longest name as UTF-8, and what tells Global\ from Local\. */
#define RASX_NAME_SIZE	(1 + 3 * MAX_PATH)

/* First byte of a key: names of the two kinds are different. */
#define RASX_NAME_LOCAL		'L'
#define RASX_NAME_GLOBAL	'G'

/*
 * The name of an object in the one form in which names are compared; an
 * object without a name has "".
 */
struct rasx_name {
	char key[RASX_NAME_SIZE];
};

/*
 * What the caller of CreateEvent or OpenEvent gave, NULL included; an error
 * code if it cannot be the name of an object.
 */
DWORD rasx_name_parse(struct rasx_name *name, const void *text,
		      enum rasx_width width);

#endif /* RASX_NAME_H */
