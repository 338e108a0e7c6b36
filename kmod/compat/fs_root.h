/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The caller's root directory, without a reference to its dentry where the one to
 * its mount does: mostly, it is what is mounted.
 */
#ifndef SCT_COMPAT_FS_ROOT_H
#define SCT_COMPAT_FS_ROOT_H

#include <linux/mount.h>
#include <linux/path.h>
#include <linux/sched.h>

#include "compat/fs_lock.h"

/* Does holding its mount hold it? */
static inline bool sct_is_mounted_root(const struct path *path)
{
	return path->dentry == path->mnt->mnt_root;
}

static inline void sct_get_root(struct path *root)
{
	struct fs_struct *fs = current->fs;

	sct_lock_fs(fs);
	*root = fs->root;
	mntget(root->mnt);
	if (unlikely(!sct_is_mounted_root(root)))
		dget(root->dentry);
	sct_unlock_fs(fs);
}

#endif /* SCT_COMPAT_FS_ROOT_H */
