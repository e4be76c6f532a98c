// SPDX-License-Identifier: GPL-2.0
/*
 * ptypair [--hold-slaves] A B
 *
 * A null-modem cable: two pseudo terminals in raw mode, what is written to
 * one comes out of the other.  A and B become symbolic links to the slaves;
 * they appear when everything works, B first, so a script waits for A.  Runs
 * in the foreground.
 *
 *   SIGTERM, SIGINT  removes the links and ends with code 0
 *   SIGUSR1          hangs up the line of A: closes its master, for good
 *   SIGUSR2          the same for B
 *
 * A slave may be closed and opened again at any time.  What is sent to a
 * line nobody has open waits for the next reader as far as the kernel buffers
 * it, then the sender has to wait; nothing spins meanwhile.
 *
 * The line discipline of a pseudo terminal lives as long as its master: a
 * pppd that is killed leaves N_PPP and its channel behind, until the line is
 * hung up or somebody sets another discipline.  --hold-slaves keeps the
 * slaves open as well, so that the line never sees its last close.
 *
 * Exit code 0: ended by a signal, 1: failed, 2: usage.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

struct line {
	const char *link;	/* symbolic link to the slave */
	struct line *other;
	int master;		/* -1 once hung up */
	int held;		/* slave, if it is held, otherwise -1 */
	char slave[64];
	char buf[4096];		/* read from here, not yet written to other */
	size_t start, end;	/* what of @buf is waiting */
};

static void die(const char *what)
{
	fprintf(stderr, "ptypair: %s: %s\n", what, strerror(errno));
	exit(1);
}

/*
 * The settings belong to the slave although the master sets them; they stay
 * when it is closed and opened again.
 */
static void make_raw(struct line *line)
{
	struct termios tio;

	if (tcgetattr(line->master, &tio))
		die("tcgetattr");
	cfmakeraw(&tio);
	if (tcsetattr(line->master, TCSANOW, &tio))
		die("tcsetattr");
}

static void open_line(struct line *line, bool hold)
{
	line->master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (line->master < 0 || grantpt(line->master) ||
	    unlockpt(line->master) ||
	    ptsname_r(line->master, line->slave, sizeof(line->slave)))
		die("pseudo terminal");
	make_raw(line);
	line->held = -1;
	if (!hold)
		return;
	line->held = ioctl(line->master, TIOCGPTPEER,
			   O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (line->held < 0)
		die(line->slave);
}

/* A link from an earlier run is replaced in one step. */
static void publish(const struct line *line)
{
	char temp[4096];

	snprintf(temp, sizeof(temp), "%s.%d", line->link, (int)getpid());
	if (symlink(line->slave, temp) || rename(temp, line->link))
		die(line->link);
}

static bool waiting(const struct line *line)
{
	return line->start != line->end;
}

static void drop(struct line *line)
{
	line->start = line->end = 0;
}

/* Returns whether all was taken. */
static bool flush(struct line *from)
{
	while (waiting(from)) {
		ssize_t n = write(from->other->master, from->buf + from->start,
				  from->end - from->start);

		if (n < 0 && errno == EAGAIN)
			return false;
		if (n < 0) {
			drop(from);
			break;
		}
		from->start += n;
	}
	return true;
}

/*
 * Edge triggered: go on until the kernel says it has no more (EAGAIN), the
 * slave is closed (EIO; the next bytes make a new edge), or the other side
 * takes no more (its EPOLLOUT edge resumes).
 */
static void relay(struct line *from)
{
	while (from->master >= 0 && flush(from)) {
		ssize_t n = read(from->master, from->buf, sizeof(from->buf));

		if (n <= 0)
			return;
		from->start = 0;
		from->end = n;
	}
}

static void hang_up(struct line *line)
{
	if (line->master < 0)
		return;
	close(line->master);
	line->master = -1;
	drop(line);
}

static void line_event(struct line *line, uint32_t events)
{
	if (events & EPOLLHUP)		/* nobody is left to read it */
		drop(line->other);
	relay(line);
	relay(line->other);
}

static void add(int ep, int fd, uint32_t events, void *ptr)
{
	struct epoll_event ev = { .events = events, .data.ptr = ptr };

	if (epoll_ctl(ep, EPOLL_CTL_ADD, fd, &ev))
		die("epoll");
}

static int open_signals(void)
{
	sigset_t set;
	int fd;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGUSR2);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGHUP, SIG_IGN);
	fd = signalfd(-1, &set, SFD_CLOEXEC);
	if (fd < 0)
		die("signalfd");
	return fd;
}

/* Returns whether to go on. */
static bool signal_event(int fd, struct line lines[2])
{
	struct signalfd_siginfo info;

	if (read(fd, &info, sizeof(info)) != sizeof(info))
		return true;
	switch (info.ssi_signo) {
	case SIGUSR1:
		hang_up(&lines[0]);
		return true;
	case SIGUSR2:
		hang_up(&lines[1]);
		return true;
	default:
		return false;
	}
}

static void run(struct line lines[2], int signals)
{
	int ep = epoll_create1(EPOLL_CLOEXEC);
	struct epoll_event ev;

	if (ep < 0)
		die("epoll");
	add(ep, signals, EPOLLIN, NULL);
	for (int i = 0; i < 2; i++)
		add(ep, lines[i].master, EPOLLIN | EPOLLOUT | EPOLLET,
		    &lines[i]);
	publish(&lines[1]);
	publish(&lines[0]);

	for (;;) {
		if (epoll_wait(ep, &ev, 1, -1) != 1)
			continue;
		if (ev.data.ptr)
			line_event(ev.data.ptr, ev.events);
		else if (!signal_event(signals, lines))
			return;
	}
}

int main(int argc, char **argv)
{
	bool hold = argc > 1 && !strcmp(argv[1], "--hold-slaves");
	static struct line lines[2];

	argc -= hold;
	argv += hold;
	if (argc != 3 || argv[1][0] == '-') {
		fprintf(stderr, "usage: ptypair [--hold-slaves] A B\n");
		return 2;
	}
	for (int i = 0; i < 2; i++) {
		lines[i].link = argv[1 + i];
		lines[i].other = &lines[1 - i];
		open_line(&lines[i], hold);
	}
	run(lines, open_signals());
	unlink(lines[0].link);
	unlink(lines[1].link);
	return 0;
}
