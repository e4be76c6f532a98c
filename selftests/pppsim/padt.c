// SPDX-License-Identifier: GPL-2.0
/*
 * padt IFNAME DSTMAC SID [SRCMAC]
 *
 * Sends one PADT frame: the peer's way to end PPPoE session SID.  The kernel
 * knows a session by the peer's hardware address, so SRCMAC has to be the one
 * the receiver connected to; without it, it is that of IFNAME.
 *
 * Exit code 0: sent, 1: failed, 2: usage.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pppsim.h"

static int parse_mac(const char *text, unsigned char mac[6])
{
	int used = 0;

	if (sscanf(text, "%2hhx:%2hhx:%2hhx:%2hhx:%2hhx:%2hhx%n", &mac[0],
		   &mac[1], &mac[2], &mac[3], &mac[4], &mac[5], &used) != 6)
		return -1;
	return text[used] ? -1 : 0;
}

static int parse_sid(const char *text)
{
	char *rest;
	long sid = strtol(text, &rest, 0);

	return *text && !*rest && sid > 0 && sid < 0xffff ? (int)sid : -1;
}

static int usage(void)
{
	fprintf(stderr, "usage: padt IFNAME DSTMAC SID [SRCMAC]\n");
	return 2;
}

int main(int argc, char **argv)
{
	unsigned char dst[6], src[6];
	int sid, rc;

	if (argc < 4 || argc > 5)
		return usage();
	sid = parse_sid(argv[3]);
	if (parse_mac(argv[2], dst) || sid < 0)
		return usage();
	if (argc == 5 && parse_mac(argv[4], src))
		return usage();

	rc = argc == 5 ? 0 : pppsim_if_mac(argv[1], src);
	if (!rc)
		rc = pppsim_padt(argv[1], dst, src, sid);
	if (!rc)
		return 0;
	fprintf(stderr, "padt: %s: %s\n", argv[1], strerror(-rc));
	return 1;
}
