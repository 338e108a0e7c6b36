// SPDX-License-Identifier: GPL-2.0-only
/*
 * Another user of a function, as a tracer by direct call or a live patch is one:
 * holds FUNCTION by a direct call or, with ipmodify=1, by an ftrace_ops that may
 * change where it goes.  It changes nothing.
 */
#include <linux/kprobes.h>
#include <linux/module.h>

#include "compat/ftrace_direct.h"
#include "holder.h"

static char *function;
module_param(function, charp, 0444);

static bool ipmodify;
module_param(ipmodify, bool, 0444);

static void notrace look_on(unsigned long ip, unsigned long parent_ip,
			    struct ftrace_ops *op, struct ftrace_regs *fregs)
{
}

static struct ftrace_ops ops;

static unsigned long address(const char *name)
{
	struct kprobe kp = { .symbol_name = name, .flags = KPROBE_FLAG_DISABLED };

	if (!name || register_kprobe(&kp))
		return 0;
	unregister_kprobe(&kp);
	return (unsigned long)kp.addr;
}

static int __init holder_init(void)
{
	unsigned long addr = address(function);
	int err;

	if (!addr)
		return -ENOENT;
	err = ftrace_set_filter_ip(&ops, addr, 0, 0);
	if (err)
		return err;
	if (ipmodify) {
		ops.func = look_on;
		ops.flags = FTRACE_OPS_FL_IPMODIFY;
		err = register_ftrace_function(&ops);
	} else {
		err = sct_register_direct(&ops, (unsigned long)test_holder_stub);
	}
	if (err)
		ftrace_free_filter(&ops);
	return err;
}

static void __exit holder_exit(void)
{
	if (ipmodify)
		WARN_ON(unregister_ftrace_function(&ops));
	else
		WARN_ON(sct_unregister_direct(&ops,
					      (unsigned long)test_holder_stub));
	ftrace_free_filter(&ops);
	/* Nobody sleeps in the stub. */
	synchronize_rcu_tasks();
}

module_init(holder_init);
module_exit(holder_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("syscalltrack: test with another user of a function");
