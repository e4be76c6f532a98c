// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/klog.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "module.h"

#define PPPEV	"../../kmod/pppev.ko"
#define RIVAL	"../../kmod/rival.ko"
#define CALLS	"/sys/module/rival/parameters/calls"
#define CHAMELEON "../../kmod/chameleon.ko"
#define NUMBER	"/sys/module/chameleon/parameters/number"
#define XMIT	"/sys/module/chameleon/parameters/xmit"

int load_file(const char *path, const char *parameters)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int ret = fd < 0 ? -1 : syscall(SYS_finit_module, fd, parameters, 0);
	int error = errno;

	close(fd);
	return ret ? -error : 0;
}

static int unload_name(const char *name)
{
	return syscall(SYS_delete_module, name, O_NONBLOCK) ? -errno : 0;
}

int load(const char *parameters)
{
	return load_file(PPPEV, parameters);
}

int unload(void)
{
	return unload_name("pppev");
}

int rival_load(const char *function)
{
	char parameters[64];

	snprintf(parameters, sizeof(parameters), "function=%s", function);
	return load_file(RIVAL, parameters);
}

int rival_unload(void)
{
	return unload_name("rival");
}

static long read_long(const char *path)
{
	long value = -1;
	FILE *f = fopen(path, "r");

	if (!f || fscanf(f, "%ld", &value) != 1)
		value = -1;
	if (f)
		fclose(f);
	return value;
}

long rival_calls(void)
{
	return read_long(CALLS);
}

int chameleon_load(void)
{
	return load_file(CHAMELEON, "") ?: read_long(NUMBER);
}

int chameleon_unload(void)
{
	return unload_name("chameleon");
}

int chameleon_become(const char *xmit)
{
	return write_file(XMIT, xmit);
}

bool kernel_is_slow(void)
{
	return !access("/sys/kernel/debug/kmemleak", F_OK);
}

bool probes_work(void)
{
	return access("/sys/kernel/realtime", F_OK);
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
