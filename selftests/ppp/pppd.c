// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pppd.h"
#include "pppsim.h"

#define PTYPAIR	"../pppsim/ptypair"

/* A look at a condition that the kernel has no wake-up for. */
static void look_again(void)
{
	usleep(2000);
}

static int expired(uint64_t deadline)
{
	return pppsim_now() > deadline;
}

static uint64_t deadline(void)
{
	return pppsim_now() + LIMIT_MS * 1000000ull;
}

static int live_at_peer(void)
{
	if (unshare(CLONE_NEWNS) ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("none", "/run", "tmpfs", 0, NULL))
		return -errno;
	return pppsim_netns_unshare();
}

static void hold_peer(int ready)
{
	char ok = 1;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (live_at_peer() || write(ready, &ok, 1) != 1)
		_exit(1);
	for (;;)
		pause();
}

static int open_ns(pid_t pid, const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/ns/%s", pid, name);
	return open(path, O_RDONLY | O_CLOEXEC);
}

int peer_start(struct peer *peer)
{
	int ready[2];
	char ok = 0;

	if (pipe2(ready, O_CLOEXEC))
		return -errno;
	peer->holder = fork();
	if (!peer->holder)
		hold_peer(ready[1]);
	close(ready[1]);
	if (read(ready[0], &ok, 1) != 1)
		ok = 0;
	close(ready[0]);
	peer->netns = open_ns(peer->holder, "net");
	peer->mntns = open_ns(peer->holder, "mnt");
	return ok && peer->netns >= 0 && peer->mntns >= 0 ? 0 : -ECHILD;
}

void peer_stop(struct peer *peer)
{
	end(peer->holder, SIGKILL);
	close(peer->netns);
	close(peer->mntns);
}

static void exec_at(const struct peer *peer, const char *log,
		    char *const argv[])
{
	int out = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(out, 1);
	dup2(out, 2);
	if (peer && (setns(peer->netns, CLONE_NEWNET) ||
		     setns(peer->mntns, CLONE_NEWNS))) {
		perror("setns");
		_exit(127);
	}
	execvp(argv[0], argv);
	perror(argv[0]);
	_exit(127);
}

/*
 * As fork(), but where ThreadSanitizer sees it, it gives the child a thread of
 * its own, and who has two may not enter another mount namespace.
 */
static pid_t clone_alone(void)
{
	return syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
}

pid_t start(const struct peer *peer, const char *log, char *const argv[])
{
	pid_t pid = clone_alone();

	if (!pid)
		exec_at(peer, log, argv);
	return pid < 0 ? -errno : pid;
}

pid_t pppd_start(const struct peer *peer, const char *log,
		 const char *options)
{
	char words[1024];
	char *argv[64];
	char *word;
	int n = 0;

	/* "nodetach" wins over "updetach". */
	snprintf(words, sizeof(words),
		 "pppd %s debug nodefaultroute noipdefault noccp novj lcp-echo-interval 0 lcp-restart %d ipcp-restart %d %s",
		 strstr(options, "updetach") ? "" : "nodetach", RESTART,
		 RESTART, options);
	for (word = strtok(words, " "); word && n < 63; word = strtok(NULL, " "))
		argv[n++] = word;
	argv[n] = NULL;
	return start(peer, log, argv);
}

pid_t pppd_start_listening(const struct peer *peer, const char *log,
			   const char *options)
{
	pid_t pid;
	int ret;

	/* Nobody is to find what an earlier one wrote. */
	unlink(log);
	pid = pppd_start(peer, log, options);
	if (pid < 0)
		return pid;
	/* A link of a bundle has no interface yet. */
	ret = wait_text(log, strstr(options, "multilink") ?
			     "Starting negotiation on " : "Connect: ");
	if (ret)
		end(pid, SIGKILL);
	return ret ?: pid;
}

int wait_end(pid_t pid)
{
	uint64_t limit = deadline();
	int status;
	pid_t got;

	while (!(got = waitpid(pid, &status, WNOHANG))) {
		if (expired(limit))
			return -ETIMEDOUT;
		look_again();
	}
	return got < 0 ? -errno : status;
}

int wait_all(void)
{
	int ret;

	do {
		ret = wait_end(-1);
	} while (ret >= 0);
	return ret == -ECHILD ? 0 : ret;
}

int end(pid_t pid, int sig)
{
	/* 0 and -1 would be everybody's. */
	if (pid <= 0)
		return -EINVAL;
	if (kill(pid, sig))
		return -errno;
	return wait_end(pid);
}

static int count_text(const char *file, const char *text)
{
	FILE *f = fopen(file, "r");
	char line[512];
	int found = 0;

	if (!f)
		return 0;
	while (fgets(line, sizeof(line), f))
		found += strstr(line, text) != NULL;
	fclose(f);
	return found;
}

int wait_text(const char *file, const char *text)
{
	return wait_texts(file, text, 1);
}

int wait_texts(const char *file, const char *text, int times)
{
	uint64_t limit = deadline();

	while (count_text(file, text) < times) {
		if (expired(limit))
			return -ETIMEDOUT;
		look_again();
	}
	return 0;
}

static int wait_tty(const char *link, char *tty, size_t size)
{
	uint64_t limit = deadline();
	ssize_t len;

	while ((len = readlink(link, tty, size - 1)) < 0) {
		if (expired(limit))
			return -ETIMEDOUT;
		look_again();
	}
	tty[len] = 0;
	return 0;
}

int cable_start(struct cable *cable, int number, int hold)
{
	char a[64], b[64];
	char *argv[5] = { PTYPAIR, a, b };
	int ret;

	snprintf(a, sizeof(a), "/tmp/cable.%d.%d.a", getpid(), number);
	snprintf(b, sizeof(b), "/tmp/cable.%d.%d.b", getpid(), number);
	if (hold) {
		argv[1] = "--hold-slaves";
		argv[2] = a;
		argv[3] = b;
		argv[4] = NULL;
	}
	cable->pid = start(NULL, "/dev/null", argv);
	if (cable->pid < 0)
		return cable->pid;
	ret = wait_tty(a, cable->a, sizeof(cable->a));
	return ret ?: wait_tty(b, cable->b, sizeof(cable->b));
}

void cable_hang_up(const struct cable *cable)
{
	kill(cable->pid, SIGUSR1);
}

void cable_stop(struct cable *cable)
{
	end(cable->pid, SIGTERM);
}
