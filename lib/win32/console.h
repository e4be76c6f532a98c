/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef RASX_CONSOLE_H
#define RASX_CONSOLE_H

/* Around fork(); the child forgets all handlers. */
void rasx_console_lock(void);
void rasx_console_unlock(void);
void rasx_console_forked(void);

#endif /* RASX_CONSOLE_H */
