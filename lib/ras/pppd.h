/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Running pppd.
 *
 * Whoever starts a process gets SIGCHLD at its end, and may lose its exit
 * status to a waitpid() of the program for any child.  So a keeper stands
 * between: a copy of the calling thread, made without a signal at its end and
 * therefore found by no such waitpid(), with no descriptors of the program and
 * with all signals blocked.  It is pppd's parent, tells its exit status, and
 * leaves when it is told to or when the program ends; pppd goes on then.
 */
#ifndef RASX_PPPD_H
#define RASX_PPPD_H

#include <stdbool.h>
#include <sys/types.h>

#include <windows.h>

struct rasx_pppd {
	pid_t keeper;
	int control;	/* socket to it; readable: one of both has ended */
	pid_t pid;	/* of pppd */
	int pidfd;	/* the same, for good */
	int status;	/* at its end, as of waitpid(); -1: nobody knows */
	int log;	/* what it writes to its standard output */
	bool refused;	/* it has said there that the peer has refused us */
	char line[64];	/* the beginning of its present line */
	size_t length;	/* that it has so far */
};

/* The descriptor at which pppd finds what is in secret. */
#define RASX_PPPD_SECRET	3

/*
 * Starts it with these arguments; argv[0] is not looked at.  secret: NULL, or
 * what it can read from RASX_PPPD_SECRET.  0 or the errno of exec or fork; it
 * is released after success.
 */
int rasx_pppd_start(struct rasx_pppd *pppd, char *const argv[],
		    const char *secret);

/* Reads what there is of its log now; false: no more will come. */
bool rasx_pppd_read_log(struct rasx_pppd *pppd);

/*
 * When control is readable: it has ended, and its status is known.  False: the
 * keeper was killed; pppd goes on, and its pidfd is readable when it ends.
 */
bool rasx_pppd_read_end(struct rasx_pppd *pppd);

/* The keeper leaves; pppd and its pidfd, which the caller closes, stay. */
void rasx_pppd_release(struct rasx_pppd *pppd);

/* What is known of a dial beside pppd's exit status. */
struct rasx_dialled {
	bool has_server;	/* it needs one to answer: PPPoE, a tunnel */
	bool had_link;		/* the kernel knew one */
	bool detached;		/* pppd itself took it away */
	bool refused;		/* pppd says that the peer did not accept us */
};

/* Why there is no connection: a RAS error. */
DWORD rasx_pppd_error(int status, const struct rasx_dialled *dialled);

#endif /* RASX_PPPD_H */
