/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Variants of the W functions for callers whose wchar_t has two bytes; the
 * public headers choose.  The library itself is built with four bytes.
 */
#ifndef RASX_WIN32_WIDE_H
#define RASX_WIN32_WIDE_H

#include <uchar.h>

#include <windows.h>

HANDLE WINAPI CreateEventW_u16(LPSECURITY_ATTRIBUTES attributes,
			       BOOL bManualReset, BOOL bInitialState,
			       const char16_t *lpName);
HANDLE WINAPI CreateSemaphoreW_u16(LPSECURITY_ATTRIBUTES attributes,
				   LONG lInitialCount, LONG lMaximumCount,
				   const char16_t *lpName);

#endif /* RASX_WIN32_WIDE_H */
