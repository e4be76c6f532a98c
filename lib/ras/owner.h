/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Which pppd runs a connection.
 *
 * pppd writes its process id into a file named after the interface that it has
 * made.  What is found there, or in /proc, is believed only of a process that
 * is called pppd, runs as root, and is in the caller's network namespace.  It
 * is ended only if its program is pppd, and one of its descriptors is the
 * connection or the link.
 */
#ifndef RASX_OWNER_H
#define RASX_OWNER_H

#include "backend/backend.h"
#include "ras/phonebook.h"

/* What the interface's file names, or 0: nothing that could be it. */
pid_t rasx_owner_pid(const char *ifname);

/*
 * The entry that the process was called with, from its command line: "call
 * NAME" of the default book, or "file DIRECTORY/NAME".
 */
bool rasx_owner_entry(pid_t pid, char *name, struct rasx_phonebook *book);

/*
 * A pidfd, to be closed, of the pppd that holds the connection or link; or
 * -ENOENT: none does; -EACCES: there may be one, but this process may not look.
 */
int rasx_owner_open(const struct rasx_entry *entry);

#endif /* RASX_OWNER_H */
