/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Names of objects that are this program's alone: others of this machine, the
 * same test under a sanitizer for instance, use the same ones.
 */
#ifndef SHIM_OWN_NAMES_H
#define SHIM_OWN_NAMES_H

#include "namespace.h"

__attribute__((constructor))
static void enter_own_namespace(void)
{
	namespace_enter_empty();
}

#endif /* SHIM_OWN_NAMES_H */
