/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vfs_path_lookup() has always been exported, but until 6.3 linux/namei.h did
 * not declare it.
 */
#ifndef SCT_COMPAT_LOOKUP_H
#define SCT_COMPAT_LOOKUP_H

#include <linux/namei.h>

int vfs_path_lookup(struct dentry *dentry, struct vfsmount *mnt,
		    const char *name, unsigned int flags, struct path *path);

#endif /* SCT_COMPAT_LOOKUP_H */
