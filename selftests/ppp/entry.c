// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "entry.h"
#include "pppsim.h"

#define PEER_LOG	"/tmp/pppd.peer.log"

static void path_of(char *path, size_t size, const char *book,
		    const char *name)
{
	snprintf(path, size, "%s/%s", book ?: BOOK, name);
}

int write_secret(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	if (!f)
		return -errno;
	fputs(text, f);
	return fclose(f) || chmod(path, 0600) ? -errno : 0;
}

int entry_write(const char *book, const char *name, const char *options)
{
	char path[256], text[1024];

	mkdir(book ?: BOOK, 0755);
	path_of(path, sizeof(path), book, name);
	/* A peer may be slow to come; the last word of an option counts. */
	snprintf(text, sizeof(text),
		 "nodefaultroute noipdefault noccp novj noauth noipv6\n"
		 "lcp-echo-interval 0 lcp-restart %d ipcp-restart %d\n"
		 "lcp-max-configure 1000\n%s\n", RESTART, RESTART, options);
	return write_secret(path, text);
}

void entry_remove(const char *book, const char *name)
{
	char path[256];

	path_of(path, sizeof(path), book, name);
	unlink(path);
}

int entry_write_cable(const char *name, const struct cable *cable,
		      const char *options)
{
	char text[512];

	snprintf(text, sizeof(text), "%s\nlocal\n10.0.0.1:10.0.0.2\n%s",
		 cable->a, options);
	return entry_write(NULL, name, text);
}

pid_t answer(const struct peer *peer, const struct cable *cable,
	     const char *options)
{
	char text[512];

	snprintf(text, sizeof(text),
		 "%s local silent persist holdoff 0 maxfail 0 noipv6 10.0.0.2:10.0.0.1 %s",
		 cable->b, options);
	return pppd_start_listening(peer, PEER_LOG, text);
}

int desk_open(struct desk *desk)
{
	int ret = scene_open(&desk->scene);

	desk->peer = -1;
	if (!ret)
		ret = cable_start(&desk->cable, 0, 0);
	return ret ?: entry_write_cable("desk", &desk->cable, "");
}

int desk_close(struct desk *desk)
{
	end(desk->peer, SIGKILL);
	cable_stop(&desk->cable);
	entry_remove(NULL, "desk");
	write_secret(SECRETS, "");
	return scene_close(&desk->scene);
}

int desk_answer(struct desk *desk, const char *options)
{
	desk->peer = answer(&desk->scene.peer, &desk->cable, options);
	desk->answers = 1;
	return desk->peer < 0 ? desk->peer : 0;
}

int desk_answers_again(struct desk *desk)
{
	return wait_texts(PEER_LOG, "Connect: ", ++desk->answers);
}

RASDIALPARAMS params_of(const char *entry)
{
	RASDIALPARAMS params = { .dwSize = sizeof(params) };

	strcpy(params.szEntryName, entry);
	return params;
}

DWORD dial(const char *entry, HRASCONN *conn)
{
	RASDIALPARAMS params = params_of(entry);

	*conn = NULL;
	return RasDial(NULL, NULL, &params, 0, NULL, conn);
}

bool dial_elsewhere(HRASCONN conn)
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		HRASCONN again;

		_exit(dial("desk", &again) || again != conn);
	}
	return waitpid(pid, &status, 0) == pid && !status;
}

DWORD status_of(HRASCONN conn, RASCONNSTATUS *status)
{
	*status = (RASCONNSTATUS){ .dwSize = sizeof(*status) };
	return RasGetConnectStatus(conn, status);
}

bool wait_gone(HRASCONN conn)
{
	uint64_t limit = pppsim_now() + LIMIT_MS * 1000000ull;
	RASCONNSTATUS status;

	while (status_of(conn, &status) != ERROR_INVALID_HANDLE) {
		if (pppsim_now() > limit)
			return false;
		Sleep(2);
	}
	return true;
}

bool hang_up(HRASCONN conn)
{
	return RasHangUp(conn) == ERROR_SUCCESS && wait_gone(conn);
}

DWORD list_first(RASCONN *first)
{
	RASCONN list[8] = { { .dwSize = sizeof(list[0]) } };
	DWORD bytes = sizeof(list), count = 0;

	if (RasEnumConnections(list, &bytes, &count))
		return -1;
	*first = list[0];
	return count;
}
