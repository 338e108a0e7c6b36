// SPDX-License-Identifier: GPL-2.0-only
/* Lets nobody find a kernel function by its name, SYMBOL, when placing a probe. */
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/string.h>

static char *symbol;
module_param(symbol, charp, 0444);

struct lookup {
	bool hidden;
};

static int begin_lookup(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	struct lookup *lookup = (struct lookup *)instance->data;
	const char *name = (const char *)regs_get_kernel_argument(regs, 0);

	lookup->hidden = name && !strcmp(name, symbol);
	return 0;
}

static int end_lookup(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	struct lookup *lookup = (struct lookup *)instance->data;

	if (lookup->hidden)
		regs_set_return_value(regs, 0);
	return 0;
}

static struct kretprobe probe = {
	.kp.symbol_name = "kprobe_lookup_name",
	.entry_handler = begin_lookup,
	.handler = end_lookup,
	.data_size = sizeof(struct lookup),
	.maxactive = 16,
};

static int __init hide_symbol_init(void)
{
	return symbol ? register_kretprobe(&probe) : -EINVAL;
}

static void __exit hide_symbol_exit(void)
{
	unregister_kretprobe(&probe);
}

module_init(hide_symbol_init);
module_exit(hide_symbol_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("syscalltrack: test with a function that cannot be found");
