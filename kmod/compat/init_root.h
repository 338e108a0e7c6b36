/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The root directory of the system's init.  Since 6.18 the spinlock of struct fs_struct
 * is inside of a seqlock.
 */
#ifndef SCT_COMPAT_INIT_ROOT_H
#define SCT_COMPAT_INIT_ROOT_H

#include <linux/fs_struct.h>
#include <linux/path.h>
#include <linux/pid_namespace.h>
#include <linux/sched/task.h>

/* Return: false if there is no init any more; else @root is for path_put(). */
static inline bool sct_init_root(struct path *root)
{
	struct task_struct *init = init_pid_ns.child_reaper;
	struct fs_struct *fs;

	task_lock(init);
	fs = init->fs;
	if (fs) {
#ifdef HAVE_FS_LOCK
		spin_lock(&fs->lock);
#else
		read_seqlock_excl(&fs->seq);
#endif
		*root = fs->root;
		path_get(root);
#ifdef HAVE_FS_LOCK
		spin_unlock(&fs->lock);
#else
		read_sequnlock_excl(&fs->seq);
#endif
	}
	task_unlock(init);
	return fs;
}

#endif /* SCT_COMPAT_INIT_ROOT_H */
