// SPDX-License-Identifier: GPL-2.0-only
/* The caller's program, as an object. */
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/sched.h>

#include "call/exe_object.h"
#include "compat/exe_file.h"
#include "object/look.h"

static noinline enum sct_object_answer ask(const struct sct_object_hash *hash,
					   const struct file *file, u32 set)
{
	struct sct_seen seen sct_uninitialized;
	char name[SCT_MAX_NAME + 1];

	sct_look_at_program(hash, &seen, file_dentry(file), name);
	return sct_object_in_set(hash, &seen, set);
}

/**
 * sct_call_exe_in_set - is the caller's program one of these files?
 * @call: of current, or of a worker of the kernel that has its memory
 * @set: of the table under evaluation
 *
 * The file that execve() opened to run: of a script its interpreter, of what is given to
 * ld.so the loader.  It is looked at each time, for it may be renamed.  Nothing sleeps.
 *
 * Return: OUT also of the kernel's own threads, which run no file; UNKNOWN if the task has
 * put another file in its place, or has none any more.
 */
enum sct_object_answer sct_call_exe_in_set(const struct sct_call *call, u32 set)
{
	enum sct_object_answer answer = SCT_OBJECT_UNKNOWN;
	struct file *file;

	if (!current->mm)
		return current->flags & PF_EXITING ? SCT_OBJECT_UNKNOWN : SCT_OBJECT_OUT;
	file = sct_exe_file(current->mm);
	if (!file)
		return SCT_OBJECT_UNKNOWN;
	if (sct_was_executed(file))
		answer = ask(call->hash, file, set);
	fput(file);
	return answer;
}
