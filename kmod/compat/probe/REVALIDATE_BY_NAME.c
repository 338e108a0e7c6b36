// SPDX-License-Identifier: GPL-2.0-only
/* ->d_revalidate() with directory and name: since 6.14. */
#include <linux/dcache.h>

int probe(const struct dentry_operations *op, struct inode *dir,
	  const struct qstr *name, struct dentry *dentry);
int probe(const struct dentry_operations *op, struct inode *dir,
	  const struct qstr *name, struct dentry *dentry)
{
	return op->d_revalidate(dir, name, dentry, 0);
}
