/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A session over a null-modem cable: pppd here, with the options of a test,
 * and a pppd at the peer that answers as often as it is called.
 */
#ifndef LINE_H
#define LINE_H

#include "scene.h"

#define LINE_LOG	"/tmp/pppd.log"

struct line {
	struct cable cable;
	pid_t pppd, peer;
	struct pppev_event added;	/* LINK_ADDED of its present link */
};

/* Lays the cable and starts the peer.  @hold: see cable_start().  0 or -errno. */
int line_open(struct line *line, struct scene *scene, int hold);
void line_close(struct line *line);

/* Starts pppd on our side, as 10.0.0.1, with @options more.  0 or -errno. */
int line_dial(struct line *line, const char *options);

/* The next two records are that the link came and that traffic may pass. */
bool line_is_up(struct line *line, struct scene *scene);

/*
 * The next two records are those of a living pppd, process @pid, that hangs
 * up: the interface first, then the link.
 */
bool line_hangs_up(struct line *line, struct scene *scene, pid_t pid);

/*
 * The next two records are those of a dead pppd, process @pid, whose channel
 * lives on with its tty.
 */
bool line_dies(struct line *line, struct scene *scene, pid_t pid);

#endif /* LINE_H */
