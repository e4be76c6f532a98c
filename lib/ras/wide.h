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

DWORD WINAPI RasDialW_u16(LPRASDIALEXTENSIONS lpRasDialExtensions,
			  const char16_t *lpszPhonebook, void *lpRasDialParams,
			  DWORD dwNotifierType, LPVOID lpvNotifier,
			  LPHRASCONN lphRasConn);
DWORD WINAPI RasDeleteEntryW_u16(const char16_t *lpszPhonebook,
				 const char16_t *lpszEntry);
DWORD WINAPI RasRenameEntryW_u16(const char16_t *lpszPhonebook,
				 const char16_t *lpszOldEntry,
				 const char16_t *lpszNewEntry);
DWORD WINAPI RasGetEntryDialParamsW_u16(const char16_t *lpszPhonebook,
					void *lpRasDialParams,
					LPBOOL lpfPassword);
DWORD WINAPI RasSetEntryDialParamsW_u16(const char16_t *lpszPhonebook,
					void *lpRasDialParams,
					BOOL fRemovePassword);

DWORD WINAPI RasEnumDevicesW_u16(void *lpRasDevInfo, LPDWORD lpcb,
				 LPDWORD lpcDevices);
DWORD WINAPI RasEnumEntriesW_u16(const char16_t *reserved,
				 const char16_t *lpszPhonebook,
				 void *lpRasEntryName, LPDWORD lpcb,
				 LPDWORD lpcEntries);
DWORD WINAPI RasGetEntryPropertiesW_u16(const char16_t *lpszPhonebook,
					const char16_t *lpszEntry,
					void *lpRasEntry, LPDWORD lpcbRasEntry,
					LPBYTE lpbDeviceInfo,
					LPDWORD lpcbDeviceInfo);
DWORD WINAPI RasGetProjectionInfoW_u16(HRASCONN hRasConn,
				       RASPROJECTION rasprojection,
				       LPVOID lpprojection, LPDWORD lpcb);
DWORD WINAPI RasValidateEntryNameW_u16(const char16_t *lpszPhonebook,
				       const char16_t *lpszEntry);

#endif /* RASX_RAS_WIDE_H */
