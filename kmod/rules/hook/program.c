// SPDX-License-Identifier: GPL-2.0-only
/*
 * A task puts another file in the place of its program: prctl(PR_SET_MM_MAP).  Who asks
 * for programs believes what execve() opened, which its flags tell (compat/exe_file.h).
 * There is one such file that a task can have as a descriptor, too: what binfmt_misc
 * gives to an interpreter.  Since 6.7 a user namespace has a binfmt_misc of its own, where
 * anybody is an interpreter of any program.  So a file that is put there by its task
 * loses that mark first.
 */
#include <linux/fs.h>
#include <linux/spinlock.h>

#include "hook/operations.h"
#include "table/operations.h"

/* int replace_mm_exe_file(struct mm_struct *mm, struct file *new_exe_file) */
static long before_replace(const struct sct_function_hook *hook,
			   const unsigned long *args)
{
	struct file *file = (struct file *)args[1];

	spin_lock(&file->f_lock);
	file->f_flags &= ~__FMODE_EXEC;
	spin_unlock(&file->f_lock);
	return 0;
}

static const struct sct_function_hook replace = {
	.name = "replace_mm_exe_file", .before = before_replace,
};

static const struct sct_operation_hook hooks[] = {
	{ &replace, SCT_ON_PROGRAMS },
};

void sct_programs_init(void)
{
	sct_operations_register(hooks, ARRAY_SIZE(hooks));
}
