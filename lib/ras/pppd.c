// SPDX-License-Identifier: LGPL-2.1-or-later
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <pthread.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <raserror.h>

#include "ras/pppd.h"

#define PATH		"/usr/sbin/pppd"

/* Not the caller's: pppd is set-user-ID and runs scripts. */
static char *const environment[] = {
	"PATH=/usr/sbin:/usr/bin:/sbin:/bin", NULL
};

/* Above those that pppd gets. */
#define FIRST_FREE	16
#define EXEC_ERROR	4

/* What passes from the caller to the keeper, and to pppd. */
struct pipes {
	int control[2];		/* caller's end, keeper's end */
	int error[2];		/* read, write: errno of exec */
	int secret[2];		/* read, write; -1: none */
	int log[2];		/* read, write: standard output */
};

/* What the keeper tells, in this order. */
struct report {
	enum { STARTED, ENDED } what;
	int value;		/* process id, status */
};

/* ---- in the copies: system calls only ------------------------------------ */

static void close_from(int first)
{
	if (syscall(SYS_close_range, first, ~0U, 0) == 0)
		return;
	for (int fd = first; fd < 65536; fd++)
		close(fd);
}

static void reset_signals(void)
{
	struct sigaction action = { .sa_handler = SIG_DFL };
	sigset_t none;

	for (int sig = 1; sig < NSIG; sig++)
		sigaction(sig, &action, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* The sources are all at FIRST_FREE or above, so nothing is overwritten. */
static void arrange_descriptors(const struct pipes *pipes)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	dup2(null, 0);
	dup2(pipes->log[1], 1);
	dup2(null, 2);
	if (pipes->secret[0] >= 0)
		dup2(pipes->secret[0], RASX_PPPD_SECRET);
	else
		dup2(null, RASX_PPPD_SECRET);
	dup3(pipes->error[1], EXEC_ERROR, O_CLOEXEC);
	close_from(EXEC_ERROR + 1);
}

static void be_pppd(const struct pipes *pipes, char *const argv[])
{
	int error;

	setsid();
	arrange_descriptors(pipes);
	reset_signals();
	execve(PATH, argv, environment);
	error = errno;
	(void)!write(EXEC_ERROR, &error, sizeof(error));
	_exit(127);
}

static void tell(int what, int value)
{
	struct report report = { what, value };

	send(0, &report, sizeof(report), MSG_NOSIGNAL);
}

static int status_of(pid_t pid)
{
	siginfo_t info = { 0 };

	if (waitid(P_PID, pid, &info, WEXITED | WNOWAIT))
		return -1;
	return info.si_code == CLD_EXITED ? W_EXITCODE(info.si_status, 0)
					  : info.si_status;
}

/* pppd is not reaped here: its process id stays its own as long as we are. */
static void keep(pid_t pid)
{
	struct pollfd fds[] = {
		{ .fd = 0, .events = POLLIN },
		{ .fd = syscall(SYS_pidfd_open, pid, 0), .events = POLLIN },
	};

	tell(STARTED, pid);
	while (!fds[0].revents) {
		if (poll(fds, 2, -1) < 0 || !fds[1].revents)
			continue;
		tell(ENDED, status_of(pid));
		fds[1].fd = -1;
		fds[1].revents = 0;
	}
}

static void be_keeper(const struct pipes *pipes, char *const argv[])
{
	struct sigaction action = { .sa_handler = SIG_DFL };
	pid_t pid;

	setsid();
	/* If the program ignores it, children have no exit status. */
	sigaction(SIGCHLD, &action, NULL);
	/* Neither of them keeps a file system from being unmounted. */
	if (chdir("/"))
		_exit(1);
	/* As fork(), but nothing of the library is to run here. */
	pid = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
	if (!pid)
		be_pppd(pipes, argv);
	if (pid < 0) {
		int error = errno;

		(void)!write(pipes->error[1], &error, sizeof(error));
		_exit(1);
	}
	dup2(pipes->control[1], 0);
	close_from(1);
	keep(pid);
	_exit(0);
}

/* ---- in the caller ------------------------------------------------------- */

static void close_both(int fds[2])
{
	for (int i = 0; i < 2; i++)
		if (fds[i] >= 0)
			close(fds[i]);
}

static void close_pipes(struct pipes *pipes)
{
	close_both(pipes->control);
	close_both(pipes->error);
	close_both(pipes->secret);
	close_both(pipes->log);
}

static bool lift(int fds[2])
{
	for (int i = 0; i < 2; i++) {
		int fd = fcntl(fds[i], F_DUPFD_CLOEXEC, FIRST_FREE);

		if (fd < 0)
			return false;
		close(fds[i]);
		fds[i] = fd;
	}
	return true;
}

/* A pipe holds it, so that nobody has to wait until it is read. */
static bool write_secret(int fd, const char *secret)
{
	size_t length = strlen(secret);

	return write(fd, secret, length) == (ssize_t)length;
}

static bool open_pipes(struct pipes *pipes, const char *secret)
{
	*pipes = (struct pipes){ { -1, -1 }, { -1, -1 }, { -1, -1 },
				 { -1, -1 } };
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0,
		       pipes->control) || !lift(pipes->control))
		return false;
	if (pipe2(pipes->error, O_CLOEXEC) || !lift(pipes->error))
		return false;
	if (pipe2(pipes->log, O_CLOEXEC) || !lift(pipes->log) ||
	    fcntl(pipes->log[0], F_SETFL, O_NONBLOCK))
		return false;
	if (!secret)
		return true;
	if (pipe2(pipes->secret, O_CLOEXEC) || !lift(pipes->secret) ||
	    !write_secret(pipes->secret[1], secret))
		return false;
	close(pipes->secret[1]);
	pipes->secret[1] = -1;
	return true;
}

/* No signal at its end: the exit signal, the lowest byte of flags, is 0. */
static pid_t fork_keeper(const struct pipes *pipes, char *const argv[])
{
	sigset_t all, before;
	pid_t pid;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	pid = syscall(SYS_clone, 0, 0, 0, 0, 0);
	if (!pid)
		be_keeper(pipes, argv);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return pid;
}

static bool read_report(int control, int what, int *value)
{
	struct report report;
	ssize_t ret;

	do
		ret = recv(control, &report, sizeof(report), 0);
	while (ret < 0 && errno == EINTR);
	*value = report.value;
	return ret == sizeof(report) && (int)report.what == what;
}

static int read_error(int fd)
{
	int error = 0;
	ssize_t ret;

	do
		ret = read(fd, &error, sizeof(error));
	while (ret < 0 && errno == EINTR);
	return ret ? error : 0;
}

void rasx_pppd_release(struct rasx_pppd *pppd)
{
	/* pppd ignores SIGPIPE, and writes there no more when that failed. */
	close(pppd->log);
	/* Whoever else has a copy of the descriptor. */
	shutdown(pppd->control, SHUT_RDWR);
	close(pppd->control);
	while (waitpid(pppd->keeper, NULL, __WALL) < 0 && errno == EINTR)
		;
}

static int begin(struct rasx_pppd *pppd, int error)
{
	error = read_error(error);
	if (!error && !read_report(pppd->control, STARTED, &pppd->pid))
		error = ECHILD;
	if (!error) {
		pppd->pidfd = pidfd_open(pppd->pid, 0);
		if (pppd->pidfd < 0)
			error = errno;
	}
	if (error)
		rasx_pppd_release(pppd);
	return error;
}

int rasx_pppd_start(struct rasx_pppd *pppd, char *const argv[],
		    const char *secret)
{
	struct pipes pipes;
	int error;

	*pppd = (struct rasx_pppd){ .pidfd = -1, .status = -1 };
	if (!open_pipes(&pipes, secret)) {
		error = errno;
		close_pipes(&pipes);
		return error;
	}
	pppd->keeper = fork_keeper(&pipes, argv);
	error = pppd->keeper < 0 ? errno : 0;
	if (!error) {
		pppd->control = pipes.control[0];
		pipes.control[0] = -1;
		pppd->log = pipes.log[0];
		pipes.log[0] = -1;
		close(pipes.error[1]);
		pipes.error[1] = -1;
		error = begin(pppd, pipes.error[0]);
	}
	close_pipes(&pipes);
	return error;
}

/*
 * A server may hang up as soon as it has refused; then pppd sometimes has the
 * exit status of a hang-up.  With "nodetach" it writes its log there.
 */
static bool is_refusal(const char *line)
{
	static const char *const texts[] = {
		"CHAP authentication failed", "PAP authentication failed",
		"EAP: peer reports authentication failure",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (!strncmp(line, texts[i], strlen(texts[i])))
			return true;
	return false;
}

static void take_character(struct rasx_pppd *pppd, char c)
{
	if (c != '\n') {
		if (pppd->length < sizeof(pppd->line) - 1)
			pppd->line[pppd->length++] = c;
		return;
	}
	pppd->line[pppd->length] = '\0';
	pppd->length = 0;
	if (is_refusal(pppd->line))
		pppd->refused = true;
}

bool rasx_pppd_read_log(struct rasx_pppd *pppd)
{
	char text[512];
	ssize_t size;

	while ((size = read(pppd->log, text, sizeof(text))) > 0)
		for (ssize_t i = 0; i < size; i++)
			take_character(pppd, text[i]);
	return size < 0 && (errno == EAGAIN || errno == EINTR);
}

bool rasx_pppd_read_end(struct rasx_pppd *pppd)
{
	int status;

	if (!read_report(pppd->control, ENDED, &status))
		return false;
	pppd->status = status;
	return true;
}

/* The exit statuses of pppd(8), before there was a connection. */
static const DWORD errors[] = {
	[0]  = ERROR_REMOTE_DISCONNECTION,
	[1]  = ERROR_UNKNOWN,
	[2]  = ERROR_CORRUPT_PHONEBOOK,		/* options */
	[3]  = ERROR_ACCESS_DENIED,		/* not set-user-ID */
	[4]  = ERROR_RASMAN_CANNOT_INITIALIZE,	/* no PPP in the kernel */
	[5]  = ERROR_USER_DISCONNECTION,	/* a signal */
	[6]  = ERROR_PORT_NOT_AVAILABLE,	/* locked */
	[7]  = ERROR_PORT_NOT_OPEN,
	[8]  = ERROR_FROM_DEVICE,		/* connect script */
	[9]  = ERROR_PORT_NOT_OPEN,		/* pty program */
	[10] = ERROR_PPP_TIMEOUT,		/* negotiation */
	[11] = ERROR_UNABLE_TO_AUTHENTICATE_SERVER,
	[12] = ERROR_IDLE_TIMEOUT,
	[13] = ERROR_DISCONNECTION,		/* connect time */
	[14] = ERROR_DISCONNECTION,		/* callback */
	[15] = ERROR_LINK_FAILURE,		/* no answer to echo */
	[16] = ERROR_PORT_DISCONNECTED,		/* modem hang-up */
	[17] = ERROR_PPP_LOOPBACK_DETECTED,
	[18] = ERROR_FROM_DEVICE,		/* init script */
	[19] = ERROR_AUTHENTICATION_FAILURE,
	[20] = ERROR_DISCONNECTION,		/* traffic limit */
	[21] = ERROR_AUTHENTICATION_FAILURE,	/* calling number */
};

#define CONNECT_FAILED		8
#define NEGOTIATION_FAILED	10
#define HANG_UP			16

DWORD rasx_pppd_error(int status, const struct rasx_dialled *dialled)
{
	size_t code = WEXITSTATUS(status);

	if (status == -1)
		return ERROR_UNKNOWN;
	if (!WIFEXITED(status))
		return ERROR_DISCONNECTION;
	/* Nobody was there to negotiate with. */
	if (code == NEGOTIATION_FAILED && !dialled->had_link)
		return ERROR_NO_ANSWER;
	if (code == CONNECT_FAILED && dialled->has_server)
		return ERROR_NO_ANSWER;
	if (code == HANG_UP && dialled->refused)
		return ERROR_AUTHENTICATION_FAILURE;
	/*
	 * pppd that gives up detaches the line, and then takes its end for a
	 * hang-up.  After a real one there is nothing to detach.
	 */
	if (code == HANG_UP && dialled->detached)
		return ERROR_PPP_TIMEOUT;
	return code < sizeof(errors) / sizeof(errors[0]) ? errors[code]
							 : ERROR_UNKNOWN;
}
