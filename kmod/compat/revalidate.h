/* SPDX-License-Identifier: GPL-2.0-only */
/* ->d_revalidate(): since 6.14 it is told the directory and the name. */
#ifndef SCT_COMPAT_REVALIDATE_H
#define SCT_COMPAT_REVALIDATE_H

#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/namei.h>
#include <linux/rcupdate.h>

/*
 * Does its file system still vouch for what @name was in @dir?  One that would have
 * to ask somebody says no: nothing here may sleep.
 */
static inline bool sct_still_valid(struct dentry *dir, const struct qstr *name,
				   struct dentry *dentry)
{
	int valid;

	if (!(dentry->d_flags & DCACHE_OP_REVALIDATE))
		return true;
	rcu_read_lock();
#ifdef HAVE_REVALIDATE_BY_NAME
	valid = dentry->d_op->d_revalidate(d_inode(dir), name, dentry,
					    LOOKUP_RCU);
#else
	valid = dentry->d_op->d_revalidate(dentry, LOOKUP_RCU);
#endif
	rcu_read_unlock();
	return valid > 0;
}

#endif /* SCT_COMPAT_REVALIDATE_H */
