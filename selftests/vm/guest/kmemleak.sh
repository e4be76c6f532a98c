# SPDX-License-Identifier: GPL-2.0
# Has memory leaked?  Only a kernel with kmemleak can tell.
# shellcheck shell=sh

kmemleak=/sys/kernel/debug/kmemleak

# kmemleak does not report what is younger, in seconds.
leak_age=5

leaks_are_seen()
{
	[ -e "$kmemleak" ]
}

# Forget what leaked so far.  Scans are made when asked for, and only then.
leaks_start()
{
	leaks_are_seen || return 0
	echo scan=off >"$kmemleak"
	echo clear >"$kmemleak"
}

# Hundredths of a second since boot.
leak_clock()
{
	cut -d' ' -f1 /proc/uptime | tr -d .
}

# All that was allocated until now gets old enough.
leaks_ripen()
{
	leak_end=$(($(leak_clock) + leak_age * 100 + 10))
	while [ "$(leak_clock)" -lt "$leak_end" ]; do
		usleep 100000
	done
}

# Print what leaked; status 1 if anything did.  The first scan notes checksums,
# what is still the same in the second one and has no reference is a leak.
leaks_none()
{
	leaks_ripen
	echo scan >"$kmemleak"
	echo scan >"$kmemleak"
	! grep . "$kmemleak"
}
