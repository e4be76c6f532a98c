/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the headers of the C library of Windows share. */
#ifndef _INC_CORECRT
#define _INC_CORECRT

#include <errno.h>
#include <stddef.h>

typedef int errno_t;

/* As the size of what is to be copied: as much as there is room for. */
#define _TRUNCATE	((size_t)-1)
#define STRUNCATE	80

#define _countof(array)	(sizeof(array) / sizeof((array)[0]))

#endif /* _INC_CORECRT */
