// SPDX-License-Identifier: GPL-2.0
/* The peer: a program that reads what "ip monitor link" writes. */
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "latency.h"

static FILE *lines;
static pid_t pid;

static void become_monitor(int out)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(out, STDOUT_FILENO);
	execlp("ip", "ip", "monitor", "link", NULL);
	_exit(127);
}

/* The first descriptor it opens is its socket. */
static int open_monitor(struct shared *sh)
{
	int ends[2];
	int rc;

	if (pipe2(ends, O_CLOEXEC))
		return -errno;
	pid = fork();
	if (!pid)
		become_monitor(ends[1]);
	close(ends[1]);
	lines = fdopen(ends[0], "r");
	rc = pppsim_wait_blocked(pid, SYS_recvmsg, 3, PPPSIM_TIMEOUT);
	sh->helper = pid;
	return rc;
}

/* "7: ppp0: <POINTOPOINT,MULTICAST,NOARP,UP,LOWER_UP> mtu 1500 ..." */
static bool says(const char *line, const char *ifname, bool up)
{
	char name[IFNAMSIZ], flags[256] = ",";

	if (sscanf(line, "%*d: %15[^:]: <%253[^>]", name, flags + 1) != 2)
		return false;
	strcat(flags, ",");
	return !strcmp(name, ifname) && !!strstr(flags, ",UP,") == up;
}

static uint64_t wait_monitor(struct shared *sh, enum event event)
{
	char line[1024];
	uint64_t now;

	do {
		if (!fgets(line, sizeof(line), lines))
			return 0;
		now = pppsim_now();
	} while (!says(line, sh->unit.ifname, event == CONNECTED));
	return now;
}

static void close_monitor(struct shared *sh)
{
	(void)sh;
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	fclose(lines);
}

const struct method method_ip_monitor = {
	.name = "ip-monitor",
	.what = "a line of \"ip monitor link\" through a pipe",
	.events = ENDS,
	.open = open_monitor,
	.wait = wait_monitor,
	.close = close_monitor,
};
