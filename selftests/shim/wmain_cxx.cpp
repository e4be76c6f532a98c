// SPDX-License-Identifier: GPL-2.0
#include <windows.h>

int wmain(int argc, wchar_t *argv[])
{
	return argc == 3 && !lstrcmpW(argv[2], L"") ? 3 : 1;
}
