// SPDX-License-Identifier: GPL-2.0
/* A console program that writes a line with the time for what happens. */
#define _CRT_SECURE_NO_WARNINGS
#ifndef _WIN32_WINNT
#define _WIN32_WINNT 0x0501
#endif
#include <stdio.h>
#include <stdlib.h>
#include <Windows.h>
#include <tchar.h>
#include <process.h>
#include <conio.h>
#include <wincon.h>
#include <StrSafe.h>
#include <Ras.h>
#include <RasError.h>
#include <lmcons.h>

#define LOG(fmt, ...) Log(_T("[%lu] ") fmt, GetCurrentThreadId(), __VA_ARGS__)

static CRITICAL_SECTION g_cs;
static HANDLE g_hStop;
static PVOID volatile g_pvLast;
static LONG volatile g_lLines;

static void Log(LPCTSTR pszFormat, ...)
{
	TCHAR szText[512], szLine[600];
	SYSTEMTIME st;
	va_list args;

	va_start(args, pszFormat);
	_vsntprintf_s(szText, _countof(szText), _TRUNCATE, pszFormat, args);
	va_end(args);
	GetLocalTime(&st);
	_stprintf_s(szLine, _countof(szLine), _T("%02u:%02u:%02u.%03u %s\r\n"),
		    st.wHour, st.wMinute, st.wSecond, st.wMilliseconds, szText);
	InterlockedIncrement(&g_lLines);
	InterlockedExchange(&g_lLines, 0);
	InterlockedCompareExchange(&g_lLines, 1, 0);
	free(InterlockedExchangePointer(&g_pvLast, _tcsdup(szLine)));
	InterlockedExchangePointer(&g_pvLast, _strdup("last"));
	InterlockedCompareExchangePointer(&g_pvLast, NULL, NULL);
	EnterCriticalSection(&g_cs);
	_tprintf(_T("%s"), szLine);
	OutputDebugString(szLine);
	LeaveCriticalSection(&g_cs);
}

static LPCTSTR ErrorText(DWORD dwError, LPTSTR pszText, DWORD cch)
{
	LPTSTR pszSystem = NULL;

	if (dwError >= RASBASE && dwError <= RASBASEEND &&
	    RasGetErrorString(dwError, pszText, cch) == ERROR_SUCCESS)
		return pszText;
	if (FormatMessage(FORMAT_MESSAGE_ALLOCATE_BUFFER |
			  FORMAT_MESSAGE_FROM_SYSTEM |
			  FORMAT_MESSAGE_IGNORE_INSERTS, NULL, dwError,
			  MAKELANGID(LANG_NEUTRAL, SUBLANG_DEFAULT),
			  (LPTSTR)&pszSystem, 0, NULL)) {
		_tcsncpy_s(pszText, cch, pszSystem, _TRUNCATE);
		LocalFree(pszSystem);
	} else {
		StringCchPrintf(pszText, cch, _T("0x%08lX"), dwError);
	}
	return pszText;
}

static BOOL WINAPI CtrlHandler(DWORD dwType)
{
	if (dwType != CTRL_C_EVENT && dwType != CTRL_CLOSE_EVENT)
		return FALSE;
	SetEvent(g_hStop);
	return TRUE;
}

static unsigned __stdcall WatchThread(void *pvParam)
{
	HANDLE ahWait[2];
	DWORD dwWait;

	ahWait[0] = g_hStop;
	ahWait[1] = (HANDLE)pvParam;
	while ((dwWait = WaitForMultipleObjects(2, ahWait, FALSE, INFINITE)) ==
	       WAIT_OBJECT_0 + 1)
		LOG(_T("changed %d"), 1);
	return dwWait != WAIT_OBJECT_0;
}

int _tmain(int argc, TCHAR *argv[])
{
	RASDIALPARAMS rdp;
	LARGE_INTEGER liStart, liEnd, liFreq;
	TCHAR szText[256];
	HANDLE hEvent, hThread;
	DWORD dwRet, dwExit = STILL_ACTIVE;
	unsigned uId;

	InitializeCriticalSection(&g_cs);
	QueryPerformanceFrequency(&liFreq);
	QueryPerformanceCounter(&liStart);
	g_hStop = CreateEvent(NULL, TRUE, FALSE, NULL);
	hEvent = CreateEvent(NULL, FALSE, FALSE, NULL);
	SetConsoleCtrlHandler(CtrlHandler, TRUE);
	dwRet = RasConnectionNotification((HRASCONN)INVALID_HANDLE_VALUE, hEvent,
					  RASCN_Connection | RASCN_Disconnection);
	if (dwRet != ERROR_SUCCESS)
		LOG(_T("%s"), ErrorText(dwRet, szText, _countof(szText)));
	ZeroMemory(&rdp, sizeof(rdp));
	rdp.dwSize = sizeof(RASDIALPARAMS);
	_tcscpy_s(rdp.szEntryName, RAS_MaxEntryName + 1,
		  argc > 1 ? argv[1] : _T("none"));
	_tcsncpy(rdp.szUserName, _T("me"), UNLEN);
	hThread = (HANDLE)_beginthreadex(NULL, 0, WatchThread, hEvent, 0, &uId);
	SetEvent(hEvent);
	if (_kbhit())
		LOG(_T("key %d"), _getch());
	SetEvent(g_hStop);
	WaitForSingleObject(hThread, INFINITE);
	GetExitCodeThread(hThread, &dwExit);
	QueryPerformanceCounter(&liEnd);
	LOG(_T("%s %I64d"), rdp.szEntryName, (liEnd.QuadPart - liStart.QuadPart) *
	    1000 / liFreq.QuadPart);
	CloseHandle(hThread);
	CloseHandle(hEvent);
	CloseHandle(g_hStop);
	DeleteCriticalSection(&g_cs);
	return (int)dwExit;
}
