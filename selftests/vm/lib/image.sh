# SPDX-License-Identifier: GPL-2.0
# The file system of the guest: a base that changes with the packages of the
# machine, cached, and an overlay that is made for every boot.
# shellcheck shell=sh disable=SC2154 # top, cache, vm_dir: say.sh; kernel, release: kernel.sh

image_programs='dash pppd pppoe-server pppoe ip kmod unshare nsenter setsid
	mount umount taskset prlimit timeout'
image_packages='busybox-static dash ppp pppoe iproute2 kmod util-linux mount coreutils
	libc6'
image_modules='ppp_generic ppp_async ppp_synctty pppoe pppox l2tp_core
	l2tp_netlink l2tp_ppp pptp gre bsd_comp ppp_deflate ppp_mppe veth
	dummy tun'

# The shared libraries of ELF files, loader included, one path per line.
image_libraries()
{
	ldd "$@" 2>/dev/null | sed -n 's/^[^/]*\(\/[^ ]*\) (0x.*/\1/p' | sort -u
}

# Debian's directories are merged: /bin is /usr/bin.
image_skeleton()
{
	mkdir -p "$1/usr/bin" "$1/usr/sbin" "$1/usr/lib" "$1/usr/lib64" \
		"$1/etc/ppp/peers" "$1/proc" "$1/sys" "$1/dev" "$1/run" "$1/tmp" \
		"$1/root" "$1/var/lib" "$1/var/log"
	for name in bin sbin lib lib64; do
		ln -s "usr/$name" "$1/$name"
	done
	ln -s /run "$1/var/run"
	echo root:x:0:0:root:/root:/bin/sh >"$1/etc/passwd"
	printf '%s\n' root:x:0: dip:x:30: >"$1/etc/group"
	: >"$1/etc/ppp/options"
	install -m 600 /dev/null "$1/etc/ppp/chap-secrets"
	install -m 600 /dev/null "$1/etc/ppp/pap-secrets"
	: >"$1/etc/ppp/pppoe-server-options"
}

# 'command -v' finds only what this user may run.
image_find()
{
	for place in /usr/sbin /usr/bin; do
		[ ! -e "$place/$1" ] || { echo "$place/$1"; return; }
	done
	die "no program $1 here"
}

# Debian lets only root and group dip read pppd: for others it is taken from its
# package.  Print the path to read $1 from.
image_readable()
{
	if [ -r "$1" ]; then
		echo "$1"
		return
	fi
	mkdir -p "$work/unpacked"
	owner=$(dpkg-query -S "$1" | cut -d: -f1)
	(cd "$work/unpacked" && packages_download "$owner" &&
		dpkg-deb -x "$owner"_*.deb .)
	echo "$work/unpacked$1"
}

# dash, not busybox, is the shell: that of busybox runs its own 'ip' and
# 'modprobe' whatever PATH says.
image_copy_programs()
{
	for name in $image_programs; do
		path=$(image_find "$name")
		cp -L "$(image_readable "$path")" "$1$path"
	done
	cp /bin/busybox "$1/usr/bin/busybox"
	plugin=$(find /usr/lib/pppd -name rp-pppoe.so)
	mkdir -p "$1$(dirname "$plugin")"
	cp -L "$(dirname "$plugin")"/*pppoe.so \
		"$(dirname "$plugin")"/passwordfd.so "$1$(dirname "$plugin")/"
	(
		cd "$1/usr/bin" || exit
		ln -s dash sh
		for name in modprobe insmod rmmod lsmod modinfo depmod; do
			ln -s ../bin/kmod "../sbin/$name"
		done
		for name in $(./busybox --list); do
			[ -e "$name" ] || [ -e "../sbin/$name" ] ||
				ln -s busybox "$name"
		done
	)
}

image_copy_libraries()
{
	# shellcheck disable=SC2046 # a list of words
	for path in $(image_libraries $(find "$1/usr" -type f \
		\( -perm -100 -o -name '*.so' \))); do
		mkdir -p "$1$(dirname "$path")"
		cp -L "$path" "$1$path"
	done
}

image_copy_modules()
{
	PATH=$PATH:/usr/sbin:/sbin
	mkdir -p "$1/lib/modules/$release"
	cp "$kernel/lib/modules/$release"/modules.* "$1/lib/modules/$release/"
	for name in $image_modules; do
		modprobe -d "$kernel" -S "$release" --show-depends "$name" ||
			die "no module $name in $release"
	done | sed -n "s|^insmod \($kernel/\)*\([^ ]*\).*|\2|p" | sort -u |
		while read -r path; do
			path=${path#"$kernel"}
			path=${path#/}
			mkdir -p "$1/$(dirname "$path")"
			cp "$kernel/$path" "$1/$path"
		done
	depmod -b "$1" "$release"
}

image_pack()
{
	(cd "$1" && find . -mindepth 1 | LC_ALL=C sort |
		cpio -o -H newc --quiet -R 0:0) >"$2"
}

image_base_build()
{
	[ ! -e "$base" ] || return 0
	say "packing the base file system of the guest"
	workplace "$cache/base"
	image_skeleton "$work/root"
	image_copy_programs "$work/root"
	image_copy_libraries "$work/root"
	image_copy_modules "$work/root"
	image_pack "$work/root" "$work/base.cpio"
	mv "$work/base.cpio" "$base"
}

# Set $base to the path of the base, built if it is not there.
image_base()
{
	# shellcheck disable=SC2086 # a list of words
	key=$({
		dpkg-query -W $image_packages
		cat "$vm_dir/lib/image.sh"
	} | sha256sum | cut -c 1-16)
	base=$cache/base/$(basename "$kernel")-$key.cpio
	[ -e "$base" ] || locked base image_base_build
}

# Programs and scripts of one folder of $O.
image_copy_executables()
{
	[ -d "$1" ] || return 0
	mkdir -p "$2"
	find "$1" -maxdepth 1 -type f \( -perm -100 -o -name '*.so*' \) \
		! -name '*.a' ! -name '*.o' -exec cp -t "$2" {} +
	find "$1" -maxdepth 1 -type l -name '*.so*' -exec cp -Pt "$2" {} +
}

image_copy_suites()
{
	for dir in "$O"/selftests/*/; do
		[ -d "$dir" ] || continue
		suite=$(basename "$dir")
		image_copy_executables "$dir" "$1/selftests/$suite"
		for name in "$dir/tests.guest" "$top/selftests/$suite/settings"; do
			if [ -e "$name" ]; then
				cp "$name" "$1/selftests/$suite/"
			fi
		done
	done
}

# $1 a directory to fill, $2 "module" if there is to be one.
image_overlay()
{
	home=$1/rasnotify
	mkdir -p "$home/guest" "$home/kmod"
	cp "$vm_dir"/guest/* "$home/guest/"
	mv "$home/guest/init" "$1/init"
	if [ "$2" = module ]; then
		cp "$O/kmod-$release/pppev.ko" "$O/helpers-$release"/*.ko \
			"$O/bare-$release"/*.ko "$home/kmod/"
	fi
	# Only the debug kernel has one.
	if [ -e "$O/broken-$release/broken.ko" ]; then
		cp "$O/broken-$release/broken.ko" "$home/kmod/"
	fi
	for part in lib tools examples bench; do
		image_copy_executables "$O/$part" "$home/$part"
	done
	image_copy_suites "$home"
	# Libraries the base may lack, libmnl for one, in places of their own.
	mkdir -p "$home/syslib32" "$home/syslib64"
	# shellcheck disable=SC2046 # a list of words
	for path in $(LD_LIBRARY_PATH=$O/lib image_libraries \
		$(find "$home" -type f -perm -100 ! -name '*.sh')); do
		case $path in
		"$O"/* | "$home"/*) ;;
		*/ld-linux*) image_loader "$path" "$1" ;;
		*) cp -L "$path" "$home/syslib$(image_bits "$path")/" ;;
		esac
	done
}

# 32 or 64, which the fifth byte of an ELF file tells.
image_bits()
{
	echo $(($(od -An -tu1 -j4 -N1 "$1") * 32))
}

# A program names its loader by an absolute path.  That of the base's programs
# is in the base; /lib is a link there, which a directory would replace.
image_loader()
{
	case $1 in
	/lib/*)
		mkdir -p "$2/usr/lib"
		cp -L "$1" "$2/usr$1"
		;;
	esac
}
