// SPDX-License-Identifier: GPL-2.0-only
/* SCT_IOC_CALLS: which of some calls this kernel has. */
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "dev/ioctls.h"
#include "lib/rules_internal.h"

/* Looked up in one go, for each alone would take a grace period of its own. */
static int look_up(const struct sct_call_there *calls, u32 count)
{
	struct sct_call_set *set = kzalloc(sizeof(*set), GFP_KERNEL);
	struct sct_call_id bad;
	int err = 0;

	if (!set)
		return -ENOMEM;
	for (u32 i = 0; i < count && !err; i++) {
		if (calls[i].abi >= SCT_NR_ABIS || calls[i].nr >= SCT_MAX_NR ||
		    calls[i].there || calls[i].reserved)
			err = -EINVAL;
		else
			sct_call_set_add(set, calls[i].abi, calls[i].nr);
	}
	/* One of which nothing is known for certain spoils not the others. */
	if (!err && sct_hijack_find_calls(set, &bad) == -ENOMEM)
		err = -ENOMEM;
	kfree(set);
	return err;
}

static int answer(struct sct_call_there *calls, u32 count)
{
	int err = look_up(calls, count);

	for (u32 i = 0; i < count && !err; i++) {
		int has = sct_hijack_has_call(calls[i].abi, calls[i].nr);

		if (has == -ENOMEM)
			err = has;
		else if (has)
			calls[i].there = has > 0 ? SCT_THERE_YES : SCT_THERE_UNSEEN;
		else if (sct_hijack_offers_call(calls[i].abi, calls[i].nr))
			calls[i].there = SCT_THERE_UNSEEN;
		cond_resched();
	}
	return err;
}

/**
 * sct_ctl_calls - SCT_IOC_CALLS
 * @user: struct sct_calls
 *
 * Return: 0, or
 *
 * - %-EINVAL: size, flags, or no such ABI or number;
 * - %-EFAULT: bad address, of the argument or in it;
 * - %-E2BIG: more calls than there are numbers;
 * - %-ENOMEM.
 */
long sct_ctl_calls(void __user *user)
{
	struct sct_call_there *calls;
	struct sct_calls arg;
	int err = sct_get_arg(&arg, sizeof(arg), SCT_CALLS_SIZE_1, user);
	size_t size;

	if (err)
		return err;
	if (arg.flags || arg.reserved)
		return -EINVAL;
	if (arg.count > SCT_NR_ABIS * SCT_MAX_NR)
		return -E2BIG;
	size = arg.count * sizeof(*calls);
	calls = sct_alloc(arg.count + 1ul, sizeof(*calls));
	if (!calls)
		return -ENOMEM;
	if (copy_from_user(calls, u64_to_user_ptr(arg.calls), size))
		err = -EFAULT;
	if (!err)
		err = answer(calls, arg.count);
	if (!err && copy_to_user(u64_to_user_ptr(arg.calls), calls, size))
		err = -EFAULT;
	sct_free(calls);
	return err;
}
