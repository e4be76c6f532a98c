/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a terminal sends to its programs. */
#ifndef _APISETCONSOLE_
#define _APISETCONSOLE_

#include "minwinbase.h"
#include "winerror.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CTRL_C_EVENT		0U
#define CTRL_BREAK_EVENT	1U
#define CTRL_CLOSE_EVENT	2U
#define CTRL_LOGOFF_EVENT	5U	/* never sent */
#define CTRL_SHUTDOWN_EVENT	6U

/* TRUE: nobody else is to be asked. */
typedef BOOL (WINAPI *PHANDLER_ROUTINE)(DWORD dwCtrlType);

/**
 * SetConsoleCtrlHandler - be told before a signal ends the process
 * @HandlerRoutine: the function, or NULL
 * @Add:	    TRUE: ask it, before those that are there; FALSE: no more.
 *		    With NULL: whether SIGINT is ignored
 *
 * SIGINT is CTRL_C_EVENT, SIGQUIT CTRL_BREAK_EVENT, SIGHUP CTRL_CLOSE_EVENT and
 * SIGTERM CTRL_SHUTDOWN_EVENT, as far as nothing handles or ignores them when
 * this is called first.  For each a thread of the library asks the functions,
 * the newest first, until one returns TRUE.  If none does, and after the last
 * two in any case, the signal does what it would have done; the first process
 * of a PID namespace, which it would do nothing to, exits with 128 plus its
 * number.
 *
 * A child after fork() has no functions, and the signals do what they do.
 *
 * ERROR_INVALID_PARAMETER: no such function to remove.
 * ERROR_NOT_ENOUGH_MEMORY: out of memory, or there can be no thread.
 */
BOOL WINAPI SetConsoleCtrlHandler(PHANDLER_ROUTINE HandlerRoutine, BOOL Add);

/**
 * GetConsoleCP, GetConsoleOutputCP - CP_UTF8
 */
UINT WINAPI GetConsoleCP(VOID);
UINT WINAPI GetConsoleOutputCP(VOID);

/**
 * SetConsoleCP, SetConsoleOutputCP - have it so
 *
 * ERROR_INVALID_PARAMETER: another one than CP_UTF8.
 */
BOOL WINAPI SetConsoleCP(UINT wCodePageID);
BOOL WINAPI SetConsoleOutputCP(UINT wCodePageID);

#ifdef __cplusplus
}
#endif

#endif /* _APISETCONSOLE_ */
