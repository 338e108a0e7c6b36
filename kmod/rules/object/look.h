/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_OBJECT_LOOK_H
#define SCT_OBJECT_LOOK_H

#include "object/hash.h"

struct dentry;
struct inode;

/* No inode has an odd address. */
#define SCT_DEVICE_KEY	1ul

static inline bool sct_is_device_key(const void *key)
{
	return (unsigned long)key & SCT_DEVICE_KEY;
}

const void *sct_device_key(const struct inode *inode);
void sct_look_at_device(const struct sct_object_hash *hash, struct sct_seen *seen,
			const struct inode *inode);

void sct_look_at_file(const struct sct_object_hash *hash, struct sct_seen *seen,
		      struct dentry *dentry, char *name);
void sct_look_at_program(const struct sct_object_hash *hash, struct sct_seen *seen,
			 struct dentry *dentry, char *name);
void sct_look_at_name(const struct sct_object_hash *hash, struct sct_seen *seen,
		      const struct inode *dir, const struct dentry *dentry);

#endif /* SCT_OBJECT_LOOK_H */
