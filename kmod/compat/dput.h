/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * dput() where somebody else mostly holds the dentry, too, as of a directory that
 * something is in: then it is a third of the work.  lockref_put_not_zero() went
 * away in 6.14, for want of users.
 */
#ifndef SCT_COMPAT_DPUT_H
#define SCT_COMPAT_DPUT_H

#include <linux/dcache.h>
#include <linux/lockref.h>

static inline void sct_dput_shared(struct dentry *dentry)
{
#ifdef HAVE_LOCKREF_PUT_NOT_ZERO
	if (likely(lockref_put_not_zero(&dentry->d_lockref)))
		return;
#endif
	dput(dentry);
}

#endif /* SCT_COMPAT_DPUT_H */
