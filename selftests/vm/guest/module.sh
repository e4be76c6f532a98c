# SPDX-License-Identifier: GPL-2.0
# Loading and unloading pppev.ko in the guest.
# shellcheck shell=sh

pppev_ko=/rasnotify/kmod/pppev.ko

# What the tests open sessions with; pppev.ko itself needs ppp_generic only.
ppp_modules='ppp_generic ppp_async ppp_synctty pppoe l2tp_ppp l2tp_netlink pptp
	bsd_comp ppp_deflate veth dummy tun'

# pppev.ko is not below /lib/modules: what it depends on is loaded by name.
module_load()
{
	for name in $ppp_modules; do
		modprobe "$name" || return
	done
	insmod "$pppev_ko"
}

# Functions that are redirected, as ftrace itself sees it.
module_hooks()
{
	sed -n 's/^\([_a-z][_a-z0-9]*\) .*[) ]I .*/\1/p' \
		/sys/kernel/tracing/enabled_functions
}

# Who keeps /dev/pppev open, one "pid name" per line.
module_holders()
{
	for fd in /proc/[0-9]*/fd/*; do
		[ "$(readlink "$fd")" = /dev/pppev ] || continue
		pid=${fd#/proc/}
		pid=${pid%%/*}
		echo "$pid $(cat "/proc/$pid/comm")"
	done
}

module_unload()
{
	rmmod pppev && return
	module_holders
	return 1
}
