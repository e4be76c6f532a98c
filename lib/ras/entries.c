// SPDX-License-Identifier: LGPL-2.1-or-later
/* RasEnumEntries, RasValidateEntryName. */
#include "export.h"
#include "ras/array.h"
#include "ras/phonebook.h"
#include "ras/wide.h"
#include "win32/cancel.h"

/* Fields of RASENTRYNAME, in their order. */
enum {
	DW_SIZE,
	SZ_ENTRY_NAME,
	DW_FLAGS,
	SZ_PHONEBOOK_PATH,
	FIELD_COUNT
};

static const struct rasx_field fields[FIELD_COUNT] = {
	[DW_SIZE]	    = { RASX_FIELD_DWORD, 1, false },
	[SZ_ENTRY_NAME]	    = { RASX_FIELD_TEXT, RAS_MaxEntryName + 1, true },
	[DW_FLAGS]	    = { RASX_FIELD_DWORD, 1, false },
	[SZ_PHONEBOOK_PATH] = { RASX_FIELD_TEXT, MAX_PATH + 1, true },
};

static const struct rasx_layout layout = { fields, FIELD_COUNT };

static void fill_all(const struct rasx_array *array,
		     const struct rasx_phonebook *book,
		     const struct rasx_names *names)
{
	for (size_t i = 0; i < names->count; i++) {
		struct rasx_record record = rasx_array_record(array, i);

		rasx_record_put_text(&record, SZ_ENTRY_NAME, names->names[i]);
		rasx_record_put_dword(&record, DW_FLAGS, book->is_default ?
				      REN_AllUsers : REN_User);
		rasx_record_put_text(&record, SZ_PHONEBOOK_PATH, book->path);
	}
}

static DWORD enumerate(const void *path, void *base, DWORD *bytes,
		       DWORD *count, enum rasx_width width)
{
	RASX_UNCANCELLED;
	struct rasx_phonebook book;
	struct rasx_names names;
	struct rasx_array array;
	DWORD error;

	if (!bytes || !count)
		return ERROR_INVALID_PARAMETER;
	error = rasx_array_open(&array, &layout, width, base, *bytes);
	if (!error)
		error = rasx_phonebook_of(&book, width, path);
	if (!error)
		error = rasx_phonebook_list(&book, &names);
	if (error)
		return error;
	error = rasx_array_fit(&array, names.count, bytes, count);
	if (!error)
		fill_all(&array, &book, &names);
	rasx_names_free(&names);
	return error;
}

RASX_API DWORD WINAPI RasEnumEntriesA(LPCSTR reserved, LPCSTR lpszPhonebook,
				      LPRASENTRYNAMEA lpRasEntryName,
				      LPDWORD lpcb, LPDWORD lpcEntries)
{
	if (reserved)
		return ERROR_INVALID_PARAMETER;
	return enumerate(lpszPhonebook, lpRasEntryName, lpcb, lpcEntries,
			 RASX_UTF8);
}

RASX_API DWORD WINAPI RasEnumEntriesW(LPCWSTR reserved, LPCWSTR lpszPhonebook,
				      LPRASENTRYNAMEW lpRasEntryName,
				      LPDWORD lpcb, LPDWORD lpcEntries)
{
	if (reserved)
		return ERROR_INVALID_PARAMETER;
	return enumerate(lpszPhonebook, lpRasEntryName, lpcb, lpcEntries,
			 RASX_UTF32);
}

RASX_API DWORD WINAPI RasEnumEntriesW_u16(const char16_t *reserved,
					  const char16_t *lpszPhonebook,
					  void *lpRasEntryName, LPDWORD lpcb,
					  LPDWORD lpcEntries)
{
	if (reserved)
		return ERROR_INVALID_PARAMETER;
	return enumerate(lpszPhonebook, lpRasEntryName, lpcb, lpcEntries,
			 RASX_UTF16);
}

static DWORD validate(const void *path, const void *entry,
		      enum rasx_width width)
{
	RASX_UNCANCELLED;
	char name[RASX_ENTRY_NAME_SIZE];
	struct rasx_phonebook book;
	DWORD error;

	if (!entry)
		return ERROR_INVALID_PARAMETER;
	if (rasx_text_get(name, sizeof(name), width, entry) ||
	    !rasx_entry_name_is_valid(name))
		return ERROR_INVALID_NAME;
	error = rasx_phonebook_of(&book, width, path);
	if (error)
		return error;
	return rasx_phonebook_look_for(&book, name);
}

RASX_API DWORD WINAPI RasValidateEntryNameA(LPCSTR lpszPhonebook,
					    LPCSTR lpszEntry)
{
	return validate(lpszPhonebook, lpszEntry, RASX_UTF8);
}

RASX_API DWORD WINAPI RasValidateEntryNameW(LPCWSTR lpszPhonebook,
					    LPCWSTR lpszEntry)
{
	return validate(lpszPhonebook, lpszEntry, RASX_UTF32);
}

RASX_API DWORD WINAPI RasValidateEntryNameW_u16(const char16_t *lpszPhonebook,
						const char16_t *lpszEntry)
{
	return validate(lpszPhonebook, lpszEntry, RASX_UTF16);
}
