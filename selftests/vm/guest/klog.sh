# SPDX-License-Identifier: GPL-2.0
# Is the kernel log free of reports?
# shellcheck shell=sh

# What the kernel says when it finds something wrong with itself.
klog_bad='BUG:|WARNING:|Oops|Call Trace|KASAN|KCSAN|UBSAN|ODEBUG
possible (circular|irq|recursive) |inconsistent lock state|suspicious RCU
bad unlock balance|held lock freed|lock held when returning
unregister_netdevice: waiting|refcount_t:|general protection|kernel BUG at
soft lockup|hard LOCKUP|blocked for more than|scheduling while atomic
sleeping function called|list_(add|del) corruption|Bad page|page_alloc fail
detected stall|stack guard page|double fault|unable to handle|kmemleak:
Slab corruption|Object already free|Poison overwritten|Redzone|unreferenced object'

# Forget what was logged so far.
klog_start()
{
	dmesg -c >>/run/klog.past
}

# Print the offending lines; status 1 if there are any.
klog_clean()
{
	dmesg >/run/klog
	# grep -e takes one alternative per line.
	! grep -E -e "$klog_bad" /run/klog
}
