/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Of which interfaces there are files that pppd writes its process id into, so
 * that nobody has to look for one of each connection: most daemons write none.
 */
#ifndef RASX_PIDFILES_H
#define RASX_PIDFILES_H

#include "backend/backend.h"

/* Where they are; a link to /run on Debian. */
#define RASX_PIDFILES	"/var/run"
#define RASX_PIDFILE	"%s.pid"

struct rasx_pidfiles {
	char (*names)[RASX_IFNAME_LEN];	/* in the order of strcmp() */
	size_t count;
	bool known;	/* else there may be one of each */
};

/*
 * Those there are now; after the snapshot whose connections are looked for, as
 * pppd writes the file first.  For one of a few entries it is not worth it.
 */
struct rasx_pidfiles rasx_pidfiles_list(size_t entries);
void rasx_pidfiles_free(struct rasx_pidfiles *files);

bool rasx_pidfiles_may_have(const struct rasx_pidfiles *files,
			    const char *ifname);

#endif /* RASX_PIDFILES_H */
