/* SPDX-License-Identifier: GPL-2.0 */
/* pppev: what the files of the tool share. */
#ifndef PPPEV_TOOL_H
#define PPPEV_TOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <linux/pppev.h>

enum exit_code {
	EXIT_OK		= 0,
	EXIT_FAILED	= 1,
	EXIT_USAGE	= 2,
};

/* One row of the table in pppev.c; argv[0] is the name of the command. */
struct command {
	const char *name;
	const char *summary;
	int (*run)(int argc, char **argv);
};

/* list.c, monitor.c, stat.c */
int list_main(int argc, char **argv);
int monitor_main(int argc, char **argv);
int stat_main(int argc, char **argv);

/*
 * device.c.  What fails has said why on stderr before it returns: a negative
 * descriptor, or NULL.
 */
struct snapshot {
	struct pppev_entry *entries;	/* caller frees */
	size_t count;
	uint64_t seq;
};

int device_open(void);
bool device_snapshot(int fd, struct snapshot *snap);
bool device_stats(int fd, struct pppev_stats *stats);

/* names.c: the name without its prefix, or the number. */
struct name {
	char text[24];
};

struct name event_name(uint32_t type);
struct name reason_name(uint32_t reason);
struct name kind_name(uint32_t kind);
struct name state_name(uint32_t state);
struct name entry_name(uint32_t type);

/* text.c: for people, one line each. */
void text_event(const struct pppev_event *ev);
void text_entries(const struct snapshot *snap);

/* json.c: for programs, one object per line. */
void json_event(const struct pppev_event *ev);
void json_entries(const struct snapshot *snap);
void json_snapshot(const struct snapshot *snap);

/*
 * output.c: flush stdout.  False if nobody takes it any more: a failure, said
 * on stderr and put into *code, unless the reader has had enough (EPIPE).
 */
bool output_flush(int *code);

/* Complains about a word of the command line, returns EXIT_USAGE. */
int usage_error(const char *command, const char *what, const char *word);

#endif /* PPPEV_TOOL_H */
