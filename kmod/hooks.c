// SPDX-License-Identifier: GPL-2.0
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kallsyms.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/srcu.h>
#include <linux/string.h>

#include "compat.h"
#include "hooks.h"

/* In bytes; on x86 an ENDBR has 4. */
#define LANDING_PAD_MAX	16

/*
 * Held by every task that is inside a wrapper, across the wrapped call, unless
 * its hook has a way of its own to wait for it.
 */
DEFINE_STATIC_SRCU(inside);

int pppev_hook_enter(void)
	__acquires(inside)
{
	return srcu_read_lock(&inside);
}

void pppev_hook_leave(int token)
	__releases(inside)
{
	srcu_read_unlock(&inside, token);
}

#ifdef CONFIG_DYNAMIC_FTRACE_WITH_REGS

/*
 * Runs with preemption off at the entry of a hooked function.  A call that
 * comes from this module is the wrapper's own call of the original and is
 * let through.
 */
static void notrace redirect(unsigned long ip, unsigned long parent_ip,
			     struct ftrace_ops *ops, struct ftrace_regs *fregs)
{
	struct pppev_hook *hook = container_of(ops, struct pppev_hook, ops);

	if (!within_module(parent_ip, THIS_MODULE))
		pppev_fregs_set_ip(fregs, (unsigned long)hook->wrapper);
}

/*
 * A probe at the entry of a function sits behind its landing pad for indirect
 * branches, if it has one; a call has to go to the pad.
 */
static void *start_of(void *address)
{
	char symbol[KSYM_SYMBOL_LEN];
	int back;

	for (back = 0; back <= LANDING_PAD_MAX; back++) {
		sprint_symbol(symbol, (unsigned long)address - back);
		if (strstr(symbol, "+0x0/"))
			return address - back;
	}
	return address;
}

static void *probe_address(const char *name)
{
	struct kprobe probe = { .symbol_name = name };
	void *address = NULL;

	/* Only kprobes resolve static functions for a module. */
	if (!register_kprobe(&probe)) {
		address = start_of(probe.addr);
		unregister_kprobe(&probe);
	}
	return address;
}

/*
 * Other modules have functions of the same names (hdlc_ppp: ppp_ioctl), so
 * the module is named; without it only if ppp_generic is built in.
 */
void *pppev_find_function(const char *symbol)
{
	char name[KSYM_NAME_LEN];
	void *address;

	snprintf(name, sizeof(name), "ppp_generic:%s", symbol);
	address = probe_address(name);
	if (!address && IS_BUILTIN(CONFIG_PPP))
		address = probe_address(symbol);
	return address;
}

static void *find_function(const struct pppev_hook *hook)
{
	return hook->core ? probe_address(hook->symbol)
			  : pppev_find_function(hook->symbol);
}

/*
 * A static function that is only called directly has no landing pad for the
 * wrapper's indirect call; where the processor insists on one, that call
 * would be fatal.
 */
static bool indirect_calls_are_checked(void)
{
#ifdef CONFIG_X86_KERNEL_IBT
	return cpu_feature_enabled(X86_FEATURE_IBT);
#else
	return false;
#endif
}

/*
 * Where the wrapper enters the original: behind the place that ftrace patches,
 * so that the callback, and whoever else traces the function, sees each call
 * once.  Only if that is still the no-op that the kernel's loader left, maybe
 * behind an ENDBR; to enter at the start is right as well, but slower.
 */
static void *behind_entry(void *start)
{
#if defined(CONFIG_X86_64) && !defined(CONFIG_CFI_CLANG) && !defined(CONFIG_CFI)
	static const u8 endbr[] = { 0xf3, 0x0f, 0x1e, 0xfa };
	static const u8 nop[] = { 0x0f, 0x1f, 0x44, 0x00, 0x00 };
	void *entry = start;

	if (!memcmp(entry, endbr, sizeof(endbr)))
		entry += sizeof(endbr);
	if (!memcmp(entry, nop, sizeof(nop)))
		return entry + sizeof(nop);
#endif
	return start;
}

static int wrap(struct pppev_hook *hook, void *start)
{
	int ret;

	hook->original = behind_entry(start);
	hook->ops.func = redirect;
	hook->ops.flags = FTRACE_OPS_FL_SAVE_REGS | FTRACE_OPS_FL_IPMODIFY |
			  FTRACE_OPS_FL_PERMANENT | PPPEV_FTRACE_SAFE;
	ret = ftrace_set_filter_ip(&hook->ops, (unsigned long)start, 0, 0);
	if (!ret)
		ret = register_ftrace_function(&hook->ops);
	if (ret)
		pppev_free_filter(&hook->ops);
	hook->armed = !ret;
	return ret;
}

static void arm_optional(struct pppev_hook *hook)
{
	void *start = find_function(hook);
	int ret = start ? wrap(hook, start) : -ENOENT;

	if (ret)
		pr_info("going on without %s: it cannot be wrapped: %d\n",
			hook->symbol, ret);
}

static int arm(struct pppev_hook *hook)
{
	void *start = find_function(hook);
	int ret;

	if (!start) {
		pr_err("cannot load: ppp_generic has no function %s that can be probed (CONFIG_KPROBES, CONFIG_KALLSYMS_ALL?)\n",
		       hook->symbol);
		return -ENOENT;
	}
	ret = wrap(hook, start);
	/* Busy: the caller may know another way. */
	if (ret && ret != -EBUSY)
		pr_err("cannot load: %s cannot be wrapped: %d\n",
		       hook->symbol, ret);
	return ret;
}

static void disarm(struct pppev_hook *hook)
{
	int ret;

	if (!hook->armed)
		return;
	ret = unregister_ftrace_function(&hook->ops);
	WARN_ONCE(ret, "%s: unregister_ftrace_function: %d\n", hook->symbol,
		  ret);
	pppev_free_filter(&hook->ops);
	hook->armed = false;
}

int pppev_hooks_arm(struct pppev_hook *hooks, int count)
{
	int ret;
	int i;

	if (indirect_calls_are_checked()) {
		pr_err("cannot load: indirect branch tracking is on; ibt=off on the kernel command line turns it off\n");
		return -EOPNOTSUPP;
	}
	for (i = 0; i < count; i++) {
		if (hooks[i].optional) {
			arm_optional(&hooks[i]);
			continue;
		}
		ret = arm(&hooks[i]);
		if (ret) {
			pppev_hooks_disarm(hooks, i);
			return ret;
		}
	}
	return 0;
}

void pppev_hooks_disarm(struct pppev_hook *hooks, int count)
{
	int i;

	for (i = count; i--; )
		disarm(&hooks[i]);
	/*
	 * Who may still be on the way: a task preempted between the redirect
	 * and srcu_read_lock() of the wrapper, or what it takes instead; a
	 * task inside; a task between srcu_read_unlock() and its return to the
	 * caller.
	 */
	synchronize_rcu_tasks();
	synchronize_srcu(&inside);
	for (i = 0; i < count; i++)
		if (hooks[i].drain)
			hooks[i].drain();
	synchronize_rcu_tasks();
}

#else /* !CONFIG_DYNAMIC_FTRACE_WITH_REGS */

int pppev_hooks_arm(struct pppev_hook *hooks, int count)
{
	pr_err("cannot load: this kernel was built without CONFIG_DYNAMIC_FTRACE_WITH_REGS\n");
	return -EOPNOTSUPP;
}

void pppev_hooks_disarm(struct pppev_hook *hooks, int count)
{
}

#endif

u32 pppev_hooks_armed(const struct pppev_hook *hooks, int count)
{
	u32 bits = 0;
	int i;

	for (i = 0; i < count; i++)
		if (hooks[i].armed)
			bits |= hooks[i].bit;
	return bits;
}
