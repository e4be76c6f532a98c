# SPDX-License-Identifier: GPL-2.0
# Messages, the places everything goes to, and what every script here needs.
# shellcheck shell=sh disable=SC2034 # sourced: the variables are used elsewhere

vm_dir=${vm_dir:?set before this file is sourced}
top=$(cd "$vm_dir/../.." && pwd)
O=${O:-$top/build}
case $O in /*) ;; *) O=$PWD/$O ;; esac
cache=${XDG_CACHE_HOME:-$HOME/.cache}/rasnotify
# What was given to make as O= is in the environment, too.  In MAKEFLAGS it
# would reach the kernel's makefiles, where O means something else.
export O
unset MAKEFLAGS MFLAGS MAKELEVEL
time_zero=${VM_TIME_ZERO:-$(date +%s)}
export VM_TIME_ZERO="$time_zero"

say()
{
	printf '[%3ds] %s\n' $(($(date +%s) - time_zero)) "$*" >&2
}

die()
{
	say "error: $*"
	exit 1
}

as_root()
{
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo -n "$@"
	else
		die "'$*' needs root, and there is no sudo"
	fi
}

# Run "$@" in a shell of its own, while no other script of this harness, in any
# clone, does the same.
locked()
{
	mkdir -p "$cache"
	attended with_lock "$@"
}

with_lock()
{
	exec 9>"$cache/$1.lock"
	flock 9 || exit 1
	shift
	"$@"
}

# Set $work to an empty directory in $1, which goes away with this shell: what
# is to be in the cache is made there and renamed when whole, so that nothing
# half done ever looks finished.  Called under a lock: others are left-overs.
workplace()
{
	rm -rf "$1"/.work.*
	mkdir -p "$1"
	work=$(mktemp -d "$1/.work.XXXXXX")
	# shellcheck disable=SC2064 # the name of now
	trap "rm -rf '$work'" EXIT
	trap 'exit 143' INT TERM HUP
}

# A shell that waits for a foreground child does not look at its traps, one
# in 'wait' does: whatever takes long runs through this.
attended_pid=
attended()
{
	"$@" &
	attended_pid=$!
	attended_status=0
	wait "$attended_pid" || attended_status=$?
	attended_pid=
	return "$attended_status"
}

attended_stop()
{
	[ -n "$attended_pid" ] || return 0
	stop_tree "$attended_pid"
	wait "$attended_pid" || :
}

# A process, and all that it started: who ends of a signal leaves what it
# waits for running.
stop_tree()
{
	# shellcheck disable=SC2046 # a list of words
	kill $(tree_of "$1") 2>/dev/null || :
}

# The name in a stat file may hold anything, and ends with the last ")".
tree_of()
{
	cat /proc/[0-9]*/stat 2>/dev/null | awk -v root="$1" '
		{ pid = $1; sub(/.*\) /, ""); parent[pid] = $2 }
		END {
			for (pid in parent) {
				up = pid
				while (up != root && up in parent)
					up = parent[up]
				if (up == root)
					print pid
			}
		}'
}
