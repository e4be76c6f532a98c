// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <raserror.h>

#include "scene.h"

int scene_open(struct scene *scene)
{
	int ret = pppsim_netns_unshare();

	if (!ret && prctl(PR_SET_CHILD_SUBREAPER, 1))
		ret = -errno;
	if (ret)
		return ret;
	scene->stream = pppsim_dev_open(O_RDONLY);
	if (scene->stream < 0)
		return scene->stream;
	ret = peer_start(&scene->peer);
	if (ret)
		return ret;
	return signals_register(&scene->all, 0) ? -EIO : 0;
}

int scene_close(struct scene *scene)
{
	signals_close(&scene->all);
	peer_stop(&scene->peer);
	close(scene->stream);
	return wait_all();
}

static void complain(const char *what, const struct pppev_event *ev)
{
	char line[256];

	fprintf(stderr, "# %s: %s\n", what,
		pppsim_event_str(ev, line, sizeof(line)));
}

static bool comm_fits(const char *pattern, const char *comm)
{
	size_t len;

	pattern = pattern ?: "pppd";
	len = strlen(pattern);
	if (pattern[len - 1] == '*')
		return !strncmp(pattern, comm, len - 1);
	return !strcmp(pattern, comm);
}

static bool same(const struct pppev_event *want, struct want how,
		 const struct pppev_event *got)
{
	struct pppev_event exact = *want;

	if (how.pid && how.pid != got->pid)
		return false;
	if (!comm_fits(how.comm, got->comm))
		return false;
	exact.pid = got->pid;
	memcpy(exact.comm, got->comm, sizeof(exact.comm));
	return pppsim_event_matches(&exact, got);
}

static bool is_wanted(struct pppev_event *want, struct want how, int ret,
		      const struct pppev_event *got)
{
	want->type = how.type;
	want->reason = how.reason;
	want->links = how.links;
	want->flags = how.flags;
	want->seq = 0;
	want->time_ns = 0;
	if (!ret && same(want, how, got))
		return true;
	want->pid = how.pid;
	complain("wanted", want);
	if (ret)
		fprintf(stderr, "# got nothing: %s\n", strerror(-ret));
	else
		complain("got   ", got);
	return false;
}

bool scene_added(struct scene *scene, uint32_t kind, uint32_t subentry,
		 struct want how, struct pppev_event *added)
{
	struct pppev_event want = {
		.conn_id = PPPSIM_ANY_ID,
		.link_id = PPPSIM_ANY_ID,
		.kind = kind,
		.subentry = subentry,
		.ifname = "ppp0",	/* the first unit of a new namespace */
	};

	/* What only the kernel knows is taken from the record, and checked. */
	how.type = PPPEV_EVENT_LINK_ADDED;
	if (pppsim_wait_readable(scene->stream, LIMIT_MS))
		return false;
	want.ifindex = if_nametoindex("ppp0");
	want.channel = 0;
	if (pppsim_next(scene->stream, added, LIMIT_MS))
		return false;
	want.channel = added->channel;
	want.type = how.type;
	want.links = how.links;
	want.flags = how.flags;
	if (added->channel > 0 && same(&want, how, added))
		return true;
	complain("wanted", &want);
	complain("got   ", added);
	return false;
}

/* @got, or its absence, against the record that is made of @added. */
static bool is_next(const struct pppev_event *added, struct want how, int ret,
		    const struct pppev_event *got)
{
	struct pppev_event want = *added;

	if (how.type == PPPEV_EVENT_CONNECTED ||
	    how.type == PPPEV_EVENT_DISCONNECTED) {
		want.link_id = 0;
		want.channel = -1;
		want.subentry = 0;
	}
	return is_wanted(&want, how, ret, got);
}

bool scene_next(struct scene *scene, const struct pppev_event *added,
		struct want how)
{
	struct pppev_event got;
	int ret = pppsim_next(scene->stream, &got, LIMIT_MS);

	return is_next(added, how, ret, &got);
}

bool scene_ends(struct scene *scene, const struct pppev_event *added,
		uint32_t reason, pid_t pid)
{
	struct want removed = { PPPEV_EVENT_LINK_REMOVED, reason, .pid = pid };
	struct want down = { PPPEV_EVENT_DISCONNECTED, reason, .pid = pid };
	struct pppev_event got;
	int ret = pppsim_next(scene->stream, &got, LIMIT_MS);

	if (!ret && got.type == PPPEV_EVENT_LINK_REMOVED)
		return is_next(added, removed, ret, &got) &&
		       scene_next(scene, added, down);
	down.links = 1;
	return is_next(added, down, ret, &got) &&
	       scene_next(scene, added, removed);
}

bool scene_over(struct scene *scene)
{
	struct pppev_entry *entries;
	struct pppev_event ev;
	int count;

	if (!signals_are(&scene->all, scene->stream, (struct counts){ 0 }))
		return false;
	if (pppsim_quiet(scene->stream, &ev)) {
		complain("nothing was to follow, but", &ev);
		return false;
	}
	count = pppsim_snapshot(scene->stream, 0, &entries, NULL);
	free(entries);
	if (count)
		fprintf(stderr, "# %d entries left in the snapshot\n", count);
	return !count;
}

/* Run @look in a process of its own, a fresh user of the library. */
static bool elsewhere(bool (*look)(HRASCONN), uint64_t conn)
{
	int status;
	pid_t pid = fork();

	if (!pid)
		_exit(look((HRASCONN)(uintptr_t)conn) ? 0 : 1);
	return waitpid(pid, &status, 0) == pid && status == 0;
}

static DWORD enumerate(RASCONN *list, DWORD *count)
{
	DWORD size = 8 * sizeof(*list);

	list[0].dwSize = sizeof(*list);
	return RasEnumConnections(list, &size, count);
}

static bool in_list(HRASCONN conn)
{
	RASCONN list[8];
	DWORD count = 0;
	DWORD i;

	if (enumerate(list, &count))
		return false;
	for (i = 0; i < count; i++)
		if (list[i].hrasconn == conn)
			return true;
	return false;
}

/* Tells what both functions say if it is not what is wanted. */
static bool agree(HRASCONN conn, bool want_listed, DWORD want_error)
{
	RASCONNSTATUS status = { .dwSize = sizeof(status) };
	bool is_listed = in_list(conn);
	DWORD error = RasGetConnectStatus(conn, &status);

	if (is_listed == want_listed && error == want_error &&
	    (error || status.rasconnstate == RASCS_Connected))
		return true;
	fprintf(stderr,
		"# connection %#tx is %sin the list, its status: error %u, state %d\n",
		(uintptr_t)conn, is_listed ? "" : "not ", error,
		status.rasconnstate);
	return false;
}

static bool listed(HRASCONN conn)
{
	return agree(conn, true, ERROR_SUCCESS);
}

static bool gone(HRASCONN conn)
{
	return agree(conn, false, ERROR_INVALID_HANDLE);
}

bool is_listed_elsewhere(uint64_t conn)
{
	return elsewhere(listed, conn);
}

bool is_gone_elsewhere(uint64_t conn)
{
	return elsewhere(gone, conn);
}
