// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * RasDial.
 *
 * pppd does the dialling; what is reported of it comes from the kernel (that
 * its process has added a link, that the connection is up) and from its exit
 * status.  Where there is no module, rtnetlink tells that some connection is
 * up, and pppd's own file whose it is.
 */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/pidfd.h>
#include <unistd.h>

#include "export.h"
#include "ras/call.h"
#include "ras/connection.h"
#include "ras/dialparams.h"
#include "ras/error.h"
#include "ras/ledger.h"
#include "ras/notify.h"
#include "ras/owner.h"
#include "ras/pppd.h"
#include "ras/wide.h"
#include "win32/background.h"
#include "win32/cancel.h"

#define NOTIFIER_WINDOW	0xFFFFFFFF
#define MAX_ARGUMENTS	16

/* Who is told, by the dialling thread only. */
struct notifier {
	LPVOID function;	/* NULL: nobody, or nobody any more */
	DWORD type;
	ULONG_PTR id;		/* dwCallbackId */
	HRASCONN hrasconn;
};

struct dial {
	struct rasx_call *call;
	struct rasx_pppd pppd;
	struct notifier notifier;
	int events;		/* a stream, or the eventfd of a watch */
	bool is_stream;
	struct rasx_dialled facts;
	uint64_t id, link;	/* of the call */
	bool joined;		/* there was a connection before that link */
};

static void notify(struct notifier *notifier, RASCONNSTATE state, DWORD error)
{
	LPVOID function = notifier->function;

	if (!function)
		return;
	switch (notifier->type) {
	case 0:
		((RASDIALFUNC)function)(WM_RASDIALEVENT, state, error);
		break;
	case 1:
		((RASDIALFUNC1)function)(notifier->hrasconn, WM_RASDIALEVENT,
					 state, error, 0);
		break;
	default:
		if (!((RASDIALFUNC2)function)(notifier->id, 1,
					      notifier->hrasconn,
					      WM_RASDIALEVENT, state, error,
					      0))
			notifier->function = NULL;
	}
}

static void tell(struct dial *dial, RASCONNSTATE state, DWORD error)
{
	if (!rasx_call_is_hung_up(dial->call))
		notify(&dial->notifier, state, error);
}

/* ---- what happens -------------------------------------------------------- */

static void reached(struct dial *dial, uint64_t id, uint64_t link)
{
	dial->id = id;
	dial->link = link;
	rasx_call_reached(dial->call, id, link);
	if (id && dial->call->alias)
		rasx_notify_reached(dial->call->alias, id);
}

/* Who was not told what happened looks what there is.  True: it is up. */
static bool look(struct dial *dial)
{
	struct rasx_snapshot snapshot;
	bool up = false;

	if (rasx_backend()->snapshot(RASX_ALL, &snapshot))
		return false;
	for (size_t i = 0; i < snapshot.count && !up; i++) {
		const struct rasx_entry *entry = &snapshot.entries[i];

		up = !entry->is_link && entry->state == RASX_STATE_CONNECTED &&
		     rasx_owner_pid(entry->ifname) == dial->pppd.pid;
		if (up)
			reached(dial, entry->id, entry->links ? entry[1].id : 0);
	}
	free(snapshot.entries);
	return up;
}

static bool added(struct dial *dial, const struct rasnotify_event *event)
{
	reached(dial, (uintptr_t)event->connection, (uintptr_t)event->link);
	dial->facts.had_link = true;
	dial->facts.detached = false;
	dial->joined = event->links > 1;
	tell(dial, RASCS_DeviceConnected, ERROR_SUCCESS);
	return rasx_is_up(dial->id);
}

static void removed(struct dial *dial, const struct rasnotify_event *event)
{
	reached(dial, 0, 0);
	dial->facts.detached = event->reason == RASNOTIFY_DETACHED;
}

/* True: it is up. */
static bool take_event(struct dial *dial, const struct rasnotify_event *event)
{
	switch (event->type) {
	case RASNOTIFY_LINK_ADDED:
		return event->pid == dial->pppd.pid && added(dial, event);
	case RASNOTIFY_CONNECTED:
		return dial->id && (uintptr_t)event->connection == dial->id;
	case RASNOTIFY_LINK_REMOVED:
		if (dial->link && (uintptr_t)event->link == dial->link)
			removed(dial, event);
		return false;
	case RASNOTIFY_LOST:
	case RASNOTIFY_RESYNC:
		return look(dial);
	default:
		return false;
	}
}

static bool take_events(struct dial *dial)
{
	struct rasnotify_event event;
	eventfd_t count;

	if (!dial->is_stream)
		return !eventfd_read(dial->events, &count) && look(dial);
	while (rasx_backend()->stream_read(dial->events, &event) > 0)
		if (take_event(dial, &event))
			return true;
	return false;
}

static DWORD error_of_end(struct dial *dial)
{
	/* Its last words, too. */
	rasx_pppd_read_log(&dial->pppd);
	dial->facts.refused = dial->pppd.refused;
	return rasx_pppd_error(dial->pppd.status, &dial->facts);
}

/* What cannot be noted in the ledger, or is being ended, is up all the same. */
static bool hold_joined(const struct dial *dial, struct rasx_entry *entry)
{
	return dial->joined && rasx_find(dial->id, entry) &&
	       !rasx_ledger_hold(entry);
}

static void let_go(const struct rasx_entry *entry)
{
	bool last = false;

	/* Others have given back theirs meanwhile: this dial's is left. */
	if (!rasx_ledger_release(entry, &last) && last)
		rasx_ledger_not_ended(entry);
}

/* The reference is there before anybody can hang up what is connected. */
static bool connected(struct dial *dial)
{
	struct rasx_entry entry;
	bool held = hold_joined(dial, &entry);

	if (rasx_call_connected(dial->call))
		return true;
	if (held)
		let_go(&entry);
	return false;
}

static bool has_ended(struct dial *dial, struct pollfd *end)
{
	if (end->fd == dial->pppd.pidfd || rasx_pppd_read_end(&dial->pppd))
		return true;
	end->fd = dial->pppd.pidfd;
	return false;
}

/* Events that a dead pppd has caused are there before its end is told. */
static DWORD follow(struct dial *dial)
{
	struct pollfd fds[] = {
		{ .fd = dial->pppd.control, .events = POLLIN },
		{ .fd = dial->events, .events = POLLIN },
		{ .fd = dial->pppd.log, .events = POLLIN },
	};

	for (;;) {
		if (poll(fds, 3, -1) < 0)
			continue;
		if (fds[2].revents && !rasx_pppd_read_log(&dial->pppd))
			fds[2].fd = -1;
		if (take_events(dial) && connected(dial))
			return ERROR_SUCCESS;
		/* Nothing comes from a stream that is at its end. */
		if (fds[1].revents & (POLLERR | POLLHUP))
			fds[1].fd = -1;
		if (fds[0].revents && has_ended(dial, &fds[0]))
			return error_of_end(dial);
	}
}

/* ---- beginning and end --------------------------------------------------- */

static DWORD listen_to_netlink(struct dial *dial)
{
	int ret;

	dial->events = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (dial->events < 0)
		return rasx_error_of_backend(-errno);
	ret = rasx_backend()->watch(dial->events, RASCN_Connection, RASX_ALL);
	if (!ret)
		return ERROR_SUCCESS;
	close(dial->events);
	return rasx_error_of_backend(ret);
}

/* Before pppd is started, so that nothing of it is missed. */
static DWORD listen_to_kernel(struct dial *dial)
{
	if (!rasx_backend()->sees_links)
		return listen_to_netlink(dial);
	dial->events = rasx_backend()->stream_open();
	dial->is_stream = true;
	return dial->events < 0 ? rasx_error_of_backend(dial->events)
				: ERROR_SUCCESS;
}

static void stop_listening(struct dial *dial)
{
	if (!dial->is_stream)
		rasx_backend()->unwatch(dial->events);
	close(dial->events);
}

static DWORD error_of_start(int error)
{
	switch (error) {
	case ENOENT:
		return ERROR_RASMAN_CANNOT_INITIALIZE;
	case EAGAIN:
		return ERROR_NOT_ENOUGH_MEMORY;
	default:
		return rasx_error_of_backend(-error);
	}
}

/* What pppd is called with; each text lives as long as this. */
struct arguments {
	char path[PATH_MAX];
	char user[sizeof(((struct rasx_dialparams *)0)->user) +
		  sizeof(((struct rasx_dialparams *)0)->domain)];
	char secret[12];
	char *argv[MAX_ARGUMENTS];
	int count;
};

static void add(struct arguments *arguments, const char *word)
{
	arguments->argv[arguments->count++] = (char *)word;
	arguments->argv[arguments->count] = NULL;
}

static void add_entry(struct arguments *arguments, const struct rasx_call *call)
{
	add(arguments, "pppd");
	if (call->book.is_default) {
		add(arguments, "call");
		add(arguments, call->entry);
		return;
	}
	snprintf(arguments->path, sizeof(arguments->path), "%s/%s",
		 call->book.path, call->entry);
	add(arguments, "file");
	add(arguments, arguments->path);
}

static void add_credentials(struct arguments *arguments,
			    const struct rasx_dialparams *params)
{
	if (*params->user) {
		snprintf(arguments->user, sizeof(arguments->user), "%s%s%s",
			 params->domain, *params->domain ? "\\" : "",
			 params->user);
		add(arguments, "user");
		add(arguments, arguments->user);
	}
	if (*params->password) {
		snprintf(arguments->secret, sizeof(arguments->secret), "%d",
			 RASX_PPPD_SECRET);
		add(arguments, "plugin");
		add(arguments, "passwordfd.so");
		add(arguments, "passwordfd");
		add(arguments, arguments->secret);
	}
}

/*
 * "nodetach": its process is the one that was started, whatever the entry
 * says.  "maxfail": a "persist" entry that cannot be reached is no dial that
 * lasts for ever.
 */
static int start_pppd(struct dial *dial, const struct rasx_dialparams *params)
{
	struct arguments arguments = { .count = 0 };

	add_entry(&arguments, dial->call);
	add(&arguments, "nodetach");
	add(&arguments, "maxfail");
	add(&arguments, "1");
	add_credentials(&arguments, params);
	return rasx_pppd_start(&dial->pppd, arguments.argv,
			       *params->password ? params->password : NULL);
}

static DWORD start(struct dial *dial, const struct rasx_dialparams *params)
{
	DWORD error = listen_to_kernel(dial);

	if (error)
		return error;
	error = error_of_start(start_pppd(dial, params));
	if (error)
		stop_listening(dial);
	else
		rasx_call_started(dial->call, dial->pppd.pidfd);
	return error;
}

/* Until it is decided.  The keeper is gone then, and pppd on its own. */
static DWORD finish(struct dial *dial)
{
	DWORD error;

	tell(dial, RASCS_OpenPort, ERROR_SUCCESS);
	error = follow(dial);
	rasx_pppd_release(&dial->pppd);
	stop_listening(dial);
	return error;
}

static void *dial_main(void *arg)
{
	struct dial *dial = arg;
	DWORD error = finish(dial);

	/* What was hung up is nobody's any more. */
	if (error)
		rasx_notify_given_up(dial->call->alias);
	if (error && !rasx_call_failed(dial->call, error))
		rasx_call_remove(dial->call);
	tell(dial, error ? RASCS_Disconnected : RASCS_Connected, error);
	rasx_call_put(dial->call);
	free(dial);
	return NULL;
}

static void give_up(struct dial *dial)
{
	pidfd_send_signal(dial->pppd.pidfd, SIGTERM, NULL, 0);
	rasx_pppd_release(&dial->pppd);
	stop_listening(dial);
}

static DWORD dial_async(const struct dial *template, HRASCONN *hrasconn)
{
	struct dial *dial = malloc(sizeof(*dial));

	if (dial) {
		*dial = *template;
		dial->notifier.hrasconn = dial->call->alias;
		/* Good before the notifier is called for the first time. */
		*hrasconn = dial->call->alias;
		if (rasx_background(dial_main, dial, 0))
			return ERROR_SUCCESS;
		*hrasconn = NULL;
		give_up(dial);
		free(dial);
	} else {
		give_up((struct dial *)template);
	}
	rasx_call_remove(template->call);
	rasx_call_put(template->call);
	return ERROR_NOT_ENOUGH_MEMORY;
}

static DWORD dial_sync(struct dial *dial, HRASCONN *hrasconn)
{
	DWORD error = finish(dial);

	if (error)
		rasx_call_remove(dial->call);
	else
		*hrasconn = rasx_hrasconn_of(dial->id);
	rasx_call_put(dial->call);
	return error;
}

/* ---- what is asked for --------------------------------------------------- */

struct request {
	struct rasx_dialparams params;
	struct rasx_phonebook book;
	struct rasx_peer peer;
	struct notifier notifier;
};

/* Of RASDIALEXTENSIONS, which has no characters. */
static bool is_version(const RASDIALEXTENSIONS *extensions)
{
	DWORD pointer = sizeof(void *);
	const DWORD sizes[] = {
		8 + 2 * pointer,
		12 + 4 * pointer,
		20 + 5 * pointer,
	};
	DWORD size;

	memcpy(&size, extensions, sizeof(size));
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		if (size == sizes[i])
			return true;
	return false;
}

static DWORD check_arguments(const RASDIALEXTENSIONS *extensions,
			     const void *params, const struct notifier *notifier,
			     const HRASCONN *hrasconn)
{
	if (!params || !hrasconn || *hrasconn)
		return ERROR_INVALID_PARAMETER;
	if (extensions && !is_version(extensions))
		return ERROR_INVALID_SIZE;
	if (!notifier->function || notifier->type <= 2)
		return ERROR_SUCCESS;
	return notifier->type == NOTIFIER_WINDOW ? ERROR_NOT_SUPPORTED
						 : ERROR_INVALID_PARAMETER;
}

/* An entry has the number that its connect script dials, and one link. */
static bool can_be_done(const struct request *request)
{
	const struct rasx_dialparams *params = &request->params;

	return !*params->callback && params->subentry <= 1 &&
	       (!*params->number ||
		!strcmp(params->number, request->peer.number));
}

/* A name that pppd could take for something else is none of an entry. */
static DWORD find_entry(struct request *request, const void *path,
			enum rasx_width width)
{
	const char *name = request->params.entry;
	DWORD error;

	if (!*name)
		return ERROR_NOT_SUPPORTED;
	error = rasx_phonebook_of(&request->book, width, path);
	if (!error)
		error = rasx_phonebook_resolve(&request->book);
	if (error)
		return error;
	if (*name == '-' || !rasx_entry_name_is_valid(name))
		return ERROR_CANNOT_FIND_PHONEBOOK_ENTRY;
	error = rasx_peer_find(&request->book, name, &request->peer);
	if (!error && !can_be_done(request))
		error = ERROR_NOT_SUPPORTED;
	/* Nobody would tell that it has joined a connection. */
	if (!error && request->peer.multilink && !rasx_backend()->sees_links)
		error = ERROR_RASMAN_CANNOT_INITIALIZE;
	return error;
}

static DWORD begin(const struct request *request, HRASCONN *hrasconn)
{
	bool async = request->notifier.function;
	struct dial dial = { .notifier = request->notifier };
	DWORD error;

	dial.facts.has_server = request->peer.type == RASX_PEER_PPPOE ||
				request->peer.type == RASX_PEER_TUNNEL;
	error = rasx_call_begin(&dial.call, &request->book,
				request->params.entry, &request->peer, async);
	if (error)
		return error;
	error = start(&dial, &request->params);
	if (!error)
		return async ? dial_async(&dial, hrasconn)
			     : dial_sync(&dial, hrasconn);
	rasx_call_remove(dial.call);
	rasx_call_put(dial.call);
	return error;
}

static void *tell_connected(void *arg)
{
	struct notifier *notifier = arg;

	notify(notifier, RASCS_Connected, ERROR_SUCCESS);
	free(notifier);
	return NULL;
}

static DWORD join(const struct request *request,
		  const struct rasx_entry *connection, HRASCONN *hrasconn)
{
	struct notifier *notifier;
	DWORD error;

	error = rasx_error_of_backend(rasx_ledger_hold(connection));
	if (error)
		return error;
	*hrasconn = rasx_hrasconn_of(connection->id);
	if (!request->notifier.function)
		return ERROR_SUCCESS;
	notifier = malloc(sizeof(*notifier));
	if (notifier) {
		*notifier = request->notifier;
		notifier->hrasconn = *hrasconn;
		if (rasx_background(tell_connected, notifier, 0))
			return ERROR_SUCCESS;
	}
	free(notifier);
	*hrasconn = NULL;
	let_go(connection);
	return ERROR_NOT_ENOUGH_MEMORY;
}

static DWORD begin_or_join(const struct request *request, HRASCONN *hrasconn)
{
	struct rasx_entry connection;
	DWORD error = rasx_connection_of_entry(&request->book,
					       request->params.entry,
					       &connection);

	if (error)
		return error;
	return connection.id ? join(request, &connection, hrasconn)
			     : begin(request, hrasconn);
}

static DWORD dial(const RASDIALEXTENSIONS *extensions, const void *path,
		  const void *params, DWORD type, LPVOID function,
		  HRASCONN *hrasconn, enum rasx_width width)
{
	RASX_UNCANCELLED;
	struct request request = {
		.notifier = { .function = function, .type = type },
	};
	DWORD error;

	error = check_arguments(extensions, params, &request.notifier,
				hrasconn);
	if (!error)
		error = rasx_dialparams_read(&request.params, width, params);
	if (!error)
		error = find_entry(&request, path, width);
	if (!error) {
		request.notifier.id = request.params.id;
		error = begin_or_join(&request, hrasconn);
	}
	rasx_dialparams_forget(&request.params);
	return error;
}

RASX_API DWORD WINAPI RasDialA(LPRASDIALEXTENSIONS lpRasDialExtensions,
			       LPCSTR lpszPhonebook,
			       LPRASDIALPARAMSA lpRasDialParams,
			       DWORD dwNotifierType, LPVOID lpvNotifier,
			       LPHRASCONN lphRasConn)
{
	return dial(lpRasDialExtensions, lpszPhonebook, lpRasDialParams,
		    dwNotifierType, lpvNotifier, lphRasConn, RASX_UTF8);
}

RASX_API DWORD WINAPI RasDialW(LPRASDIALEXTENSIONS lpRasDialExtensions,
			       LPCWSTR lpszPhonebook,
			       LPRASDIALPARAMSW lpRasDialParams,
			       DWORD dwNotifierType, LPVOID lpvNotifier,
			       LPHRASCONN lphRasConn)
{
	return dial(lpRasDialExtensions, lpszPhonebook, lpRasDialParams,
		    dwNotifierType, lpvNotifier, lphRasConn, RASX_UTF32);
}

RASX_API DWORD WINAPI RasDialW_u16(LPRASDIALEXTENSIONS lpRasDialExtensions,
				   const char16_t *lpszPhonebook,
				   void *lpRasDialParams, DWORD dwNotifierType,
				   LPVOID lpvNotifier, LPHRASCONN lphRasConn)
{
	return dial(lpRasDialExtensions, lpszPhonebook, lpRasDialParams,
		    dwNotifierType, lpvNotifier, lphRasConn, RASX_UTF16);
}
