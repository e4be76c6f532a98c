// SPDX-License-Identifier: GPL-2.0
#include <signal.h>
#include <stdio.h>

#include "pppoe.h"
#include "pppsim.h"

#define DISCOVERY	" 8863 "	/* protocol of its socket */
#define SERVER_LOG	"/tmp/pppoe-server.log"

int pppoe_lay_ethernet(const struct peer *peer)
{
	int here = pppsim_netns_get();
	int ret;

	ret = pppsim_if_add_veth("v0", "v1") ?:
	      pppsim_if_move("v1", peer->netns) ?: pppsim_if_up("v0") ?:
	      pppsim_netns_enter(peer->netns) ?: pppsim_if_up("v1");
	return ret ?: pppsim_netns_enter(here);
}

pid_t pppoe_start_server(const struct peer *peer, const char *auth)
{
	char *argv[] = { "pppoe-server", "-F", "-I", "v1", "-L", "10.1.0.1",
			 "-R", "10.1.0.10", "-N", "4", "-O",
			 "/tmp/pppoe-server.options", NULL };
	FILE *f = fopen(argv[11], "w");
	char sockets[64];
	pid_t server;

	if (!f)
		return -1;
	fprintf(f, "%s\nnoipv6\nlcp-echo-interval 0\nlcp-restart %d\nipcp-restart %d\n",
		auth, RESTART, RESTART);
	fclose(f);
	server = start(peer, SERVER_LOG, argv);
	if (server < 0)
		return server;
	/* What is asked before it has its socket is asked again much later. */
	snprintf(sockets, sizeof(sockets), "/proc/%d/net/packet", server);
	if (!wait_text(sockets, DISCOVERY))
		return server;
	end(server, SIGKILL);
	return -1;
}
