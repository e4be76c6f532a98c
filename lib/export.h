/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_EXPORT_H
#define RASX_EXPORT_H

/*
 * Everything is hidden unless it is defined with this mark and listed in
 * rasapi32.map; the makefile fails the build when the two differ.
 */
#define RASX_API __attribute__((visibility("default")))

#endif /* RASX_EXPORT_H */
