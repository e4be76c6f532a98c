// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * SetConsoleCtrlHandler: signals become calls of the program's functions.
 *
 * What a signal handler may do is little, so it marks the signal in @pending
 * and wakes a thread of the library, which asks the functions in a thread of
 * its own for each signal: they may block for ever.
 */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "export.h"
#include "win32/background.h"
#include "win32/console.h"
#include "win32/lasterror.h"

/* Index is also the bit in @pending. */
static const struct control {
	int signal;
	DWORD type;
	bool is_last;		/* the process ends whatever is returned */
} controls[] = {
	{ SIGINT, CTRL_C_EVENT, false },
	{ SIGQUIT, CTRL_BREAK_EVENT, false },
	{ SIGHUP, CTRL_CLOSE_EVENT, true },
	{ SIGTERM, CTRL_SHUTDOWN_EVENT, true },
};

#define CONTROLS	(sizeof(controls) / sizeof(controls[0]))

#define EXIT_BY_SIGNAL	128	/* as shells say it */

struct handler {
	struct handler *older;
	PHANDLER_ROUTINE function;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct handler *newest;		/* under lock */
static bool is_listening;		/* under lock */
static bool ignores_c;			/* under lock */
static bool is_ours[CONTROLS];		/* under lock: our handler is there */

static atomic_uint pending;		/* set by the signal handler */
static sem_t wake;			/* posted after pending is set */

static void on_signal(int signal)
{
	int err = errno;

	for (size_t i = 0; i < CONTROLS; i++)
		if (controls[i].signal == signal)
			atomic_fetch_or(&pending, 1U << i);
	sem_post(&wake);
	errno = err;
}

/* A copy, as a function may add and remove functions; NULL at its end. */
static PHANDLER_ROUTINE *copy_handlers(void)
{
	PHANDLER_ROUTINE *copy;
	size_t count = 0;

	for (struct handler *at = newest; at; at = at->older)
		count++;
	copy = calloc(count + 1, sizeof(*copy));
	if (!copy)
		return NULL;
	count = 0;
	for (struct handler *at = newest; at; at = at->older)
		copy[count++] = at->function;
	return copy;
}

static bool is_handled(const struct control *control)
{
	PHANDLER_ROUTINE *functions;
	bool handled;

	pthread_mutex_lock(&lock);
	handled = control->type == CTRL_C_EVENT && ignores_c;
	functions = handled ? NULL : copy_handlers();
	pthread_mutex_unlock(&lock);
	for (size_t i = 0; functions && functions[i] && !handled; i++)
		handled = functions[i](control->type);
	free(functions);
	return handled;
}

/*
 * As if nobody had handled it: the parent sees which signal it was.  The first
 * process of a PID namespace, as containers have it, outlives that.
 */
static void let_it_act(const struct control *control)
{
	sigset_t set;

	signal(control->signal, SIG_DFL);
	sigemptyset(&set);
	sigaddset(&set, control->signal);
	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
	raise(control->signal);
	_exit(EXIT_BY_SIGNAL + control->signal);
}

static void *ask(void *arg)
{
	const struct control *control = arg;

	if (!is_handled(control) || control->is_last)
		let_it_act(control);
	return NULL;
}

static void *listen_to_signals(void *arg)
{
	(void)arg;
	for (;;) {
		unsigned int which;

		while (sem_wait(&wake))
			;
		which = atomic_exchange(&pending, 0);
		for (size_t i = 0; i < CONTROLS; i++)
			if (which & 1U << i &&
			    !rasx_background(ask, (void *)&controls[i], 0))
				ask((void *)&controls[i]);
	}
	return NULL;
}

static void install(size_t i)
{
	struct sigaction action;

	if (sigaction(controls[i].signal, NULL, &action) ||
	    action.sa_handler != SIG_DFL)
		return;
	action.sa_handler = on_signal;
	action.sa_flags = SA_RESTART;
	sigfillset(&action.sa_mask);
	is_ours[i] = !sigaction(controls[i].signal, &action, NULL);
}

/* Under lock. */
static bool listen_once(void)
{
	if (is_listening)
		return true;
	sem_init(&wake, 0, 0);
	if (!rasx_background(listen_to_signals, NULL, 0))
		return false;
	for (size_t i = 0; i < CONTROLS; i++)
		install(i);
	return is_listening = true;
}

static DWORD add(PHANDLER_ROUTINE function)
{
	struct handler *handler = malloc(sizeof(*handler));

	if (!handler || !listen_once()) {
		free(handler);
		return ERROR_NOT_ENOUGH_MEMORY;
	}
	handler->function = function;
	handler->older = newest;
	newest = handler;
	return ERROR_SUCCESS;
}

static DWORD take_off(PHANDLER_ROUTINE function)
{
	for (struct handler **at = &newest; *at; at = &(*at)->older) {
		struct handler *handler = *at;

		if (handler->function != function)
			continue;
		*at = handler->older;
		free(handler);
		return ERROR_SUCCESS;
	}
	return ERROR_INVALID_PARAMETER;
}

static DWORD ignore_c(bool ignore)
{
	if (ignore && !listen_once())
		return ERROR_NOT_ENOUGH_MEMORY;
	ignores_c = ignore;
	return ERROR_SUCCESS;
}

RASX_API BOOL WINAPI SetConsoleCtrlHandler(PHANDLER_ROUTINE HandlerRoutine,
					   BOOL Add)
{
	DWORD error;

	pthread_mutex_lock(&lock);
	if (!HandlerRoutine)
		error = ignore_c(Add);
	else
		error = Add ? add(HandlerRoutine) : take_off(HandlerRoutine);
	pthread_mutex_unlock(&lock);
	return error ? rasx_fail(error) : TRUE;
}

void rasx_console_lock(void)
{
	pthread_mutex_lock(&lock);
}

void rasx_console_unlock(void)
{
	pthread_mutex_unlock(&lock);
}

/* The program may have put another one in its place since. */
static void uninstall(size_t i)
{
	struct sigaction action;

	if (is_ours[i] && !sigaction(controls[i].signal, NULL, &action) &&
	    action.sa_handler == on_signal)
		signal(controls[i].signal, SIG_DFL);
	is_ours[i] = false;
}

/*
 * The thread that listens is the parent's.  A signal that comes before this is
 * done is lost to the child: it has not run yet, and cannot tell.
 */
void rasx_console_forked(void)
{
	for (size_t i = 0; i < CONTROLS; i++)
		uninstall(i);
	while (newest)
		take_off(newest->function);
	atomic_store(&pending, 0);
	is_listening = false;
	ignores_c = false;
	pthread_mutex_unlock(&lock);
}
