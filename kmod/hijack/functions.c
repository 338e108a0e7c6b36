// SPDX-License-Identifier: GPL-2.0-only
/*
 * Hooks on kernel functions that are not system calls: security_path_unlink(),
 * security_file_open() and their like, where the object that a call is about has
 * been found and can no longer be swapped.
 *
 * The same patch and the same way on as for a system call, but there is no
 * after-visit, so nothing of us is ever left on a stack: a function that is let
 * go is free within some grace periods, whoever sleeps in it.
 */
#include <linux/err.h>
#include <linux/hashtable.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rculist.h>
#include <linux/slab.h>

#include "internal.h"
#include "patch.h"
#include "targets.h"

struct hooked_function {
	struct hlist_node node;		/* visited_functions, by resume */
	struct list_head all;		/* hooked_functions; or of those to be freed */
	unsigned long resume;		/* where the stub was called from */
	const struct sct_function_hook *hook;
	struct sct_patch *patch;
};

/* Changed under sct_patch_mutex, read in a section of sct_hijack_srcu. */
static DEFINE_HASHTABLE(visited_functions, 5);

/* Those, and the ones that are about to be.  Under sct_patch_mutex. */
static LIST_HEAD(hooked_functions);

static struct hooked_function *find_resume(unsigned long resume)
{
	struct hlist_head *head =
		&visited_functions[hash_min(resume, HASH_BITS(visited_functions))];
	struct hooked_function *f;

	hlist_for_each_entry_srcu(f, head, node,
				  srcu_read_lock_held(&sct_hijack_srcu))
		if (f->resume == resume)
			return f;
	return NULL;
}

/* Not found: hooked this moment, or let go. */
struct sct_visit sct_function_before(const unsigned long *args,
				     unsigned long resume)
{
	struct sct_visit visit = { .action = SCT_VISIT_RESUME };
	const struct hooked_function *f;
	int idx;

	idx = srcu_read_lock(&sct_hijack_srcu);
	f = find_resume(resume);
	if (f)
		visit.ret = f->hook->before(f->hook, args);
	srcu_read_unlock(&sct_hijack_srcu, idx);
	if (f && visit.ret)
		visit.action = SCT_VISIT_DENY;
	return visit;
}

static struct hooked_function *find_hook(const struct sct_function_hook *hook)
{
	struct hooked_function *f;

	list_for_each_entry(f, &hooked_functions, all)
		if (f->hook == hook)
			return f;
	return NULL;
}

static bool is_hooked(unsigned long addr)
{
	struct hooked_function *f;

	list_for_each_entry(f, &hooked_functions, all)
		if (f->patch->addr == addr)
			return true;
	return false;
}

/* Return: 0; it is to be patched. */
static int add_hook(const struct sct_function_hook *hook)
{
	struct hooked_function *f;
	unsigned long addr;
	int err;

	err = sct_check_target(hook->name, hook->before);
	if (err)
		return err;
	addr = sct_find_function(hook->name);
	if (IS_ERR_VALUE(addr))
		return addr;
	if (find_hook(hook))
		return -EEXIST;
	if (is_hooked(addr))
		return -EBUSY;
	f = kzalloc(sizeof(*f), GFP_KERNEL);
	if (!f)
		return -ENOMEM;
	f->hook = hook;
	f->patch = sct_patch_want(addr, sct_function_stub);
	if (IS_ERR(f->patch)) {
		err = PTR_ERR(f->patch);
		kfree(f);
		return err;
	}
	list_add(&f->all, &hooked_functions);
	return 0;
}

/* They are patched. */
static void start_visiting(const struct sct_function_hook *const *hooks,
			   unsigned int count)
{
	for (unsigned int i = 0; i < count; i++) {
		struct hooked_function *f = find_hook(hooks[i]);

		f->resume = f->patch->resume;
		hash_add_rcu(visited_functions, &f->node, f->resume);
	}
}

/* They are not to be patched after all. */
static void forget_hooks(const struct sct_function_hook *const *hooks,
			 unsigned int count)
{
	for (unsigned int i = 0; i < count; i++) {
		struct hooked_function *f = find_hook(hooks[i]);

		f->patch->wanted = false;
		list_del(&f->all);
		kfree(f);
	}
	sct_patches_forget();
}

static int add_hooks(const struct sct_function_hook *const *hooks,
		     unsigned int count, unsigned int *bad)
{
	unsigned long addr = 0;
	int err;

	for (*bad = 0; *bad < count; ++*bad) {
		err = add_hook(hooks[*bad]);
		if (err) {
			forget_hooks(hooks, *bad);
			return err;
		}
	}
	err = sct_patches_apply(&addr);
	if (!err) {
		start_visiting(hooks, count);
		return 0;
	}
	for (*bad = 0; *bad < count - 1; ++*bad)
		if (find_hook(hooks[*bad])->patch->addr == addr)
			break;
	forget_hooks(hooks, count);
	return err;
}

/*
 * Where a task may be when the patches are gone: between the entry and the read
 * section, in it, or between it and the function or its caller.  It cannot sleep
 * at the first and the last of these.  So, as in drain.c, an RCU-tasks, an SRCU
 * and again an RCU-tasks grace period see it through; taking the patches back
 * has waited for the first.
 */
static void remove_hooks(const struct sct_function_hook *const *hooks,
			 unsigned int count)
{
	struct hooked_function *f, *next;
	LIST_HEAD(gone);

	for (unsigned int i = 0; i < count; i++) {
		f = find_hook(hooks[i]);
		if (!f)
			continue;
		hash_del_rcu(&f->node);
		f->patch->wanted = false;
		list_move(&f->all, &gone);
	}
	if (list_empty(&gone))
		return;
	sct_patches_sweep(sct_function_stub);
	synchronize_srcu(&sct_hijack_srcu);
	synchronize_rcu_tasks();
	list_for_each_entry_safe(f, next, &gone, all)
		kfree(f);
}

/**
 * sct_hijack_hook_functions - hook kernel functions by name
 * @hooks: what to hook, and whom to ask; stays valid until let go
 * @count: elements of @hooks
 * @bad: on an error set to the index of the one that could not be hooked
 *
 * Sleeps.  All or none.  When it returns 0, every call of the functions that
 * starts afterwards is visited, on every CPU.  The hooks are let go by
 * sct_hijack_unhook_functions(), in any case before the module of their visitors
 * is gone.
 *
 * Return: 0; -ENOENT no such function; -EOPNOTSUPP one that ftrace cannot patch; -EBUSY
 * another hook or another direct-call or IP-modifying user (BPF, livepatch) holds it,
 * or kernel.ftrace_enabled is 0; -EEXIST the hook is in use; -EIO the function was
 * not patched; -ENOEXEC the visitor cannot be called by a pointer; -ENOMEM; another
 * error of a look-up.
 */
int sct_hijack_hook_functions(const struct sct_function_hook *const *hooks,
			      unsigned int count, unsigned int *bad)
{
	int err;

	mutex_lock(&sct_patch_mutex);
	err = add_hooks(hooks, count, bad);
	mutex_unlock(&sct_patch_mutex);
	return err;
}
EXPORT_SYMBOL_GPL(sct_hijack_hook_functions);

/**
 * sct_hijack_unhook_functions - let hooked functions go
 * @hooks: as they were hooked; those that are not are passed over
 * @count: elements of @hooks
 *
 * Sleeps, for some RCU grace periods and as long as a visit of one of them
 * lasts.  When it returns nobody is in a visit, nor will be.
 */
void sct_hijack_unhook_functions(const struct sct_function_hook *const *hooks,
				 unsigned int count)
{
	mutex_lock(&sct_patch_mutex);
	remove_hooks(hooks, count);
	mutex_unlock(&sct_patch_mutex);
}
EXPORT_SYMBOL_GPL(sct_hijack_unhook_functions);
