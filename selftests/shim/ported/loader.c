// SPDX-License-Identifier: GPL-2.0
/* A program that does not link with RAS, of the time when it might be missing. */
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#define STRICT
#define _WIN32_WINNT 0x0400
#define NTDDI_VERSION 0x04000000
#include <WINDOWS.H>
#include <RAS.H>
#include <RASERROR.H>
#pragma comment(lib, "rasapi32.lib")

#ifdef UNICODE
#define AW "W"
#else
#define AW "A"
#endif

typedef DWORD (APIENTRY *LPFNRASENUM)(LPRASCONN, LPDWORD, LPDWORD);
typedef DWORD (APIENTRY *LPFNRASNOTIFY)(HRASCONN, HANDLE, DWORD);
typedef DWORD (APIENTRY *LPFNRASPROJECTION)(HRASCONN, RASPROJECTION, LPVOID, LPDWORD);

int main(void)
{
	HINSTANCE hLib = LoadLibraryEx(TEXT("RASAPI32.DLL"), NULL,
				       LOAD_WITH_ALTERED_SEARCH_PATH);
	LPFNRASENUM pfnEnum;
	LPFNRASNOTIFY pfnNotify;
	LPFNRASPROJECTION pfnProjection;
	RASCONN rc[4];
	RASAMB amb;
	RASSLIP slip;
	RASPPPNBF nbf;
	RASPPPIPX ipx;
	DWORD cb = sizeof(rc), n = 0;

	if (hLib == NULL || (UINT_PTR)hLib <= HINSTANCE_ERROR)
		return 1;
	pfnEnum = (LPFNRASENUM)GetProcAddress(hLib, "RasEnumConnections" AW);
	pfnNotify = (LPFNRASNOTIFY)GetProcAddress(hLib, "RasConnectionNotification" AW);
	pfnProjection = (LPFNRASPROJECTION)GetProcAddress(hLib, "RasGetProjectionInfo" AW);
	if (!pfnEnum || !pfnNotify || !pfnProjection ||
	    GetProcAddress(hLib, MAKEINTRESOURCEA(7)))
		return 2;
	rc[0].dwSize = sizeof(RASCONN);
	if ((*pfnEnum)(rc, &cb, &n) != ERROR_SUCCESS)
		n = 0;
	amb.dwSize = sizeof(amb);
	slip.dwSize = sizeof(slip);
	nbf.dwSize = sizeof(nbf);
	ipx.dwSize = sizeof(ipx);
	cb = sizeof(amb);
	if (n && (*pfnProjection)(rc[0].hrasconn, RASP_Amb, &amb, &cb) !=
		 ERROR_PROTOCOL_NOT_CONFIGURED)
		return 3;
	return FreeLibrary(hLib) ? 0 : 4;
}
