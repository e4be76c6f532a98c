/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Variants of the W functions for callers whose wchar_t has two bytes; the
 * public headers choose.  Their structures differ from those of this build,
 * so they come as void *.
 */
#ifndef RASX_RAS_WIDE_H
#define RASX_RAS_WIDE_H

#include <uchar.h>

#include <ras.h>

DWORD WINAPI RasEnumConnectionsW_u16(void *lpRasConn, LPDWORD lpcb,
				     LPDWORD lpcConnections);
DWORD WINAPI RasGetConnectStatusW_u16(HRASCONN hRasConn,
				      void *lpRasConnStatus);
DWORD WINAPI RasGetErrorStringW_u16(UINT uErrorValue,
				    char16_t *lpszErrorString,
				    DWORD cBufSize);

#endif /* RASX_RAS_WIDE_H */
