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
	EXIT_TIMEOUT	= 3,	/* wait: it did not happen in time */
	EXIT_NOBODY	= 4,	/* an id that is nobody's, or no longer */
	EXIT_GONE	= 5,	/* the network namespace was destroyed */
};

/* One row of the table in pppev.c; argv[0] is the name of the command. */
struct command {
	const char *name;
	const char *summary;
	int (*run)(int argc, char **argv);
};

/* list.c, monitor.c, stat.c, wait.c */
int list_main(int argc, char **argv);
int monitor_main(int argc, char **argv);
int stat_main(int argc, char **argv);
int wait_main(int argc, char **argv);

/*
 * plain.c: a command with no option but --json, which @show is called with;
 * @argv as it was given to the command.
 */
int plain_main(int argc, char **argv, const char *help, int (*show)(bool json));

/*
 * number.c: false for anything else.  Whole numbers from 1 on; seconds from 0
 * on, with a fraction or without, as nanoseconds.
 */
bool number_digits(const char *text);
bool number_parse(const char *text, uint64_t *value);
bool number_seconds(const char *text, int64_t *ns);

/* who.c: whom a command is about. */
enum who_kind {
	WHO_ANY,
	WHO_ID,
	WHO_INTERFACE,
};

struct who {
	enum who_kind kind;
	uint64_t id;			/* WHO_ID: of a connection or link */
	char ifname[PPPEV_IFNAME_LEN];	/* WHO_INTERFACE */
};

#define WHO_SYNTAX	"an interface name, an id from 1 on, or 'any'"

bool who_parse(const char *text, struct who *who);
bool who_matches(const struct who *who, uint64_t conn_id, uint64_t link_id,
		 const char *ifname);
uint64_t who_target(const struct who *who);	/* for the device */
int who_unknown(const struct who *who);		/* says so: EXIT_NOBODY */

/*
 * device.c.  What fails has said why on stderr before it returns, a negative
 * descriptor, false or an exit code; EXIT_NOBODY alone is returned in silence.
 */
struct snapshot {
	struct pppev_entry *entries;	/* caller frees */
	size_t count;
	uint64_t seq;
};

int device_open(void);
int device_filter(int fd, uint32_t events, uint64_t target);
int device_snapshot(int fd, uint64_t target, struct snapshot *snap);
bool device_stats(int fd, struct pppev_stats *stats);

/* stream.c: the records of the device. */
struct stream {
	struct pppev_event events[64];
	size_t count;
};

int stream_read(int fd, struct stream *stream);	/* never waits: exit code */
int stream_gone(void);				/* says so: EXIT_GONE */

/* condition.c: what is waited for. */
enum verdict {
	PENDING,
	HAPPENED,
	OVER,			/* it cannot happen any more */
	UNSURE,			/* take a snapshot: records are missing */
};

struct condition {
	struct who who;
	bool want_up;
	uint64_t seq;		/* the last snapshot includes events up to it */
	uint64_t count;		/* how many of them are up */
	uint64_t current;	/* the one that is, unless it is for any */
};

/* @up: the first entry that is up, or NULL. */
enum verdict condition_state(struct condition *cond,
			     const struct snapshot *snap,
			     const struct pppev_entry **up);
enum verdict condition_event(struct condition *cond,
			     const struct pppev_event *ev);

/* names.c: the name without its prefix, or the number. */
struct name {
	char text[24];
};

/* PPPEV_MASK_* of a list such as "connected,disconnected"; 0 if it is none. */
uint32_t event_mask(const char *list);

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

/* Complain about a word of the command line, return EXIT_USAGE. */
int usage_error(const char *command, const char *what, const char *word);
int usage_wanted(const char *command, const char *word, const char *wanted);
int usage_missing(const char *command, const char *what);

/* The option that getopt_long() has just refused; argv[0] is the command. */
int usage_option(char **argv);

#endif /* PPPEV_TOOL_H */
