// SPDX-License-Identifier: GPL-2.0
/* All methods, in the order they are shown. */
#include "latency.h"

const struct method *const methods[] = {
	&method_wait_auto,
	&method_wait_alone,
	&method_wait_manual,
	&method_wait_any_2,
	&method_wait_any_2_manual,
	&method_wait_any_64,
	&method_wait_any_64_manual,
	&method_epoll,
	&method_read,
	&method_bare_read,
	&method_bare_poll_2,
	&method_bare_take_2,
	&method_bare_poll_64,
	&method_bare_take_64,
	&method_bare_notifier,
	&method_user_eventfd,
	&method_rtnetlink,
	&method_ip_monitor,
	&method_backend_netlink,
	&method_poll_100ms,
	&method_poll_1s,
	&method_pppd_program,
	&method_pppd_script,
	&method_wait_deleted,
	&method_rtnetlink_deleted,
	&method_udev,
	NULL
};
