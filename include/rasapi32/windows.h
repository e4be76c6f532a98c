/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The part of <windows.h> that this project implements.
 *
 * Each header in this folder is self-contained, clean as C and as C++, and
 * defines names of the Windows API only (corecrt*.h: of its C library).  A functions take and give UTF-8;
 * W functions take and give wchar_t, four bytes wide by default, two bytes
 * with -fshort-wchar.  All functions may be called from any thread.
 */
#ifndef _WINDOWS_
#define _WINDOWS_

#include "windef.h"
#include "winerror.h"
#include "winbase.h"
#include "winuser.h"
#include "corecrt_wstdio.h"
#include "corecrt_wstring.h"

#if __SIZEOF_WCHAR_T__ == 2
/* What calls wmain looks for it. */
#ifdef __cplusplus
extern "C"
#endif
__attribute__((weak)) const char __rasapi32_short_wchar = 1;
#endif

#endif /* _WINDOWS_ */
