/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lock of the lists of heaps, for fork(): the innermost of all. */
#ifndef RASX_WIN32_HEAP_H
#define RASX_WIN32_HEAP_H

void rasx_heap_lock(void);
void rasx_heap_unlock(void);

#endif /* RASX_WIN32_HEAP_H */
