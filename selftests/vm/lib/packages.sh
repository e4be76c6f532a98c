# SPDX-License-Identifier: GPL-2.0
# Debian packages of the machine that builds and runs the guest.
# shellcheck shell=sh disable=SC2154 # cache: say.sh

# One line per package: set, name, what it is for.  One of another architecture
# than the machine's has it behind a colon.
package_table='
demo gcc-12 compiles the module with the compiler of the kernel
demo gcc compiles the programs
demo make drives the build
demo libc6-dev headers of the C library
demo libelf1 objtool, a part of the module build, is linked to it
demo libmnl-dev reads addresses and counters through rtnetlink
demo pkg-config finds libmnl
demo xz-utils unpacks the kernel packages
demo kmod indexes the modules of the guest
demo cpio packs the file system of the guest
demo qemu-system-x86 runs the guest
demo seabios is the firmware of the guest
demo busybox-static is the user space of the guest
demo ppp is the real pppd, run in the guest
demo pppoe is the PPPoE server, run in the guest
demo iproute2 sets up namespaces and interfaces in the guest
check g++ tests that the headers serve C++ programs
check gcc-multilib tests the layout that 32-bit programs see
check jq tests the arithmetic of the benches
bench jq divides what the benches measured
bench gnuplot-nox draws it
bench libudev-dev is one of those the library is compared with
debug bison makes parsers for the build of the debug kernel
debug flex makes scanners for it
debug bc computes constants for it
debug patch turns its source into PREEMPT_RT
debug libelf-dev is what its objtool is linked to
debug ccache makes its next build a short one
kernels mmdebstrap makes the roots in which modules for other kernels are built
kernels uidmap lets it do so without being root
m32 g++-multilib tests that the headers serve 32-bit C++ programs
m32 libmnl-dev:i386 reads addresses and counters in 32-bit programs
sanitized valgrind finds uses of memory that sanitizers do not see
wine wine64 runs a Windows program beside the library
wine gcc-mingw-w64-x86-64-win32 compiles it
static perl runs checkpatch
static sparse checks address spaces and locking of the module
static shellcheck checks the shell scripts
'

apt_quiet()
{
	attended as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq \
		-o Dpkg::Use-Pty=0 -o APT::Sandbox::User=root \
		-o DPkg::Lock::Timeout=120 "$@" </dev/null
}

apt_updated=
apt_update()
{
	[ -z "$apt_updated" ] || return 0
	say "fetching Debian's package lists"
	apt_quiet update || say "some lists could not be fetched, going on"
	apt_updated=yes
}

# A package may be there for several architectures at once.
package_installed()
{
	case $1 in
	*:*) wanted=${1#*:} ;;
	*) wanted="$(dpkg --print-architecture)|all" ;;
	esac
	# shellcheck disable=SC2016 # fields of dpkg
	dpkg-query -W -f '${Architecture} ${db:Status-Status}\n' "$1" 2>/dev/null |
		grep -qxE "($wanted) installed"
}

# Names of the given set that are missing, with what they are for on stderr.
packages_missing()
{
	echo "$package_table" | while read -r set name why; do
		[ "$set" = "$1" ] || continue
		package_installed "$name" && continue
		say "missing: $name ($why)"
		echo "$name"
	done
}

# What dpkg has begun it finishes, whatever signal comes: half installed packages
# are worse than a minute of waiting.  The download before it may be broken off.
apt_install()
{
	apt_quiet install -y --no-install-recommends --download-only "$@" \
		>"$apt_log" 2>&1 &&
		attended apt_install_all "$@" >"$apt_log" 2>&1
}

apt_install_all()
{
	trap '' INT TERM HUP
	apt_quiet install -y --no-install-recommends "$@"
}

# Lets dpkg take packages of other architectures where such are asked for.
architectures_add()
{
	for name; do
		case $name in
		*:*) architecture_add "${name#*:}" ;;
		esac
	done
}

architecture_add()
{
	! dpkg --print-foreign-architectures | grep -qx "$1" || return 0
	say "allowing packages of the architecture $1 beside this machine's:" \
		"dpkg --add-architecture $1"
	as_root dpkg --add-architecture "$1"
}

# The lists may be missing, or so old that their files have left the mirror.
packages_install()
{
	missing=$(packages_missing "$1")
	[ -n "$missing" ] || return 0
	# shellcheck disable=SC2086 # a list of words
	architectures_add $missing
	say "installing them with apt-get"
	mkdir -p "$cache"
	apt_log=$cache/apt.log
	# shellcheck disable=SC2086 # a list of words
	if ! apt_install $missing; then
		apt_update
		apt_install $missing || {
			cat "$apt_log" >&2
			die "apt-get could not install:" $missing
		}
	fi
}

# Field of the newest version of a package, empty when apt does not know it.
package_field()
{
	apt-cache show --no-all-versions "$1" 2>/dev/null |
		sed -n "s/^$2: //p" | head -n 1
}

package_version()
{
	version=$(package_field "$1" Version)
	if [ -z "$version" ]; then
		apt_update
		version=$(package_field "$1" Version)
	fi
	[ -n "$version" ] || die "Debian has no package $1"
	echo "$version"
}

packages_try()
{
	attended apt-get -qq -o APT::Sandbox::User=root download "$@"
}

# Fetch packages into the present directory, without installing them.
packages_download()
{
	packages_try "$@" >/dev/null 2>&1 && return
	apt_update
	packages_try "$@" || die "could not download: $*"
}
