// SPDX-License-Identifier: GPL-2.0
#define UNICODE
#include "formats.c"
