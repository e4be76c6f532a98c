# SPDX-License-Identifier: GPL-2.0
# Do the detectors of the debug kernel speak?  Each gets a boot of its own and
# a bug to find: after the first report most of them are silent.
# shellcheck shell=sh disable=SC2154 # O, vm_dir: say.sh; kernel, release: kernel.sh

# Name of the bug in broken.c, and what has to be said about it: a basic
# regular expression.
detector_table='
use-after-free BUG: KASAN: use-after-free in .*\[broken\]
lock-order WARNING: possible circular locking dependency detected
atomic-sleep BUG: sleeping function called from invalid context
leak unreferenced object .*(size 128)
'

detectors_build()
{
	dir=$O/broken-$release
	mkdir -p "$dir"
	cp -p "$vm_dir/debug/Kbuild" "$vm_dir/debug/broken.c" "$dir/"
	module_make "$dir" || die "the broken module does not build"
}

# The guest dies of some of the bugs, or the checks in it find them.
detector_speaks()
{
	if "$vm_dir/run" --no-module --time "$detector_limit" \
		--append "$debug_append" --log "$work/console" \
		-- /rasnotify/guest/broken.sh "$1" >"$work/said" 2>&1 </dev/null
	then
		return 1
	fi
	grep -h -m 1 -e "$2" "$work/said" "$work/console"
}

# One line per detector for ktap.awk.
detectors_run()
{
	echo "$detector_table" | while read -r bug words; do
		[ -n "$bug" ] || continue
		if said=$(detector_speaks "$bug" "$words"); then
			verdict=ok
		else
			said="nothing"
			verdict=fail
			tail -n 20 "$work/said"
		fi
		say "  $bug: $said"
		echo "@vm check $verdict debug kernel: $bug is noticed"
	done
}
