/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* RASDIALPARAMS: what is to be dialled, and as whom. */
#ifndef RASX_DIALPARAMS_H
#define RASX_DIALPARAMS_H

#include <ras.h>

#include "ras/phonebook.h"
#include "ras/text.h"

/* A character of a caller has at most four bytes of UTF-8. */
#define RASX_UTF8_SIZE(characters)	((characters) * 4 + 1)

struct rasx_dialparams {
	char entry[RASX_ENTRY_NAME_SIZE];
	char number[RASX_UTF8_SIZE(RAS_MaxPhoneNumber)];
	char callback[RASX_UTF8_SIZE(RAS_MaxCallbackNumber)];
	char user[RASX_UTF8_SIZE(UNLEN)];
	char password[RASX_UTF8_SIZE(PWLEN)];
	char domain[RASX_UTF8_SIZE(DNLEN)];
	DWORD subentry;
	ULONG_PTR id;
};

/*
 * Reads the caller's structure, by the value of its dwSize.
 * ERROR_INVALID_SIZE, ERROR_INVALID_PARAMETER: a text without an end;
 * ERROR_CANNOT_FIND_PHONEBOOK_ENTRY: the name is none of a file.
 */
DWORD rasx_dialparams_read(struct rasx_dialparams *params,
			   enum rasx_width width, const void *base);

/* Nobody is to find the password in memory that is given back. */
void rasx_dialparams_forget(struct rasx_dialparams *params);

#endif /* RASX_DIALPARAMS_H */
