// SPDX-License-Identifier: GPL-2.0-only
/*
 * Puts a call of a stub into the entry of a function, and takes it back.
 *
 * Each patched function has an ftrace direct call in place of its entry NOP.
 * Direct, because the shared ftrace trampoline saves and restores some thirty
 * registers and calls a handler, just to change an address.  (Where a kernel has
 * no direct calls, compat/ftrace_direct.h does with that.)
 *
 * Direct calls lack one thing: root could switch them off with `sysctl
 * kernel.ftrace_enabled=0`.  A registered ftrace_ops with FTRACE_OPS_FL_PERMANENT
 * makes that write fail with EBUSY, and cannot itself be registered while it is
 * off; register_ftrace_direct*() overwrites the flags of its own ops, so a
 * second one, the guard, on a function of ours that nobody calls, holds the flag.
 */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "internal.h"
#include "patch.h"
#include "targets.h"
#include "compat/ftrace_direct.h"

DEFINE_MUTEX(sct_patch_mutex);
bool sct_patch_stuck;

static unsigned int patch_count;
static bool guard_on;

static noinline void guard_anchor(void)
{
	/* An entry to put the guard on; the barrier keeps it from being folded. */
	barrier();
}

static void notrace guard_handler(unsigned long ip, unsigned long parent_ip,
				  struct ftrace_ops *op,
				  struct ftrace_regs *fregs)
{
}

static struct ftrace_ops guard = {
	.func = guard_handler,
	.flags = FTRACE_OPS_FL_PERMANENT,
};

/* Return: 0; -EBUSY when kernel.ftrace_enabled is 0; other of ftrace. */
static int guard_start(void)
{
	int err = 0;

	if (!guard_on) {
		err = register_ftrace_function(&guard);
		guard_on = !err;
	}
	return err;
}

static void guard_stop(void)
{
	if (guard_on)
		WARN_ON_ONCE(unregister_ftrace_function(&guard));
	guard_on = false;
}

/*
 * The guard's filter lives as long as the module: ftrace_free_filter() leaves
 * dangling pointers behind, and the next use of the same ops follows them.
 */
int __init sct_patch_init(void)
{
	int err = sct_check_target("guard_handler", guard_handler);

	if (err)
		return err;
	return ftrace_set_filter_ip(&guard, (unsigned long)guard_anchor, 0, 0);
}

void sct_patch_exit(void)
{
	ftrace_free_filter(&guard);
}

static int patch_register(struct sct_patch *patch)
{
	int err = ftrace_set_filter_ip(&patch->ops, patch->addr, 0, 0);

	if (err)
		return err;
	err = sct_register_direct(&patch->ops, patch->stub);
	if (err)
		ftrace_free_filter(&patch->ops);
	return err;
}

struct sct_patch *sct_patch_add(unsigned long addr, void (*stub)(void))
{
	struct sct_patch *patch;
	int err;

	lockdep_assert_held(&sct_patch_mutex);
	patch = kzalloc(sizeof(*patch), GFP_KERNEL);
	if (!patch)
		return ERR_PTR(-ENOMEM);
	patch->addr = addr;
	patch->stub = (unsigned long)stub;
	err = guard_start();
	if (!err)
		err = patch_register(patch);
	if (err) {
		if (!patch_count)
			guard_stop();
		kfree(patch);
		return ERR_PTR(err);
	}
	patch_count++;
	/*
	 * ftrace can fail quietly (ftrace_disabled after a bug, a record marked
	 * disabled); a rule that is believed to be in force must be.
	 */
	patch->resume = sct_arch_patched(addr);
	if (!patch->resume) {
		HLIST_HEAD(list);

		hlist_add_head(&patch->node, &list);
		sct_patches_remove(&list);
		return ERR_PTR(-EIO);
	}
	return patch;
}

/*
 * ftrace_shutdown() waits two RCU-tasks grace periods, a tenth of a second, for
 * each ops marked DYNAMIC; for the hundreds of a `*` rule that makes a minute.
 * So only what is unregistered last stays marked: its wait comes when the others
 * are out of the text, too, and so does for them all.  (The mark also makes it
 * free the ops's own trampoline.  An ops of direct calls has none; the guard has
 * one, so it goes last.)  Who is inside our stubs is the business of drain.c and
 * functions.c.
 */
void sct_patches_remove(struct hlist_head *list)
{
	struct hlist_node *next;
	struct sct_patch *patch;

	lockdep_assert_held(&sct_patch_mutex);
	hlist_for_each_entry(patch, list, node)
		patch_count--;
	hlist_for_each_entry_safe(patch, next, list, node) {
		if (next || !patch_count)
			sct_direct_not_last(&patch->ops);
		/*
		 * ftrace has shut itself off and left the text as it is: calls
		 * still come to our stub, so it must stay, and the ops too.
		 */
		if (WARN_ON_ONCE(sct_unregister_direct(&patch->ops,
						       patch->stub))) {
			__module_get(THIS_MODULE);
			WRITE_ONCE(sct_patch_stuck, true);
			hlist_del(&patch->node);
		}
	}
	if (!patch_count)
		guard_stop();
	hlist_for_each_entry_safe(patch, next, list, node) {
		ftrace_free_filter(&patch->ops);
		kfree(patch);
	}
}
