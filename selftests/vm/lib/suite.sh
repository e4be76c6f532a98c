# SPDX-License-Identifier: GPL-2.0
# A kernel of another suite of Debian than this machine's, with a root of that
# suite to build modules in: compiler, C library and headers are those the
# kernel goes with.  Nothing of it is installed on the machine.
# shellcheck shell=sh disable=SC2154 # cache: say.sh; work: workplace

# The suite that has a kernel, by the beginning of its name; empty: what the
# machine's own apt offers.
suite_of()
{
	case $1 in
	5.10*) echo bullseye ;;
	6.1 | 6.1[-.]*) ;;
	6.12*) echo trixie ;;
	*) echo sid ;;
	esac
}

# Address of a repository the machine's apt knows, by its label.
suite_mirror()
{
	# shellcheck disable=SC2016 # for apt
	apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' \
		"Label: $1" | sed -n '1s|/*$||p'
}

suite_is_offered()
{
	/usr/lib/apt/apt-helper download-file "$1/dists/$2/Release" \
		"$work/Release" >/dev/null 2>&1
}

# $1 is a suite; its updates and security fixes as far as there are any.
suite_sources()
{
	mirror=$(suite_mirror Debian)
	security=$(suite_mirror Debian-Security)
	[ -n "$mirror" ] || die "apt's sources do not name a mirror of Debian"
	echo "deb $mirror $1 main"
	if suite_is_offered "$mirror" "$1-updates"; then
		echo "deb $mirror $1-updates main"
	fi
	if [ -n "$security" ] && suite_is_offered "$security" "$1-security"; then
		echo "deb $security $1-security main"
	fi
}

# How this machine reaches its mirrors, and what it forgives them.
suite_apt_options()
{
	apt-config dump |
		grep -E '^Acquire::(Check-|Retries|https?::Proxy)' || :
	echo 'Acquire::Languages "none";'
}

suite_dpkg_options()
{
	echo force-unsafe-io
	for name in doc info locale man; do
		echo "path-exclude=/usr/share/$name/*"
	done
}

# $1 is a suite, $2 the flavour or full name of the kernel.  INITRD=No is for
# the image's maintainer scripts: the guest brings a file system of its own.
suite_bootstrap()
{
	suite_sources "$1" >"$work/sources.list"
	suite_apt_options >"$work/apt.conf"
	suite_dpkg_options >"$work/dpkg.cfg"
	attended env INITRD=No mmdebstrap --variant=apt --format=tar \
		--include="linux-headers-$2,linux-image-$2,gcc,make" \
		--aptopt="$work/apt.conf" --dpkgopt="$work/dpkg.cfg" \
		"$1" "$work/root.tar" "$work/sources.list" \
		>"$work/log" 2>&1 && return
	tail -n 40 "$work/log" >&2
	die "mmdebstrap could not make a root of $1"
}

# $1 is the root to be.  What apt needs stays out: nothing is added later.
suite_unpack_root()
{
	mkdir -p "$1"
	tar -x -C "$1" --no-same-owner --exclude='./dev/*' \
		--exclude=./etc/apt --exclude='./var/lib/apt/*' \
		--exclude='./var/cache/*' -f "$work/root.tar"
	rm "$work/root.tar"
	mkdir -p "$1/dev" "$1/proc" "$1/mnt"
}

# Take the kernel out of the root $1 into the tree $2, as if it had been
# unpacked there like the machine's own.
suite_take_image()
{
	# shellcheck disable=SC2086 # a list of patterns
	(cd "$1" && tar -c $kernel_parts) | tar -x -C "$2"
	rm -rf "${1:?}"/boot/* "$1"/lib/modules/* "$2"/boot/initrd.img*
	kernel_index "$2"
}

# $1 is a suite, $2 the flavour or full name of the kernel.
suite_kernel_make()
{
	workplace "$cache/kernel"
	trap 'attended_stop; rm -rf "$work"' EXIT
	say "making a root of $1 with its kernel $2: a minute or more"
	suite_bootstrap "$1" "$2"
	suite_keep "$1" "$2"
}

suite_keep()
{
	root=$work/tree/root
	suite_unpack_root "$root"
	release=$(ls "$root/lib/modules")
	version=$(dpkg-query --admindir="$root/var/lib/dpkg" \
		-W -f '${Version}' "linux-image-$release") ||
		die "$1 has no kernel $2"
	suite_take_image "$root" "$work/tree"
	entry=${release}_$version
	[ -d "$cache/kernel/$entry" ] || mv -T "$work/tree" "$cache/kernel/$entry"
	ln -sfnT "$entry" "$cache/kernel/$1-$2"
}

suite_kernel_fetch()
{
	[ -d "$cache/kernel/$1-$2" ] || suite_kernel_make "$1" "$2"
}

# Set $release and $kernel for the kernel $2 of the suite $1.  Which is the
# newest of a suite is looked up once: to look again, remove the link in the
# cache.
suite_kernel_select()
{
	if [ ! -d "$cache/kernel/$1-$2" ]; then
		packages_install kernels
		locked kernel suite_kernel_fetch "$1" "$2"
	fi
	kernel=$(readlink -f "$cache/kernel/$1-$2")
	release=$(ls "$kernel/lib/modules")
}

# Run "$@" in the root of $kernel, with the directory $1 as its /mnt.  Mounts
# are seen by nobody else and end with the command; who is not root becomes
# so there.
suite_enter()
{
	dir=$1
	shift
	as_who=--map-root-user
	[ "$(id -u)" -ne 0 ] || as_who=--propagation=private
	# shellcheck disable=SC2016 # for the shell in there
	unshare --mount "$as_who" sh -c '
		root=$1 dir=$2
		shift 2
		mount --rbind /dev "$root/dev" &&
		mount --rbind /proc "$root/proc" &&
		mount --bind "$dir" "$root/mnt" &&
		exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
			LC_ALL=C "$@"' \
		sh "$kernel/root" "$dir" "$@"
}
