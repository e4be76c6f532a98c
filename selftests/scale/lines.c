// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "lines.h"
#include "module.h"

#define DEFAULT_SIZE	10000
#define DEBUG_SIZE	500

int lines_wanted(void)
{
	const char *given = getenv("SCALE_CONNECTIONS");
	int size = given ? atoi(given) : 0;

	/* Session numbers have 16 bits, the queue 65536 records at most. */
	if (size > 0 && size <= 32000)
		return size;
	return kernel_is_slow() ? DEBUG_SIZE : DEFAULT_SIZE;
}

int lines_prepare(int lines, int more)
{
	struct rlimit files;

	files.rlim_cur = 3 * lines + more;
	files.rlim_max = files.rlim_cur;
	write_file("/sys/kernel/rcu_expedited", "1");
	return setrlimit(RLIMIT_NOFILE, &files) ? -errno : 0;
}

void lines_finish(void)
{
	write_file("/sys/kernel/rcu_expedited", "0");
}

int line_dial(struct line *line, int nr, int b,
	      const struct pppsim_channel *tunnel)
{
	char name[PPPEV_IFNAME_LEN];

	snprintf(name, sizeof(name), "line%d", nr);
	return pppsim_channel_open_l2tp(&line->ch, tunnel, nr + 2) ?:
	       pppsim_unit_newlink(&line->unit, name, b) ?:
	       pppsim_channel_connect(&line->ch, line->unit.index);
}

void lines_hang_up(struct line *line, int lines)
{
	int i;

	for (i = 0; i < lines; i++) {
		pppsim_channel_close(&line[i].ch);
		pppsim_unit_close(&line[i].unit);
	}
}

void lines_without_ipv6(void)
{
	write_file("/proc/sys/net/ipv6/conf/default/disable_ipv6", "1");
}

short lines_wait_hangup(int fd)
{
	struct pollfd pfd = { .fd = fd };

	poll(&pfd, 1, 300000);
	return pfd.revents;
}

/* A unit whose interface is gone hangs up. */
int lines_wait_gone(const struct line *line, int lines)
{
	int i;

	for (i = 0; i < lines; i++) {
		struct pollfd pfd = { .fd = line[i].unit.fd };

		if (poll(&pfd, 1, 300000) != 1)
			return -ETIMEDOUT;
	}
	return 0;
}

int lines_watch(int fd, const struct pppev_entry *e, int n, const int *efds,
		int n_efds)
{
	int i, rc = 0;

	for (i = 0; i < n && !rc; i++)
		if (e[i].type == PPPEV_ENTRY_CONNECTION)
			rc = pppsim_watch(fd, efds[i / 2 % n_efds],
					  PPPEV_MASK_WATCH_ALL, e[i].id);
	return rc;
}
