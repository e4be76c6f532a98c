/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The addresses that both ends of an interface have. */
#ifndef RASX_ADDRESS_H
#define RASX_ADDRESS_H

#include <netinet/in.h>
#include <stdbool.h>

struct mnl_socket;

struct rasx_address {
	bool known;
	bool peer_known;
	union {
		struct in_addr ip;
		struct in6_addr ipv6;	/* link-local */
	} local, peer;
};

/* AF_INET: its first address, AF_INET6: its link-local one.  0 or -errno. */
int rasx_address_of(int ifindex, int family, struct rasx_address *address);

/*
 * A socket that notices changes from now on of addresses, or of the links
 * that carry them; NULL with errno.
 */
struct mnl_socket *rasx_address_watch(int family);

/*
 * Sleeps until there was one, or until other, a descriptor or -1, can be read,
 * but no longer than that.
 */
void rasx_address_sleep(struct mnl_socket *watch, int other, int milliseconds);

#endif /* RASX_ADDRESS_H */
