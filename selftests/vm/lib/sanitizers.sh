# SPDX-License-Identifier: GPL-2.0
# Builds that look for their own mistakes, each in a directory of its own, and
# valgrind, which takes the usual one.
# shellcheck shell=sh disable=SC2034,SC2154 # runner: tests.sh; O, top: say.sh; work: phases.sh

# What uses the library in the guest.
sanitizer_guest_programs='ppp/rasdial ppp/rasdial_async ppp/rashangup
	ppp/rasclients ppp/rasclients_short_wchar shim'

# All are slower; in the guest there is time for less of what tests repeat.
sanitizer_append='SANITIZED=yes SLOWNESS=4 SHIM_CYCLES=10000 SHIM_CROWD=200'

# Programs of shim for valgrind.  Others do a million times what these do once,
# have their own malloc, or measure time.
valgrind_programs='handles events semaphores waits mutexes names names_short_wchar
	duplicates messages messages_short_wchar libraries libraries_short_wchar
	codepages codepages_short_wchar formats formats_short_wchar threads
	registrations cancels criticalsections memory strings strings_short_wchar layout
	layout_short_wchar no_module errorstring errorstring_short_wchar
	phonebook phonebook_short_wchar properties devices dialparams
	dialparams_short_wchar'

valgrind_command='valgrind -q --error-exitcode=66 --leak-check=full
	--errors-for-leak-kinds=definite --show-leak-kinds=definite'

# The first finding ends a process; all are written to files, because not every
# test looks how the processes end that it starts.  $1 is where.  Beside
# AddressSanitizer UBSan would write to no file: it traps, and the other writes.
sanitizer_options()
{
	common="log_path=$1/report:exitcode=66:allocator_may_return_null=1"
	echo "ASAN_OPTIONS=$common:verify_asan_link_order=0:handle_sigill=1"
	echo "TSAN_OPTIONS=$common:die_after_fork=0:halt_on_error=1"
}

# Sets $O, $flags, and what tests_on_host runs programs under.
sanitizer_select()
{
	findings=$work/findings
	mkdir -p "$findings"
	unset UNDER_VALGRIND
	O=$sanitized_out
	runner=
	flags="-O1 -g -fno-omit-frame-pointer"
	case $1 in
	valgrind)
		flags="-O2 -g"
		export UNDER_VALGRIND=yes
		runner="$valgrind_command --log-file=$findings/report.%p"
		return
		;;
	address)
		flags="$flags -fsanitize=address,undefined"
		flags="$flags -fsanitize-undefined-trap-on-error"
		# These two are the only ones that gcc 12 does not let trap.
		flags="$flags -fno-sanitize=nonnull-attribute"
		flags="$flags -fno-sanitize=returns-nonnull-attribute"
		;;
	thread) flags="$flags -fsanitize=thread" ;;
	esac
	O=$sanitized_out/sanitized-$1
	# shellcheck disable=SC2046 # a list of words
	export $(sanitizer_options "$findings")
}

sanitizer_build()
{
	tests_make CFLAGS="$flags" lib tools examples
	for suite in pppsim shim reference ppp; do
		tests_make -C "$top/selftests/$suite" CFLAGS="$flags" all
	done
}

# Bugs of broken.c that each has to find.
sanitizer_bugs()
{
	case $1 in
	address) echo use-after-free leak overflow ;;
	thread) echo race ;;
	valgrind) echo use-after-free leak use-of-nothing ;;
	esac
}

# They are written down whatever becomes of the process.
sanitizer_speaks()
{
	# shellcheck disable=SC2086 # lists of words
	{
		cc $flags -pthread -I"$top/selftests/include" -o "$O/broken" \
			"$vm_dir/sanitized/broken.c" &&
			$runner "$O/broken" "$1" >"$work/said" 2>&1 &&
			! findings_take "$findings" >>"$work/said"
	}
}

# $1 sanitizer.
sanitizer_trial()
{
	for bug in $(sanitizer_bugs "$1"); do
		if sanitizer_speaks "$bug"; then
			echo "@vm check ok $1: is heard of $bug"
		else
			cat "$work/said"
			echo "@vm check fail $1: is heard of $bug"
		fi
	done
}

sanitizer_on_host()
{
	sanitizer_trial "$1"
	if [ -n "$runner" ]; then
		for program in $valgrind_programs; do
			tests_host_program "$O/selftests/shim" shim "$program"
		done
	else
		tests_on_host
	fi
}

# $1 report to be, the rest for run.
sanitizer_in_guest()
{
	report=$1
	shift
	tests_boot "$report" --mem 2048 --append \
		"$sanitizer_append $(sanitizer_options /findings | xargs)" \
		--suites "$(echo "$sanitizer_guest_programs" | xargs)" "$@"
}

sanitized_out=$O
