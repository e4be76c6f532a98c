// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "pppsim.h"
#include "reader.h"

#define PERIOD	(2 * STORM_UNITS)	/* transitions until the same comes again */

/* ---- the account ------------------------------------------------------- */

void reader_saw(struct reader *reader, uint64_t now, uint64_t hook_ns)
{
	struct account *a = reader->account;

	a->delivered++;
	if (hook_ns && a->n_hook < READER_SAMPLES)
		a->hook[a->n_hook++] = now - hook_ns;
}

static int unit_of(const struct storm *storm, int ifindex)
{
	for (int i = 0; i < STORM_UNITS; i++)
		if (storm->ifindex[i] == ifindex)
			return i;
	return -1;
}

/* The first one from @from on. */
static uint64_t first_from(uint64_t from, unsigned int phase)
{
	return from + (phase + PERIOD - from % PERIOD) % PERIOD;
}

/*
 * Where some were lost it is taken for the newest one that it can be, which
 * makes the latency look smaller rather than greater.
 */
static uint64_t number_of(struct reader *reader, unsigned int phase)
{
	uint64_t begun = reader->storm->transitions;
	uint64_t number = first_from(reader->next, phase);

	while (reader->unsure && number + PERIOD < begun)
		number += PERIOD;
	reader->unsure = false;
	return number;
}

void reader_saw_transition(struct reader *reader, uint64_t now, int ifindex,
			   bool up)
{
	struct account *a = reader->account;
	int unit = unit_of(reader->storm, ifindex);
	uint64_t number;

	if (unit < 0)
		return;
	a->transitions++;
	number = number_of(reader, 2 * unit + !up);
	reader->next = number + 1;
	if (number + STORM_LOG > reader->storm->transitions &&
	    a->n_call < READER_SAMPLES)
		a->call[a->n_call++] =
			now - reader->storm->call_ns[number % STORM_LOG];
}

/* ---- its process ------------------------------------------------------- */

static void stall_if_due(struct reader *reader)
{
	struct timespec ts = { .tv_sec = reader->stall };

	if (!reader->stall || pppsim_now() < reader->storm->stall_ns)
		return;
	reader->stall = 0;
	nanosleep(&ts, NULL);
}

static int read_all(struct reader *reader)
{
	struct pollfd p[2] = {
		{ .fd = reader->fd, .events = POLLIN },
		{ .fd = reader->storm->stop, .events = POLLIN },
	};
	int rc = 0;

	do {
		stall_if_due(reader);
		if (poll(p, 2, -1) < 0)
			return -errno;
		if (p[0].revents)
			rc = reader->kind->read(reader);
	} while ((!rc || rc == -EAGAIN) && !p[1].revents);
	while (!rc)
		rc = reader->kind->read(reader);
	return rc == -EAGAIN ? 0 : rc;
}

int reader_start(struct reader *reader)
{
	reader->account = mmap(NULL, sizeof(*reader->account),
			       PROT_READ | PROT_WRITE,
			       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (reader->account == MAP_FAILED)
		return -errno;
	reader->fd = reader->kind->open();
	if (reader->fd < 0)
		return reader->fd;
	reader->pid = fork();
	if (reader->pid)
		return reader->pid < 0 ? -errno : 0;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	reader->account->error = read_all(reader);
	_exit(0);
}

int reader_wait(struct reader *reader)
{
	int status;

	if (waitpid(reader->pid, &status, 0) < 0)
		return -errno;
	close(reader->fd);
	return status ? -EIO : reader->account->error;
}

void reader_free(struct reader *reader)
{
	munmap(reader->account, sizeof(*reader->account));
}
