# SPDX-License-Identifier: GPL-2.0
# Waiting for conditions instead of for times.
# shellcheck shell=sh

wait_limit=30

# $1 says what is waited for, the rest is a command that tells.
wait_until()
{
	wait_for=$1
	shift
	wait_end=$(($(date +%s) + wait_limit))
	until "$@"; do
		if [ "$(date +%s)" -ge "$wait_end" ]; then
			echo "waited $wait_limit s in vain: $wait_for"
			return 1
		fi
		usleep 50000
	done
}

# True once process $1 has /dev/pppev open.
watches_device()
{
	for fd in "/proc/$1"/fd/*; do
		[ "$(readlink "$fd")" != /dev/pppev ] || return 0
	done
	return 1
}

file_says()
{
	grep -q -e "$2" "$1" 2>/dev/null
}
