# SPDX-License-Identifier: GPL-2.0
# One boot of the guest, from start to verdict.
# shellcheck shell=sh disable=SC2154 # work, nonce, limit ...: run

qemu_pid=
qemu_view_pid=

# Seconds until the guest's first program runs.  In emulation a kernel hangs at
# times where it starts its processors, with nothing of ours in it yet.
qemu_boot_limit=${qemu_boot_limit:-300}

qemu_stop()
{
	for pid in $qemu_pid $qemu_view_pid; do
		kill "$pid" 2>/dev/null || continue
		wait "$pid" 2>/dev/null || :
	done
	qemu_pid=
	qemu_view_pid=
}

# With a thread per processor one of them may go on executing the breakpoint
# that ftrace has replaced again; 5.10 retries it for ever.
qemu_threads()
{
	case $release in
	5.10.*) echo single ;;
	*) echo multi ;;
	esac
}

# KVM is used only where it has been seen to boot this kernel.  With a clock
# that counts instructions nothing on this machine makes a guest slower.
qemu_accelerator()
{
	if [ -n "$icount" ]; then
		echo "-accel tcg,thread=single -cpu max -icount shift=0,sleep=off"
	elif [ "$accelerator" = kvm ]; then
		echo "-accel kvm -cpu host"
	else
		echo "-accel tcg,thread=$(qemu_threads) -cpu max"
	fi
}

# $1 initramfs, $2 file for the console, $3 file for the second serial port.
# 'timeout' hands a SIGTERM on to its child, so one id stops both.
qemu_start()
{
	# shellcheck disable=SC2046 # a list of words
	timeout -k 5 "$limit" qemu-system-x86_64 \
		-nodefaults -no-user-config -display none -no-reboot \
		-machine pc $(qemu_accelerator) -smp "$smp" -m "$mem" \
		-kernel "$kernel/boot/vmlinuz-$release" -initrd "$1" \
		-append "console=ttyS0 panic=-1 loglevel=5 log_buf_len=4M \
mitigations=off vm.nonce=$nonce $append" \
		-serial "file:$2" -serial "file:$3" \
		</dev/null >"$work/qemu.log" 2>&1 &
	qemu_pid=$!
}

# Show what comes in at the second port while the guest runs, through the sed
# program $1.
qemu_view()
{
	tail -n +1 -s 0.1 -f --pid="$qemu_pid" "$work/port" 2>/dev/null |
		sed -u "$1" &
	qemu_view_pid=$!
}

# Exit status of the job, or 1 with the reason and the end of the console.
qemu_verdict()
{
	status=0
	wait "$qemu_pid" || status=$?
	qemu_pid=
	wait "$qemu_view_pid" || :
	qemu_view_pid=
	verdict=$(sed -n "s/.*@$nonce verdict \([0-9]*\)$/\1/p" "$work/port")
	[ -n "$verdict" ] && return "$verdict"
	case $status in
	124 | 137) say "the guest ran into the time limit of $limit s" ;;
	*) say "the guest ended without a verdict (qemu: $status)" ;;
	esac
	say "the end of its console:"
	cat "$work/qemu.log" >&2
	tail -n 60 "$work/console" >&2
	return 124
}

# Its first program has said so, or it has ended.
qemu_is_up()
{
	end=$(($(date +%s) + qemu_boot_limit))
	while kill -0 "$qemu_pid" 2>/dev/null && [ ! -s "$work/port" ]; do
		[ "$(date +%s)" -lt "$end" ] || return 1
		sleep 0.1
	done
}

# $1 initramfs, $2 sed program for the view.
qemu_boot()
{
	: >"$work/console"
	: >"$work/port"
	qemu_start "$1" "$work/console" "$work/port"
	qemu_view "$2"
}

# Boots again, once, what hangs before anything of ours runs.
qemu_run()
{
	qemu_boot "$@"
	if ! qemu_is_up; then
		say "the kernel hangs at boot since $qemu_boot_limit s; again"
		qemu_stop
		qemu_boot "$@"
	fi
	qemu_verdict
}
