# SPDX-License-Identifier: GPL-2.0
# Modules for the kernel of the guest, built with the unpacked headers.
# shellcheck shell=sh disable=SC2154 # top, O: say.sh; kernel, release: kernel.sh

module_sources='Kbuild kmod include/uapi'

# Modules that tests and benches load: name of the place, sources beside compat.h.
extra_modules='helpers selftests/module/ko
bare bench/bare'

# Everything a module is made of, by content: equal text, equal module.
module_fingerprint()
{
	(
		cd "$top" || exit
		find "$@" -type f -exec sha256sum {} + | sort -k 2
		echo "$kernel"
		gcc-12 --version | head -n 1
	)
}

# Kbuild writes beside the sources, so it gets a copy; times are kept, which
# makes the next build an incremental one.
module_copy_sources()
{
	for name in $module_sources; do
		mkdir -p "$1/$(dirname "$name")"
		cp -pR "$top/$name" "$1/$(dirname "$name")/"
	done
	# A file that left the clone leaves the copy.
	(
		cd "$1" || exit
		find kmod include -name '*.[ch]' ! -name '*.mod.c' |
			while read -r file; do
				[ -e "$top/$file" ] || rm -f "$file"
			done
	)
}

# A kernel of another suite has a root to build in.  It is without the Perl or
# Python of kernel-doc, which W=1 runs; for the machine's own kernel it does run.
module_make()
{
	dir=$1
	set -- -s -j"$(nproc)" W=1 KCFLAGS=-Werror \
		CONFIG_DEBUG_INFO_BTF_MODULES= modules
	if [ -d "$kernel/root" ]; then
		suite_enter "$dir" make -C "/usr/src/linux-headers-$release" \
			M=/mnt cmd_checkdoc= "$@"
	else
		make -C "$kernel/headers/usr/src/linux-headers-$release" \
			M="$dir" "$@"
	fi
}

module_build_locked()
{
	dir=$O/kmod-$release
	[ -e "$top/Kbuild" ] || die "there is no Kbuild: no module to build"
	# shellcheck disable=SC2086 # a list of words
	new=$(module_fingerprint $module_sources)
	if [ -e "$dir/pppev.ko" ] && [ "$(cat "$dir/.built" 2>/dev/null)" = "$new" ]; then
		return
	fi
	say "building pppev.ko for $release"
	mkdir -p "$dir"
	rm -f "$dir/.built"
	module_copy_sources "$dir"
	module_make "$dir" || die "the module does not build"
	echo "$new" >"$dir/.built"
}

# $1 name, $2 sources: a directory with a Kbuild of its own.
extra_build_locked()
{
	dir=$O/$1-$release
	new=$(module_fingerprint "$2" kmod/compat.h)
	if [ "$(cat "$dir/.built" 2>/dev/null)" = "$new" ]; then
		return
	fi
	mkdir -p "$dir"
	rm -f "$dir/.built"
	cp -p "$top/$2"/* "$top/kmod/compat.h" "$dir/"
	module_make "$dir" || die "the modules in $2 do not build"
	echo "$new" >"$dir/.built"
}

module_build()
{
	locked module module_build_locked
	while read -r name sources; do
		locked module extra_build_locked "$name" "$sources"
	done <<-END
	$extra_modules
	END
}
