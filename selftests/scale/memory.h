/* SPDX-License-Identifier: GPL-2.0 */
/* What the module takes of the kernel's memory. */
#ifndef MEMORY_H
#define MEMORY_H

/*
 * Bytes of all caches that kmalloc() takes from, in whole pages, padding
 * included and empty ones given back: what the difference between two of these
 * tells is somebody's.
 */
double memory_of_slabs(void);

/* Bytes of pppev.ko, its tables included; 0 if it is not loaded. */
double memory_of_module(void);

#endif /* MEMORY_H */
