// SPDX-License-Identifier: GPL-2.0
/* Network namespaces of the calling thread. */
#include <fcntl.h>
#include <sched.h>

#include "pppsim.h"
#include "internal.h"

int pppsim_netns_get(void)
{
	return sim_rc(open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
}

int pppsim_netns_enter(int nsfd)
{
	return sim_rc(setns(nsfd, CLONE_NEWNET));
}

int pppsim_netns_unshare(void)
{
	int rc = sim_rc(unshare(CLONE_NEWNET));

	return rc ? rc : pppsim_if_up("lo");
}

static int get_namespace(void *unused)
{
	(void)unused;
	return pppsim_netns_get();
}

int pppsim_netns_new(void)
{
	return pppsim_netns_run(PPPSIM_NETNS_FRESH, get_namespace, NULL);
}

int pppsim_netns_run(int nsfd, int (*fn)(void *arg), void *arg)
{
	int home = pppsim_netns_get();
	int rc, back;

	if (home < 0)
		return home;
	if (nsfd == PPPSIM_NETNS_FRESH)
		rc = pppsim_netns_unshare();
	else
		rc = pppsim_netns_enter(nsfd);
	if (!rc)
		rc = fn(arg);
	back = pppsim_netns_enter(home);
	close(home);
	return back ? back : rc;
}
