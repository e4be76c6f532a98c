# SPDX-License-Identifier: GPL-2.0
# The few files of Debian's kernel source that the tests and the static checks
# need: kselftest's headers and checkpatch.  They stay out of the repository.
# shellcheck shell=sh disable=SC2154 # cache: say.sh

kselftest_source=linux-source-6.1

kselftest_unpack()
{
	[ ! -d "$kselftest" ] || return 0
	say "fetching $kselftest_source for kselftest_harness.h and checkpatch"
	workplace "$cache/kselftest"
	(cd "$work" && packages_download "$kselftest_source")
	say "unpacking the files needed"
	mkdir "$work/tree"
	dpkg-deb --fsys-tarfile "$work"/*.deb |
		tar -xO "./usr/src/$kselftest_source.tar.xz" |
		tar -xJ -C "$work/tree" --strip-components=1 --wildcards \
			"$kselftest_source/tools/testing/selftests/kselftest*.h" \
			"$kselftest_source/scripts/checkpatch.pl" \
			"$kselftest_source/scripts/spelling.txt" \
			"$kselftest_source/scripts/const_structs.checkpatch"
	mv "$work/tree/tools/testing/selftests"/*.h "$work/tree/"
	mv -T "$work/tree" "$kselftest"
}

# 'current' is the name the makefiles know, whatever the version is.
kselftest_fetch()
{
	kselftest=$cache/kselftest/$(package_version "$kselftest_source")
	[ -d "$kselftest" ] || locked kselftest kselftest_unpack
	ln -sfnT "$(basename "$kselftest")" "$cache/kselftest/current"
}
