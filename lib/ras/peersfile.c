// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * A file of options is words.  White space separates them, quotes and
 * backslashes keep it in them, and "#" begins a comment.  A word is an option,
 * the argument of the option before it, or, without a keyword, one of: the
 * device, the speed, the addresses.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ras/peersfile.h"

#define MAX_FILE	65536
#define MAX_WORD	1024	/* that of pppd */

struct words {
	const char *at;
	char word[MAX_WORD];
};

static void skip_blanks(struct words *words)
{
	for (;;) {
		words->at += strspn(words->at, " \t\r\n\f\v");
		if (*words->at != '#')
			return;
		words->at += strcspn(words->at, "\n");
	}
}

/* 1: a word; 0: the end; -EINVAL. */
static int next_word(struct words *words)
{
	size_t length = 0;
	char quote = 0;

	skip_blanks(words);
	if (!*words->at)
		return 0;
	for (; *words->at; words->at++) {
		char c = *words->at;

		if (quote ? c == quote : c == '"' || c == '\'') {
			quote = quote ? 0 : c;
			continue;
		}
		if (!quote && isspace((unsigned char)c))
			break;
		if (c == '\\' && words->at[1])
			c = *++words->at;
		/* pppd cuts off the rest, too. */
		if (length < sizeof(words->word) - 1)
			words->word[length++] = c;
	}
	words->word[length] = '\0';
	return quote ? -EINVAL : 1;
}

/* Options with one argument, whatever it is: it is no option itself. */
static const char *const with_argument[] = {
	"active-filter", "allow-ip", "allow-number", "asyncmap", "bsdcomp",
	"bundle", "call", "chap-interval", "chap-max-challenge",
	"chap-restart", "chap-timeout", "chapms-strip-domain", "deflate",
	"disconnect", "domain", "eap-interval", "eap-max-rreq",
	"eap-max-sreq", "eap-restart", "eap-timeout", "endpoint", "escape",
	"file", "host-uniq", "ifname", "init", "ip-down-script",
	"ip-up-script", "ipcp-max-configure", "ipcp-max-failure",
	"ipcp-max-terminate", "ipcp-restart", "ipparam", "ipv6",
	"ipv6-down-script", "ipv6-up-script", "ipv6cp-max-configure",
	"ipv6cp-max-failure", "ipv6cp-max-terminate", "ipv6cp-restart",
	"kdebug", "lcp-echo-failure", "lcp-echo-interval",
	"lcp-max-configure", "lcp-max-failure", "lcp-max-terminate",
	"lcp-restart", "linkname", "logfd", "logfile", "maxconnect",
	"maxfail", "maxoctets", "mo-timeout", "mrru", "mru", "ms-dns",
	"ms-wins", "mtu", "netmask", "pap-max-authreq",
	"pap-restart", "pap-timeout", "pass-filter", "passwordfd", "password",
	"pppoe-ac", "pppoe-host-uniq", "pppoe-mac", "pppoe-padi-attempts",
	"pppoe-padi-timeout", "pppoe-service", "pppoe-sess", "pppoe-verbose",
	"pppol2tp", "pptp_client", "privgroup", "record", "remotename",
	"remotenumber", "rp_pppoe_ac", "rp_pppoe_mac", "rp_pppoe_service",
	"rp_pppoe_sess", "rp_pppoe_verbose", "set", "stop-bits", "unit",
	"unset", "vj-max-slots", "welcome",
};

static bool has_argument(const char *word)
{
	for (size_t i = 0; i < sizeof(with_argument) / sizeof(char *); i++)
		if (!strcmp(word, with_argument[i]))
			return true;
	return false;
}

bool rasx_option_has_argument(const char *word)
{
	static const char *const told[] = {
		"connect", "holdoff", "idle", "name", "plugin", "pty", "user",
	};

	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		if (!strcmp(word, told[i]))
			return true;
	return has_argument(word);
}

const char *rasx_peer_device_type(enum rasx_peer_device type)
{
	static const char *const types[] = {
		[RASX_PEER_NONE]    = "",
		[RASX_PEER_ASYNC]   = RASDT_Modem,
		[RASX_PEER_SYNC]    = RASDT_Serial,
		[RASX_PEER_PPPOE]   = RASDT_PPPoE,
		[RASX_PEER_TUNNEL]  = RASDT_Vpn,
		[RASX_PEER_PROGRAM] = RASDT_Generic,
	};

	return types[type];
}

static const struct {
	const char *word;
	size_t offset;
	bool value;
} switches[] = {
	{ "defaultroute", offsetof(struct rasx_peer, default_route), true },
	{ "nodefaultroute", offsetof(struct rasx_peer, default_route), false },
	{ "-defaultroute", offsetof(struct rasx_peer, default_route), false },
	{ "novj", offsetof(struct rasx_peer, header_compression), false },
	{ "-vj", offsetof(struct rasx_peer, header_compression), false },
	{ "noip", offsetof(struct rasx_peer, ip), false },
	{ "-ip", offsetof(struct rasx_peer, ip), false },
	{ "+ipv6", offsetof(struct rasx_peer, ipv6), true },
	{ "noipv6", offsetof(struct rasx_peer, ipv6), false },
	{ "-ipv6", offsetof(struct rasx_peer, ipv6), false },
	{ "persist", offsetof(struct rasx_peer, persist), true },
	{ "nopersist", offsetof(struct rasx_peer, persist), false },
	{ "multilink", offsetof(struct rasx_peer, multilink), true },
	{ "mp", offsetof(struct rasx_peer, multilink), true },
	{ "nomultilink", offsetof(struct rasx_peer, multilink), false },
	{ "nomp", offsetof(struct rasx_peer, multilink), false },
	{ "require-mppe", offsetof(struct rasx_peer, encryption), true },
	{ "require-mppe-40", offsetof(struct rasx_peer, encryption), true },
	{ "require-mppe-128", offsetof(struct rasx_peer, encryption), true },
};

static bool take_switch(struct rasx_peer *peer, const char *word)
{
	for (size_t i = 0; i < sizeof(switches) / sizeof(switches[0]); i++) {
		if (!strcmp(word, switches[i].word)) {
			*(bool *)((char *)peer + switches[i].offset) =
				switches[i].value;
			return true;
		}
	}
	return false;
}

/* What does not fit is no such name, and not half of one. */
static void copy(char *to, size_t size, const char *from, size_t length)
{
	if (length >= size)
		return;
	memcpy(to, from, length);
	to[length] = '\0';
}

static void take_device(struct rasx_peer *peer, const char *name)
{
	copy(peer->device, sizeof(peer->device), name, strlen(name));
}

/* -T of chat, which stands for \T in its script, or what follows ATD. */
static const char *find_number(const char *script)
{
	const char *at = strstr(script, "-T");

	if (at)
		return at + 2 + strspn(at + 2, " \t'\"");
	for (at = script; *at; at++) {
		if (strncasecmp(at, "ATD", 3))
			continue;
		at += 3;
		return at + (*at && strchr("TPtp", *at));
	}
	return "";
}

static void take_number(struct rasx_peer *peer, const char *script)
{
	const char *number = find_number(script);

	copy(peer->number, sizeof(peer->number), number,
	     strspn(number, "0123456789*#+-,()wW@!"));
}

static void take_pty(struct rasx_peer *peer, const char *command)
{
	const char *interface = strstr(command, "-I");

	if (strstr(command, "pptp")) {
		peer->type = RASX_PEER_TUNNEL;
	} else if (strstr(command, "pppoe")) {
		peer->type = RASX_PEER_PPPOE;
		if (!interface)
			return;
		interface += 2 + strspn(interface + 2, " \t");
		copy(peer->device, sizeof(peer->device), interface,
		     strcspn(interface, " \t"));
	} else {
		peer->type = RASX_PEER_PROGRAM;
	}
}

static void take_plugin(struct rasx_peer *peer, const char *plugin)
{
	if (strstr(plugin, "pppoe"))
		peer->type = RASX_PEER_PPPOE;
	else if (strstr(plugin, "l2tp") || strstr(plugin, "pptp"))
		peer->type = RASX_PEER_TUNNEL;
}

/* False: not an option of which anything is to be known. */
static bool take_argument(struct rasx_peer *peer, const char *option,
			  const char *argument)
{
	if (!strcmp(option, "connect"))
		take_number(peer, argument);
	else if (!strcmp(option, "pty"))
		take_pty(peer, argument);
	else if (!strcmp(option, "plugin"))
		take_plugin(peer, argument);
	else if (!strcmp(option, "user"))
		copy(peer->user, sizeof(peer->user), argument,
		     strlen(argument));
	else if (!strcmp(option, "name"))
		copy(peer->name, sizeof(peer->name), argument,
		     strlen(argument));
	else if (!strcmp(option, "idle"))
		peer->idle = strtoul(argument, NULL, 0);
	else if (!strcmp(option, "holdoff"))
		peer->holdoff = strtoul(argument, NULL, 0);
	else
		return has_argument(option);
	return true;
}

static bool take_addresses(struct rasx_peer *peer, const char *word)
{
	const char *colon = strchr(word, ':');
	char local[INET_ADDRSTRLEN] = "";

	if (!colon)
		return false;
	copy(local, sizeof(local), word, colon - word);
	inet_pton(AF_INET, local, peer->address);
	return true;
}

/* The first device named is it, as with pppd. */
static void take_tty(struct rasx_peer *peer, const char *name)
{
	if (!*peer->device)
		take_device(peer, name);
	if (peer->type == RASX_PEER_NONE)
		peer->type = RASX_PEER_ASYNC;
}

/*
 * The plugin takes what begins with "nic-" and what is an Ethernet interface;
 * one that is not there today looks like one.
 */
static bool take_nic(struct rasx_peer *peer, const char *word)
{
	if (peer->type != RASX_PEER_PPPOE)
		return false;
	if (!strncmp(word, "nic-", 4))
		word += 4;
	else if ((strncmp(word, "eth", 3) || !isdigit((unsigned char)word[3])) &&
		 !if_nametoindex(word))
		return false;
	take_device(peer, word);
	return true;
}

static void take_bare(struct rasx_peer *peer, const char *word, bool *sync)
{
	if (!strcmp(word, "sync"))
		*sync = true;
	else if (take_switch(peer, word) || take_nic(peer, word))
		return;
	else if (!strncmp(word, "/dev/", 5))
		take_tty(peer, word + 5);
	else if (!strncmp(word, "tty", 3))
		take_tty(peer, word);
	else
		take_addresses(peer, word);
}

static int take_all(struct rasx_peer *peer, const char *text)
{
	struct words words = { .at = text };
	bool sync = false;
	int ret;

	while ((ret = next_word(&words)) > 0) {
		char option[MAX_WORD];
		const char *after = words.at;

		strcpy(option, words.word);
		ret = next_word(&words);
		if (ret < 0)
			break;
		if (!ret || !take_argument(peer, option, words.word)) {
			words.at = after;
			take_bare(peer, option, &sync);
		}
	}
	if (sync && peer->type == RASX_PEER_ASYNC)
		peer->type = RASX_PEER_SYNC;
	if (!*peer->user)
		strcpy(peer->user, peer->name);
	return ret;
}

void rasx_peer_init(struct rasx_peer *peer)
{
	*peer = (struct rasx_peer){
		.header_compression = true,
		.ip = true,
		.holdoff = 30,
	};
}

/* A NUL in the file is its end. */
static int read_all(char *text, int fd)
{
	size_t length = 0;

	while (length < MAX_FILE) {
		ssize_t ret = read(fd, text + length, MAX_FILE - length);

		if (!ret) {
			text[length] = '\0';
			return 0;
		}
		if (ret < 0 && errno != EINTR)
			return -errno;
		if (ret > 0)
			length += ret;
	}
	return -EINVAL;
}

int rasx_peer_read(struct rasx_peer *peer, int fd)
{
	char *text = malloc(MAX_FILE + 1);
	int ret;

	if (!text)
		return -ENOMEM;
	rasx_peer_init(peer);
	ret = read_all(text, fd);
	if (!ret)
		ret = take_all(peer, text);
	free(text);
	return ret;
}

DWORD rasx_peer_find(const struct rasx_phonebook *book, const char *name,
		     struct rasx_peer *peer)
{
	DWORD error;
	int fd, ret;

	error = rasx_phonebook_open_entry(book, name, &fd);
	if (error)
		return error;
	ret = rasx_peer_read(peer, fd);
	close(fd);
	if (ret == -ENOMEM)
		return ERROR_NOT_ENOUGH_MEMORY;
	return ret ? ERROR_CORRUPT_PHONEBOOK : ERROR_SUCCESS;
}
