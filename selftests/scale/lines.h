/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Thousands of L2TP sessions in one tunnel, each a connection with one link.
 *
 * A channel keeps the namespace it was made in, and so do its sockets.  So the
 * interfaces are made by rtnetlink in a namespace of their own, B, for units
 * and channels that are at home with the caller, in A: B can go.
 */
#ifndef LINES_H
#define LINES_H

#include <stdbool.h>

#include "pppsim.h"

struct line {
	struct pppsim_channel ch;
	struct pppsim_unit unit;
	/* As its records told, where somebody reads them. */
	uint64_t conn, link;
	bool down, gone;
};

/* SCALE_CONNECTIONS in the environment, or what suits the kernel. */
int lines_wanted(void);

/* Descriptors for @lines and @more files, and grace periods that are short. */
int lines_prepare(int lines, int more);
void lines_finish(void);

/* The line with number @nr, its interface in @b, attached, not up. */
int line_dial(struct line *line, int nr, int b,
	      const struct pppsim_channel *tunnel);

/* What B's going has left. */
void lines_hang_up(struct line *line, int lines);

/* Addresses of its own for every interface of the namespace are no part of this. */
void lines_without_ipv6(void);

/* Waits until the file's namespace is gone; what poll() says. */
short lines_wait_hangup(int fd);

/* Waits until the namespaces of the interfaces are gone, and these with them. */
int lines_wait_gone(const struct line *line, int lines);

/*
 * A watch for everything on each connection of the snapshot @e, of @n entries,
 * whose connections have one link each; the eventfds take turns.
 */
int lines_watch(int fd, const struct pppev_entry *e, int n, const int *efds,
		int n_efds);

#endif /* LINES_H */
