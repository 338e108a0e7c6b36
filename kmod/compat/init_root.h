/* SPDX-License-Identifier: GPL-2.0-only */
/* The root directory of the system's init. */
#ifndef SCT_COMPAT_INIT_ROOT_H
#define SCT_COMPAT_INIT_ROOT_H

#include <linux/path.h>
#include <linux/pid_namespace.h>
#include <linux/sched/task.h>

#include "compat/fs_lock.h"

/* Return: false if there is no init any more; else @root is for path_put(). */
static inline bool sct_init_root(struct path *root)
{
	struct task_struct *init = init_pid_ns.child_reaper;
	struct fs_struct *fs;

	task_lock(init);
	fs = init->fs;
	if (fs) {
		sct_lock_fs(fs);
		*root = fs->root;
		path_get(root);
		sct_unlock_fs(fs);
	}
	task_unlock(init);
	return fs;
}

#endif /* SCT_COMPAT_INIT_ROOT_H */
