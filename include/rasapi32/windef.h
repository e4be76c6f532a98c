/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Base types and the macros that every other header uses. */
#ifndef _WINDEF_
#define _WINDEF_

#include "sdkddkver.h"

/* The version of Windows whose structures the caller wants: Windows 7. */
#ifndef WINVER
#ifdef _WIN32_WINNT
#define WINVER		_WIN32_WINNT
#else
#define WINVER		0x0601
#endif
#endif

/* There is one calling convention. */
#define WINAPI
#define WINAPIV
#define APIENTRY	WINAPI
#define CALLBACK
#define PASCAL
#define CONST		const
#ifndef __cdecl
#define __cdecl
#endif
#ifndef __stdcall
#define __stdcall
#endif
#ifndef __fastcall
#define __fastcall
#endif
#define _cdecl		__cdecl
#define _stdcall	__stdcall
#define _fastcall	__fastcall

/* Nor are there segments. */
#define FAR
#define NEAR

/* Those attributes that mean something here; one at a time. */
#ifndef __declspec
#define __declspec(what)	__declspec_##what
#endif
#define __declspec_align(bytes)	__attribute__((aligned(bytes)))
#define __declspec_deprecated	__attribute__((deprecated))
#define __declspec_dllexport	__attribute__((visibility("default")))
#define __declspec_dllimport
#define __declspec_noinline	__attribute__((noinline))
#define __declspec_noreturn	__attribute__((noreturn))
#define __declspec_nothrow	__attribute__((nothrow))
#define __declspec_novtable
#define __declspec_selectany	__attribute__((weak))
#if defined(__cplusplus) && __cplusplus < 201103L
#define __declspec_thread	__thread
#elif defined(__cplusplus)
#define __declspec_thread	thread_local
#else
#define __declspec_thread	_Thread_local
#endif
#define __forceinline		__inline__ __attribute__((always_inline))

/* Annotations of old code. */
#ifndef IN
#define IN
#endif
#ifndef OUT
#define OUT
#endif
#ifndef OPTIONAL
#define OPTIONAL
#endif

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
typedef float		FLOAT;

#include "winnt.h"

typedef HANDLE		HGLOBAL, HLOCAL;
typedef UINT_PTR	WPARAM;
typedef LONG_PTR	LPARAM, LRESULT;
typedef WORD		ATOM;

DECLARE_HANDLE(HWND);
DECLARE_HANDLE(HINSTANCE);
typedef HINSTANCE	HMODULE;

/* Functions found by name; the caller casts to what they are. */
typedef INT_PTR (WINAPI *FARPROC)(void);
typedef INT_PTR (WINAPI *PROC)(void);

#define MAKEWORD(low, high) \
	((WORD)(((BYTE)((DWORD_PTR)(low) & 0xFF)) | \
		(WORD)((BYTE)((DWORD_PTR)(high) & 0xFF)) << 8))
#define MAKELONG(low, high) \
	((LONG)(((WORD)((DWORD_PTR)(low) & 0xFFFF)) | \
		(DWORD)((WORD)((DWORD_PTR)(high) & 0xFFFF)) << 16))
#define LOWORD(value)	((WORD)((DWORD_PTR)(value) & 0xFFFF))
#define HIWORD(value)	((WORD)((DWORD_PTR)(value) >> 16 & 0xFFFF))
#define LOBYTE(value)	((BYTE)((DWORD_PTR)(value) & 0xFF))
#define HIBYTE(value)	((BYTE)((DWORD_PTR)(value) >> 8 & 0xFF))

/*
 * No macros in C++, whose own headers use these names; of two types, as those
 * of std are not.
 */
#ifndef NOMINMAX
#ifndef __cplusplus
#ifndef max
#define max(a, b)	((a) > (b) ? (a) : (b))
#endif
#ifndef min
#define min(a, b)	((a) < (b) ? (a) : (b))
#endif
#elif __cplusplus >= 201103L
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-compare"
extern "C++" {

template <typename A, typename B>
static inline constexpr auto max(const A &a, const B &b)
	-> decltype(a > b ? a : b)
{
	return a > b ? a : b;
}

template <typename A, typename B>
static inline constexpr auto min(const A &a, const B &b)
	-> decltype(a < b ? a : b)
{
	return a < b ? a : b;
}

}
#pragma GCC diagnostic pop
#endif
#endif

#endif /* _WINDEF_ */
