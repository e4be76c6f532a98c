/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a file with options of pppd says about a connection. */
#ifndef RASX_PEERSFILE_H
#define RASX_PEERSFILE_H

#include <stdbool.h>
#include <stdint.h>

#include <ras.h>

#include "ras/phonebook.h"

enum rasx_peer_device {
	RASX_PEER_NONE,		/* none named: pppd's own terminal */
	RASX_PEER_ASYNC,
	RASX_PEER_SYNC,
	RASX_PEER_PPPOE,
	RASX_PEER_TUNNEL,
	RASX_PEER_PROGRAM,	/* pty */
};

struct rasx_peer {
	enum rasx_peer_device type;
	char device[RAS_MaxDeviceName + 1];	/* without /dev/; may be "" */
	char number[RAS_MaxPhoneNumber + 1];	/* that chat dials; may be "" */
	char user[UNLEN + 1];	/* who we are to the peer; may be "" */
	char name[UNLEN + 1];	/* the same, without a user */
	uint8_t address[4];	/* local, 0.0.0.0: not said */
	bool default_route;
	bool header_compression;
	bool ip, ipv6;
	bool persist;
	bool encryption;	/* MPPE required */
	bool multilink;
	uint32_t idle;		/* seconds, 0: no limit */
	uint32_t holdoff;	/* seconds */
};

/* What pppd does when the file says nothing. */
void rasx_peer_init(struct rasx_peer *peer);

/* Is it an option of pppd with one argument, which is no option itself? */
bool rasx_option_has_argument(const char *word);

/* How RAS calls what pppd stands on: RASDT_*, or "". */
const char *rasx_peer_device_type(enum rasx_peer_device type);

/*
 * Reads the file.  Files that it names are not read.  0, -EINVAL (not closed
 * quotes, or larger than any such file), or the errno of reading.
 */
int rasx_peer_read(struct rasx_peer *peer, int fd);

/*
 * The same for an entry of a phone book.  ERROR_CORRUPT_PHONEBOOK,
 * ERROR_NOT_ENOUGH_MEMORY, and the errors of rasx_phonebook_open_entry().
 */
DWORD rasx_peer_find(const struct rasx_phonebook *book, const char *name,
		     struct rasx_peer *peer);

#endif /* RASX_PEERSFILE_H */
