// SPDX-License-Identifier: GPL-2.0-only
/*
 * Judges each file that is about to be deleted by sct_call_from_object(), by the
 * rules on rmdir: what they refuse is not deleted.  /sys/module/test_object/parameters
 * has how many were judged, and for how many a value was not at hand.
 */
#include <linux/module.h>
#include <linux/sched/task_stack.h>

#include "hijack.h"
#include "hook/object.h"

static atomic_t judged, unread;
module_param_named(judged, judged.counter, int, 0444);
module_param_named(unread, unread.counter, int, 0444);

static long before_unlink(const struct sct_function_hook *hook,
			  const unsigned long *args)
{
	struct sct_call call;
	struct sct_visit visit;

	sct_call_init(&call, task_pt_regs(current), SCT_ABI_X86_64, __NR_rmdir);
	atomic_inc(&judged);
	if (!sct_call_from_object(&call, &visit))
		atomic_inc(&unread);
	sct_call_free_texts(&call);
	return visit.action == SCT_VISIT_DENY ? visit.ret : 0;
}

static const struct sct_function_hook unlink_hook = {
	"security_path_unlink", before_unlink
};

static const struct sct_function_hook *hooks[] = { &unlink_hook };

static int __init test_object_init(void)
{
	unsigned int bad;

	return sct_hijack_hook_functions(hooks, ARRAY_SIZE(hooks), &bad);
}

static void __exit test_object_exit(void)
{
	sct_hijack_unhook_functions(hooks, ARRAY_SIZE(hooks));
}

module_init(test_object_init);
module_exit(test_object_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("syscalltrack: test of rules at an object");
