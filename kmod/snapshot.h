/* SPDX-License-Identifier: GPL-2.0 */
/* PPPEV_IOC_SNAPSHOT: the connections and links a file can see. */
#ifndef _PPPEV_SNAPSHOT_H
#define _PPPEV_SNAPSHOT_H

struct pppev_file;
struct pppev_snapshot;

/* Arguments are checked; fills *@arg and writes the entries.  Sleeps. */
int pppev_snapshot(struct pppev_file *file, struct pppev_snapshot *arg);

#endif /* _PPPEV_SNAPSHOT_H */
