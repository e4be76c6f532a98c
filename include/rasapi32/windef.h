/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Base types and the macros that every other header uses. */
#ifndef _WINDEF_
#define _WINDEF_

/* The version of Windows whose structures the caller wants: Windows 7. */
#ifndef WINVER
#ifdef _WIN32_WINNT
#define WINVER		_WIN32_WINNT
#else
#define WINVER		0x0601
#endif
#endif

#define WINAPI
#define APIENTRY	WINAPI
#define CALLBACK
#define CONST		const

#ifndef FALSE
#define FALSE		0
#endif
#ifndef TRUE
#define TRUE		1
#endif

#define MAX_PATH	260

/* long is 64 bits wide on 64-bit Linux; these are 32 bits wide everywhere. */
typedef int		BOOL, *PBOOL, *LPBOOL;
typedef unsigned char	BYTE, *PBYTE, *LPBYTE;
typedef unsigned short	WORD, *PWORD, *LPWORD;
typedef unsigned int	DWORD, *PDWORD, *LPDWORD;
typedef int		INT, *PINT, *LPINT;
typedef unsigned int	UINT, *PUINT;
typedef unsigned int	ULONG, *PULONG;

#include "winnt.h"

#endif /* _WINDEF_ */
