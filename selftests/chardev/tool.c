// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "pppsim.h"
#include "tool.h"

static void become_tool(int out, uid_t uid, const char *const *args)
{
	const char *argv[1 + TOOL_ARGS] = { "pppev" };

	for (int i = 0; i + 1 < TOOL_ARGS && args[i]; i++)
		argv[1 + i] = args[i];
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (dup2(out, STDOUT_FILENO) < 0 || dup2(out, STDERR_FILENO) < 0)
		_exit(126);
	close(out);
	if (uid && (setgid(uid) || setuid(uid)))
		_exit(126);
	execvp(argv[0], (char *const *)argv);
	_exit(127);
}

int tool_start(struct tool *tool, uid_t uid, const char *const *args)
{
	int ends[2];

	if (pipe(ends))
		return -errno;
	tool->len = 0;
	tool->out = ends[0];
	tool->pid = fork();
	if (!tool->pid) {
		close(ends[0]);
		become_tool(ends[1], uid, args);
	}
	close(ends[1]);
	return tool->pid < 0 ? -errno : 0;
}

static long syscall_of(pid_t pid)
{
	char path[64];
	long nr = -1;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/syscall", pid);
	file = fopen(path, "r");
	if (!file)
		return -1;
	if (fscanf(file, "%ld", &nr) != 1)
		nr = -1;
	fclose(file);
	return nr;
}

int tool_sleeps_in(const struct tool *tool, long nr)
{
	uint64_t end = pppsim_now() + PPPSIM_TIMEOUT * 1000000ull;

	while (syscall_of(tool->pid) != nr) {
		if (pppsim_now() >= end)
			return -ETIMEDOUT;
		usleep(1000);
	}
	return 0;
}

/* Gives out the first line of what was read, if it is whole. */
static int take_line(struct tool *tool, char *line, size_t size)
{
	char *end = memchr(tool->buf, '\n', tool->len);
	size_t n;

	if (!end)
		return -EAGAIN;
	n = end - tool->buf;
	if (n >= size)
		return -EMSGSIZE;
	memcpy(line, tool->buf, n);
	line[n] = 0;
	tool->len -= n + 1;
	memmove(tool->buf, end + 1, tool->len);
	return 0;
}

static int read_more(struct tool *tool)
{
	int rc = pppsim_wait_readable(tool->out, PPPSIM_TIMEOUT);
	ssize_t n;

	if (rc)
		return rc;
	if (tool->len == sizeof(tool->buf))
		return -EMSGSIZE;
	n = read(tool->out, tool->buf + tool->len,
		 sizeof(tool->buf) - tool->len);
	if (n <= 0)
		return n ? -errno : -EPIPE;
	tool->len += n;
	return 0;
}

int tool_line(struct tool *tool, char *line, size_t size)
{
	int rc;

	while ((rc = take_line(tool, line, size)) == -EAGAIN) {
		rc = read_more(tool);
		if (rc)
			return rc;
	}
	return rc;
}

int tool_stop(struct tool *tool, int signo)
{
	int status;

	if (signo)
		kill(tool->pid, signo);
	if (waitpid(tool->pid, &status, 0) != tool->pid)
		return -errno;
	close(tool->out);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}
