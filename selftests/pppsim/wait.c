// SPDX-License-Identifier: GPL-2.0
/* Waiting for conditions: descriptors, eventfds, blocked tasks. */
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>

#include "pppsim.h"
#include "internal.h"

uint64_t pppsim_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000ull + ts.tv_nsec;
}

uint64_t sim_deadline(int timeout_ms)
{
	return pppsim_now() + timeout_ms * 1000000ull;
}

int sim_left(uint64_t deadline)
{
	uint64_t now = pppsim_now();

	return now >= deadline ? 0 : (deadline - now + 999999) / 1000000;
}

int pppsim_wait_readable(int fd, int timeout_ms)
{
	struct pollfd pfd = { .fd = fd, .events = POLLIN };
	uint64_t deadline = sim_deadline(timeout_ms);
	int rc;

	do {
		rc = sim_rc(poll(&pfd, 1, sim_left(deadline)));
	} while (rc == -EINTR);
	if (rc < 0)
		return rc;
	return rc ? 0 : -ETIMEDOUT;
}

int pppsim_efd_new(void)
{
	return sim_rc(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
}

int64_t pppsim_efd_take(int efd)
{
	uint64_t count;

	if (read(efd, &count, sizeof(count)) == sizeof(count))
		return count;
	return errno == EAGAIN ? 0 : -errno;
}

static bool read_proc(pid_t tid, const char *file, char *buf, size_t len)
{
	char path[64];
	FILE *f;
	bool ok;

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)tid, file);
	f = fopen(path, "re");
	if (!f)
		return false;
	ok = fgets(buf, len, f) != NULL;
	fclose(f);
	return ok;
}

/* "pid (comm) S ...": the name may hold anything, so look from its end. */
static bool sleeps(pid_t tid)
{
	char line[512];
	char *paren;

	if (!read_proc(tid, "stat", line, sizeof(line)))
		return false;
	paren = strrchr(line, ')');
	return paren && !strncmp(paren, ") S", 3);
}

/* "nr 0xarg1 ...", or "running" */
static bool is_in(pid_t tid, long nr, int fd)
{
	unsigned long arg;
	char line[512];
	long seen;

	return read_proc(tid, "syscall", line, sizeof(line)) &&
	       sscanf(line, "%ld %lx", &seen, &arg) == 2 &&
	       seen == nr && (int)arg == fd;
}

int pppsim_wait_asleep(pid_t tid, int timeout_ms)
{
	uint64_t deadline = sim_deadline(timeout_ms);

	while (!sleeps(tid)) {
		if (!sim_left(deadline))
			return -ETIMEDOUT;
		sched_yield();
	}
	return 0;
}

int pppsim_wait_blocked(pid_t tid, long nr, int fd, int timeout_ms)
{
	uint64_t deadline = sim_deadline(timeout_ms);

	while (!sleeps(tid) || !is_in(tid, nr, fd)) {
		if (!sim_left(deadline))
			return -ETIMEDOUT;
		sched_yield();
	}
	return 0;
}
