/* SPDX-License-Identifier: GPL-2.0 */
/* Loading, unloading and listening to pppev.ko.  0 or -errno each. */
#ifndef MODULE_H
#define MODULE_H

#include <stddef.h>

#define FTRACE	"/proc/sys/kernel/ftrace_enabled"

int load(const char *parameters);
int load_file(const char *path, const char *parameters);
int unload(void);
int write_file(const char *path, const char *text);

/* Lines of the kernel log that contain @text, and the last of them. */
int log_lines(const char *text, char *last, size_t size);

#endif /* MODULE_H */
