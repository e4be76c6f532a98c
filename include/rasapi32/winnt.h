/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Characters, handles, and the types of the system interface. */
/* Outside of the guard: windef.h includes this file where it needs it. */
#include "windef.h"

#ifndef _WINNT_
#define _WINNT_

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "guiddef.h"
#include "sal.h"

#ifndef __int64
#define __int8		char
#define __int16		short
#define __int32		int
#define __int64		long long
#endif

#ifdef __cplusplus
#define EXTERN_C	extern "C"
#else
#define EXTERN_C	extern
#endif
#define FORCEINLINE	__forceinline
#define DECLSPEC_ALIGN(bytes)	__declspec(align(bytes))
#define DECLSPEC_IMPORT		__declspec(dllimport)
#define DECLSPEC_NOINLINE	__declspec(noinline)
#define DECLSPEC_NORETURN	__declspec(noreturn)
#define STDAPICALLTYPE
#define STDMETHODCALLTYPE
#define STDAPI		EXTERN_C HRESULT STDAPICALLTYPE
#define STDAPI_(type)	EXTERN_C type STDAPICALLTYPE

#define VOID		void
typedef void		*PVOID, *LPVOID;
typedef const void	*LPCVOID;

typedef char		CHAR, *PCHAR;
typedef unsigned char	UCHAR, *PUCHAR;
typedef short		SHORT, *PSHORT;
typedef unsigned short	USHORT, *PUSHORT;
typedef int		LONG, *PLONG, *LPLONG;
typedef signed char	INT8, *PINT8;
typedef unsigned char	UINT8, *PUINT8;
typedef short		INT16, *PINT16;
typedef unsigned short	UINT16, *PUINT16;
typedef int		INT32, LONG32;
typedef unsigned int	UINT32, ULONG32, DWORD32;
typedef BYTE		BOOLEAN, *PBOOLEAN;

/* The oldest standards do not know them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wlong-long"
typedef long long	LONGLONG, INT64, LONG64;
typedef unsigned long long ULONGLONG, DWORDLONG, UINT64, ULONG64, DWORD64;
#pragma GCC diagnostic pop

typedef intptr_t	INT_PTR, *PINT_PTR, LONG_PTR, *PLONG_PTR;
typedef uintptr_t	UINT_PTR, *PUINT_PTR, ULONG_PTR, *PULONG_PTR;
typedef uintptr_t	DWORD_PTR, *PDWORD_PTR;
typedef size_t		SIZE_T, *PSIZE_T;
typedef ptrdiff_t	SSIZE_T, *PSSIZE_T;
typedef LONG		HRESULT;
typedef WORD		LANGID;
typedef DWORD		LCID;

typedef wchar_t		WCHAR, *PWCHAR, *LPWCH, *PWCH;
typedef const WCHAR	*LPCWCH, *PCWCH;
typedef CHAR		*PSTR, *LPSTR, *NPSTR, *LPCH, *PCH, *PSZ;
typedef const CHAR	*PCSTR, *LPCSTR, *LPCCH, *PCCH;
typedef WCHAR		*PWSTR, *LPWSTR, *NWPSTR;
typedef const WCHAR	*PCWSTR, *LPCWSTR;

#ifdef UNICODE
#ifndef _TCHAR_DEFINED
#define _TCHAR_DEFINED
typedef WCHAR		TCHAR, *PTCHAR;
#endif
typedef WCHAR		TBYTE, *PTBYTE, *LPTCH, *PTCH;
typedef LPWSTR		PTSTR, LPTSTR;
typedef LPCWSTR		PCTSTR, LPCTSTR;
#define __TEXT(quote)	L##quote
#else
#ifndef _TCHAR_DEFINED
#define _TCHAR_DEFINED
typedef CHAR		TCHAR, *PTCHAR;
#endif
typedef unsigned char	TBYTE, *PTBYTE;
typedef LPSTR		LPTCH, PTCH;
typedef LPSTR		PTSTR, LPTSTR;
typedef LPCSTR		PCTSTR, LPCTSTR;
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

typedef union _LARGE_INTEGER {
	__extension__ struct {
		DWORD	LowPart;
		LONG	HighPart;
	};
	struct {
		DWORD	LowPart;
		LONG	HighPart;
	} u;
	LONGLONG QuadPart;
} LARGE_INTEGER, *PLARGE_INTEGER;

typedef union _ULARGE_INTEGER {
	__extension__ struct {
		DWORD	LowPart;
		DWORD	HighPart;
	};
	struct {
		DWORD	LowPart;
		DWORD	HighPart;
	} u;
	ULONGLONG QuadPart;
} ULARGE_INTEGER, *PULARGE_INTEGER;

#define ANYSIZE_ARRAY		1
#define MAXIMUM_WAIT_OBJECTS	64
#define MINCHAR			0x80
#define MAXCHAR			0x7F
#define MINSHORT		0x8000
#define MAXSHORT		0x7FFF
#define MINLONG			0x80000000U
#define MAXLONG			0x7FFFFFFF
#define MAXBYTE			0xFF
#define MAXWORD			0xFFFF
#define MAXDWORD		0xFFFFFFFFU

/* Access rights to objects. */
#define DELETE			0x00010000U
#define READ_CONTROL		0x00020000U
#define WRITE_DAC		0x00040000U
#define WRITE_OWNER		0x00080000U
#define SYNCHRONIZE		0x00100000U
#define STANDARD_RIGHTS_REQUIRED 0x000F0000U
#define STANDARD_RIGHTS_ALL	0x001F0000U
#define MAXIMUM_ALLOWED		0x02000000U
#define GENERIC_ALL		0x10000000U
#define GENERIC_EXECUTE		0x20000000U
#define GENERIC_WRITE		0x40000000U
#define GENERIC_READ		0x80000000U
#define EVENT_MODIFY_STATE	0x0002U
#define EVENT_ALL_ACCESS	(STANDARD_RIGHTS_ALL | 0x3)
#define SEMAPHORE_MODIFY_STATE	0x0002U
#define SEMAPHORE_ALL_ACCESS	(STANDARD_RIGHTS_ALL | 0x3)
#define MUTANT_QUERY_STATE	0x0001U
#define MUTANT_ALL_ACCESS	(STANDARD_RIGHTS_ALL | 0x1)

#define DUPLICATE_CLOSE_SOURCE	0x00000001U
#define DUPLICATE_SAME_ACCESS	0x00000002U

/* Languages, which messages do not depend on. */
#define LANG_NEUTRAL		0x00
#define LANG_ENGLISH		0x09
#define SUBLANG_NEUTRAL		0x00
#define SUBLANG_DEFAULT		0x01
#define SUBLANG_SYS_DEFAULT	0x02
#define SUBLANG_ENGLISH_US	0x01
#define MAKELANGID(primary, sub) ((WORD)((WORD)(sub) << 10 | (WORD)(primary)))

#define MAKELCID(language, sort) \
	((DWORD)((DWORD)(WORD)(sort) << 16 | (DWORD)(WORD)(language)))
#define SORT_DEFAULT		0x0
#define LANG_SYSTEM_DEFAULT	MAKELANGID(LANG_NEUTRAL, SUBLANG_SYS_DEFAULT)
#define LANG_USER_DEFAULT	MAKELANGID(LANG_NEUTRAL, SUBLANG_DEFAULT)
#define PRIMARYLANGID(language)	((WORD)(language) & 0x3FF)
#define SUBLANGID(language)	((WORD)(language) >> 10)

#define UNREFERENCED_PARAMETER(parameter)	((void)(parameter))
#define UNREFERENCED_LOCAL_VARIABLE(variable)	((void)(variable))
#define DBG_UNREFERENCED_PARAMETER(parameter)	((void)(parameter))

#define RTL_NUMBER_OF(array)	(sizeof(array) / sizeof((array)[0]))
#define ARRAYSIZE(array)	RTL_NUMBER_OF(array)
#define FIELD_OFFSET(type, field)	((LONG)offsetof(type, field))
#define RTL_FIELD_SIZE(type, field)	(sizeof(((type *)0)->field))
#define CONTAINING_RECORD(address, type, field) \
	((type *)((char *)(address) - offsetof(type, field)))
#define C_ASSERT(condition) \
	typedef char __C_ASSERT__[(condition) ? 1 : -1] __attribute__((unused))

#define RtlZeroMemory(to, size)		memset((to), 0, (size))
#define RtlFillMemory(to, size, byte)	memset((to), (byte), (size))
#define RtlCopyMemory(to, from, size)	memcpy((to), (from), (size))
#define RtlMoveMemory(to, from, size)	memmove((to), (from), (size))
#define RtlEqualMemory(a, b, size)	(!memcmp((a), (b), (size)))

/* Clears memory that nobody reads any more, which memset need not. */
static __inline__ PVOID RtlSecureZeroMemory(PVOID to, SIZE_T size)
{
	memset(to, 0, size);
	__asm__ volatile ("" : : "r" (to) : "memory");
	return to;
}

#endif /* _WINNT_ */
