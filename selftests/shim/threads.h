/* SPDX-License-Identifier: GPL-2.0 */
/* Threads that wait, and how a test knows that they do. */
#ifndef SHIM_THREADS_H
#define SHIM_THREADS_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <windows.h>

#define ASLEEP_POLL_NS	1000000L

struct waiter {
	/* what to wait for, set by the test */
	HANDLE handles[MAXIMUM_WAIT_OBJECTS];
	DWORD count;
	BOOL all;
	DWORD milliseconds;

	/* valid once it is joined */
	DWORD result;
	DWORD error;

	pthread_t thread;
	atomic_int tid;		/* 0 until it runs */
	atomic_bool ended;	/* the wait has returned */
};

static void *waiter_main(void *arg)
{
	struct waiter *waiter = arg;

	atomic_store(&waiter->tid, syscall(SYS_gettid));
	waiter->result = WaitForMultipleObjects(waiter->count, waiter->handles,
						waiter->all,
						waiter->milliseconds);
	waiter->error = GetLastError();
	atomic_store(&waiter->ended, true);
	return NULL;
}

/* The system call that a thread of this process sleeps in, -1: in none. */
static inline long sleeps_in(pid_t tid)
{
	char path[64];
	long nr = -1;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/self/task/%d/syscall", (int)tid);
	file = fopen(path, "re");
	if (!file)
		return -1;
	/* "running" of a thread that does not sleep is no number. */
	if (fscanf(file, "%ld", &nr) != 1)
		nr = -1;
	fclose(file);
	return nr;
}

static inline bool is_asleep_in_wait(pid_t tid)
{
	long nr = sleeps_in(tid);

	return nr == SYS_read || nr == SYS_ppoll;
}

/* Returns once the thread sleeps in its wait; the test's limit applies. */
static inline void waiter_settle(struct waiter *waiter)
{
	const struct timespec pause = { .tv_nsec = ASLEEP_POLL_NS };

	while (!atomic_load(&waiter->tid) ||
	       !is_asleep_in_wait(atomic_load(&waiter->tid)))
		nanosleep(&pause, NULL);
}

static inline void waiter_start(struct waiter *waiter)
{
	atomic_init(&waiter->tid, 0);
	atomic_init(&waiter->ended, false);
	pthread_create(&waiter->thread, NULL, waiter_main, waiter);
}

/* Starts a wait for one object without limit, and sees it asleep. */
static inline void waiter_start_single(struct waiter *waiter, HANDLE handle)
{
	*waiter = (struct waiter){
		.handles = { handle },
		.count = 1,
		.milliseconds = INFINITE,
	};
	waiter_start(waiter);
	waiter_settle(waiter);
}

/* The same for any of the first @count of @handles. */
static inline void waiter_start_any(struct waiter *waiter, HANDLE *handles,
				    DWORD count)
{
	*waiter = (struct waiter){
		.count = count,
		.milliseconds = INFINITE,
	};
	for (DWORD i = 0; i < count; i++)
		waiter->handles[i] = handles[i];
	waiter_start(waiter);
	waiter_settle(waiter);
}

static inline DWORD waiter_join(struct waiter *waiter)
{
	pthread_join(waiter->thread, NULL);
	return waiter->result;
}

/* A number from the environment, or that one. */
static inline unsigned long given_or(const char *variable,
				     unsigned long otherwise)
{
	const char *given = getenv(variable);

	return given ? strtoul(given, NULL, 0) : otherwise;
}

/* Of what is random in a run; another one every second. */
static inline unsigned long seed_of_run(void)
{
	return given_or("SHIM_SEED", time(NULL));
}

/* How long a test puts load on, in milliseconds. */
static inline unsigned long run_ms(unsigned long usually)
{
	return given_or("SHIM_RUN_MS", usually);
}

/* CLOCK_MONOTONIC in milliseconds. */
static inline unsigned long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000ULL + now.tv_nsec / 1000000;
}

#endif /* SHIM_THREADS_H */
