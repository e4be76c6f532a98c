/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_MESSAGE_H
#define RASX_MESSAGE_H

#include <windows.h>

/* What a system error means, in ASCII, or NULL: there is no text. */
const char *rasx_system_message(DWORD code);

#endif /* RASX_MESSAGE_H */
