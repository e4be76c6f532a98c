# SPDX-License-Identifier: GPL-2.0
# KVM is used only where it has been seen to boot this kernel: a /dev/kvm that
# exists, opens and then hangs is common in nested virtual machines.
# shellcheck shell=sh disable=SC2154 # cache: say.sh; kernel, release: kernel.sh

kvm_probe_limit=20

# A kernel without a file system panics, and panic=-1 ends QEMU: all of the
# kernel's own start-up has run by then.
kvm_boots()
{
	attended timeout -k 2 "$kvm_probe_limit" qemu-system-x86_64 -nodefaults \
		-no-user-config -display none -no-reboot -accel kvm -cpu host \
		-smp 2 -m 512 -kernel "$kernel/boot/vmlinuz-$release" \
		-append "console=ttyS0 panic=-1" -serial "file:$1" \
		</dev/null >/dev/null 2>&1 || return
	grep -q 'Kernel panic.*\(VFS\|No working init\)' "$1"
}

# Print kvm or tcg; the answer is kept for this machine's present boot.
kvm_or_tcg()
{
	if ! [ -r /dev/kvm ] || ! [ -w /dev/kvm ]; then
		echo tcg
		return
	fi
	answer=$cache/kvm-$release-$(cat /proc/sys/kernel/random/boot_id)
	if [ ! -s "$answer" ]; then
		console=$(mktemp)
		rm -f "$cache/kvm-$release"-*
		kvm_boots "$console" && echo kvm >"$answer" || echo tcg >"$answer"
		rm -f "$console"
	fi
	cat "$answer"
}
