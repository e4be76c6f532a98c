// SPDX-License-Identifier: LGPL-2.1-or-later
/* RASDIALPARAMS, RasGetEntryDialParams, RasSetEntryDialParams. */
#include <errno.h>
#include <string.h>

#include "export.h"
#include "ras/dialparams.h"
#include "ras/layout.h"
#include "ras/peersfile.h"
#include "ras/wide.h"
#include "win32/cancel.h"

/* Fields of RASDIALPARAMS, in their order. */
enum {
	DW_SIZE,
	SZ_ENTRY_NAME,
	SZ_PHONE_NUMBER,
	SZ_CALLBACK_NUMBER,
	SZ_USER_NAME,
	SZ_PASSWORD,
	SZ_DOMAIN,
	DW_SUB_ENTRY,
	DW_CALLBACK_ID,
	DW_IF_INDEX,
	SZ_ENC_PASSWORD,
	FIELD_COUNT
};

static const struct rasx_field fields[FIELD_COUNT] = {
	[DW_SIZE]	     = { RASX_FIELD_DWORD, 1, false },
	[SZ_ENTRY_NAME]	     = { RASX_FIELD_TEXT, RAS_MaxEntryName + 1, false },
	[SZ_PHONE_NUMBER]    = { RASX_FIELD_TEXT, RAS_MaxPhoneNumber + 1, false },
	[SZ_CALLBACK_NUMBER] = { RASX_FIELD_TEXT, RAS_MaxCallbackNumber + 1,
				 false },
	[SZ_USER_NAME]	     = { RASX_FIELD_TEXT, UNLEN + 1, false },
	[SZ_PASSWORD]	     = { RASX_FIELD_TEXT, PWLEN + 1, false },
	[SZ_DOMAIN]	     = { RASX_FIELD_TEXT, DNLEN + 1, true },
	[DW_SUB_ENTRY]	     = { RASX_FIELD_DWORD, 1, false },
	[DW_CALLBACK_ID]     = { RASX_FIELD_POINTER, 1, true },
	[DW_IF_INDEX]	     = { RASX_FIELD_DWORD, 1, true },
	[SZ_ENC_PASSWORD]    = { RASX_FIELD_POINTER, 1, true },
};

static const struct rasx_layout layout = { fields, FIELD_COUNT };

static DWORD open_record(struct rasx_record *record, enum rasx_width width,
			 const void *base, DWORD *size)
{
	memcpy(size, base, sizeof(*size));
	*record = (struct rasx_record){
		.layout = &layout,
		.width = width,
		.fields = rasx_layout_fields(&layout, width, *size),
		.base = (unsigned char *)base,
	};
	return record->fields ? ERROR_SUCCESS : ERROR_INVALID_SIZE;
}

static bool read_texts(const struct rasx_record *record,
		       struct rasx_dialparams *params)
{
	return !rasx_record_get_text(record, SZ_PHONE_NUMBER, params->number,
				     sizeof(params->number)) &&
	       !rasx_record_get_text(record, SZ_CALLBACK_NUMBER,
				     params->callback,
				     sizeof(params->callback)) &&
	       !rasx_record_get_text(record, SZ_USER_NAME, params->user,
				     sizeof(params->user)) &&
	       !rasx_record_get_text(record, SZ_PASSWORD, params->password,
				     sizeof(params->password)) &&
	       !rasx_record_get_text(record, SZ_DOMAIN, params->domain,
				     sizeof(params->domain));
}

DWORD rasx_dialparams_read(struct rasx_dialparams *params,
			   enum rasx_width width, const void *base)
{
	struct rasx_record record;
	DWORD size, error = open_record(&record, width, base, &size);

	memset(params, 0, sizeof(*params));
	if (error)
		return error;
	switch (rasx_record_get_text(&record, SZ_ENTRY_NAME, params->entry,
				     sizeof(params->entry))) {
	case 0:
		break;
	case -EINVAL:
		return ERROR_INVALID_PARAMETER;
	default:
		return ERROR_CANNOT_FIND_PHONEBOOK_ENTRY;
	}
	if (!read_texts(&record, params))
		return ERROR_INVALID_PARAMETER;
	params->subentry = rasx_record_get_dword(&record, DW_SUB_ENTRY);
	params->id = (ULONG_PTR)rasx_record_get_pointer(&record,
							DW_CALLBACK_ID);
	return ERROR_SUCCESS;
}

void rasx_dialparams_forget(struct rasx_dialparams *params)
{
	explicit_bzero(params->password, sizeof(params->password));
}

static DWORD find_entry(const void *path, const void *base,
			enum rasx_width width, struct rasx_dialparams *params,
			struct rasx_peer *peer)
{
	struct rasx_phonebook book;
	DWORD error = rasx_dialparams_read(params, width, base);

	if (!error)
		error = rasx_phonebook_of(&book, width, path);
	if (!error)
		error = rasx_peer_find(&book, params->entry, peer);
	return error;
}

static DWORD get_params(const void *path, void *base, BOOL *has_password,
			enum rasx_width width)
{
	RASX_UNCANCELLED;
	struct rasx_dialparams params;
	struct rasx_record record;
	struct rasx_peer peer;
	DWORD size, error;

	if (!base || !has_password)
		return ERROR_INVALID_PARAMETER;
	error = find_entry(path, base, width, &params, &peer);
	rasx_dialparams_forget(&params);
	if (error)
		return error;
	open_record(&record, width, base, &size);
	memset(base, 0, size);
	rasx_record_put_dword(&record, DW_SIZE, size);
	rasx_record_put_text(&record, SZ_ENTRY_NAME, params.entry);
	rasx_record_put_text(&record, SZ_USER_NAME, peer.user);
	rasx_record_put_dword(&record, DW_SUB_ENTRY, 1);
	*has_password = FALSE;
	return ERROR_SUCCESS;
}

/* What is there already need not be kept. */
static bool is_kept(const struct rasx_dialparams *params,
		    const struct rasx_peer *peer)
{
	return !*params->password && !*params->domain && !*params->callback &&
	       (!*params->user || !strcmp(params->user, peer->user)) &&
	       (!*params->number || !strcmp(params->number, peer->number)) &&
	       params->subentry <= 1;
}

static DWORD set_params(const void *path, const void *base,
			enum rasx_width width)
{
	RASX_UNCANCELLED;
	struct rasx_dialparams params;
	struct rasx_peer peer;
	DWORD error;

	if (!base)
		return ERROR_INVALID_PARAMETER;
	error = find_entry(path, base, width, &params, &peer);
	if (!error && !is_kept(&params, &peer))
		error = ERROR_NOT_SUPPORTED;
	rasx_dialparams_forget(&params);
	return error;
}

RASX_API DWORD WINAPI RasGetEntryDialParamsA(LPCSTR lpszPhonebook,
					     LPRASDIALPARAMSA lpRasDialParams,
					     LPBOOL lpfPassword)
{
	return get_params(lpszPhonebook, lpRasDialParams, lpfPassword,
			  RASX_UTF8);
}

RASX_API DWORD WINAPI RasGetEntryDialParamsW(LPCWSTR lpszPhonebook,
					     LPRASDIALPARAMSW lpRasDialParams,
					     LPBOOL lpfPassword)
{
	return get_params(lpszPhonebook, lpRasDialParams, lpfPassword,
			  RASX_UTF32);
}

RASX_API DWORD WINAPI RasGetEntryDialParamsW_u16(const char16_t *lpszPhonebook,
						 void *lpRasDialParams,
						 LPBOOL lpfPassword)
{
	return get_params(lpszPhonebook, lpRasDialParams, lpfPassword,
			  RASX_UTF16);
}

/* No password is kept, so there is none to remove. */
RASX_API DWORD WINAPI RasSetEntryDialParamsA(LPCSTR lpszPhonebook,
					     LPRASDIALPARAMSA lpRasDialParams,
					     BOOL fRemovePassword)
{
	(void)fRemovePassword;
	return set_params(lpszPhonebook, lpRasDialParams, RASX_UTF8);
}

RASX_API DWORD WINAPI RasSetEntryDialParamsW(LPCWSTR lpszPhonebook,
					     LPRASDIALPARAMSW lpRasDialParams,
					     BOOL fRemovePassword)
{
	(void)fRemovePassword;
	return set_params(lpszPhonebook, lpRasDialParams, RASX_UTF32);
}

RASX_API DWORD WINAPI RasSetEntryDialParamsW_u16(const char16_t *lpszPhonebook,
						 void *lpRasDialParams,
						 BOOL fRemovePassword)
{
	(void)fRemovePassword;
	return set_params(lpszPhonebook, lpRasDialParams, RASX_UTF16);
}
