// SPDX-License-Identifier: GPL-2.0
#include <windows.h>
#include <ras.h>

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client.h"
#include "pppsim.h"

#define LIMIT	(10 * PPPSIM_TIMEOUT)	/* of what many connections take */

/* Seen by both processes. */
struct client_shared {
	_Atomic int64_t returned_ns;
	_Atomic int result;
	double nanoseconds[];
};

static size_t size_of_shared(unsigned int n)
{
	return sizeof(struct client_shared) + n * sizeof(double);
}

/* ---- the program of Windows --------------------------------------------- */

/* Grows with what there is to tell. */
static RASCONN *connections;
static DWORD room;

/* How many; -EIO. */
static int enumerate(void)
{
	DWORD size = room, count = 0, error;

	if (connections)
		connections->dwSize = sizeof(*connections);
	error = RasEnumConnections(connections, &size, &count);
	if (error == ERROR_BUFFER_TOO_SMALL) {
		connections = realloc(connections, size);
		if (!connections)
			return -ENOMEM;
		room = size;
		connections->dwSize = sizeof(*connections);
		error = RasEnumConnections(connections, &size, &count);
	}
	return error ? -EIO : (int)count;
}

/* As one that does not know how many there will be. */
static int ask(void)
{
	DWORD size = 0, count;

	if (RasEnumConnections(NULL, &size, &count) != ERROR_BUFFER_TOO_SMALL)
		return -EIO;
	return enumerate();
}

static int ask_often(struct client_shared *sh, unsigned int n)
{
	int count = enumerate();

	for (unsigned int i = 0; i < n && count >= 0; i++) {
		uint64_t start = pppsim_now();

		count = ask();
		sh->nanoseconds[i] = pppsim_now() - start;
	}
	return count;
}

static HRASCONN find(const char *device)
{
	int count = enumerate();

	for (int i = 0; i < count; i++)
		if (!strcmp(connections[i].szDeviceName, device))
			return connections[i].hrasconn;
	return NULL;
}

static void preempt_others(void)
{
	struct sched_param first = { .sched_priority = 1 };

	sched_setscheduler(0, SCHED_FIFO, &first);
}

static int register_event(HANDLE event, enum client_wait wait,
			  const char *device)
{
	HRASCONN one;

	if (wait == CLIENT_ANY)
		return RasConnectionNotification((HRASCONN)INVALID_HANDLE_VALUE,
						 event, RASCN_Connection) ?
		       -EIO : 0;
	one = find(device);
	if (!one)
		return -ENOENT;
	return RasConnectionNotification(one, event, RASCN_BandwidthAdded) ?
	       -EIO : 0;
}

static void wait_often(struct client *client, enum client_wait wait,
		       const char *device)
{
	HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);

	preempt_others();
	client->shared->result = event ? register_event(event, wait, device) :
					 -ENOMEM;
	eventfd_write(client->done, 1);
	while (WaitForSingleObject(event, INFINITE) == WAIT_OBJECT_0) {
		client->shared->returned_ns = pppsim_now();
		eventfd_write(client->done, 1);
	}
}

/* ---- who started it ----------------------------------------------------- */

static int wait_done(struct client *client, int timeout_ms)
{
	int rc = pppsim_wait_readable(client->done, timeout_ms);
	eventfd_t value;

	if (!rc && eventfd_read(client->done, &value))
		rc = -errno;
	return rc;
}

static int allocate(struct client *client, unsigned int n)
{
	client->shared = mmap(NULL, size_of_shared(n), PROT_READ | PROT_WRITE,
			      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	client->done = eventfd(0, EFD_CLOEXEC);
	return client->shared == MAP_FAILED || client->done < 0 ? -errno : 0;
}

static void end(struct client *client, unsigned int n)
{
	kill(client->pid, SIGKILL);
	waitpid(client->pid, NULL, 0);
	munmap(client->shared, size_of_shared(n));
	close(client->done);
}

/* Returns 0 in the child, which is in the namespace. */
static pid_t fork_into(int ns)
{
	pid_t pid = fork();

	if (pid)
		return pid < 0 ? -errno : pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (pppsim_netns_enter(ns))
		_exit(1);
	return 0;
}

int client_start(struct client *client, int ns, enum client_wait wait,
		 const char *device)
{
	int rc = allocate(client, 0);

	if (rc)
		return rc;
	client->pid = fork_into(ns);
	if (!client->pid) {
		wait_often(client, wait, device);
		_exit(1);
	}
	rc = client->pid < 0 ? client->pid : wait_done(client, LIMIT);
	rc = rc ?: client->shared->result;
	if (rc && client->pid > 0)
		client_end(client);
	return rc;
}

int64_t client_woken(struct client *client, int timeout_ms)
{
	int rc = wait_done(client, timeout_ms);

	return rc ?: client->shared->returned_ns;
}

void client_end(struct client *client)
{
	end(client, 0);
}

int client_enumerate(int ns, double *nanoseconds, unsigned int n)
{
	struct client client;
	int rc = allocate(&client, n);

	if (rc)
		return rc;
	client.pid = fork_into(ns);
	if (!client.pid) {
		client.shared->result = ask_often(client.shared, n);
		eventfd_write(client.done, 1);
		_exit(0);
	}
	if (client.pid < 0)
		return client.pid;
	rc = wait_done(&client, LIMIT) ?: client.shared->result;
	for (unsigned int i = 0; i < n; i++)
		nanoseconds[i] = client.shared->nanoseconds[i];
	end(&client, n);
	return rc;
}
