// SPDX-License-Identifier: GPL-2.0
#include <linux/kallsyms.h>
#include <linux/lockdep.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/ppp_channel.h>
#include <linux/pppev.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "kind.h"
#include "registry.h"

static const struct {
	const char *module;
	u32 kind;
} drivers[] = {
	{ "[ppp_async]",   PPPEV_KIND_ASYNC },
	{ "[ppp_synctty]", PPPEV_KIND_SYNC },
	{ "[pppoe]",	   PPPEV_KIND_PPPOE },
	{ "[l2tp_ppp]",	   PPPEV_KIND_L2TP },
	{ "[pptp]",	   PPPEV_KIND_PPTP },
	/* the same, built into the kernel: start_xmit functions */
	{ "ppp_async_send",   PPPEV_KIND_ASYNC },
	{ "ppp_sync_send",    PPPEV_KIND_SYNC },
	{ "pppoe_xmit",	      PPPEV_KIND_PPPOE },
	{ "pppol2tp_xmit",    PPPEV_KIND_L2TP },
	{ "pptp_xmit",	      PPPEV_KIND_PPTP },
};

static u32 kind_by_symbol(const struct ppp_channel_ops *ops)
{
	char symbol[KSYM_SYMBOL_LEN];
	unsigned long xmit;
	int i;

	if (get_kernel_nofault(xmit, (unsigned long *)&ops->start_xmit))
		return PPPEV_KIND_UNKNOWN;
	sprint_symbol(symbol, xmit);
	for (i = 0; i < ARRAY_SIZE(drivers); i++)
		if (strstr(symbol, drivers[i].module))
			return drivers[i].kind;
	return PPPEV_KIND_OTHER;
}

/* Symbol lookup is slow, drivers are few.  Under pppev_lock. */
static struct {
	const struct ppp_channel_ops *ops;
	u32 kind;
} cache[8];

u32 pppev_kind_of(const struct ppp_channel *chan)
{
	const struct ppp_channel_ops *ops = chan->ops;
	static unsigned int next;
	u32 kind;
	int i;

	lockdep_assert_held(&pppev_lock);
	for (i = 0; i < ARRAY_SIZE(cache); i++)
		if (cache[i].ops == ops)
			return cache[i].kind;
	kind = kind_by_symbol(ops);
	if (kind != PPPEV_KIND_UNKNOWN) {
		i = next++ % ARRAY_SIZE(cache);
		cache[i].ops = ops;
		cache[i].kind = kind;
	}
	return kind;
}

/* Where a driver was, another one may come to be. */
static int module_event(struct notifier_block *nb, unsigned long state,
			void *module)
{
	if (state != MODULE_STATE_GOING)
		return NOTIFY_DONE;
	spin_lock_bh(&pppev_lock);
	memset(cache, 0, sizeof(cache));
	spin_unlock_bh(&pppev_lock);
	return NOTIFY_OK;
}

static struct notifier_block module_notifier = {
	.notifier_call = module_event,
};

int pppev_kind_init(void)
{
	return register_module_notifier(&module_notifier);
}

void pppev_kind_exit(void)
{
	unregister_module_notifier(&module_notifier);
}
