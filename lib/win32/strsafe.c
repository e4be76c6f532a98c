// SPDX-License-Identifier: LGPL-2.1-or-later
#include <stdbool.h>

#include <strsafe.h>

#include "export.h"
#include "win32/wide.h"

static bool is_size(size_t count)
{
	return count && count <= STRSAFE_MAX_CCH;
}

#define CHARACTER	char
#define NAME(name)	name##A
#include "win32/strsafe_template.h"

#define CHARACTER	wchar_t
#define NAME(name)	name##W
#include "win32/strsafe_template.h"

#define CHARACTER	char16_t
#define NAME(name)	name##W_u16
#include "win32/strsafe_template.h"
