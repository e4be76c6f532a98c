/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Text that is narrow, or wide with UNICODE or _UNICODE: the part that
 * programs of the RAS functions use.
 *
 * _tcsicmp and _tcsnicmp know the case of ASCII letters.
 */
#ifndef _INC_TCHAR
#define _INC_TCHAR

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#if defined(_UNICODE) && !defined(UNICODE)
#define UNICODE
#endif

#include "winbase.h"
#include "winuser.h"
#include "corecrt_wstdio.h"
#include "corecrt_wstring.h"

#define _TEXT(quote)	__TEXT(quote)
#define _T(quote)	__TEXT(quote)
typedef TCHAR		_TCHAR, _TSCHAR, _TUCHAR, _TXCHAR;

#ifdef UNICODE

#define _tmain		wmain
#define _tprintf	__rasapi32_wprintf
#define _ftprintf	__rasapi32_fwprintf
#define _vtprintf	__rasapi32_vwprintf
#define _vftprintf	__rasapi32_vfwprintf
#define _stprintf	__rasapi32_all_swprintf
#define _stprintf_s	__rasapi32_swprintf
#define _sntprintf	__rasapi32_swprintf
#define _sntprintf_s	_snwprintf_s
#define _vsntprintf_s	_vsnwprintf_s
#define _vstprintf_s	__rasapi32_vswprintf
#define _vsntprintf	__rasapi32_vswprintf
#define _putts		_putws
#define _fputts		__rasapi32_fputws
#define _tcslen(text)	((size_t)lstrlenW(text))
#define _tcscpy		lstrcpyW
#define _tcscat		lstrcatW
#define _tcscmp		lstrcmpW
#define _tcsicmp	lstrcmpiW
#define _tcsncpy	__rasapi32_wcsncpy
#define _tcsncat	__rasapi32_wcsncat
#define _tcsncmp	__rasapi32_wcsncmp
#define _tcsnicmp	_wcsnicmp
#define _tcschr	__rasapi32_wcschr
#define _tcsrchr	__rasapi32_wcsrchr
#define _tcsstr	__rasapi32_wcsstr
#define _tcsdup		_wcsdup
#define _tcstoul	__rasapi32_wcstoul
#define _tcstol		(long)__rasapi32_wcstoul
#define _ttoi		_wtoi
#define _ttol		_wtol
#define _tcscpy_s	wcscpy_s
#define _tcscat_s	wcscat_s
#define _tcsncpy_s	wcsncpy_s
#define _tcsncat_s	wcsncat_s
#define _istalnum	iswalnum
#define _istalpha	iswalpha
#define _istdigit	iswdigit
#define _istspace	iswspace
#define _totlower	towlower
#define _totupper	towupper

#else

#define _tmain		main
#define _tprintf	__rasapi32_printf
#define _ftprintf	__rasapi32_fprintf
#define _vtprintf	__rasapi32_vprintf
#define _vftprintf	__rasapi32_vfprintf
#define _stprintf	__rasapi32_all_sprintf
#define _stprintf_s	__rasapi32_sprintf
#define _sntprintf	__rasapi32_sprintf
#define _sntprintf_s	_snprintf_s
#define _vsntprintf_s	_vsnprintf_s
#define _vstprintf_s	__rasapi32_vsprintf
#define _vsntprintf	__rasapi32_vsprintf
#define _putts		puts
#define _fputts		fputs
#define _tcslen		strlen
#define _tcscpy		strcpy
#define _tcscat		strcat
#define _tcscmp		strcmp
#define _tcsicmp	strcasecmp
#define _tcsncpy	strncpy
#define _tcsncat	strncat
#define _tcsncmp	strncmp
#define _tcsnicmp	strncasecmp
#define _tcschr		strchr
#define _tcsrchr	strrchr
#define _tcsstr		strstr
#define _tcsdup		_strdup
#define _tcstoul	strtoul
#define _tcstol		strtol
#define _ttoi		atoi
#define _ttol		atol
#define _tcscpy_s	strcpy_s
#define _tcscat_s	strcat_s
#define _tcsncpy_s	strncpy_s
#define _tcsncat_s	strncat_s
#define _istalnum(c)	isalnum((unsigned char)(c))
#define _istalpha(c)	isalpha((unsigned char)(c))
#define _istdigit(c)	isdigit((unsigned char)(c))
#define _istspace(c)	isspace((unsigned char)(c))
#define _totlower(c)	tolower((unsigned char)(c))
#define _totupper(c)	toupper((unsigned char)(c))

#endif

#endif /* _INC_TCHAR */
