/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Other processes that do what a test tells them.
 *
 * A peer is forked before the test uses the library, so it shares nothing with
 * it, and runs one function after another in its only thread.
 */
#ifndef SHIM_PEERS_H
#define SHIM_PEERS_H

#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <windows.h>

#define PEER_POLL_NS	1000000L
#define PEER_POISON	0xccU

/* Where a peer has its end. */
#define PEER_FD		64

#ifndef SYS_ppoll_time64
#define SYS_ppoll_time64	SYS_ppoll
#endif

struct peer_order {
	DWORD (*function)(long a, long b, const char *text);
	long a, b;
	char text[1024];
};

struct peer_result {
	DWORD value, error;
};

struct peer {
	pid_t pid;
	int fd;
};

/* What the peer, in its own memory, works with. */
static HANDLE held;

static inline void peer_main(void)
{
	const int fd = PEER_FD;
	struct peer_result result;
	struct peer_order order;

	while (read(fd, &order, sizeof(order)) == sizeof(order)) {
		SetLastError(PEER_POISON);
		result.value = order.function(order.a, order.b, order.text);
		result.error = GetLastError();
		if (write(fd, &result, sizeof(result)) != sizeof(result))
			break;
	}
	_exit(0);
}

/* It ends with the test, whatever becomes of that. */
static inline struct peer peer_start(void)
{
	struct peer peer = { 0 };
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
		abort();
	peer.pid = fork();
	if (!peer.pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		/* Nor has it what the test has got. */
		dup2(ends[1], PEER_FD);
		close_range(3, PEER_FD - 1, 0);
		close_range(PEER_FD + 1, UINT_MAX, 0);
		peer_main();
	}
	close(ends[1]);
	peer.fd = ends[0];
	return peer;
}

static inline void peer_begin(const struct peer *peer,
			      DWORD (*function)(long, long, const char *),
			      long a, long b, const char *text)
{
	struct peer_order order = { .function = function, .a = a, .b = b };

	if (text)
		snprintf(order.text, sizeof(order.text), "%s", text);
	if (write(peer->fd, &order, sizeof(order)) != sizeof(order))
		abort();
}

static inline struct peer_result peer_end(const struct peer *peer)
{
	struct peer_result result = { .value = -2, .error = -2 };

	if (read(peer->fd, &result, sizeof(result)) != sizeof(result))
		result.value = -2;
	return result;
}

static inline struct peer_result peer_do(const struct peer *peer,
					 DWORD (*function)(long, long,
							   const char *),
					 long a, long b, const char *text)
{
	peer_begin(peer, function, a, b, text);
	return peer_end(peer);
}

/* Whether the result is there. */
static inline bool peer_has_ended(const struct peer *peer)
{
	struct peer_result result;

	return recv(peer->fd, &result, sizeof(result),
		    MSG_PEEK | MSG_DONTWAIT) > 0;
}

/* In a wait, and not for the next order. */
static inline bool peer_sleeps(const char *path)
{
	FILE *file = fopen(path, "re");
	unsigned int fd = PEER_FD;
	char line[64] = "";
	long nr = -1;

	if (!file)
		return false;
	/* "running" of a process that does not sleep is no number. */
	if (!fgets(line, sizeof(line), file) ||
	    sscanf(line, "%ld 0x%x", &nr, &fd) < 1)
		nr = -1;
	fclose(file);
	return nr == SYS_ppoll || nr == SYS_ppoll_time64 ||
	       (nr == SYS_read && fd != PEER_FD);
}

/* Returns once the peer sleeps in its wait; the test's limit applies. */
static inline void peer_settle(const struct peer *peer)
{
	const struct timespec pause = { .tv_nsec = PEER_POLL_NS };
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/syscall", (int)peer->pid);
	while (!peer_sleeps(path))
		nanosleep(&pause, NULL);
}

/* Returns once all of its threads are stopped; SIGCONT ends that. */
static inline void peer_freeze(const struct peer *peer)
{
	kill(peer->pid, SIGSTOP);
	waitpid(peer->pid, NULL, WUNTRACED);
}

static inline void peer_kill(struct peer *peer)
{
	kill(peer->pid, SIGKILL);
	waitpid(peer->pid, NULL, 0);
	close(peer->fd);
	peer->pid = 0;
}

/* It exits. */
static inline void peer_stop(struct peer *peer)
{
	close(peer->fd);
	waitpid(peer->pid, NULL, 0);
	peer->pid = 0;
}

/* Several at once. */
static inline void start_all(struct peer *peers, int count)
{
	for (int i = 0; i < count; i++)
		peers[i] = peer_start();
}

static inline void stop_all(struct peer *peers, int count)
{
	for (int i = 0; i < count; i++)
		if (peers[i].pid)
			peer_stop(&peers[i]);
}

/* How many of the peers have a result, once that many or none more have. */
static inline int count_ended(const struct peer *peers, int count)
{
	int ended = 0;

	for (int i = 0; i < count; i++)
		ended += peer_has_ended(&peers[i]);
	return ended;
}

static inline void wait_for_ended(const struct peer *peers, int count,
				  int wanted)
{
	const struct timespec pause = { .tv_nsec = PEER_POLL_NS };

	while (count_ended(peers, count) < wanted)
		nanosleep(&pause, NULL);
}

/* The others have seen what there was to see, and sleep again. */
static inline void settle_others(const struct peer *peers, int count)
{
	for (int i = 0; i < count; i++)
		if (!peer_has_ended(&peers[i]))
			peer_settle(&peers[i]);
}

#define EXPECT_DO(_value, _error, ...)					\
do {									\
	struct peer_result _result = peer_do(__VA_ARGS__);		\
	EXPECT_EQ((DWORD)(_value), _result.value);			\
	EXPECT_EQ((DWORD)(_error), _result.error);			\
} while (0)

/* Success that leaves the last error alone. */
#define EXPECT_DONE(_value, ...)					\
	EXPECT_DO(_value, PEER_POISON, __VA_ARGS__)

#define EXPECT_END(_value, _peer)					\
	EXPECT_EQ((DWORD)(_value), peer_end(_peer).value)

/* What peers do.  Creating: the handle is kept; the error says what it is. */
static inline DWORD keep(HANDLE handle)
{
	if (handle)
		held = handle;
	return !!handle;
}

static inline DWORD do_event(long manual, long set, const char *name)
{
	return keep(CreateEventA(NULL, manual, set, name));
}

static inline DWORD do_mutex(long owned, long unused, const char *name)
{
	(void)unused;
	return keep(CreateMutexA(NULL, owned, name));
}

static inline DWORD do_semaphore(long count, long maximum, const char *name)
{
	return keep(CreateSemaphoreA(NULL, count, maximum, name));
}

static inline DWORD do_open_event(long access, long unused, const char *name)
{
	(void)unused;
	return keep(OpenEventA(access, FALSE, name));
}

static inline DWORD do_open_mutex(long access, long unused, const char *name)
{
	(void)unused;
	return keep(OpenMutexA(access, FALSE, name));
}

static inline DWORD do_open_semaphore(long access, long unused,
				      const char *name)
{
	(void)unused;
	return keep(OpenSemaphoreA(access, FALSE, name));
}

static inline DWORD do_close(long a, long b, const char *text)
{
	(void)a;
	(void)b;
	(void)text;
	return CloseHandle(held);
}

static inline DWORD do_set(long a, long b, const char *text)
{
	(void)a;
	(void)b;
	(void)text;
	return SetEvent(held);
}

static inline DWORD do_reset(long a, long b, const char *text)
{
	(void)a;
	(void)b;
	(void)text;
	return ResetEvent(held);
}

static inline DWORD do_wait(long milliseconds, long b, const char *text)
{
	(void)b;
	(void)text;
	return WaitForSingleObject(held, milliseconds);
}

static inline DWORD do_release_mutex(long a, long b, const char *text)
{
	(void)a;
	(void)b;
	(void)text;
	return ReleaseMutex(held);
}

/* The count before, or -1. */
static inline DWORD do_release_semaphore(long count, long b, const char *text)
{
	LONG previous;

	(void)b;
	(void)text;
	return ReleaseSemaphore(held, count, &previous) ? previous : -1;
}

#endif /* SHIM_PEERS_H */
