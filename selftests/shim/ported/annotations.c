// SPDX-License-Identifier: GPL-2.0
/* Attributes and annotations of parameters, new ones and old ones. */
#include <windows.h>
#include <ras.h>
#include <sal.h>
#include <stdio.h>

#define WATCH_API __declspec(dllexport)

EXTERN_C WATCH_API BOOL WINAPI StartWatch(_In_ HRASCONN hConn,
	_In_opt_z_ LPCTSTR pszName, _Out_ PHANDLE phEvent);

_Success_(return != FALSE) _Must_inspect_result_
BOOL STDMETHODCALLTYPE CopyName(_In_range_(0, 10) DWORD dwIndex,
	_Out_writes_to_(cch, *pcch) LPTSTR pszTo, DWORD cch,
	_Inout_ LPDWORD pcch, _Outptr_result_maybenull_ PVOID *ppv,
	_Reserved_ PVOID pvReserved);
BOOL __fastcall OldName(__in_ecount(cch) LPCTSTR psz, DWORD cch,
	__inout_opt LPDWORD pdw, __out_bcount_opt(8) PVOID pv);
#ifndef __cplusplus
BOOL PASCAL OldStart(__in HRASCONN hConn, __out PHANDLE phEvent);
#endif
void DieNow(void);

C_ASSERT(sizeof(DWORD) == 4);

static __declspec(thread) DWORD t_dwCalls;
__declspec(align(16)) static BYTE g_abBuffer[32];

__declspec(noinline) static DWORD Sum(IN DWORD dwA, IN OUT LPDWORD lpdwB OPTIONAL)
{
	return dwA + (lpdwB ? *lpdwB : 0);
}

static __forceinline __int64 Next(unsigned __int32 n) { return (__int64)n + 1; }
static FORCEINLINE UINT64 Last(unsigned __int64 n) { return n - 1; }

WATCH_API BOOL WINAPI StartWatch(HRASCONN hConn, LPCTSTR pszName, PHANDLE phEvent)
{
	*phEvent = CreateEvent(NULL, FALSE, FALSE, pszName);
	return *phEvent && RasConnectionNotification(hConn, *phEvent,
		RASCN_Disconnection) == NO_ERROR;
}

__declspec(noreturn) void DieNow(void) { ExitProcess(0); }

int __cdecl main(int argc, char FAR *argv[])
{
	LARGE_INTEGER big;
	DWORD dw = 2;
	HANDLE hEvent;
	BYTE NEAR *pb = g_abBuffer;

	DBG_UNREFERENCED_PARAMETER(argc);
	DBG_UNREFERENCED_PARAMETER(argv);
	big.LowPart = Sum(1, &dw);
	big.HighPart = 0;
	t_dwCalls++;
	SecureZeroMemory(pb, sizeof(g_abBuffer));
	if (StartWatch((HRASCONN)INVALID_HANDLE_VALUE, NULL, &hEvent))
		CloseHandle(hEvent);
	if (big.QuadPart != 3 || Next(2) != 3 || Last(4) != 3 ||
	    RTL_NUMBER_OF(g_abBuffer) != ARRAYSIZE(g_abBuffer) ||
	    FIELD_OFFSET(RASCONN, hrasconn) != 4 || (ULONG_PTR)pb % 16)
		return 1;
	DieNow();
}
