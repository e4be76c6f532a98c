#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Load the broken module with the bug named, and look for signs of it just as
# suites.sh does.  Status 0: nothing was noticed.
. "${0%/*}/klog.sh"
. "${0%/*}/kmemleak.sh"

klog_start
leaks_start
insmod /rasnotify/kmod/broken.ko bug="$1" || exit 0
rmmod broken
klog_clean || exit
[ "$1" != leak ] || leaks_none
