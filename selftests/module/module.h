/* SPDX-License-Identifier: GPL-2.0 */
/* Loading, unloading and listening to pppev.ko.  0 or -errno each. */
#ifndef MODULE_H
#define MODULE_H

#include <stdbool.h>
#include <stddef.h>

#define FTRACE	"/proc/sys/kernel/ftrace_enabled"

int load(const char *parameters);
int load_file(const char *path, const char *parameters);
int unload(void);

/* The module that claims a function of ppp_generic for itself. */
int rival_load(const char *function);
int rival_unload(void);
long rival_calls(void);			/* to that function; -1: not loaded */

/* The driver of one channel, whose number this returns. */
int chameleon_load(void);
int chameleon_unload(void);
int chameleon_become(const char *xmit);

/* Is this a kernel built to find bugs?  It takes far more of all. */
bool kernel_is_slow(void);

/* Not on PREEMPT_RT. */
bool probes_work(void);

int write_file(const char *path, const char *text);

/* Lines of the kernel log that contain @text, and the last of them. */
int log_lines(const char *text, char *last, size_t size);

#endif /* MODULE_H */
