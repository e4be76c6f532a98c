// SPDX-License-Identifier: GPL-2.0
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/ftrace.h>
#include <linux/moduleparam.h>
#include <linux/ppp_channel.h>
#include <linux/pppev.h>
#include <linux/printk.h>
#include <linux/string.h>

#include "arming.h"
#include "compat.h"
#include "probes.h"
#include "registry.h"
#include "wrappers.h"

static char *hooks = "auto";
module_param(hooks, charp, 0444);
MODULE_PARM_DESC(hooks,
		 "How ppp_generic is hooked: auto (wrappers, else probes), wrappers (exact), probes (may miss, then RESYNC), none (interfaces only)");

static bool is(const char *name)
{
	return sysfs_streq(hooks, name);
}

/*
 * Does nothing, but is the first to be registered and the last to go: it
 * fails if ftrace is switched off (and kprobes registered then would leave
 * the kernel's own books in disorder), and keeps it from being switched off.
 */
static void notrace stand_by(unsigned long ip, unsigned long parent_ip,
			     struct ftrace_ops *ops, struct ftrace_regs *fregs)
{
}

static struct ftrace_ops sentinel = {
	.func = stand_by,
	.flags = FTRACE_OPS_FL_PERMANENT,
};

static bool watching;

static int sentinel_arm(void)
{
	int ret;

	ret = ftrace_set_filter_ip(&sentinel,
				   (unsigned long)ppp_unregister_channel, 0, 0);
	if (!ret)
		ret = register_ftrace_function(&sentinel);
	watching = !ret;
	if (!ret)
		return 0;
	pppev_free_filter(&sentinel);
	pr_err("cannot load: ftrace cannot be used: %d%s\n", ret,
	       ret == -EBUSY ? " (sysctl kernel.ftrace_enabled is 0)" : "");
	return ret;
}

static void sentinel_disarm(void)
{
	if (!watching)
		return;
	unregister_ftrace_function(&sentinel);
	pppev_free_filter(&sentinel);
	watching = false;
}

static int arm_wrappers(void)
{
	int ret = pppev_wrappers_arm();

	if (ret == -EBUSY)
		pr_err("cannot load: somebody else has wrapped or patched a function of ppp_generic\n");
	return ret;
}

/* A busy function is the one failure that another way gets around. */
static int arm_auto(void)
{
	int ret = pppev_wrappers_arm();

	if (ret != -EBUSY)
		return ret;
	ret = pppev_probes_arm();
	if (!ret)
		pr_warn("somebody else has wrapped ppp_generic, falling back to probes: calls they miss are counted, and told as RESYNC\n");
	return ret;
}

static int arm_functions(int (*arm)(void))
{
	int ret = sentinel_arm();

	if (ret)
		return ret;
	ret = arm();
	if (ret)
		sentinel_disarm();
	return ret;
}

int pppev_arm(void)
{
	if (is("auto"))
		return arm_functions(arm_auto);
	if (is("wrappers"))
		return arm_functions(arm_wrappers);
	if (is("probes"))
		return arm_functions(pppev_probes_arm);
	if (is("none")) {
		pppev_units_ignore_links();
		return 0;
	}
	pr_err("cannot load: hooks=%s is none of auto, wrappers, probes, none\n",
	       hooks);
	return -EINVAL;
}

/* At most one of them is armed. */
void pppev_disarm(void)
{
	if (pppev_wrappers_armed())
		pppev_wrappers_disarm();
	if (pppev_probes_armed())
		pppev_probes_disarm();
	sentinel_disarm();
}

u32 pppev_armed(void)
{
	return pppev_wrappers_armed() | pppev_probes_armed() |
	       PPPEV_HOOK_NETDEV;
}

u32 pppev_armed_events(void)
{
	if (pppev_armed() & PPPEV_HOOK_ATTACH)
		return PPPEV_MASK_ALL;
	return PPPEV_MASK_CONNECTED | PPPEV_MASK_DISCONNECTED;
}

u64 pppev_armed_missed(void)
{
	return pppev_probes_armed() ? pppev_probes_missed() : 0;
}
