// SPDX-License-Identifier: GPL-2.0
/*
 * One bug of the caller's choice, for a kernel that is to notice it: that a
 * detector is silent proves something only if it has been heard once.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

static char *bug = "";
module_param(bug, charp, 0);
MODULE_PARM_DESC(bug, "use-after-free, lock-order, atomic-sleep, leak, spin-unpreemptible or spin-in-raw");

static DEFINE_MUTEX(first);
static DEFINE_MUTEX(second);
static DEFINE_SPINLOCK(spin);
static DEFINE_RAW_SPINLOCK(raw_spin);

/* The compiler would notice, too, if it knew where the pointer is from. */
static noinline void *lose_sight(void *object)
{
	OPTIMIZER_HIDE_VAR(object);
	return object;
}

static noinline void use_after_free(void)
{
	int *object = kmalloc(sizeof(*object), GFP_KERNEL);

	kfree(lose_sight(object));
	WRITE_ONCE(*(int *)lose_sight(object), 1);
}

/* Nobody has to be at the other end: the order alone is what lockdep sees. */
static noinline void lock_order(void)
{
	mutex_lock(&first);
	mutex_lock(&second);
	mutex_unlock(&second);
	mutex_unlock(&first);

	mutex_lock(&second);
	mutex_lock(&first);
	mutex_unlock(&first);
	mutex_unlock(&second);
}

static noinline void atomic_sleep(void)
{
	spin_lock(&spin);
	mutex_lock(&first);
	mutex_unlock(&first);
	spin_unlock(&spin);
}

/* More than one: a stale pointer on some stack may hide the last of them. */
static noinline void leak(void)
{
	int i;

	for (i = 0; i < 8; i++)
		lose_sight(kmalloc(100, GFP_KERNEL));
}

/* Bugs on PREEMPT_RT only: there the lock sleeps. */
static noinline void spin_unpreemptible(void)
{
	preempt_disable();
	spin_lock(&spin);
	spin_unlock(&spin);
	preempt_enable();
}

static noinline void spin_in_raw(void)
{
	raw_spin_lock(&raw_spin);
	spin_lock(&spin);
	spin_unlock(&spin);
	raw_spin_unlock(&raw_spin);
}

static const struct {
	const char *name;
	void (*commit)(void);
} bugs[] = {
	{ "use-after-free", use_after_free },
	{ "lock-order", lock_order },
	{ "atomic-sleep", atomic_sleep },
	{ "leak", leak },
	{ "spin-unpreemptible", spin_unpreemptible },
	{ "spin-in-raw", spin_in_raw },
};

static int __init broken_init(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(bugs); i++) {
		if (strcmp(bug, bugs[i].name))
			continue;
		bugs[i].commit();
		return 0;
	}
	pr_err("no bug is called '%s'\n", bug);
	return -EINVAL;
}

static void __exit broken_exit(void)
{
}

module_init(broken_init);
module_exit(broken_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Seeded bugs that detectors have to find");
