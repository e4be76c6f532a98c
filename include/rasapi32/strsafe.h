/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Strings that are always terminated.
 *
 * Sizes are those of the target with its terminator, in characters (Cch) or
 * bytes (Cb).  Return: S_OK; STRSAFE_E_INSUFFICIENT_BUFFER: what fits was
 * written; STRSAFE_E_INVALID_PARAMETER: a size of 0 or above STRSAFE_MAX_CCH,
 * or a target that is not terminated.
 *
 * Formats are those of Windows: %s is a string of the format's own width, %S
 * one of the other width, %hs narrow, %ls wide; %ld has 32 bits, %lld and
 * %I64d have 64.
 */
#ifndef _STRSAFE_H_INCLUDED_
#define _STRSAFE_H_INCLUDED_

#include <stdarg.h>

#include "windef.h"
#include "winerror.h"

/* With -fshort-wchar functions are linked with their two-byte variants. */
#if __SIZEOF_WCHAR_T__ == 2
#define __STRSAFE_WIDE(name)	__asm__(#name "_u16")
#else
#define __STRSAFE_WIDE(name)
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define STRSAFE_MAX_CCH			2147483647U
#define STRSAFE_E_INSUFFICIENT_BUFFER	((HRESULT)0x8007007AU)
#define STRSAFE_E_INVALID_PARAMETER	((HRESULT)0x80070057U)
#define STRSAFE_E_END_OF_FILE		((HRESULT)0x80070026U)

HRESULT WINAPI StringCchLengthA(LPCSTR psz, size_t cchMax, size_t *pcchLength);
HRESULT WINAPI StringCchLengthW(LPCWSTR psz, size_t cchMax, size_t *pcchLength)
	__STRSAFE_WIDE(StringCchLengthW);
HRESULT WINAPI StringCbLengthA(LPCSTR psz, size_t cbMax, size_t *pcbLength);
HRESULT WINAPI StringCbLengthW(LPCWSTR psz, size_t cbMax, size_t *pcbLength)
	__STRSAFE_WIDE(StringCbLengthW);
HRESULT WINAPI StringCchCopyA(LPSTR pszDest, size_t cchDest, LPCSTR pszSrc);
HRESULT WINAPI StringCchCopyW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc)
	__STRSAFE_WIDE(StringCchCopyW);
HRESULT WINAPI StringCbCopyA(LPSTR pszDest, size_t cbDest, LPCSTR pszSrc);
HRESULT WINAPI StringCbCopyW(LPWSTR pszDest, size_t cbDest, LPCWSTR pszSrc)
	__STRSAFE_WIDE(StringCbCopyW);
HRESULT WINAPI StringCchCopyNA(LPSTR pszDest, size_t cchDest, LPCSTR pszSrc,
			       size_t cchToCopy);
HRESULT WINAPI StringCchCopyNW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc,
			       size_t cchToCopy)
	__STRSAFE_WIDE(StringCchCopyNW);
HRESULT WINAPI StringCchCatA(LPSTR pszDest, size_t cchDest, LPCSTR pszSrc);
HRESULT WINAPI StringCchCatW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc)
	__STRSAFE_WIDE(StringCchCatW);
HRESULT WINAPI StringCbCatA(LPSTR pszDest, size_t cbDest, LPCSTR pszSrc);
HRESULT WINAPI StringCbCatW(LPWSTR pszDest, size_t cbDest, LPCWSTR pszSrc)
	__STRSAFE_WIDE(StringCbCatW);
HRESULT WINAPI StringCchCatNA(LPSTR pszDest, size_t cchDest, LPCSTR pszSrc,
			      size_t cchToAppend);
HRESULT WINAPI StringCchCatNW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc,
			      size_t cchToAppend)
	__STRSAFE_WIDE(StringCchCatNW);
HRESULT WINAPIV StringCchPrintfA(LPSTR pszDest, size_t cchDest,
				 LPCSTR pszFormat, ...)
	__STRSAFE_WIDE(StringCchPrintfA);
HRESULT WINAPIV StringCchPrintfW(LPWSTR pszDest, size_t cchDest,
				 LPCWSTR pszFormat, ...)
	__STRSAFE_WIDE(StringCchPrintfW);
HRESULT WINAPIV StringCbPrintfA(LPSTR pszDest, size_t cbDest, LPCSTR pszFormat,
				...) __STRSAFE_WIDE(StringCbPrintfA);
HRESULT WINAPIV StringCbPrintfW(LPWSTR pszDest, size_t cbDest,
				LPCWSTR pszFormat, ...)
	__STRSAFE_WIDE(StringCbPrintfW);
HRESULT WINAPI StringCchVPrintfA(LPSTR pszDest, size_t cchDest,
				 LPCSTR pszFormat, va_list argList)
	__STRSAFE_WIDE(StringCchVPrintfA);
HRESULT WINAPI StringCchVPrintfW(LPWSTR pszDest, size_t cchDest,
				 LPCWSTR pszFormat, va_list argList)
	__STRSAFE_WIDE(StringCchVPrintfW);
HRESULT WINAPI StringCbVPrintfA(LPSTR pszDest, size_t cbDest, LPCSTR pszFormat,
				va_list argList)
	__STRSAFE_WIDE(StringCbVPrintfA);
HRESULT WINAPI StringCbVPrintfW(LPWSTR pszDest, size_t cbDest,
				LPCWSTR pszFormat, va_list argList)
	__STRSAFE_WIDE(StringCbVPrintfW);

#ifdef UNICODE
#define StringCbCat		StringCbCatW
#define StringCbCopy		StringCbCopyW
#define StringCbLength		StringCbLengthW
#define StringCbPrintf		StringCbPrintfW
#define StringCbVPrintf		StringCbVPrintfW
#define StringCchCat		StringCchCatW
#define StringCchCatN		StringCchCatNW
#define StringCchCopy		StringCchCopyW
#define StringCchCopyN		StringCchCopyNW
#define StringCchLength		StringCchLengthW
#define StringCchPrintf		StringCchPrintfW
#define StringCchVPrintf	StringCchVPrintfW
#else
#define StringCbCat		StringCbCatA
#define StringCbCopy		StringCbCopyA
#define StringCbLength		StringCbLengthA
#define StringCbPrintf		StringCbPrintfA
#define StringCbVPrintf		StringCbVPrintfA
#define StringCchCat		StringCchCatA
#define StringCchCatN		StringCchCatNA
#define StringCchCopy		StringCchCopyA
#define StringCchCopyN		StringCchCopyNA
#define StringCchLength		StringCchLengthA
#define StringCchPrintf		StringCchPrintfA
#define StringCchVPrintf	StringCchVPrintfA
#endif

#ifdef __cplusplus
}
#endif

#undef __STRSAFE_WIDE

#endif /* _STRSAFE_H_INCLUDED_ */
