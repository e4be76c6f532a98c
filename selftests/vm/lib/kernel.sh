# SPDX-License-Identifier: GPL-2.0
# A stock Debian kernel with its modules and headers, unpacked into the cache
# and never installed.  Those of other suites than the machine's: suite.sh.
# shellcheck shell=sh disable=SC2154 # cache, vm_dir: say.sh

. "$vm_dir/lib/suite.sh"

# What the guest may load.  The rest of the package is a tenfold of that.
kernel_parts='./boot ./lib/modules/*/modules.*
	./lib/modules/*/kernel/arch ./lib/modules/*/kernel/crypto
	./lib/modules/*/kernel/lib ./lib/modules/*/kernel/net
	./lib/modules/*/kernel/drivers/net/ppp
	./lib/modules/*/kernel/drivers/net/slip
	./lib/modules/*/kernel/drivers/net/*.ko*'

# What the packages of a kernel end in.  $1 is its release (6.1.0-56-rt-amd64)
# or short for the newest of a kind (5.10, 6.1, 6.1-rt, 6.12, 7.x).
kernel_flavour()
{
	case $1 in
	*-amd64) echo "$1" ;;
	*-rt) echo rt-amd64 ;;
	*) echo amd64 ;;
	esac
}

# The release that the machine's apt offers of a flavour.
kernel_release()
{
	case $1 in
	[0-9]*) echo "$1" ;;
	*)
		package_version "linux-image-$1" >/dev/null
		package_field "linux-image-$1" Depends |
			sed -n 's/.*linux-image-\([0-9][^ ,]*\).*/\1/p'
		;;
	esac
}

# Set $release and $kernel, its directory in the cache.  Asking apt takes
# seconds, so the answer is handed down to the scripts this one starts.
kernel_select()
{
	name=${KERNEL:-6.1}
	suite=$(suite_of "$name")
	flavour=$(kernel_flavour "$name")
	if [ -n "${VM_KERNEL:-}" ]; then
		release=$VM_RELEASE
		kernel=$VM_KERNEL
	elif [ -n "$suite" ]; then
		suite_kernel_select "$suite" "$flavour"
	else
		release=$(kernel_release "$flavour")
		kernel=$cache/kernel/${release}_$(package_version "linux-image-$release")
	fi
	export VM_RELEASE="$release" VM_KERNEL="$kernel"
}

# The headers, and what they depend on: the common part and linux-kbuild.
kernel_header_packages()
{
	echo "linux-headers-$release"
	package_field "linux-headers-$release" Depends | tr ',' '\n' |
		sed -n 's/^ *\(linux-\(headers\|kbuild\)-[^ ]*\).*/\1/p'
}

# Newer kernels come without a System.map.
kernel_index()
{
	map=$1/boot/System.map-$release
	[ -e "$map" ] || map=
	PATH=$PATH:/usr/sbin:/sbin depmod -b "$1" ${map:+-F "$map"} "$release"
}

kernel_unpack_image()
{
	deb=$1
	dir=$2
	# shellcheck disable=SC2086 # a list of patterns for tar
	dpkg-deb --fsys-tarfile "$deb" |
		(set -f && tar -x -C "$dir" --wildcards $kernel_parts) ||
		die "$release is not a kernel with PPP"
	kernel_index "$dir"
}

# Debian's top makefile names the common part by its absolute path.
kernel_unpack_headers()
{
	dir=$1
	shift
	for deb; do
		dpkg-deb -x "$deb" "$dir/headers"
	done
	# shellcheck disable=SC2016 # $(dir ...) is for make
	sed -i 's|^include /usr/src/|include $(dir $(lastword $(MAKEFILE_LIST)))../|' \
		"$dir/headers/usr/src/linux-headers-$release/Makefile"
}

kernel_unpack()
{
	[ ! -d "$kernel" ] || return 0
	say "fetching the stock kernel $release and its headers (not installed)"
	workplace "$cache/kernel"
	mkdir "$work/debs" "$work/tree"
	# shellcheck disable=SC2046 # a list of words
	(cd "$work/debs" && packages_download "linux-image-$release" \
		$(kernel_header_packages))
	say "unpacking it"
	kernel_unpack_image "$work"/debs/linux-image-*.deb "$work/tree"
	kernel_unpack_headers "$work/tree" \
		"$work"/debs/linux-headers-*.deb "$work"/debs/linux-kbuild-*.deb
	mv -T "$work/tree" "$kernel"
}

kernel_fetch()
{
	[ -d "$kernel" ] || locked kernel kernel_unpack
}
