/* SPDX-License-Identifier: GPL-2.0-only */
/* The root directory of the system's init, and its mounts. */
#ifndef SCT_COMPAT_INIT_ROOT_H
#define SCT_COMPAT_INIT_ROOT_H

#include <linux/nsproxy.h>
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

/* Are the caller's mounts those of init? */
static inline bool sct_has_mounts_of_init(void)
{
	struct task_struct *init = init_pid_ns.child_reaper;
	bool same;

	if (!current->nsproxy)
		return false;
	task_lock(init);
	same = init->nsproxy && current->nsproxy->mnt_ns == init->nsproxy->mnt_ns;
	task_unlock(init);
	return same;
}

/* Does a path mean the same to the caller, with its root and mounts, as to init? */
static inline bool sct_sees_paths_of_init(void)
{
	struct task_struct *init = init_pid_ns.child_reaper;
	struct path root;	/* only compared */
	bool same = false;

	if (!current->fs || !current->nsproxy)
		return false;
	sct_lock_fs(current->fs);
	root = current->fs->root;
	sct_unlock_fs(current->fs);
	task_lock(init);
	if (init->fs && init->nsproxy) {
		sct_lock_fs(init->fs);
		same = path_equal(&root, &init->fs->root) &&
		       current->nsproxy->mnt_ns == init->nsproxy->mnt_ns;
		sct_unlock_fs(init->fs);
	}
	task_unlock(init);
	return same;
}

#endif /* SCT_COMPAT_INIT_ROOT_H */
