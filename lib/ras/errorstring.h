/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_ERRORSTRING_H
#define RASX_ERRORSTRING_H

#include <windows.h>

/* What a RAS error means, in ASCII, or NULL: it is none. */
const char *rasx_error_string(UINT code);

#endif /* RASX_ERRORSTRING_H */
