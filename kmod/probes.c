// SPDX-License-Identifier: GPL-2.0
/*
 * Context: on ftrace-based kprobes the handlers run with preemption off and
 * interrupts on, in the task that calls; pppev_lock may be taken there, except
 * on PREEMPT_RT.  User memory can be read only as far as it is present, which
 * it is: the call itself has just read it.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/atomic.h>
#include <linux/fs.h>
#include <linux/ftrace.h>
#include <linux/kprobes.h>
#include <linux/moduleparam.h>
#include <linux/ppp-ioctl.h>
#include <linux/ppp_channel.h>
#include <linux/pppev.h>
#include <linux/printk.h>
#include <linux/uaccess.h>
#include <linux/workqueue.h>

#include "compat.h"
#include "hooks.h"
#include "pppview.h"
#include "probes.h"
#include "registry.h"
#include "scan.h"

static int maxactive = 1024;
module_param(maxactive, int, 0444);
MODULE_PARM_DESC(maxactive,
		 "Calls that probes can follow at the same time (default 1024)");

#define LOOK_EVERY		HZ
#define LOOKS_AFTER_MISS	60

/* Misses that have been put right, or are being; only work items use it. */
static u64 seen_missed;
static bool armed;

/*
 * Counts the calls that the probes should see: they fall silent when kprobes
 * are switched off in debugfs.
 */
static atomic64_t entered = ATOMIC64_INIT(0);
static atomic64_t handled = ATOMIC64_INIT(0);

struct ioctl_call {
	struct file *file;
	unsigned int cmd;
	void __user *arg;
};

static bool is_followed(unsigned int cmd)
{
	return cmd == PPPIOCCONNECT || cmd == PPPIOCSFLAGS ||
	       cmd == PPPIOCSNPMODE;
}

static int ioctl_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct ioctl_call *call = (void *)ri->data;

	atomic64_inc(&handled);
	call->file = (void *)regs_get_kernel_argument(regs, 0);
	call->cmd = regs_get_kernel_argument(regs, 1);
	call->arg = (void __user *)regs_get_kernel_argument(regs, 2);
	/* Not 0: give the instance back. */
	return !is_followed(call->cmd);
}

static void connected(const struct ioctl_call *call, const void *pch)
{
	int number;

	if (copy_from_user_nofault(&number, call->arg, sizeof(number)))
		number = -1;
	pppev_connect_seen(pch, number);
}

static void flags_set(const struct ioctl_call *call, const void *unit)
{
	int flags;

	if (!copy_from_user_nofault(&flags, call->arg, sizeof(flags)))
		pppev_unit_flags(unit, flags);
}

static void npmode_set(const struct ioctl_call *call, const void *unit)
{
	struct npioctl np;

	if (!copy_from_user_nofault(&np, call->arg, sizeof(np)))
		pppev_unit_npmode(unit, np.protocol, np.mode == NPMODE_PASS);
}

static int ioctl_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	const struct ioctl_call *call = (void *)ri->data;
	const void *obj = READ_ONCE(call->file->private_data);

	if (regs_return_value(regs))
		return 0;
	if (call->cmd == PPPIOCCONNECT)
		connected(call, obj);
	else if (call->cmd == PPPIOCSFLAGS && pppview_is_unit(obj))
		flags_set(call, obj);
	else if (call->cmd == PPPIOCSNPMODE && pppview_is_unit(obj))
		npmode_set(call, obj);
	return 0;
}

static int disconnect_entry(struct kprobe *probe, struct pt_regs *regs)
{
	atomic64_inc(&handled);
	pppev_disconnect_begin((void *)regs_get_kernel_argument(regs, 0));
	return 0;
}

static int unregister_entry(struct kprobe *probe, struct pt_regs *regs)
{
	struct ppp_channel *chan = (void *)regs_get_kernel_argument(regs, 0);

	if (chan->ppp)
		pppev_unregister_seen(chan->ppp);
	return 0;
}

static struct kprobe on_disconnect = {
	.symbol_name = "ppp_generic:ppp_disconnect_channel",
	.pre_handler = disconnect_entry,
};

static struct kprobe on_unregister = {
	.symbol_name = "ppp_generic:ppp_unregister_channel",
	.pre_handler = unregister_entry,
};

static struct kretprobe on_ioctl = {
	.kp.symbol_name = "ppp_generic:ppp_ioctl",
	.entry_handler = ioctl_entry,
	.handler = ioctl_return,
	.data_size = sizeof(struct ioctl_call),
};

static void notrace count_entry(unsigned long ip, unsigned long parent_ip,
				struct ftrace_ops *ops,
				struct ftrace_regs *fregs)
{
	atomic64_inc(&entered);
}

static struct ftrace_ops guard = {
	.func = count_entry,
};

static int guard_function(const char *symbol)
{
	void *entry = pppev_find_function(symbol);

	if (!entry)
		return -ENOENT;
	return ftrace_set_filter_ip(&guard, (unsigned long)entry, 0, 0);
}

static int guard_arm(void)
{
	int ret;

	ret = guard_function("ppp_disconnect_channel");
	if (!ret)
		ret = guard_function("ppp_ioctl");
	if (!ret)
		ret = register_ftrace_function(&guard);
	if (ret)
		pppev_free_filter(&guard);
	return ret;
}

static void guard_disarm(void)
{
	unregister_ftrace_function(&guard);
	pppev_free_filter(&guard);
}

static s64 balance(void)
{
	s64 seen = atomic64_read(&handled);

	return atomic64_read(&entered) - seen;
}

/* Set when all is armed: calls came in between. */
static s64 balance_at_start;

/* Calls that no handler was called for; a call may just be in between. */
static u64 unhandled(void)
{
	s64 left = balance() - balance_at_start;

	return left > 0 ? left : 0;
}

/* An instance that was not there shows as a call that was not handled. */
u64 pppev_probes_missed(void)
{
	return unhandled() + READ_ONCE(on_unregister.nmissed) +
	       pppev_connects_missed();
}

static void look(struct work_struct *work);
static DECLARE_DELAYED_WORK(look_work, look);

/*
 * A call that was missed may take its time before it attaches or detaches, so
 * one look after it is not enough.
 */
static void look(struct work_struct *work)
{
	static unsigned int looks_left;
	u64 missed = pppev_probes_missed();
	bool more = missed != seen_missed;

	if (more)
		looks_left = LOOKS_AFTER_MISS;
	if (looks_left) {
		looks_left--;
		pppev_scan_resync(more);
	}
	seen_missed = missed;
	schedule_delayed_work(&look_work, LOOK_EVERY);
}

static int register_all(void)
{
	int ret;

	ret = guard_arm();
	if (ret)
		return ret;
	ret = register_kprobe(&on_disconnect);
	if (ret)
		goto out_guard;
	ret = register_kprobe(&on_unregister);
	if (ret)
		goto out_disconnect;
	ret = register_kretprobe(&on_ioctl);
	if (!ret)
		return 0;
	unregister_kprobe(&on_unregister);
out_disconnect:
	unregister_kprobe(&on_disconnect);
out_guard:
	guard_disarm();
	return ret;
}

int pppev_probes_arm(void)
{
	int ret;

	if (IS_ENABLED(CONFIG_PREEMPT_RT) ||
	    !IS_ENABLED(CONFIG_KPROBES_ON_FTRACE)) {
		pr_err("cannot load: probes need ftrace-based kprobes and no PREEMPT_RT\n");
		return -EOPNOTSUPP;
	}
	on_ioctl.maxactive = maxactive;
	ret = register_all();
	if (ret) {
		pr_err("cannot load: ppp_generic cannot be probed: %d\n", ret);
		return ret;
	}
	balance_at_start = balance();
	armed = true;
	schedule_delayed_work(&look_work, LOOK_EVERY);
	return 0;
}

/*
 * Each unregistration waits until no handler runs; calls that are under way
 * return without one.
 */
void pppev_probes_disarm(void)
{
	cancel_delayed_work_sync(&look_work);
	unregister_kretprobe(&on_ioctl);
	unregister_kprobe(&on_unregister);
	unregister_kprobe(&on_disconnect);
	guard_disarm();
	armed = false;
}

u32 pppev_probes_armed(void)
{
	return armed ? PPPEV_HOOK_ATTACH | PPPEV_HOOK_DETACH |
		       PPPEV_HOOK_UNREGISTER | PPPEV_HOOK_PROBES : 0;
}
