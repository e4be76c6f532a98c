// SPDX-License-Identifier: LGPL-2.1-or-later
/* LocalAlloc, GlobalAlloc and their like: other names for the process heap. */
#include <windows.h>

#include "export.h"
#include "win32/lasterror.h"

static DWORD heap_flags(UINT flags)
{
	return flags & LMEM_ZEROINIT ? HEAP_ZERO_MEMORY : 0;
}

RASX_API HLOCAL WINAPI LocalAlloc(UINT uFlags, SIZE_T uBytes)
{
	void *memory = HeapAlloc(GetProcessHeap(), heap_flags(uFlags), uBytes);

	return memory ? memory : rasx_fail_handle(ERROR_NOT_ENOUGH_MEMORY);
}

RASX_API HLOCAL WINAPI LocalReAlloc(HLOCAL hMem, SIZE_T uBytes, UINT uFlags)
{
	void *memory;

	if (!hMem)
		return rasx_fail_handle(ERROR_INVALID_HANDLE);
	/* Only the attributes would change, and there are none. */
	if (uFlags & LMEM_MODIFY)
		return hMem;
	memory = HeapReAlloc(GetProcessHeap(), heap_flags(uFlags), hMem, uBytes);
	return memory ? memory : rasx_fail_handle(ERROR_NOT_ENOUGH_MEMORY);
}

RASX_API HLOCAL WINAPI LocalFree(HLOCAL hMem)
{
	HeapFree(GetProcessHeap(), 0, hMem);
	return NULL;
}

RASX_API SIZE_T WINAPI LocalSize(HLOCAL hMem)
{
	if (hMem)
		return HeapSize(GetProcessHeap(), 0, hMem);
	SetLastError(ERROR_INVALID_HANDLE);
	return 0;
}

RASX_API LPVOID WINAPI LocalLock(HLOCAL hMem)
{
	return hMem ? hMem : rasx_fail_handle(ERROR_INVALID_HANDLE);
}

RASX_API BOOL WINAPI LocalUnlock(HLOCAL hMem)
{
	return rasx_fail(hMem ? ERROR_NOT_LOCKED : ERROR_INVALID_HANDLE);
}

RASX_API HGLOBAL WINAPI GlobalAlloc(UINT uFlags, SIZE_T dwBytes)
{
	return LocalAlloc(uFlags, dwBytes);
}

RASX_API HGLOBAL WINAPI GlobalReAlloc(HGLOBAL hMem, SIZE_T dwBytes, UINT uFlags)
{
	return LocalReAlloc(hMem, dwBytes, uFlags);
}

RASX_API HGLOBAL WINAPI GlobalFree(HGLOBAL hMem)
{
	return LocalFree(hMem);
}

RASX_API SIZE_T WINAPI GlobalSize(HGLOBAL hMem)
{
	return LocalSize(hMem);
}

RASX_API LPVOID WINAPI GlobalLock(HGLOBAL hMem)
{
	return LocalLock(hMem);
}

RASX_API BOOL WINAPI GlobalUnlock(HGLOBAL hMem)
{
	return hMem ? TRUE : rasx_fail(ERROR_INVALID_HANDLE);
}
