// SPDX-License-Identifier: GPL-2.0-only
/*
 * Patches the functions that serve the wanted calls, and no others.
 */
#include <linux/err.h>
#include <linux/hashtable.h>
#include <linux/module.h>
#include <linux/mutex.h>

#include "internal.h"
#include "patch.h"
#include "targets.h"

/* sct_patch_mutex protects all these. */
static DEFINE_HASHTABLE(hooks, 9);	/* struct sct_patch, by address */
static unsigned int hook_count;
static const struct sct_hijack_ops *visitor;

static struct sct_patch *find_hook(unsigned long addr)
{
	struct sct_patch *hook;

	hash_for_each_possible(hooks, hook, node, addr)
		if (hook->addr == addr)
			return hook;
	return NULL;
}

static int hook_add(unsigned long addr)
{
	struct sct_patch *hook = sct_patch_add(addr, sct_stub);

	if (IS_ERR(hook))
		return PTR_ERR(hook);
	hash_add(hooks, &hook->node, addr);
	WRITE_ONCE(hook_count, hook_count + 1);
	return 0;
}

static void remove_unkept(void)
{
	HLIST_HEAD(unkept);
	struct hlist_node *next;
	struct sct_patch *hook;
	int bucket;

	hash_for_each_safe(hooks, bucket, next, hook, node) {
		if (hook->keep)
			continue;
		hash_del(&hook->node);
		hlist_add_head(&hook->node, &unkept);
		WRITE_ONCE(hook_count, hook_count - 1);
	}
	sct_patches_remove(&unkept);
	if (!hook_count)
		sct_drain_start();
}

static void mark_all(bool keep)
{
	struct sct_patch *hook;
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
	mutex_lock(&sct_patch_mutex);
	if (visitor)
		err = sct_drain_hold(visitor->owner);
	if (err)
		goto out;
	mark_all(true);
	err = arm_all(want, bad);
	if (err)
		remove_unkept();
out:
	mutex_unlock(&sct_patch_mutex);
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
	mutex_lock(&sct_patch_mutex);
	mark_all(false);
	for (unsigned int abi = 0; abi < SCT_NR_ABIS; abi++) {
		unsigned int nr;

		for_each_set_bit(nr, keep->nr[abi], SCT_MAX_NR) {
			struct sct_patch *hook;

			hook = find_hook(sct_call_function(abi, nr));
			if (hook)
				hook->keep = true;
		}
	}
	remove_unkept();
	mutex_unlock(&sct_patch_mutex);
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
 * sct_hijack_intact - whether all that is hooked comes to us, and nothing else
 *
 * Not asked of ftrace, which may have shut itself off, but of the text.  While
 * hooks come and go, that is not asked.
 */
bool sct_hijack_intact(void)
{
	bool intact = !READ_ONCE(sct_patch_stuck);
	struct sct_patch *hook;
	int bucket;

	if (!mutex_trylock(&sct_patch_mutex))
		return intact;
	hash_for_each(hooks, bucket, hook, node)
		intact = intact && sct_arch_patched(hook->addr);
	mutex_unlock(&sct_patch_mutex);
	return intact;
}
EXPORT_SYMBOL_GPL(sct_hijack_intact);

/* By a static call a visitor is reached without a pointer. */
static int check_visitor(const struct sct_hijack_ops *ops)
{
	int err;

	if (IS_ENABLED(CONFIG_HAVE_STATIC_CALL))
		return 0;
	err = sct_check_target("visitor skip", ops->skip);
	err = err ?: sct_check_target("visitor before", ops->before);
	err = err ?: sct_check_target("visitor after", ops->after);
	err = err ?: sct_check_target("visitor wait", ops->wait);
	err = err ?: sct_check_target("visitor waited", ops->waited);
	return err ?: sct_check_target("visitor abandon", ops->abandon);
}

/**
 * sct_hijack_register - become the visitor
 * @ops: stays valid until sct_hijack_unregister()
 *
 * Return: 0; -EBUSY there is one already; -ENOEXEC it cannot be called.
 */
int sct_hijack_register(const struct sct_hijack_ops *ops)
{
	int err = check_visitor(ops);

	if (err)
		return err;
	err = -EBUSY;
	mutex_lock(&sct_patch_mutex);
	if (!visitor) {
		visitor = ops;
		sct_visit_start(ops);
		err = 0;
	}
	mutex_unlock(&sct_patch_mutex);
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
	mutex_lock(&sct_patch_mutex);
	mark_all(false);
	remove_unkept();
	visitor = NULL;
	mutex_unlock(&sct_patch_mutex);

	sct_drain_finish();
	sct_visit_stop();
}
EXPORT_SYMBOL_GPL(sct_hijack_unregister);
