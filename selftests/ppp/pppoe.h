/* SPDX-License-Identifier: GPL-2.0 */
/* What a PPPoE client needs: an ethernet, and a server at the other end. */
#ifndef PPPOE_H
#define PPPOE_H

#include "pppd.h"

/* v0 here, v1 with the peer, both up.  0 or -errno. */
int pppoe_lay_ethernet(const struct peer *peer);

/*
 * Returns the process id of the server, which listens then, or a negative
 * value.  @auth: options of its pppd, "noauth" or how it wants to have it.
 */
pid_t pppoe_start_server(const struct peer *peer, const char *auth);

/*
 * The server's pppd starts after the session does, and loses what is said
 * before: the client waits for it.
 */
#define PPPOE_CLIENT	"silent"

#endif /* PPPOE_H */
