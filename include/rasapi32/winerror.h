/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* System error codes that functions of this library return. */
#ifndef _WINERROR_
#define _WINERROR_

#define ERROR_SUCCESS			0
#define NO_ERROR			0
#define ERROR_FILE_NOT_FOUND		2
#define ERROR_PATH_NOT_FOUND		3
#define ERROR_TOO_MANY_OPEN_FILES	4
#define ERROR_ACCESS_DENIED		5
#define ERROR_INVALID_HANDLE		6
#define ERROR_NOT_ENOUGH_MEMORY		8
#define ERROR_NOT_SUPPORTED		50
#define ERROR_INVALID_PARAMETER		87
#define ERROR_INSUFFICIENT_BUFFER	122
#define ERROR_INVALID_NAME		123
#define ERROR_ALREADY_EXISTS		183
#define ERROR_FILENAME_EXCED_RANGE	206
#define ERROR_NO_MORE_ITEMS		259
#define ERROR_NOT_OWNER			288
#define ERROR_TOO_MANY_POSTS		298
#define ERROR_IO_PENDING		997
#define ERROR_NO_SYSTEM_RESOURCES	1450
#define ERROR_INVALID_USER_BUFFER	1784

/* An HRESULT, and yet what some functions return as their DWORD. */
#define E_INVALIDARG			0x80070057U

#endif /* _WINERROR_ */
