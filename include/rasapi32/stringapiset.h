/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _APISETSTRING_
#define _APISETSTRING_

#include "minwinbase.h"
#include "winerror.h"

/* With -fshort-wchar functions are linked with their two-byte variants. */
#if __SIZEOF_WCHAR_T__ == 2
#define __APISETSTRING_WIDE(name)	__asm__(#name "_u16")
#else
#define __APISETSTRING_WIDE(name)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Narrow text is UTF-8 in all of them. */
#define CP_ACP			0
#define CP_OEMCP		1
#define CP_THREAD_ACP		3
#define CP_UTF8			65001

#define MB_PRECOMPOSED		0x00000001U
#define MB_ERR_INVALID_CHARS	0x00000008U
#define WC_NO_BEST_FIT_CHARS	0x00000400U
#define WC_ERR_INVALID_CHARS	0x00000080U

/**
 * MultiByteToWideChar, WideCharToMultiByte - convert text
 * @CodePage:	   one of the above
 * @dwFlags:	   MB_ERR_INVALID_CHARS or WC_ERR_INVALID_CHARS: refuse what is
 *		   not Unicode, which becomes U+FFFD else
 * @cbMultiByte, @cchWideChar: size of the text, or -1: it is terminated, and
 *		   so is the result; room for the result, or 0
 * @lpDefaultChar: not looked at
 *
 * Return: units written; without room: units needed; 0: failed.
 * ERROR_INSUFFICIENT_BUFFER: too little room.  ERROR_NO_UNICODE_TRANSLATION:
 * not Unicode.  ERROR_INVALID_PARAMETER: another code page, no text, or
 * @lpUsedDefaultChar with CP_UTF8.
 */
int WINAPI MultiByteToWideChar(UINT CodePage, DWORD dwFlags,
			       LPCSTR lpMultiByteStr, int cbMultiByte,
			       LPWSTR lpWideCharStr, int cchWideChar)
	__APISETSTRING_WIDE(MultiByteToWideChar);
int WINAPI WideCharToMultiByte(UINT CodePage, DWORD dwFlags,
			       LPCWSTR lpWideCharStr, int cchWideChar,
			       LPSTR lpMultiByteStr, int cbMultiByte,
			       LPCSTR lpDefaultChar, LPBOOL lpUsedDefaultChar)
	__APISETSTRING_WIDE(WideCharToMultiByte);

#ifdef __cplusplus
}
#endif

#undef __APISETSTRING_WIDE

#endif /* _APISETSTRING_ */
