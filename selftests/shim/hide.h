/* SPDX-License-Identifier: GPL-2.0 */
/* Without the module, while it is loaded: a /dev without its device. */
#ifndef SHIM_HIDE_H
#define SHIM_HIDE_H

#include <errno.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

/* For this process and its children.  0 or -errno. */
static inline int hide_device(void)
{
	static const char dev[] = "/run/dev";

	if (unshare(CLONE_NEWNS) ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    (mkdir(dev, 0755) && errno != EEXIST) ||
	    mount("dev", dev, "tmpfs", 0, NULL) ||
	    mkdir("/run/dev/pts", 0755) ||
	    mount("/dev/pts", "/run/dev/pts", NULL, MS_BIND, NULL) ||
	    mknod("/run/dev/ptmx", S_IFCHR | 0666, makedev(5, 2)) ||
	    mknod("/run/dev/null", S_IFCHR | 0666, makedev(1, 3)) ||
	    mknod("/run/dev/ppp", S_IFCHR | 0600, makedev(108, 0)) ||
	    mount(dev, "/dev", NULL, MS_MOVE, NULL))
		return -errno;
	return 0;
}

#endif /* SHIM_HIDE_H */
