// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lets each look-up of FUNCTION by a kprobe fail with ERROR, as for want of memory:
 * register_kprobe() of that name returns it instead of doing its work.
 */
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/string.h>

#include "lookup_return.h"

static char *function = "";
module_param(function, charp, 0444);

static int error;
module_param(error, int, 0444);

static int failed;
module_param(failed, int, 0444);
MODULE_PARM_DESC(failed, "how many have failed");

static int before_register(struct kprobe *probe, struct pt_regs *regs)
{
	const struct kprobe *asked = (const struct kprobe *)regs->di;

	if (!asked->symbol_name || strcmp(asked->symbol_name, function))
		return 0;
	failed++;
	regs->ax = -error;
	regs->ip = (unsigned long)test_lookup_return;
	return 1;
}

static struct kprobe on_register = {
	.symbol_name = "register_kprobe",
	.pre_handler = before_register,
};

static int __init test_lookup_init(void)
{
	return register_kprobe(&on_register);
}

static void __exit test_lookup_exit(void)
{
	unregister_kprobe(&on_register);
}

module_init(test_lookup_init);
module_exit(test_lookup_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("syscalltrack: test of look-ups that fail");
