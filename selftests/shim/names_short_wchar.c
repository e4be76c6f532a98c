// SPDX-License-Identifier: GPL-2.0
#include "names.c"
