# SPDX-License-Identifier: GPL-2.0
# A stock Debian kernel with its modules and headers, unpacked into the cache
# and never installed.
# shellcheck shell=sh disable=SC2154 # cache: say.sh

# What the guest may load.  The rest of the package is a tenfold of that.
kernel_parts='./boot ./lib/modules/*/modules.*
	./lib/modules/*/kernel/arch ./lib/modules/*/kernel/crypto
	./lib/modules/*/kernel/lib ./lib/modules/*/kernel/net
	./lib/modules/*/kernel/drivers/net/ppp
	./lib/modules/*/kernel/drivers/net/slip
	./lib/modules/*/kernel/drivers/net/*.ko'

# The kernel named by $KERNEL (6.1.0-56-amd64), or the one Debian installs now.
kernel_release()
{
	if [ -n "${KERNEL:-}" ]; then
		echo "$KERNEL"
		return
	fi
	package_version linux-image-amd64 >/dev/null
	package_field linux-image-amd64 Depends |
		sed -n 's/.*linux-image-\([0-9][^ ,]*\).*/\1/p'
}

# Set $release and $kernel, its directory in the cache.  Asking apt takes
# seconds, so the answer is handed down to the scripts this one starts.
kernel_select()
{
	release=${VM_RELEASE:-$(kernel_release)}
	kernel=${VM_KERNEL:-$cache/kernel/${release}_$(package_version "linux-image-$release")}
	export VM_RELEASE="$release" VM_KERNEL="$kernel"
}

# The headers, and what they depend on: the common part and linux-kbuild.
kernel_header_packages()
{
	echo "linux-headers-$release"
	package_field "linux-headers-$release" Depends | tr ',' '\n' |
		sed -n 's/^ *\(linux-\(headers\|kbuild\)-[^ ]*\).*/\1/p'
}

kernel_unpack_image()
{
	deb=$1
	dir=$2
	# shellcheck disable=SC2086 # a list of patterns for tar
	dpkg-deb --fsys-tarfile "$deb" |
		(set -f && tar -x -C "$dir" --wildcards $kernel_parts) ||
		die "$release is not a kernel with PPP"
	PATH=$PATH:/usr/sbin:/sbin depmod -b "$dir" \
		-F "$dir/boot/System.map-$release" "$release"
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
