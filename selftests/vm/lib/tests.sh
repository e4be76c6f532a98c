# SPDX-License-Identifier: GPL-2.0
# The tests: what there is, and how all of it is run, here and in the guest.
# A report is for ktap.awk.
# shellcheck shell=sh disable=SC2154 # O, top, vm_dir: say.sh

. "$vm_dir/guest/findings.sh"

tests_make()
{
	attended make -s -C "$top" -j"$(nproc)" "$@" </dev/null
}

tests_build()
{
	tests_make all selftests
}

# Lines of a suite's list of programs, nothing if it has none: $1 suite, $2
# host or guest.
tests_programs()
{
	[ ! -e "$O/selftests/$1/tests.$2" ] || cat "$O/selftests/$1/tests.$2"
}

tests_suites()
{
	for dir in "$top"/selftests/*/; do
		suite=$(basename "$dir")
		[ -z "$(tests_programs "$suite" "$1")" ] || echo "$suite"
	done
}

# $1 directory, $2 program.  What it runs under, if anything, is in $runner.
runner=
tests_host_run()
{
	# shellcheck disable=SC2086 # a list of words
	cd "$1" && LD_LIBRARY_PATH="$O/lib" \
		timeout -k 5 "$host_limit" $runner "./$2" 2>&1 </dev/null
}

# A sanitizer writes what it finds to files in $findings, if that is set.
findings=
tests_findings()
{
	[ -n "$findings" ] || return 0
	if findings_take "$findings"; then
		echo "@vm check ok $1: the sanitizer found nothing"
	else
		echo "@vm check fail $1: the sanitizer found nothing"
	fi
}

# $1 directory, $2 suite, $3 program.
tests_host_program()
{
	say "  $2/$3"
	start=$(date +%s)
	echo "@vm program $2/$3"
	status=0
	attended tests_host_run "$1" "$3" || status=$?
	printf '\n@vm end %d %d\n' "$status" $(($(date +%s) - start))
	tests_findings "$2/$3"
}

# Tests of the harness itself.
tests_of_harness()
{
	for program in boot_test ktap_test make_test names_test packages_test stop_test; do
		tests_host_program "$vm_dir" vm "$program"
	done
	tests_host_program "$top/bench" bench report_test
}

# To standard output.
tests_on_host()
{
	for suite in $(tests_suites host); do
		for program in $(tests_programs "$suite" host); do
			tests_host_program "$O/selftests/$suite" "$suite" "$program"
		done
	done
}

# One boot: $1 report, the rest for run.
tests_boot()
{
	report=$1
	shift
	echo "@vm guest" >"$report"
	attended "$vm_dir/run" --report "$report" --log "$report.console" \
		"$@" >&2 || :
}

# Suites of the guest but those that have a boot of their own.
tests_usual_suites()
{
	tests_suites guest | grep -vx -e reload -e cost
}

# The emulator may lose a guest whose code is patched by one processor while
# another executes it, as loading the module under a storm does.  So that suite
# has a boot of its own with one processor, and for the sake of time not its
# hundred lives but $RELOAD_LIVES, or ten.
tests_of_reload()
{
	report=$1
	append=$2
	shift 2
	tests_boot "$report" --smp 1 --suites reload \
		--append "$append RELOAD_LIVES=${RELOAD_LIVES:-10}" "$@"
}

# All but cost, in guests side by side: $1 report to be, $2 words for the kernel
# command line, the rest for run.
tests_in_guests()
{
	attended tests_side_by_side "$@"
	cat "$1.stress" "$1.reload" "$1.dials" "$1.sessions" "$1.rest" >"$1"
}

# pppd waits more than he works.  What the guest of the sessions has besides is
# there for the sake of time, all the rest takes longest, and needs processors
# that race.
tests_side_by_side()
{
	all=$1
	append=$2
	shift 2
	tests_boot "$all.rest" --append "$append" \
		--suites "$(tests_usual_suites |
			grep -vx -e stress -e ppp -e module | xargs)" "$@" &
	rest=$!
	tests_boot "$all.dials" --append "$append" --smp 1 \
		--suites 'ppp/ras*' "$@" &
	dials=$!
	tests_boot "$all.sessions" --append "$append" \
		--suites 'ppp/[!r]* module' "$@" &
	sessions=$!
	tests_boot "$all.stress" --append "$append" --suites stress "$@"
	tests_of_reload "$all.reload" "$append" "$@"
	wait "$rest" "$dials" "$sessions"
}

# The same for what calls cost, which is compared by a clock that counts
# instructions: this machine may be busy.
tests_of_cost()
{
	report=$1
	shift
	tests_boot "$report" --smp 1 --icount --suites cost "$@"
}
