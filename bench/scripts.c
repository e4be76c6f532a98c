// SPDX-License-Identifier: GPL-2.0
/*
 * The peer: what pppd starts when a connection is up and when it is not any
 * more, /etc/ppp/ip-up and ip-down.  The sessions are real ones: the actor
 * dials and hangs up, pppd makes the calls.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "latency.h"
#include "pppd.h"

#define FIFO		"/run/bench.fifo"
#define PROGRAM		"/rasnotify/bench/ipup"
#define PEER_LOG	"/run/pppd.peer.log"
#define LOG		"/run/pppd.log"

static const char script[] = "#!/bin/sh\necho >" FIFO "\n";

static struct peer peer;
static struct cable cable;
static pid_t answerer;
static int fifo = -1;

/* Nobody executes it while it is written. */
static int write_script(const char *path)
{
	FILE *f = fopen(path, "we");

	if (!f || fputs(script, f) < 0 || fclose(f) || chmod(path, 0755))
		return -errno;
	return 0;
}

static int install(const char *path, bool program)
{
	unlink(path);
	if (!program)
		return write_script(path);
	return symlink(PROGRAM, path) ? -errno : 0;
}

/* Both ends, so that it never is at its end. */
static int open_fifo(void)
{
	unlink(FIFO);
	if (mkfifo(FIFO, 0600))
		return -errno;
	fifo = open(FIFO, O_RDWR | O_CLOEXEC);
	return fifo < 0 ? -errno : 0;
}

/* As often as it is called, and it says when it listens. */
static int start_answerer(void)
{
	char options[256];

	snprintf(options, sizeof(options),
		 "%s local noauth noipv6 silent persist holdoff 0 maxfail 0 10.0.0.2:10.0.0.1",
		 cable.b);
	unlink(PEER_LOG);
	answerer = pppd_start(&peer, PEER_LOG, options);
	return answerer < 0 ? answerer : wait_text(PEER_LOG, "Connect: ");
}

/* The simulator's programs are found from there. */
static int open_pppd(struct shared *sh, bool program)
{
	int rc = chdir("/rasnotify/selftests/pppsim") ? -errno :
		 install("/etc/ppp/ip-up", program) ?:
		 install("/etc/ppp/ip-down", program) ?:
		 open_fifo() ?: peer_start(&peer) ?: cable_start(&cable, 0, 0);

	if (rc)
		return rc;
	snprintf(sh->line, sizeof(sh->line), "%s", cable.a);
	return start_answerer();
}

static int open_program(struct shared *sh)
{
	return open_pppd(sh, true);
}

static int open_script(struct shared *sh)
{
	return open_pppd(sh, false);
}

static uint64_t wait_fifo(struct shared *sh, enum event event)
{
	char byte;

	(void)sh;
	(void)event;
	return read(fifo, &byte, 1) == 1 ? pppsim_now() : 0;
}

static void close_pppd(struct shared *sh)
{
	(void)sh;
	end(answerer, SIGKILL);
	cable_stop(&cable);
	peer_stop(&peer);
	unlink("/etc/ppp/ip-up");
	unlink("/etc/ppp/ip-down");
	close(fifo);
}

/* The actor's. */
static pid_t dialled;

static int dial(const struct shared *sh)
{
	char options[256];

	snprintf(options, sizeof(options),
		 "%s local noauth noipv6 10.0.0.1:10.0.0.2", sh->line);
	dialled = pppd_start(NULL, LOG, options);
	return dialled < 0 ? dialled : 0;
}

static int act_pppd(struct shared *sh, enum event event)
{
	int rc;

	sh->call_ns = pppsim_now();
	if (event == CONNECTED)
		return dial(sh);
	rc = end(dialled, SIGTERM);
	return rc < 0 ? rc : 0;
}

const struct method method_pppd_program = {
	.name = "pppd-program",
	.what = "pppd's ip-up and ip-down, a compiled program",
	.events = ENDS,
	.share = 50,
	.no_call = true,
	.open = open_program,
	.wait = wait_fifo,
	.act = act_pppd,
	.close = close_pppd,
};

const struct method method_pppd_script = {
	.name = "pppd-script",
	.what = "pppd's ip-up and ip-down, a script",
	.events = ENDS,
	.share = 50,
	.no_call = true,
	.open = open_script,
	.wait = wait_fifo,
	.act = act_pppd,
	.close = close_pppd,
};
