/* SPDX-License-Identifier: GPL-2.0-only */
/* ->d_revalidate(): since 6.14 it is told the directory and the name. */
#ifndef SCT_COMPAT_REVALIDATE_H
#define SCT_COMPAT_REVALIDATE_H

#include <linux/dcache.h>
#include <linux/fs.h>

/* Does its file system still vouch for what @name was in @dir?  May sleep. */
static inline bool sct_still_valid(struct dentry *dir, const struct qstr *name,
				   struct dentry *dentry)
{
	if (!(dentry->d_flags & DCACHE_OP_REVALIDATE))
		return true;
#ifdef HAVE_REVALIDATE_BY_NAME
	return dentry->d_op->d_revalidate(d_inode(dir), name, dentry, 0) > 0;
#else
	return dentry->d_op->d_revalidate(dentry, 0) > 0;
#endif
}

#endif /* SCT_COMPAT_REVALIDATE_H */
