// SPDX-License-Identifier: GPL-2.0-only
/*
 * Hooks kernel functions by sct_hijack_hook_functions(): counts their calls and
 * refuses what is called "denied", each with an error of its own.  The counters
 * are in /sys/module/test_functions/parameters.
 */
#include <linux/binfmts.h>
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/path.h>

#include "hijack.h"
#include "landing.h"

static char *also;
module_param(also, charp, 0444);
MODULE_PARM_DESC(also, "one more function to hook");

static bool unmarked;
module_param(unmarked, bool, 0444);
MODULE_PARM_DESC(unmarked, "visit it by code that does not start with ENDBR");

static atomic_t unlinks, renames, opens, execs, others;
module_param_named(unlinks, unlinks.counter, int, 0444);
module_param_named(renames, renames.counter, int, 0444);
module_param_named(opens, opens.counter, int, 0444);
module_param_named(execs, execs.counter, int, 0444);
module_param_named(others, others.counter, int, 0444);

static bool is_denied(const struct dentry *dentry)
{
	return !strcmp(dentry->d_name.name, "denied");
}

static long before_unlink(const struct sct_function_hook *hook,
			  const unsigned long *args)
{
	const struct path *dir = (const struct path *)args[0];
	const struct dentry *dentry = (const struct dentry *)args[1];

	atomic_inc(&unlinks);
	return is_denied(dentry) && dentry->d_parent == dir->dentry ? -EROFS : 0;
}

/* The last of five arguments: renameat2()'s flags. */
static long before_rename(const struct sct_function_hook *hook,
			  const unsigned long *args)
{
	const struct dentry *from = (const struct dentry *)args[1];
	const struct dentry *to = (const struct dentry *)args[3];

	atomic_inc(&renames);
	return is_denied(from) && !is_denied(to) &&
	       (unsigned int)args[4] == RENAME_NOREPLACE ? -EXDEV : 0;
}

static long before_open(const struct sct_function_hook *hook,
			const unsigned long *args)
{
	const struct file *file = (const struct file *)args[0];

	atomic_inc(&opens);
	return is_denied(file->f_path.dentry) ? -ENOLINK : 0;
}

static long before_exec(const struct sct_function_hook *hook,
			const unsigned long *args)
{
	const struct linux_binprm *bprm = (const struct linux_binprm *)args[0];

	atomic_inc(&execs);
	return is_denied(bprm->file->f_path.dentry) ? -ELIBBAD : 0;
}

static long before_other(const struct sct_function_hook *hook,
			 const unsigned long *args)
{
	atomic_inc(&others);
	return 0;
}

/* Behind its ENDBR; so that objtool does not see what it would not let pass. */
static void *past_landing(void *function)
{
	unsigned long addr = (unsigned long)function;

	OPTIMIZER_HIDE_VAR(addr);
	return (void *)(addr + SCT_LANDING_BYTES);
}

static struct sct_function_hook other = { .before = before_other };
static const struct sct_function_hook *hooks[] = {
	&(const struct sct_function_hook){ "security_path_unlink", before_unlink },
	&(const struct sct_function_hook){ "security_path_rename", before_rename },
	&(const struct sct_function_hook){ "security_file_open", before_open },
	&(const struct sct_function_hook){ "security_bprm_check", before_exec },
	&other,
};

static unsigned int count;

static int __init test_functions_init(void)
{
	unsigned int bad;
	int err;

	count = ARRAY_SIZE(hooks) - !also;
	other.name = also;
	if (unmarked && IS_ENABLED(CONFIG_X86_KERNEL_IBT))
		other.before = past_landing(before_other);
	err = sct_hijack_hook_functions(hooks, count, &bad);
	if (err)
		pr_info("test_functions: hook on %s: error %d\n",
			hooks[bad]->name, -err);
	return err;
}

static void __exit test_functions_exit(void)
{
	sct_hijack_unhook_functions(hooks, count);
}

module_init(test_functions_init);
module_exit(test_functions_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("syscalltrack: test of hooks on kernel functions");
