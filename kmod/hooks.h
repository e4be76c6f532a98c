/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Wrappers around functions of ppp_generic and of the kernel, put there by
 * ftrace.
 *
 * While a hook is armed every call of its function enters the wrapper
 * instead, in the caller's context: process context, preemptible, with the
 * caller's locks held.  The wrapper calls the function itself through
 * hook->original, between pppev_hook_enter() and pppev_hook_leave(), or inside
 * something that hook->drain waits for.
 */
#ifndef _PPPEV_HOOKS_H
#define _PPPEV_HOOKS_H

#include <linux/ftrace.h>

struct pppev_hook {
	const char *symbol;		/* function of ppp_generic */
	bool core;			/* of the kernel proper instead */
	bool optional;			/* do without it if it cannot be had */
	void *wrapper;			/* same prototype */
	void *original;			/* to call; set before the hook is armed */
	void (*drain)(void);		/* wait for those inside without _enter(), or NULL */
	u32 bit;			/* PPPEV_HOOK_* */
	bool armed;			/* arm and disarm only */
	struct ftrace_ops ops;
};

/* Entry of a function of ppp_generic, static or not; NULL.  Sleeps. */
void *pppev_find_function(const char *symbol);

/*
 * Arm all hooks of a table or none; sleeps.  On failure one line in the
 * kernel log says which function could not be had and why, but for -EBUSY:
 * kernel.ftrace_enabled is 0, or somebody else has wrapped a function.  An
 * optional hook that cannot be had is no failure, and one line as well.
 */
int pppev_hooks_arm(struct pppev_hook *hooks, int count);

/*
 * Disarm in reverse order and wait until nobody is inside a wrapper, or on the
 * way in or out.  Sleeps, for as long as the longest wrapped call takes.
 */
void pppev_hooks_disarm(struct pppev_hook *hooks, int count);

/* PPPEV_HOOK_* of the armed ones. */
u32 pppev_hooks_armed(const struct pppev_hook *hooks, int count);

/* Bracket of a wrapper's body; may sleep in between. */
int pppev_hook_enter(void);
void pppev_hook_leave(int token);

#endif /* _PPPEV_HOOKS_H */
