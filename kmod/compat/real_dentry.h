/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * d_real() was told the inode up to 6.9, and since then what is wanted.
 */
#ifndef SCT_COMPAT_REAL_DENTRY_H
#define SCT_COMPAT_REAL_DENTRY_H

#include <linux/dcache.h>

/* The file that has the data of one of overlay's; any other is its own. */
static inline struct dentry *sct_real_dentry(struct dentry *dentry)
{
#ifdef HAVE_D_REAL_TYPE
	return d_real(dentry, D_REAL_DATA);
#else
	return d_real(dentry, NULL);
#endif
}

#endif /* SCT_COMPAT_REAL_DENTRY_H */
