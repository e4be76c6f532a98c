#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Run the test programs of the suites named, each suite with a freshly loaded
# module.  Lines that begin with "@nonce" are for the build machine; all else
# is the programs' own output (KTAP).
. "${0%/*}/module.sh"
. "${0%/*}/klog.sh"
. "${0%/*}/kmemleak.sh"
. "${0%/*}/findings.sh"

# Where a sanitizer's options, which the kernel command line puts into the
# environment, have it write; see vm/lib/sanitizers.sh.
findings=/findings
mkdir -p "$findings"

tell()
{
	echo "@$VM_NONCE $*"
}

# $1 suite, $2 what is checked; the command's output becomes diagnostics.
check()
{
	check_name="$1: $2"
	shift 2
	if "$@" >/run/check 2>&1; then
		tell "check ok $check_name"
	else
		sed 's/^/# /' /run/check
		tell "check fail $check_name"
	fi
}

# Seconds a program may take: kselftest's "settings" file, or a minute, and
# a multiple of it on a kernel that is known to be slow: SLOWNESS, which the
# kernel command line puts into the environment, and the tests know, too.
time_limit()
{
	limit=$(sed -n 's/^timeout=//p' "$1/settings" 2>/dev/null)
	echo $((${limit:-60} * ${SLOWNESS:-1}))
}

run_program()
{
	start=$(cut -d. -f1 /proc/uptime)
	tell "program $suite/$1"
	(cd "$dir" && exec setsid timeout -k 5 "$(time_limit "$dir")" "./$1")
	status=$?
	tell "end $status $(($(cut -d. -f1 /proc/uptime) - start))"
	[ -z "${SANITIZED:-}" ] ||
		check "$suite/$1" "the sanitizer found nothing" \
			findings_take "$findings"
}

# What a program left running would hold the module or spoil the next one.
# Kernel threads have no executable.
kill_leftovers()
{
	for exe in /proc/[0-9]*/exe; do
		pid=${exe#/proc/}
		pid=${pid%/exe}
		case $pid in 1 | "$$") continue ;; esac
		readlink "$exe" >/dev/null || continue
		echo "# left running: $pid $(tr '\0' ' ' <"/proc/$pid/cmdline")"
		kill -9 "$pid"
	done
	ip -all netns delete
}

# Of the suite's list: $1 is a pattern of the shell.
programs_like()
{
	while read -r name; do
		# shellcheck disable=SC2254 # it is a pattern
		case $name in
		$1) echo "$name" ;;
		esac
	done <"$dir/tests.guest"
}

# $1 is a suite, programs of its list, suite/pattern, or any program of it,
# suite/program.
programs()
{
	case $1 in
	*/*[*?[]*) programs_like "${1#*/}" ;;
	*/*) echo "${1#*/}" ;;
	*) cat "$dir/tests.guest" ;;
	esac
}

run_suite()
{
	suite=${1%%/*}
	dir=/rasnotify/selftests/$suite
	check "$suite" "there is something to run" test -n "$(programs "$1")"
	klog_start
	leaks_start
	check "$suite" "the module loads" module_load
	tell "hooks $(module_hooks | xargs)"
	for program in $(programs "$1"); do
		run_program "$program"
	done
	kill_leftovers
	check "$suite" "the module unloads" module_unload
	check "$suite" "the kernel log is clean" klog_clean
	! leaks_are_seen || check "$suite" "no memory leaked" leaks_none
}

# A check that cannot fail is none.
klog_notices()
{
	klog_start
	echo "<4>WARNING: trial of the harness" >/dev/kmsg
	! klog_clean
}

check harness "a bad kernel log is noticed" klog_notices
for wanted; do
	run_suite "$wanted"
done
