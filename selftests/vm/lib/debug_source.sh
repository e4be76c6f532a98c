# SPDX-License-Identifier: GPL-2.0
# Where the source of the debug kernel comes from.  Debian has a package of its
# patched tree; what turns that into PREEMPT_RT is in the source package only.
# shellcheck shell=sh disable=SC2154 # vm_dir: say.sh; work: workplace; debug_source, debug_flavour: debug_kernel.sh

# The machine's own lists seldom name source packages: apt with lists of its
# own, which go away with $work.
debug_source_apt()
{
	apt-get -qq -o Dir::Etc::SourceList="$work/apt/sources.list" \
		-o Dir::Etc::SourceParts=/dev/null \
		-o Dir::State::Lists="$work/apt/lists" \
		-o Dir::Cache="$work/apt/cache" \
		-o Acquire::Languages=none -o APT::Sandbox::User=root "$@"
}

# Source packages of the repositories that the machine has packages from.
debug_source_lists()
{
	mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial"
	for label in Debian Debian-Security; do
		# shellcheck disable=SC2016 # for apt
		apt-get indextargets \
			--format 'deb-src $(REPO_URI) $(RELEASE) $(COMPONENT)' \
			'Created-By: Packages' "Label: $label"
	done >"$work/apt/sources.list"
	debug_source_apt update >/dev/null ||
		die "apt has no lists of source packages"
}

debug_source_versions()
{
	apt-cache madison "$debug_source" | cut -d'|' -f 2 | sort -rV -u
}

# Tree and patches of one version.
debug_source_fetch_both()
{
	(
		cd "$work" &&
			debug_source_apt source --diff-only --download-only \
				"linux=$debug_version" &&
			packages_download "$debug_source=$debug_version"
	) >/dev/null 2>&1
}

# A mirror may list versions whose files it does not have: the newest of which
# it has all.
debug_source_fetch_rt()
{
	package_version "$debug_source" >/dev/null
	debug_source_lists
	for debug_version in $(debug_source_versions); do
		say "fetching $debug_source $debug_version and its PREEMPT_RT patches"
		! debug_source_fetch_both || return 0
		say "the mirror does not have both"
	done
	die "no mirror has a $debug_source with its PREEMPT_RT patches"
}

debug_source_fetch_plain()
{
	debug_version=$(package_version "$debug_source")
	say "fetching $debug_source $debug_version"
	(cd "$work" && packages_download "$debug_source=$debug_version")
}

debug_source_patch_plain()
{
	:
}

debug_source_apply()
{
	patch -s -f -p1 --no-backup-if-mismatch -d "$work/source" -i "$1" ||
		die "$(basename "$1") does not apply"
}

# In Debian's order, on top of all of Debian's other patches; then ours.
debug_source_patch_rt()
{
	say "applying the PREEMPT_RT patches"
	tar -xJf "$work/linux_$debug_version.debian.tar.xz" -C "$work" \
		debian/patches-rt
	sed '/^#/d; /^$/d' "$work/debian/patches-rt/series" |
		while read -r name; do
			debug_source_apply "$work/debian/patches-rt/$name"
		done
	debug_source_apply "$vm_dir/debug/rt.patch"
}

# Set $debug_version; its tree is in $work/source.
debug_source_get()
{
	mkdir "$work/source"
	"debug_source_fetch_$debug_flavour"
	say "unpacking it"
	dpkg-deb --fsys-tarfile "$work"/*.deb |
		tar -xO "./usr/src/$debug_source.tar.xz" |
		tar -xJ -C "$work/source" --strip-components=1
	rm "$work"/*.deb
	"debug_source_patch_$debug_flavour"
}
