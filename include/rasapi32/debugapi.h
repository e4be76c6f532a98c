/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef _APISETDEBUG_
#define _APISETDEBUG_

#include "windef.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * OutputDebugString - tell a debugger, of which there is none that listens
 */
VOID WINAPI OutputDebugStringA(LPCSTR lpOutputString);
VOID WINAPI OutputDebugStringW(LPCWSTR lpOutputString);

#ifdef UNICODE
#define OutputDebugString	OutputDebugStringW
#else
#define OutputDebugString	OutputDebugStringA
#endif

#ifdef __cplusplus
}
#endif

#endif /* _APISETDEBUG_ */
