// SPDX-License-Identifier: GPL-2.0
/*
 * Somebody else who claims a function of ppp_generic for himself, as a live
 * patch does.  Calls are counted and go on to the function itself.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/compiler.h>
#include <linux/ftrace.h>
#include <linux/module.h>
#include <linux/string.h>

#include "compat.h"

static char *function = "ppp_ioctl";
module_param(function, charp, 0444);
MODULE_PARM_DESC(function, "what to claim (default ppp_ioctl)");

static unsigned long calls;
module_param(calls, ulong, 0444);
MODULE_PARM_DESC(calls, "how often it was called; processors may lose some");

static void notrace count(unsigned long ip, unsigned long parent_ip,
			  struct ftrace_ops *ops, struct ftrace_regs *fregs)
{
	WRITE_ONCE(calls, calls + 1);
}

static struct ftrace_ops claim = {
	.func = count,
	.flags = FTRACE_OPS_FL_SAVE_REGS | FTRACE_OPS_FL_IPMODIFY,
};

/* By name: hdlc_ppp, which has functions of the same names, must not be there. */
static int __init rival_init(void)
{
	int ret;

	ret = ftrace_set_filter(&claim, (unsigned char *)function,
				strlen(function), 1);
	if (!ret)
		ret = register_ftrace_function(&claim);
	if (ret)
		pppev_free_filter(&claim);
	return ret;
}

static void __exit rival_exit(void)
{
	unregister_ftrace_function(&claim);
	pppev_free_filter(&claim);
}

module_init(rival_init);
module_exit(rival_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A second user of a function of ppp_generic");
