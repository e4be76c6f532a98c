// SPDX-License-Identifier: LGPL-2.1-or-later
#include <limits.h>

#include "export.h"
#include "win32/wide.h"

static unsigned int as_it_is(unsigned int unit)
{
	return unit;
}

static unsigned int lower(unsigned int unit)
{
	return unit >= 'A' && unit <= 'Z' ? unit - 'A' + 'a' : unit;
}

#define CHARACTER	char
#define NAME(name)	name##A
#include "win32/lstr.h"

#define CHARACTER	wchar_t
#define NAME(name)	name##W
#include "win32/lstr.h"

#define CHARACTER	char16_t
#define NAME(name)	name##W_u16
#include "win32/lstr.h"
