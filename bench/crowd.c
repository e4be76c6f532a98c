// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crowd.h"
#include "pppsim.h"

#define STACK	(64 << 10)	/* of a sleeper */

/* Seen by all processes. */
struct crowd_shared {
	_Atomic int error;		/* the first one */
	_Atomic unsigned int ready;	/* processes */
	_Atomic unsigned int back;	/* sleepers, since crowd_expect() */
	_Atomic int64_t last_ns;	/* when the last of these was */
	_Atomic unsigned int wrong;	/* eventfds with a wrong count */
	_Atomic uint64_t count;		/* what they should stand at */
};

/* One process of it. */
struct member {
	const struct crowd *crowd;
	int *efd;
	unsigned int watches;
};

struct sleeper {
	const struct crowd *crowd;
	int efd;
};

static void fail(struct crowd_shared *sh, int error)
{
	int none = 0;

	__atomic_compare_exchange_n(&sh->error, &none, error, false,
				    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

/* On one processor the last one to come is the latest; on several, too late. */
static void come_back(const struct crowd *crowd, int64_t now)
{
	struct crowd_shared *sh = crowd->shared;
	int64_t last = sh->last_ns;

	while (now > last &&
	       !__atomic_compare_exchange_n(&sh->last_ns, &last, now, false,
					    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
		;
	if (++sh->back == crowd->plan.watches)
		eventfd_write(crowd->done, 1);
}

static void *sleeper(void *arg)
{
	struct sleeper *me = arg;
	eventfd_t value;

	while (!eventfd_read(me->efd, &value))
		come_back(me->crowd, pppsim_now());
	return NULL;
}

static int start_sleeper(const struct member *m, unsigned int i)
{
	struct sleeper *s = malloc(sizeof(*s));
	pthread_attr_t attr;
	pthread_t thread;
	int rc;

	if (!s)
		return -ENOMEM;
	*s = (struct sleeper) { .crowd = m->crowd, .efd = m->efd[i] };
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK);
	rc = -pthread_create(&thread, &attr, sleeper, s);
	pthread_attr_destroy(&attr);
	return rc;
}

static int take_place(struct member *m, int fd, unsigned int i,
		      unsigned int first)
{
	const struct crowd_plan *plan = &m->crowd->plan;
	int rc;

	m->efd[i] = eventfd(0, EFD_CLOEXEC);
	if (m->efd[i] < 0)
		return -errno;
	rc = plan->enlist(fd, m->efd[i], first + i, plan->arg);
	if (!rc && plan->asleep)
		rc = start_sleeper(m, i);
	return rc;
}

static int take_places(struct member *m, unsigned int nr)
{
	int fd = m->crowd->plan.enter(), rc = fd < 0 ? fd : 0;
	unsigned int i;

	m->efd = calloc(m->watches, sizeof(*m->efd));
	if (!m->efd)
		return -ENOMEM;
	for (i = 0; i < m->watches && !rc; i++)
		rc = take_place(m, fd, i, nr * m->watches);
	return rc;
}

static void check_counts(const struct member *m)
{
	struct crowd_shared *sh = m->crowd->shared;
	uint64_t want = m->crowd->plan.asleep ? 0 : sh->count;
	eventfd_t value;
	unsigned int i;

	for (i = 0; i < m->watches; i++) {
		value = 0;
		if (!pppsim_wait_readable(m->efd[i], 0))
			eventfd_read(m->efd[i], &value);
		if (value != want)
			sh->wrong++;
	}
}

/* Whose end of the leash says when to go. */
static void be_member(const struct crowd *crowd, int leash, unsigned int nr)
{
	struct member m = {
		.crowd = crowd,
		.watches = crowd->plan.watches / crowd->plan.processes,
	};
	int rc;
	char c;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	rc = take_places(&m, nr);
	if (rc)
		fail(crowd->shared, rc);
	if (++crowd->shared->ready == crowd->plan.processes)
		eventfd_write(crowd->done, 1);
	while (read(leash, &c, 1) < 0 && errno == EINTR)
		;
	if (!rc)
		check_counts(&m);
	_exit(0);
}

static int fork_members(struct crowd *crowd, int leash)
{
	unsigned int i;

	for (i = 0; i < crowd->plan.processes; i++) {
		crowd->pid[i] = fork();
		if (crowd->pid[i] < 0)
			return -errno;
		if (crowd->pid[i])
			continue;
		close(crowd->leash);
		be_member(crowd, leash, i);
	}
	return 0;
}

static int wait_done(struct crowd *crowd, int timeout_ms)
{
	int rc = pppsim_wait_readable(crowd->done, timeout_ms);
	eventfd_t value;

	if (!rc && eventfd_read(crowd->done, &value))
		rc = -errno;
	return rc;
}

/* They see the end of the leash. */
static void end_members(struct crowd *crowd)
{
	unsigned int i;

	close(crowd->leash);
	for (i = 0; i < crowd->plan.processes && crowd->pid[i] > 0; i++)
		waitpid(crowd->pid[i], NULL, 0);
}

static void release(struct crowd *crowd)
{
	free(crowd->pid);
	munmap(crowd->shared, sizeof(*crowd->shared));
	close(crowd->done);
}

static int allocate(struct crowd *crowd, int leash[2])
{
	crowd->pid = calloc(crowd->plan.processes, sizeof(*crowd->pid));
	crowd->shared = mmap(NULL, sizeof(*crowd->shared),
			     PROT_READ | PROT_WRITE,
			     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	crowd->done = eventfd(0, EFD_CLOEXEC);
	if (!crowd->pid || crowd->shared == MAP_FAILED || crowd->done < 0 ||
	    pipe2(leash, O_CLOEXEC))
		return -ENOMEM;
	crowd->leash = leash[1];
	return 0;
}

int crowd_gather(struct crowd *crowd, const struct crowd_plan *plan)
{
	int leash[2], rc;

	*crowd = (struct crowd) { .plan = *plan };
	rc = allocate(crowd, leash);
	if (rc)
		return rc;
	rc = fork_members(crowd, leash[0]);
	close(leash[0]);
	rc = rc ?: wait_done(crowd, PPPSIM_TIMEOUT) ?: crowd->shared->error;
	if (rc) {
		end_members(crowd);
		release(crowd);
	}
	return rc;
}

void crowd_expect(struct crowd *crowd)
{
	crowd->shared->back = 0;
	crowd->shared->last_ns = 0;
}

int64_t crowd_woken(struct crowd *crowd, int timeout_ms)
{
	int rc = wait_done(crowd, timeout_ms);

	return rc ?: crowd->shared->last_ns;
}

int crowd_dismiss(struct crowd *crowd, uint64_t count)
{
	unsigned int wrong;

	crowd->shared->count = count;
	end_members(crowd);
	wrong = crowd->shared->wrong;
	release(crowd);
	return wrong ? -EBADMSG : 0;
}

/* "0.00 0.00 0.00 1/123 456": of 123 threads one can run. */
static int count_runnable(void)
{
	FILE *f = fopen("/proc/loadavg", "re");
	int n = -EIO;

	if (!f)
		return -errno;
	if (fscanf(f, "%*s %*s %*s %d/", &n) != 1)
		n = -EIO;
	fclose(f);
	return n;
}

int crowd_wait_silence(int timeout_ms)
{
	uint64_t deadline = pppsim_now() + timeout_ms * 1000000ull;
	int n;

	while ((n = count_runnable()) > 1) {
		if (pppsim_now() > deadline)
			return -ETIMEDOUT;
		usleep(200);
	}
	return n < 0 ? n : 0;
}
