/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The only place that tests kernel versions.  Everything else is written as
 * for the newest kernel.
 */
#ifndef _PPPEV_COMPAT_H
#define _PPPEV_COMPAT_H

#include <linux/eventfd.h>
#include <linux/ftrace.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/version.h>

static inline void pppev_eventfd_signal(struct eventfd_ctx *ctx)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)
	eventfd_signal(ctx);
#else
	eventfd_signal(ctx, 1);
#endif
}

/*
 * The name of the present task; other fields of that size may be copied whole.
 * Since 5.17 what is behind its end is zero, before it is that of longer names
 * the task had.
 */
static inline void pppev_copy_comm(char comm[TASK_COMM_LEN])
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 17, 0)
	memcpy(comm, current->comm, TASK_COMM_LEN);
#else
	strscpy_pad(comm, current->comm, TASK_COMM_LEN);
#endif
}

/* Before 5.11 an ftrace callback got the registers themselves. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 11, 0)
#define ftrace_regs	pt_regs
#endif

/*
 * Before 5.11 a callback that does not say so is protected from itself, at a
 * cost.  Ours call nothing that is traced.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 11, 0)
#define PPPEV_FTRACE_SAFE	FTRACE_OPS_FL_RECURSION_SAFE
#else
#define PPPEV_FTRACE_SAFE	0
#endif

#ifdef CONFIG_DYNAMIC_FTRACE_WITH_REGS
static __always_inline void pppev_fregs_set_ip(struct ftrace_regs *fregs,
					       unsigned long ip)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
	ftrace_regs_set_instruction_pointer(fregs, ip);
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 11, 0)
	ftrace_instruction_pointer_set(fregs, ip);
#else
	instruction_pointer_set(fregs, ip);
#endif
}

/* Before 6.1 modules cannot free a filter, but an empty one has no memory. */
static inline void pppev_free_filter(struct ftrace_ops *ops)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 1, 0)
	ftrace_free_filter(ops);
#else
	ftrace_set_filter(ops, NULL, 0, 1);
#endif
}
#endif

/* Since 6.10 the source of a trace string is known from its declaration. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 10, 0)
#define pppev_assign_str(dst, src)	__assign_str(dst)
#else
#define pppev_assign_str(dst, src)	__assign_str(dst, src)
#endif

#endif /* _PPPEV_COMPAT_H */
