// SPDX-License-Identifier: GPL-2.0
#include "dialparams.c"
