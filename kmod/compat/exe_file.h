/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The program's file of an address space.  get_mm_exe_file(), which does just
 * this, is not exported; the ways to take a reference under RCU are, but since
 * 6.7 they take the pointer's address, as a struct file may be used again.
 */
#ifndef SCT_COMPAT_EXE_FILE_H
#define SCT_COMPAT_EXE_FILE_H

#include <linux/fs.h>
#include <linux/mm_types.h>
#include <linux/rcupdate.h>

/* Return: the file, for fput(); NULL without one. */
static inline struct file *sct_exe_file(struct mm_struct *mm)
{
	struct file *file;

	rcu_read_lock();
#ifdef HAVE_GET_FILE_RCU_BY_ADDRESS
	file = get_file_rcu(&mm->exe_file);
#else
	file = rcu_dereference(mm->exe_file);
	if (file && !get_file_rcu(file))
		file = NULL;
#endif
	rcu_read_unlock();
	return file;
}

/*
 * Is it what execve() opened?  A task can put another file there by prctl(PR_SET_MM_MAP),
 * without privilege in a user namespace, but only one that a call has opened, and
 * no call opens one with __FMODE_EXEC, nor can it be set later.  Those that binfmt_misc
 * gives to an interpreter have it, and lose it when they are put there (hook/program.c).
 */
static inline bool sct_was_executed(const struct file *file)
{
	return file->f_flags & __FMODE_EXEC;
}

#endif /* SCT_COMPAT_EXE_FILE_H */
