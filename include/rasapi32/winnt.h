/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Characters, handles, and the types of the system interface. */
#ifndef _WINNT_
#define _WINNT_

#include <stddef.h>
#include <stdint.h>

#include "windef.h"
#include "guiddef.h"

#define VOID		void
typedef void		*PVOID, *LPVOID;
typedef const void	*LPCVOID;

typedef char		CHAR, *PCHAR;
typedef unsigned char	UCHAR, *PUCHAR;
typedef short		SHORT, *PSHORT;
typedef unsigned short	USHORT, *PUSHORT;
typedef int		LONG, *PLONG, *LPLONG;
typedef long long	LONGLONG;
typedef unsigned long long ULONGLONG, DWORDLONG;
typedef BYTE		BOOLEAN;
typedef intptr_t	INT_PTR, LONG_PTR;
typedef uintptr_t	UINT_PTR, ULONG_PTR, DWORD_PTR;
typedef size_t		SIZE_T;

typedef wchar_t		WCHAR, *PWCHAR;
typedef CHAR		*PSTR, *LPSTR;
typedef const CHAR	*PCSTR, *LPCSTR;
typedef WCHAR		*PWSTR, *LPWSTR;
typedef const WCHAR	*PCWSTR, *LPCWSTR;

#ifdef UNICODE
typedef WCHAR		TCHAR;
typedef LPWSTR		LPTSTR;
typedef LPCWSTR		LPCTSTR;
#define __TEXT(quote)	L##quote
#else
typedef CHAR		TCHAR;
typedef LPSTR		LPTSTR;
typedef LPCSTR		LPCTSTR;
#define __TEXT(quote)	quote
#endif
#define TEXT(quote)	__TEXT(quote)

typedef void		*HANDLE, **PHANDLE, **LPHANDLE;

#define DECLARE_HANDLE(name) \
	struct name##__ { int unused; }; typedef struct name##__ *name

typedef struct _LUID {
	DWORD	LowPart;
	LONG	HighPart;
} LUID, *PLUID;

#define MAXIMUM_WAIT_OBJECTS	64

#endif /* _WINNT_ */
