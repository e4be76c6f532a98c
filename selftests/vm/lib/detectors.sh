# SPDX-License-Identifier: GPL-2.0
# Do the detectors of the debug kernel speak?  Each gets a boot of its own and
# a bug to find: after the first report most of them are silent.
# shellcheck shell=sh disable=SC2154 # O, vm_dir: say.sh; release: kernel.sh; debug_flavour: debug_kernel.sh; work, detector_limit, debug_append: check-debug

# Name of the bug in broken.c, of the detector, and what that has to say: a
# basic regular expression.
detector_table='use-after-free KASAN BUG: KASAN: use-after-free in .*\[broken\]
lock-order lockdep WARNING: possible circular locking dependency detected
atomic-sleep DEBUG_ATOMIC_SLEEP BUG: sleeping function called from invalid context
leak kmemleak unreferenced object .*(size 128)'

# What a callback of ftrace must not do, and what is a bug in any context that
# may not sleep.
detector_table_rt='spin-unpreemptible DEBUG_ATOMIC_SLEEP BUG: sleeping function called from invalid context at .*spinlock_rt
spin-in-raw PROVE_RAW_LOCK_NESTING BUG: Invalid wait context'

detectors_wanted()
{
	echo "$detector_table"
	[ "$debug_flavour" != rt ] || echo "$detector_table_rt"
}

detectors_build()
{
	dir=$O/broken-$release
	mkdir -p "$dir"
	cp -p "$vm_dir/debug/Kbuild" "$vm_dir/debug/broken.c" "$dir/"
	attended module_make "$dir" || die "the broken module does not build"
}

# What the guest says and its console.  Status 0: nothing was wrong with it.
detector_boot()
{
	: >"$work/$1.console"
	attended "$vm_dir/run" --no-module --time "$detector_limit" \
		--append "$debug_append" --log "$work/$1.console" \
		-- /rasnotify/guest/broken.sh "$1" >"$work/$1.said" 2>&1 </dev/null
}

# $1 bug, $2 detector, $3 what it has to say.  The guest dies of some of the
# bugs, the checks in it find the others; it never ends as if all was well.
detector_test()
{
	if detector_boot "$1"; then
		said=
	else
		said=$(cat "$work/$1.said" "$work/$1.console" |
			grep -m 1 -e "$3") || :
	fi
	say "  $2: ${said:-is silent}"
	if [ -n "$said" ]; then
		echo "@vm check ok debug kernel: $2 speaks of $1"
	else
		tail -n 20 "$work/$1.said"
		echo "@vm check fail debug kernel: $2 speaks of $1"
	fi
}

# Side by side: much of such a boot is waiting.
detectors_side_by_side()
{
	while read -r bug detector words; do
		detector_test "$bug" "$detector" "$words" \
			>"$work/$bug.report" &
	done <<-END
	$(detectors_wanted)
	END
	wait
	cat "$work"/*.report
}

# A report for ktap.awk.
detectors_run()
{
	attended detectors_side_by_side
}
