// SPDX-License-Identifier: GPL-2.0
/* pppev stat */
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "pppev.h"

static const char help[] =
	"usage: pppev stat [--json]\n"
	"\n"
	"Show how ppp_generic is hooked, what has been told in this network namespace\n"
	"since the module was loaded, and what the module holds for it.\n"
	"\n"
	"  --json  one JSON object";

static const struct {
	uint32_t bit;
	const char *name;
} hooks[] = {
	{ PPPEV_HOOK_ATTACH,	 "attach" },
	{ PPPEV_HOOK_DETACH,	 "detach" },
	{ PPPEV_HOOK_UNREGISTER, "unregister" },
	{ PPPEV_HOOK_NETDEV,	 "netdev" },
	{ PPPEV_HOOK_PROBES,	 "probes" },
	{ PPPEV_HOOK_UP,	 "up" },
};

/* Names of the armed hooks, each between @quote, with @comma in between. */
static void print_hooks(uint32_t armed, const char *quote, const char *comma)
{
	const char *separator = "";

	for (size_t i = 0; i < sizeof(hooks) / sizeof(hooks[0]); i++) {
		if (!(armed & hooks[i].bit))
			continue;
		printf("%s%s%s%s", separator, quote, hooks[i].name, quote);
		separator = comma;
	}
}

struct number {
	const char *name;
	uint64_t value;
};

#define NUMBERS	18

static void collect(const struct pppev_stats *s, struct number n[NUMBERS])
{
	const struct number all[NUMBERS] = {
		{ "connected", s->connected },
		{ "disconnected", s->disconnected },
		{ "link_added", s->link_added },
		{ "link_removed", s->link_removed },
		{ "stray", s->stray },
		{ "resyncs", s->resyncs },
		{ "signals", s->signals },
		{ "lost", s->lost },
		{ "units", s->units },
		{ "links", s->links },
		{ "files", s->files },
		{ "watches", s->watches },
		{ "memory", s->memory },
		{ "scans", s->scans },
		{ "adopted", s->adopted },
		{ "revoked", s->revoked },
		{ "missed", s->missed },
		{ "channels", s->channels },
	};

	for (int i = 0; i < NUMBERS; i++)
		n[i] = all[i];
}

static void show_text(uint32_t armed, const struct number *n)
{
	printf("%-13s ", "hooks");
	print_hooks(armed, "", " ");
	putchar('\n');
	for (int i = 0; i < NUMBERS; i++)
		printf("%-13s %" PRIu64 "\n", n[i].name, n[i].value);
}

static void show_json(uint32_t armed, const struct number *n)
{
	printf("{\"hooks\":[");
	print_hooks(armed, "\"", ",");
	putchar(']');
	for (int i = 0; i < NUMBERS; i++)
		printf(",\"%s\":%" PRIu64, n[i].name, n[i].value);
	puts("}");
}

static int show(bool json)
{
	struct number numbers[NUMBERS];
	struct pppev_stats stats;
	int fd = device_open();
	bool ok;

	if (fd < 0)
		return EXIT_FAILED;
	ok = device_stats(fd, &stats);
	close(fd);
	if (!ok)
		return EXIT_FAILED;
	collect(&stats, numbers);
	if (json)
		show_json(stats.hooks, numbers);
	else
		show_text(stats.hooks, numbers);
	return EXIT_OK;
}

int stat_main(int argc, char **argv)
{
	return plain_main(argc, argv, help, show);
}
