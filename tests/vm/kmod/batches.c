// SPDX-License-Identifier: GPL-2.0-only
/*
 * In place of sct_rules: hooks sets of calls that change at random, of which getppid is
 * always one, and lets no getppid of a task named "denied" through.  Writing N to
 * /sys/module/test_batches/parameters/steps changes the set N times; 0 unhooks all.
 * `wrong` counts sets that could not be hooked, or of which other functions were.
 */
#include <linux/module.h>
#include <linux/prandom.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <asm/unistd.h>

#include "hijack.h"

/* So many of the calls; the numbers of the others grow from kernel to kernel. */
#define CALLS	330

static unsigned int wrong;
module_param(wrong, uint, 0444);

static struct sct_call_set known;
static struct rnd_state rnd;

static bool is_denied(void)
{
	return !strcmp(current->comm, "denied");
}

static struct sct_visit skip(struct pt_regs *regs, u32 call)
{
	return (struct sct_visit){
		.action = is_denied() ? SCT_VISIT_FULL : SCT_VISIT_RESUME,
	};
}

static struct sct_visit before(struct pt_regs *regs, unsigned int abi,
			       unsigned int nr)
{
	struct sct_visit visit = { .action = SCT_VISIT_RESUME };

	if (abi == SCT_ABI_X86_64 && nr == __NR_getppid)
		visit = (struct sct_visit){ .action = SCT_VISIT_DENY,
					    .ret = -EXDEV };
	return visit;
}

/* No call has an after-visit, and none waits. */
static bool pass_after(struct sct_frame *frame, long ret)
{
	return false;
}

static struct sct_visit after(struct pt_regs *regs, struct sct_frame *frame,
			      long ret)
{
	return (struct sct_visit){ .action = SCT_VISIT_RESUME, .ret = ret };
}

static void wait_for_nothing(struct sct_frame *frame)
{
}

static struct sct_visit waited(struct sct_frame *frame)
{
	return (struct sct_visit){ .action = SCT_VISIT_RESUME };
}

static const struct sct_hijack_ops visitor = {
	.owner = THIS_MODULE,
	.skip = skip,
	.before = before,
	.pass_after = pass_after,
	.after = after,
	.wait = wait_for_nothing,
	.waited = waited,
	.abandon = wait_for_nothing,
};

/* Nearly none, some, nearly all. */
static unsigned int choose(struct sct_call_set *set)
{
	static const u8 of_256[] = { 2, 8, 64, 248, 255 };
	u32 share = of_256[prandom_u32_state(&rnd) % ARRAY_SIZE(of_256)];
	unsigned int count = 1;
	unsigned int nr;

	sct_call_set_zero(set);
	sct_call_set_add(set, SCT_ABI_X86_64, __NR_getppid);
	for_each_set_bit(nr, known.nr[SCT_ABI_X86_64], CALLS) {
		if (nr == __NR_getppid || prandom_u32_state(&rnd) % 256 > share)
			continue;
		sct_call_set_add(set, SCT_ABI_X86_64, nr);
		count++;
	}
	return count;
}

static int change(const struct sct_call_set *set, unsigned int count)
{
	struct sct_call_id bad;
	int err = sct_hijack_arm(set, &bad);

	if (!err) {
		sct_hijack_disarm_except(set);
		if (sct_hijack_hook_count() == count)
			return 0;
	}
	pr_info("test_batches: %u calls, %u hooks, error %d of call %u\n",
		count, sct_hijack_hook_count(), err, bad.nr);
	wrong++;
	return err;
}

/* One more at a time, so that each comes by itself. */
static int grow(struct sct_call_set *set, unsigned int count)
{
	unsigned int more = 12, nr;
	int err = 0;

	for_each_set_bit(nr, known.nr[SCT_ABI_X86_64], CALLS) {
		if (err || !more)
			break;
		if (test_bit(nr, set->nr[SCT_ABI_X86_64]))
			continue;
		sct_call_set_add(set, SCT_ABI_X86_64, nr);
		err = change(set, ++count);
		more--;
	}
	return err;
}

static int set_steps(const char *text, const struct kernel_param *param)
{
	static struct sct_call_set set;
	unsigned int steps;
	int err = kstrtouint(text, 0, &steps);

	if (err)
		return err;
	if (!steps) {
		sct_call_set_zero(&set);
		sct_hijack_disarm_except(&set);
		return 0;
	}
	while (!err && steps--) {
		unsigned int count = choose(&set);

		err = change(&set, count);
		if (!err && steps % 8 == 0)
			err = grow(&set, count);
	}
	return err;
}

static const struct kernel_param_ops steps_ops = { .set = set_steps };
module_param_cb(steps, &steps_ops, NULL, 0200);

static int __init test_batches_init(void)
{
	struct sct_call_id bad;
	int err;

	prandom_seed_state(&rnd, 11);
	for (unsigned int nr = 0; nr < CALLS; nr++)
		sct_call_set_add(&known, SCT_ABI_X86_64, nr);
	err = sct_hijack_find_calls(&known, &bad);
	if (err)
		return err;
	for (unsigned int nr = 0; nr < CALLS; nr++)
		if (sct_hijack_has_call(SCT_ABI_X86_64, nr) <= 0)
			__clear_bit(nr, known.nr[SCT_ABI_X86_64]);
	return sct_hijack_register(&visitor);
}

static void __exit test_batches_exit(void)
{
	sct_hijack_unregister();
}

module_init(test_batches_init);
module_exit(test_batches_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("syscalltrack: test of hooks that come and go");
