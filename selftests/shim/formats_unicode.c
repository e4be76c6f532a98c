// SPDX-License-Identifier: GPL-2.0
#define UNICODE
#define _UNICODE
#include "formats.c"
