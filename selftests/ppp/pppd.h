/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Starting and ending the programs a real session consists of.
 *
 * A peer is a pair of namespaces, network and mount, that the other end of
 * the session lives in: its own /run keeps its pppd from finding bundles in
 * the database of ours.  Every program started dies with the test.
 */
#ifndef PPPD_H
#define PPPD_H

#include <sys/types.h>

#include "../include/slowness.h"

/* For what pppd negotiates, under emulation. */
#define LIMIT_MS	(60000 * slowness())

/*
 * Seconds until pppd repeats what was not answered.  If an answer takes longer
 * than that, the repetition may arrive when all is agreed upon, and then pppd
 * goes down and negotiates anew: no connection stays.
 */
#define RESTART		(slowness() > 1 ? slowness() : 2)

/* Nobody will answer: give up soon, whatever the slowness. */
#define NO_PEER		"lcp-max-configure 2 lcp-restart 1"

struct peer {
	pid_t holder;
	int netns;
	int mntns;
};

/* A null-modem cable between two pseudo terminals. */
struct cable {
	pid_t pid;
	char a[64];		/* tty on our side */
	char b[64];		/* tty on the peer's side */
};

/* 0 or -errno each. */
int peer_start(struct peer *peer);
void peer_stop(struct peer *peer);

/* @hold: keep both slaves open, see ptypair. */
int cable_start(struct cable *cable, int number, int hold);
void cable_hang_up(const struct cable *cable);	/* our side */
void cable_stop(struct cable *cable);

/*
 * Start a program, output to the file @log, here (@peer NULL) or at the peer.
 * Returns its process id or -errno.
 */
pid_t start(const struct peer *peer, const char *log, char *const argv[]);

/*
 * Start pppd with the words of @options (and what keeps the negotiation short
 * and, unless they say "updetach", "nodetach").
 */
pid_t pppd_start(const struct peer *peer, const char *log,
		 const char *options);

/*
 * The same of one that is "silent", for the others to dial: it has the line
 * when this returns.  What is said before that is lost, and repeated late.
 */
pid_t pppd_start_listening(const struct peer *peer, const char *log,
			   const char *options);

/* Wait for the end of a child; its status as of waitpid(), or -errno. */
int wait_end(pid_t pid);

/*
 * Wait for the end of all children, those of children that ended included.
 * Needs PR_SET_CHILD_SUBREAPER.
 */
int wait_all(void);

/* Send @sig and wait for the end. */
int end(pid_t pid, int sig);

/* Wait until a line of the file contains @text, or @times lines do. */
int wait_text(const char *file, const char *text);
int wait_texts(const char *file, const char *text, int times);

#endif /* PPPD_H */
