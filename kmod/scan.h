/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Comparing the registry with what is really attached: for links that were
 * up before the module, and for calls that were under way when it was hooked.
 */
#ifndef _PPPEV_SCAN_H
#define _PPPEV_SCAN_H

/* First and last of all: what the hooks take.  -ENOMEM or 0. */
int pppev_scan_prepare(void);
void pppev_scan_finish(void);

/*
 * Scan now, and once more a little later: a call that had entered
 * ppp_generic before the hooks were armed may attach or detach unseen.
 * Sleeps.  After the hooks are armed and the interfaces known.
 */
void pppev_scan_start(void);

struct pppev_stats;

/*
 * Scan, and tell all listeners if something had to be put right, or was
 * @missed in between.  Sleeps.
 */
void pppev_scan_resync(bool missed);

/* Its part of the statistics, under pppev_lock. */
void pppev_scan_stats(struct pppev_stats *stats);

/*
 * Before wrappers are disarmed, and after probes are, which may ask for a scan
 * until then.
 */
void pppev_scan_stop(void);

/*
 * Held by wrapped ioctls that attach, detach or list channels, so that none
 * of them is half done during a scan.  Taken before any lock of ppp_generic.
 * An unregister is not held up: it may hold rtnl, and an ioctl inside may be
 * waiting for that.
 */
void pppev_scan_hold_off(void);
void pppev_scan_allow(void);

/* Wait until nobody who held off scans at the call does.  Sleeps. */
void pppev_scan_drain(void);

#endif /* _PPPEV_SCAN_H */
