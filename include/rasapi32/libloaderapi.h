/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Libraries by name.
 *
 * There are two, whatever their folder, the case of their names and ".dll":
 * rasapi32 has the functions of ras.h, kernel32 all others.  Both are this
 * library: nothing is loaded or unloaded.
 */
#ifndef _LIBLOADERAPI_H_
#define _LIBLOADERAPI_H_

#include "minwinbase.h"
#include "winerror.h"

/* With -fshort-wchar a W function is linked with its two-byte variant. */
#if __SIZEOF_WCHAR_T__ == 2
#define __LIBLOADERAPI_WIDE(name)	__asm__(#name "_u16")
#else
#define __LIBLOADERAPI_WIDE(name)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Not looked at. */
#define DONT_RESOLVE_DLL_REFERENCES	0x00000001U
#define LOAD_LIBRARY_AS_DATAFILE	0x00000002U
#define LOAD_WITH_ALTERED_SEARCH_PATH	0x00000008U
#define LOAD_LIBRARY_AS_IMAGE_RESOURCE	0x00000020U
#define LOAD_LIBRARY_SEARCH_SYSTEM32	0x00000800U
#define LOAD_LIBRARY_SEARCH_DEFAULT_DIRS 0x00001000U

/**
 * LoadLibrary, LoadLibraryEx, GetModuleHandle - a library of that name
 *
 * @hFile and @dwFlags are not looked at.  ERROR_MOD_NOT_FOUND: another name.
 */
HMODULE WINAPI LoadLibraryA(LPCSTR lpLibFileName);
HMODULE WINAPI LoadLibraryW(LPCWSTR lpLibFileName)
	__LIBLOADERAPI_WIDE(LoadLibraryW);
HMODULE WINAPI LoadLibraryExA(LPCSTR lpLibFileName, HANDLE hFile,
			      DWORD dwFlags);
HMODULE WINAPI LoadLibraryExW(LPCWSTR lpLibFileName, HANDLE hFile,
			      DWORD dwFlags)
	__LIBLOADERAPI_WIDE(LoadLibraryExW);
HMODULE WINAPI GetModuleHandleA(LPCSTR lpModuleName);
HMODULE WINAPI GetModuleHandleW(LPCWSTR lpModuleName)
	__LIBLOADERAPI_WIDE(GetModuleHandleW);

/**
 * FreeLibrary - the counterpart of LoadLibrary, which frees nothing
 */
BOOL WINAPI FreeLibrary(HMODULE hLibModule);

/**
 * GetProcAddress - a function of a library by its name
 *
 * With its A or W.  ERROR_PROC_NOT_FOUND: the library has none of that name,
 * or it is a number.
 */
FARPROC WINAPI GetProcAddress(HMODULE hModule, LPCSTR lpProcName)
	__LIBLOADERAPI_WIDE(GetProcAddress);

#ifdef UNICODE
#define GetModuleHandle	GetModuleHandleW
#define LoadLibrary	LoadLibraryW
#define LoadLibraryEx	LoadLibraryExW
#else
#define GetModuleHandle	GetModuleHandleA
#define LoadLibrary	LoadLibraryA
#define LoadLibraryEx	LoadLibraryExA
#endif

#ifdef __cplusplus
}
#endif

#undef __LIBLOADERAPI_WIDE

#endif /* _LIBLOADERAPI_H_ */
