/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The caller's root directory, without a reference to its dentry where the one to
 * its mount does: mostly, it is what is mounted.  Since 6.18 the spinlock of
 * struct fs_struct is inside of a seqlock.
 */
#ifndef SCT_COMPAT_FS_ROOT_H
#define SCT_COMPAT_FS_ROOT_H

#include <linux/fs_struct.h>
#include <linux/mount.h>
#include <linux/path.h>
#include <linux/sched.h>

/* Does holding its mount hold it? */
static inline bool sct_is_mounted_root(const struct path *path)
{
	return path->dentry == path->mnt->mnt_root;
}

static inline void sct_get_root(struct path *root)
{
	struct fs_struct *fs = current->fs;

#ifdef HAVE_FS_LOCK
	spin_lock(&fs->lock);
#else
	read_seqlock_excl(&fs->seq);
#endif
	*root = fs->root;
	mntget(root->mnt);
	if (unlikely(!sct_is_mounted_root(root)))
		dget(root->dentry);
#ifdef HAVE_FS_LOCK
	spin_unlock(&fs->lock);
#else
	read_sequnlock_excl(&fs->seq);
#endif
}

#endif /* SCT_COMPAT_FS_ROOT_H */
