// SPDX-License-Identifier: GPL-2.0-only
/*
 * SCT_IOC_COUNTERS: what each rule of the table in force has done.
 *
 * Counting goes on meanwhile: a number is right for a moment between the call
 * and the answer, and two numbers need not be of the same moment.
 */
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "dev/ioctls.h"
#include "lib/rules_internal.h"
#include "log/rule_stats.h"
#include "table/rule_counts.h"
#include "table/table.h"

/* What is copied out, when the table is let go. */
struct counts {
	struct sct_rule_count *rules;
	struct sct_call_count *calls;
};

static void count_rules(const struct sct_live *live, struct counts *counts,
			u32 count)
{
	sct_counts_of_rules(live, counts->rules);
	for (u32 i = 0; i < count; i++) {
		sct_rule_stats_count(live->stats, i, &counts->rules[i]);
		cond_resched();
	}
}

/* Inside of a read section.  Return: 0; -ENOENT, -ENOSPC, -ENOMEM. */
static int count_all(const struct sct_live *live, struct sct_counters *arg,
		     struct counts *counts)
{
	if (arg->generation && arg->generation != live->generation)
		return -ENOENT;
	arg->generation = live->generation;
	arg->rule_count = live->image->table->rules.count;
	arg->call_count = sct_counts_of_calls(live, NULL, 0);
	if (arg->rule_count > arg->rule_space ||
	    arg->call_count > arg->call_space)
		return -ENOSPC;
	counts->rules = sct_alloc(arg->rule_count + 1ul,
				  sizeof(*counts->rules));
	counts->calls = sct_alloc(arg->call_count + 1ul,
				  sizeof(*counts->calls));
	if (!counts->rules || !counts->calls)
		return -ENOMEM;
	count_rules(live, counts, arg->rule_count);
	sct_counts_of_calls(live, counts->calls, arg->call_count);
	return 0;
}

/* The empty table: nothing to count, but its generation. */
static int count_none(struct sct_counters *arg)
{
	struct sct_info info = { };

	sct_table_info(&info);
	if (arg->generation && arg->generation != info.generation)
		return -ENOENT;
	arg->generation = info.generation;
	arg->rule_count = 0;
	arg->call_count = 0;
	return 0;
}

static int put_counts(const struct sct_counters *arg,
		      const struct counts *counts)
{
	if (copy_to_user(u64_to_user_ptr(arg->rules), counts->rules,
			 arg->rule_count * sizeof(*counts->rules)) ||
	    copy_to_user(u64_to_user_ptr(arg->calls), counts->calls,
			 arg->call_count * sizeof(*counts->calls)))
		return -EFAULT;
	return 0;
}

/**
 * sct_ioctl_counters - SCT_IOC_COUNTERS
 * @user: struct sct_counters
 *
 * Return: 0, or
 *
 * - %-EINVAL: size, or flags;
 * - %-EFAULT: bad address, of the argument or in it;
 * - %-ENOENT: the generation is not in force;
 * - %-ENOSPC: a buffer is too small; the counts say what is needed;
 * - %-ENOMEM.
 */
long sct_ioctl_counters(void __user *user)
{
	struct counts counts = { };
	struct sct_counters arg;
	const struct sct_live *live;
	int idx, err = sct_get_arg(&arg, sizeof(arg), SCT_COUNTERS_SIZE_1, user);

	if (err)
		return err;
	if (arg.flags)
		return -EINVAL;
	idx = srcu_read_lock(&sct_hijack_srcu);
	live = sct_live_table();
	err = live ? count_all(live, &arg, &counts) : count_none(&arg);
	srcu_read_unlock(&sct_hijack_srcu, idx);
	if (!err)
		err = put_counts(&arg, &counts);
	sct_free(counts.rules);
	sct_free(counts.calls);
	if (err && err != -ENOSPC)
		return err;
	return sct_put_arg(user, &arg, sizeof(arg), err);
}
