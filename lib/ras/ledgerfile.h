/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Where the ledger is: a file in /run/rasapi32, which is for root and for the
 * group that owns the phone book, as /dev/pppev is.  Who may not be there has a
 * file in /dev/shm that is his alone.
 *
 * Nothing but a regular file of those who may write it is ever opened: what is
 * of somebody else, of too many or a link is as if it were not to be had.
 */
#ifndef RASX_LEDGERFILE_H
#define RASX_LEDGERFILE_H

#include <stdbool.h>

/*
 * A descriptor for reading and writing, to be closed.  -ENOENT: there is none,
 * and it was not to be created; -EACCES: this process can have none; or of
 * what there is too little: -EMFILE, -ENFILE, -ENOMEM, -ENOSPC.
 */
int rasx_ledgerfile_open(const char *name, bool create);

#endif /* RASX_LEDGERFILE_H */
