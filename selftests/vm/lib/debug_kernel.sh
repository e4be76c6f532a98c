# SPDX-License-Identifier: GPL-2.0
# A kernel that looks for its own mistakes, built from Debian's source.  What
# is kept of it has the layout of an unpacked stock kernel (kernel.sh), so the
# rest of the harness boots it and builds modules for it in the same way.
# shellcheck shell=sh disable=SC2154 # cache, vm_dir: say.sh; work: workplace; debug_version: debug_source.sh

. "$vm_dir/lib/debug_source.sh"

debug_source=linux-source-6.1
debug_cc=gcc-12

# To be raised when the same source and configuration give another result.
debug_kit_version=1

# A line on the screen every so many seconds.
debug_progress_interval=30

# There are two of it, plain and rt.
debug_flavour_select()
{
	case ${KERNEL:-6.1} in
	6.1) debug_flavour=plain ;;
	6.1-rt) debug_flavour=rt ;;
	*) die "there is no debug kernel $KERNEL, only 6.1 and 6.1-rt" ;;
	esac
}

debug_fragment_texts()
{
	cat "$vm_dir/debug/detectors.config" "$vm_dir/debug/guest.config"
	[ "$debug_flavour" = plain ] || cat "$vm_dir/debug/$debug_flavour.config"
}

# For an option that more than one of them has, the last one counts.
debug_fragments()
{
	debug_fragment_texts | awk '
		/^CONFIG_/ { name = $0; sub(/=.*/, "", name) }
		/^# CONFIG_.* is not set$/ { name = $2 }
		name == "" { next }
		!(name in lines) { order[++n] = name }
		{ lines[name] = $0; name = "" }
		END { for (i = 1; i <= n; i++) print lines[order[i]] }
	'
}

debug_key()
{
	{
		echo "$debug_kit_version"
		debug_fragments
		[ "$debug_flavour" = plain ] ||
			cat "$vm_dir/debug/$debug_flavour.patch"
		"$debug_cc" --version | head -n 1
	} | sha256sum | cut -c 1-16
}

# Set $kernel, which exists once the kernel is built.  A version with RT patches
# is looked for when there is none: what was built is used until its entry is
# removed.
debug_kernel_find()
{
	debug_flavour_select
	key=$(debug_key)
	case $debug_flavour in
	plain) kernel=$cache/debug/$(package_version "$debug_source")_$key ;;
	rt) kernel=$(find "$cache/debug" -maxdepth 1 -name "*_$key" \
		2>/dev/null | sort -V | tail -n 1) ;;
	esac
}

# What the other scripts then take for the kernel to be used.
debug_kernel_select()
{
	debug_kernel_find
	[ -d "$kernel" ] || die "there is no debug kernel in the cache"
	release=$(ls "$kernel/lib/modules")
	export VM_RELEASE="$release" VM_KERNEL="$kernel"
}

# The same input gives the same bytes, whoever builds, and when.
debug_kernel_environment()
{
	export KBUILD_BUILD_TIMESTAMP='Thu Jan  1 00:00:00 UTC 2026'
	export KBUILD_BUILD_USER=ci KBUILD_BUILD_HOST=ci KBUILD_BUILD_VERSION=1
	export LC_ALL=C CCACHE_DIR="$cache/ccache" CCACHE_MAXSIZE=500M
	debug_cc_command=$debug_cc
	if command -v ccache >/dev/null; then
		debug_cc_command="ccache $debug_cc"
	fi
}

debug_make()
{
	make -C "$work/source" CC="$debug_cc_command" "$@" </dev/null
}

# An option whose conditions are not met vanishes without a word.
debug_kernel_compare()
{
	missing=$(debug_fragments | grep -vxF -f "$work/source/.config") || return 0
	say "these options were asked for and did not make it:"
	echo "$missing" >&2
	die "the configuration of the debug kernel is not what was wanted"
}

debug_kernel_configure()
{
	debug_fragments >"$work/wanted"
	debug_make -s KCONFIG_ALLCONFIG="$work/wanted" allnoconfig >"$work/log" 2>&1 || {
		cat "$work/log" >&2
		die "the debug kernel cannot be configured"
	}
	debug_kernel_compare
}

debug_kernel_progress()
{
	while sleep "$debug_progress_interval"; do
		say "  $(wc -l <"$work/log") of about 1650 steps"
	done
}

debug_progress=
debug_kernel_quiet()
{
	[ -z "$debug_progress" ] || stop_tree "$debug_progress"
	debug_progress=
}

debug_kernel_compile()
{
	say "compiling the debug kernel: 10 to 20 minutes without ccache's help"
	debug_kernel_progress >/dev/null 9>&- &
	debug_progress=$!
	status=0
	attended nice make -C "$work/source" CC="$debug_cc_command" \
		-j"$(nproc)" bzImage modules \
		</dev/null >"$work/log" 2>&1 9>&- || status=$?
	debug_kernel_quiet
	[ "$status" -eq 0 ] && return
	tail -n 40 "$work/log" >&2
	die "the debug kernel does not build"
}

# Paths of the source tree that it takes to build a module.
debug_kernel_module_parts()
{
	find . arch/x86 -maxdepth 1 -name 'Makefile*'
	find include scripts arch/x86/include -type f ! -name '*.o' ! -name '*.cmd'
	echo Kbuild
	echo .config
	echo Module.symvers
	echo tools/objtool/objtool
}

# Whoever builds a module takes the compiler of the kernel, without ccache.
debug_kernel_keep_headers()
{
	mkdir -p "$1"
	(
		cd "$work/source" || exit
		debug_kernel_module_parts | cpio -p -d -m --quiet "$1"
	)
	sed -i "s/^CC\([[:space:]]*\)= .*gcc$/CC\1= $debug_cc/" "$1/Makefile"
}

debug_kernel_keep()
{
	release=$(debug_make -s --no-print-directory kernelrelease)
	mkdir -p "$work/kit/boot"
	cp "$work/source/arch/x86/boot/bzImage" "$work/kit/boot/vmlinuz-$release"
	cp "$work/source/System.map" "$work/kit/boot/System.map-$release"
	cp "$work/source/.config" "$work/kit/boot/config-$release"
	PATH=$PATH:/usr/sbin:/sbin \
		debug_make -s INSTALL_MOD_PATH="$work/kit" modules_install
	rm -f "$work/kit/lib/modules/$release/build" \
		"$work/kit/lib/modules/$release/source"
	debug_kernel_keep_headers \
		"$work/kit/headers/usr/src/linux-headers-$release"
	kernel=$cache/debug/${debug_version}_$(debug_key)
	mv -T "$work/kit" "$kernel"
}

debug_kernel_build()
{
	workplace "$cache/debug"
	trap 'debug_kernel_quiet; attended_stop; rm -rf "$work"' EXIT
	debug_kernel_environment
	debug_source_get
	debug_kernel_configure
	debug_kernel_compile
	debug_kernel_keep
}
