// SPDX-License-Identifier: LGPL-2.1-or-later
#include "export.h"

#include <windows.h>

RASX_API VOID WINAPI OutputDebugStringA(LPCSTR lpOutputString)
{
	(void)lpOutputString;
}

RASX_API VOID WINAPI OutputDebugStringW(LPCWSTR lpOutputString)
{
	(void)lpOutputString;
}
