// SPDX-License-Identifier: GPL-2.0
#include <windows.h>

int wmain()
{
	return 3;
}
