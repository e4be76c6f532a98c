/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Keys, from standard input. */
#ifndef _INC_CONIO
#define _INC_CONIO

#include "windef.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * _getch, _getche - wait for a key, the second shows it
 *
 * From a terminal without the Enter key, which gives '\r'; from anything else
 * the next byte.  A key may give several bytes, those of UTF-8 or of an escape
 * sequence.  -1: there are no more.
 */
int __cdecl _getch(void);
int __cdecl _getche(void);

/**
 * _kbhit - would _getch return at once?
 */
int __cdecl _kbhit(void);

#define getch	_getch
#define getche	_getche
#define kbhit	_kbhit

#ifdef __cplusplus
}
#endif

#endif /* _INC_CONIO */
