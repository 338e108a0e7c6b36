// SPDX-License-Identifier: GPL-2.0-only
/*
 * Patches the functions that serve the wanted calls, and no others.
 *
 * Each hooked function has an ftrace direct call to sct_stub in place of its
 * entry NOP.  Direct, because the shared ftrace trampoline saves and restores
 * some thirty registers and calls a handler, just to change an address.
 *
 * Direct calls lack one thing: root could switch them off with `sysctl
 * kernel.ftrace_enabled=0`.  A registered ftrace_ops with FTRACE_OPS_FL_PERMANENT
 * makes that write fail with EBUSY, and cannot itself be registered while it is
 * off; register_ftrace_direct*() overwrites the flags of its own ops, so a
 * second one, the guard, on a function of ours that nobody calls, holds the flag.
 */
#include <linux/ftrace.h>
#include <linux/hashtable.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "internal.h"
#include "compat/ftrace_direct.h"

struct sct_hook {
	struct hlist_node node;		/* hooks, by address */
	struct ftrace_ops ops;
	unsigned long addr;		/* where the entry NOP is */
	bool keep;			/* see remove_unkept(); a new hook: no */
};

static DEFINE_MUTEX(hooks_mutex);	/* protects all below */
static DEFINE_HASHTABLE(hooks, 9);
static unsigned int hook_count;
static const struct sct_hijack_ops *visitor;
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
int __init sct_hooks_init(void)
{
	return ftrace_set_filter_ip(&guard, (unsigned long)guard_anchor, 0, 0);
}

void sct_hooks_exit(void)
{
	ftrace_free_filter(&guard);
}

static struct sct_hook *find_hook(unsigned long addr)
{
	struct sct_hook *hook;

	hash_for_each_possible(hooks, hook, node, addr)
		if (hook->addr == addr)
			return hook;
	return NULL;
}

/*
 * ftrace can fail quietly (ftrace_disabled after a bug, a record marked
 * disabled); a rule that is believed to be in force must be.
 */
static bool is_patched(unsigned long addr)
{
	u8 insn;

	return !copy_from_kernel_nofault(&insn, (void *)addr, 1) &&
	       insn == 0xe8;	/* call rel32 */
}

/*
 * Unhooks and frees all hooks of a list; the guard, too, if no hook is left.
 *
 * ftrace_shutdown() waits two RCU-tasks grace periods, a tenth of a second, for
 * each ops marked DYNAMIC; for the hundreds of a `*` rule that makes a minute.
 * So only what is unregistered last stays marked: its wait comes when the others
 * are out of the text, too, and so does for them all.  (The mark also makes it
 * free the ops's own trampoline.  An ops of direct calls has none; the guard has
 * one, so it goes last.)  Who is inside our stub is drain.c's business.
 */
static void remove_list(struct hlist_head *list)
{
	struct hlist_node *next;
	struct sct_hook *hook;

	hlist_for_each_entry_safe(hook, next, list, node) {
		if (next || !hook_count)
			hook->ops.flags &= ~FTRACE_OPS_FL_DYNAMIC;
		/*
		 * ftrace has shut itself off and left the text as it is: calls
		 * still come to our stub, so it must stay, and the ops too.
		 */
		if (WARN_ON_ONCE(sct_unregister_direct(&hook->ops,
						       (unsigned long)sct_stub))) {
			__module_get(THIS_MODULE);
			hlist_del(&hook->node);
		}
	}
	if (!hook_count)
		guard_stop();
	hlist_for_each_entry_safe(hook, next, list, node) {
		ftrace_free_filter(&hook->ops);
		kfree(hook);
	}
}

static int hook_add(unsigned long addr)
{
	struct sct_hook *hook = kzalloc(sizeof(*hook), GFP_KERNEL);
	int err;

	if (!hook)
		return -ENOMEM;
	hook->addr = addr;
	err = ftrace_set_filter_ip(&hook->ops, addr, 0, 0);
	if (err)
		goto out_free;
	err = sct_register_direct(&hook->ops, (unsigned long)sct_stub);
	if (err)
		goto out_filter;
	hash_add(hooks, &hook->node, addr);
	WRITE_ONCE(hook_count, hook_count + 1);
	return is_patched(addr) ? 0 : -EIO;	/* the caller takes it back */

out_filter:
	ftrace_free_filter(&hook->ops);
out_free:
	kfree(hook);
	return err;
}

static void remove_unkept(void)
{
	HLIST_HEAD(unkept);
	struct hlist_node *next;
	struct sct_hook *hook;
	int bucket;

	hash_for_each_safe(hooks, bucket, next, hook, node) {
		if (hook->keep)
			continue;
		hash_del(&hook->node);
		hlist_add_head(&hook->node, &unkept);
		WRITE_ONCE(hook_count, hook_count - 1);
	}
	remove_list(&unkept);
	if (!hook_count)
		sct_drain_start();
}

static void mark_all(bool keep)
{
	struct sct_hook *hook;
	int bucket;

	hash_for_each(hooks, bucket, hook, node)
		hook->keep = keep;
}

static int arm_one(unsigned int abi, unsigned int nr)
{
	unsigned long addr = sct_call_function(abi, nr);

	if (!addr)
		return -ENOSYS;
	if (find_hook(addr))
		return 0;
	return hook_add(addr);
}

static int arm_all(const struct sct_call_set *want, struct sct_call_id *bad)
{
	for (unsigned int abi = 0; abi < SCT_NR_ABIS; abi++) {
		unsigned int nr;

		for_each_set_bit(nr, want->nr[abi], SCT_MAX_NR) {
			int err = arm_one(abi, nr);

			if (err) {
				*bad = (struct sct_call_id){ abi, nr };
				return err;
			}
		}
	}
	return 0;
}

/**
 * sct_hijack_arm - hook the functions that serve some calls
 * @want: the calls; hooks that exist already stay, wanted or not
 * @bad: set on error to the call that could not be hooked
 *
 * Sleeps.  On an error no new hook is left.  When it returns 0, every call of
 * @want that starts afterwards is visited, on every CPU.
 *
 * Return: 0; -ENOSYS this kernel has no such call; -EBUSY another direct-call
 * or IP-modifying user (BPF fentry, livepatch) holds the function, or
 * kernel.ftrace_enabled is 0; -EIO the function was not patched; -ENODEV no
 * visitor is registered, or it is being unloaded; -ENOMEM.
 */
int sct_hijack_arm(const struct sct_call_set *want, struct sct_call_id *bad)
{
	int err = -ENODEV;

	*bad = (struct sct_call_id){ };
	mutex_lock(&hooks_mutex);
	if (visitor)
		err = sct_drain_hold(visitor->owner);
	if (err)
		goto out;
	mark_all(true);
	err = guard_start();
	if (!err)
		err = arm_all(want, bad);
	if (err)
		remove_unkept();
out:
	mutex_unlock(&hooks_mutex);
	return err;
}
EXPORT_SYMBOL_GPL(sct_hijack_arm);

/**
 * sct_hijack_disarm_except - unhook all functions but those of some calls
 * @keep: calls whose hooks stay
 *
 * Sleeps, for some RCU grace periods.  Calls that are inside go on to their
 * end; when no hook is left, sct_hijack_drain() tells when they have.
 */
void sct_hijack_disarm_except(const struct sct_call_set *keep)
{
	mutex_lock(&hooks_mutex);
	mark_all(false);
	for (unsigned int abi = 0; abi < SCT_NR_ABIS; abi++) {
		unsigned int nr;

		for_each_set_bit(nr, keep->nr[abi], SCT_MAX_NR) {
			struct sct_hook *hook;

			hook = find_hook(sct_call_function(abi, nr));
			if (hook)
				hook->keep = true;
		}
	}
	remove_unkept();
	mutex_unlock(&hooks_mutex);
}
EXPORT_SYMBOL_GPL(sct_hijack_disarm_except);

/**
 * sct_hijack_hook_count - how many kernel functions are hooked now
 */
unsigned int sct_hijack_hook_count(void)
{
	return READ_ONCE(hook_count);
}
EXPORT_SYMBOL_GPL(sct_hijack_hook_count);

/**
 * sct_hijack_register - become the visitor
 * @ops: stays valid until sct_hijack_unregister()
 *
 * Return: 0; -EBUSY there is one already.
 */
int sct_hijack_register(const struct sct_hijack_ops *ops)
{
	int err = -EBUSY;

	mutex_lock(&hooks_mutex);
	if (!visitor) {
		visitor = ops;
		sct_visit_start(ops);
		err = 0;
	}
	mutex_unlock(&hooks_mutex);
	return err;
}
EXPORT_SYMBOL_GPL(sct_hijack_register);

/**
 * sct_hijack_unregister - stop being the visitor
 *
 * Unhooks everything and waits until nobody is inside: for as long as a call
 * that has an after-visit lasts.  A visitor's module that comes here by rmmod
 * was pinned until then, so it does not wait.
 */
void sct_hijack_unregister(void)
{
	mutex_lock(&hooks_mutex);
	mark_all(false);
	remove_unkept();
	visitor = NULL;
	mutex_unlock(&hooks_mutex);

	sct_drain_finish();
	sct_visit_stop();
}
EXPORT_SYMBOL_GPL(sct_hijack_unregister);
