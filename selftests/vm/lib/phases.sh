# SPDX-License-Identifier: GPL-2.0
# A check runs in phases.  Each is timed, and whatever ends the script, its
# last line is "N passed, N failed, N skipped".
# shellcheck shell=sh disable=SC2154 # vm_dir, time_zero: say.sh

phases=
phase=
reported=

phase_begin()
{
	phase=$1
	phase_start=$(date +%s)
	say "$phase"
}

phase_end()
{
	phases="$phases$phase $(($(date +%s) - phase_start)) s, "
}

# shellcheck disable=SC2317 # a trap calls it
phases_cleanup()
{
	status=$?
	trap - EXIT
	# It may be told twice: by who runs it, and by who runs that.
	trap '' INT TERM HUP
	attended_stop
	rm -rf "$work"
	if [ -z "$reported" ]; then
		echo "FAIL  $phase did not finish"
		echo "0 passed, 1 failed, 0 skipped"
	fi
	exit "$status"
}

# Set $work to a directory that goes away with the script.
phases_start()
{
	work=$(mktemp -d)
	trap phases_cleanup EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
}

# $@ are reports of the harness, see ktap.awk.
phases_report()
{
	say "${phases}in all $(($(date +%s) - time_zero)) s"
	reported=yes
	awk -v show=1 -f "$vm_dir/lib/ktap.awk" "$@"
}
