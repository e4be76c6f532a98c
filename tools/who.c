// SPDX-License-Identifier: GPL-2.0
/*
 * Who is meant on the command line: an interface by its name, a connection or
 * a link by its id, or anybody.  The device filters by id; a name may belong
 * to nobody yet and to another connection tomorrow, so it is compared here.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "pppev.h"

/* What the kernel takes for the name of an interface (dev_valid_name). */
static bool valid_name(const char *text)
{
	size_t len = strlen(text);

	if (!len || len >= PPPEV_IFNAME_LEN || !strcmp(text, ".") ||
	    !strcmp(text, ".."))
		return false;
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '/' || text[i] == ':' ||
		    isspace((unsigned char)text[i]))
			return false;
	}
	return true;
}

bool who_parse(const char *text, struct who *who)
{
	*who = (struct who) { .kind = WHO_ANY };
	if (!strcmp(text, "any"))
		return true;
	if (number_digits(text)) {
		who->kind = WHO_ID;
		return number_parse(text, &who->id);
	}
	if (!valid_name(text))
		return false;
	who->kind = WHO_INTERFACE;
	strcpy(who->ifname, text);
	return true;
}

bool who_matches(const struct who *who, uint64_t conn_id, uint64_t link_id,
		 const char *ifname)
{
	switch (who->kind) {
	case WHO_ID:
		return who->id == conn_id || who->id == link_id;
	case WHO_INTERFACE:
		return !strncmp(who->ifname, ifname, sizeof(who->ifname));
	default:
		return true;
	}
}

uint64_t who_target(const struct who *who)
{
	return who->kind == WHO_ID ? who->id : 0;
}

int who_unknown(const struct who *who)
{
	fprintf(stderr,
		"pppev: no connection or link has the id %" PRIu64 ", or it is over: 'pppev list' shows those there are\n",
		who->id);
	return EXIT_NOBODY;
}
