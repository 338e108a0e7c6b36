// SPDX-License-Identifier: GPL-2.0-only
/*
 * Patches the functions that serve the wanted calls, and no others.
 */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/mutex.h>

#include "internal.h"
#include "patch.h"
#include "targets.h"

/* sct_patch_mutex protects these. */
static unsigned int hook_count;
static const struct sct_hijack_ops *visitor;

/* Those that are not wanted any more. */
static void remove_unwanted(void)
{
	sct_patches_sweep(sct_stub);
	WRITE_ONCE(hook_count, sct_patch_count(sct_stub));
	if (!hook_count)
		sct_drain_start();
}

static int want_call(unsigned int abi, unsigned int nr)
{
	unsigned long addr = sct_call_function(abi, nr);

	if (!addr)
		return -ENOSYS;
	if (IS_ERR_VALUE(addr))
		return addr;
	return PTR_ERR_OR_ZERO(sct_patch_want(addr, sct_stub));
}

static int want_calls(const struct sct_call_set *calls, struct sct_call_id *bad)
{
	for (unsigned int abi = 0; abi < SCT_NR_ABIS; abi++) {
		unsigned int nr;

		for_each_set_bit(nr, calls->nr[abi], SCT_MAX_NR) {
			int err = want_call(abi, nr);

			if (err) {
				*bad = (struct sct_call_id){ abi, nr };
				return err;
			}
		}
	}
	return 0;
}

/* The first of the calls that a function serves. */
static struct sct_call_id find_served(const struct sct_call_set *calls,
				      unsigned long addr)
{
	for (unsigned int abi = 0; abi < SCT_NR_ABIS; abi++) {
		unsigned int nr;

		for_each_set_bit(nr, calls->nr[abi], SCT_MAX_NR)
			if (sct_call_function(abi, nr) == addr)
				return (struct sct_call_id){ abi, nr };
	}
	return (struct sct_call_id){ };
}

static int hook_calls(const struct sct_call_set *want, struct sct_call_id *bad)
{
	unsigned long addr = 0;
	int err = sct_hijack_find_calls(want, bad);

	if (err)
		return err;
	err = want_calls(want, bad);
	if (!err) {
		err = sct_patches_apply(&addr);
		if (err)
			*bad = find_served(want, addr);
	}
	if (err)
		sct_patches_forget();
	return err;
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
 * kernel.ftrace_enabled is 0; -EIO the function was not found or not patched; -ENODEV
 * no visitor is registered, or it is being unloaded; -ENOMEM.
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
	err = hook_calls(want, bad);
	WRITE_ONCE(hook_count, sct_patch_count(sct_stub));
	if (!hook_count)
		sct_drain_start();
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
 * end; when no hook is left, sct_hijack_drain() tells when they have.  For want of
 * memory some hooks may stay that are not to be kept, as long as others are; the
 * next change of hooks takes them away.
 */
void sct_hijack_disarm_except(const struct sct_call_set *keep)
{
	mutex_lock(&sct_patch_mutex);
	sct_patches_unwant(sct_stub);
	for (unsigned int abi = 0; abi < SCT_NR_ABIS; abi++) {
		unsigned int nr;

		for_each_set_bit(nr, keep->nr[abi], SCT_MAX_NR)
			sct_patch_keep(sct_call_function(abi, nr));
	}
	remove_unwanted();
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
	bool intact = !sct_patch_is_stuck();

	if (!mutex_trylock(&sct_patch_mutex))
		return intact;
	intact = intact && sct_patches_intact(sct_stub);
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
	err = err ?: sct_check_target("visitor pass_after", ops->pass_after);
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
	sct_patches_unwant(sct_stub);
	remove_unwanted();
	visitor = NULL;
	mutex_unlock(&sct_patch_mutex);

	sct_drain_finish();
	sct_visit_stop();
}
EXPORT_SYMBOL_GPL(sct_hijack_unregister);
