/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_STATISTICS_H
#define RASX_STATISTICS_H

/* Around fork(). */
void rasx_statistics_lock(void);
void rasx_statistics_unlock(void);

#endif /* RASX_STATISTICS_H */
