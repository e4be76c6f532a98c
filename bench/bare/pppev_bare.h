/* SPDX-License-Identifier: GPL-2.0 */
/*
 * /dev/pppev_bare: eventfds that are signalled from process context, by an
 * ioctl or by the notifier of an interface.
 */
#ifndef PPPEV_BARE_H
#define PPPEV_BARE_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define BARE_DEVICE	"/dev/pppev_bare"

/* CLOCK_MONOTONIC just before the first of them, and just after the last. */
struct bare_times {
	__u64 start_ns;
	__u64 end_ns;
};

/* Adds the eventfd of that number to those of the file; takes all away. */
#define BARE_IOC_ADD	_IO('B', 0)
#define BARE_IOC_CLEAR	_IO('B', 1)
/* Signals all, in the order they were added. */
#define BARE_IOC_SIGNAL	_IOR('B', 2, struct bare_times)
/*
 * From now on all are signalled when the interface of that index in the
 * caller's namespace is up, and before it goes down; 0 ends it.  TIMES: when
 * that was last.
 */
#define BARE_IOC_FOLLOW	_IO('B', 3)
#define BARE_IOC_TIMES	_IOR('B', 4, struct bare_times)

#endif /* PPPEV_BARE_H */
