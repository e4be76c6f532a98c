// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/klog.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "module.h"

#define MODULE	"../../kmod/pppev.ko"

int load_file(const char *path, const char *parameters)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int ret = fd < 0 ? -1 : syscall(SYS_finit_module, fd, parameters, 0);
	int error = errno;

	close(fd);
	return ret ? -error : 0;
}

int load(const char *parameters)
{
	return load_file(MODULE, parameters);
}

int unload(void)
{
	return syscall(SYS_delete_module, "pppev", O_NONBLOCK) ? -errno : 0;
}

int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t len = strlen(text);
	int ret = fd < 0 || write(fd, text, len) != len ? -errno : 0;

	close(fd);
	return ret;
}

int log_lines(const char *text, char *last, size_t size)
{
	static char log[1 << 20];
	int len = klogctl(3 /* SYSLOG_ACTION_READ_ALL */, log, sizeof(log) - 1);
	char *line, *rest = log;
	int count = 0;

	log[len > 0 ? len : 0] = 0;
	while ((line = strsep(&rest, "\n"))) {
		if (!strstr(line, text))
			continue;
		count++;
		snprintf(last, size, "%s", line);
	}
	return count;
}
