/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Memory from heaps.
 *
 * The functions that allocate return NULL when out of memory.  Memory is
 * aligned for any object.  A heap that was created is serialized whatever
 * its flags say; it may be used from any thread.
 */
#ifndef _APISETHEAP_
#define _APISETHEAP_

#include "windef.h"
#include "winerror.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HEAP_NO_SERIALIZE		0x00000001U
#define HEAP_GROWABLE			0x00000002U
#define HEAP_GENERATE_EXCEPTIONS	0x00000004U
#define HEAP_ZERO_MEMORY		0x00000008U
#define HEAP_REALLOC_IN_PLACE_ONLY	0x00000010U

/**
 * GetProcessHeap - the heap that is always there
 */
HANDLE WINAPI GetProcessHeap(VOID);

/**
 * HeapCreate, HeapDestroy - a heap whose memory goes with it
 *
 * The sizes are not looked at.  The process heap cannot be destroyed:
 * ERROR_INVALID_HANDLE.
 */
HANDLE WINAPI HeapCreate(DWORD flOptions, SIZE_T dwInitialSize,
			 SIZE_T dwMaximumSize);
BOOL WINAPI HeapDestroy(HANDLE hHeap);

/**
 * HeapAlloc, HeapReAlloc - get memory, change its size
 * @dwFlags: HEAP_ZERO_MEMORY: what is new is zero; with HeapReAlloc
 *	     HEAP_REALLOC_IN_PLACE_ONLY: NULL rather than move to grow;
 *	     the rest has no effect
 *
 * They leave the last error alone.  If HeapReAlloc fails, the old memory is
 * still there.
 */
LPVOID WINAPI HeapAlloc(HANDLE hHeap, DWORD dwFlags, SIZE_T dwBytes);
LPVOID WINAPI HeapReAlloc(HANDLE hHeap, DWORD dwFlags, LPVOID lpMem,
			  SIZE_T dwBytes);

/**
 * HeapFree - give memory back; NULL is fine
 */
BOOL WINAPI HeapFree(HANDLE hHeap, DWORD dwFlags, LPVOID lpMem);

/**
 * HeapSize - the size that was asked for
 */
SIZE_T WINAPI HeapSize(HANDLE hHeap, DWORD dwFlags, LPCVOID lpMem);

#ifdef __cplusplus
}
#endif

#endif /* _APISETHEAP_ */
