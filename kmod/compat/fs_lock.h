/* SPDX-License-Identifier: GPL-2.0-only */
/* The lock of struct fs_struct: a spinlock that since 6.18 is inside of a seqlock. */
#ifndef SCT_COMPAT_FS_LOCK_H
#define SCT_COMPAT_FS_LOCK_H

#include <linux/fs_struct.h>

/* To read root and working directory. */
static inline void sct_lock_fs(struct fs_struct *fs)
{
#ifdef HAVE_FS_LOCK
	spin_lock(&fs->lock);
#else
	read_seqlock_excl(&fs->seq);
#endif
}

static inline void sct_unlock_fs(struct fs_struct *fs)
{
#ifdef HAVE_FS_LOCK
	spin_unlock(&fs->lock);
#else
	read_sequnlock_excl(&fs->seq);
#endif
}

#endif /* SCT_COMPAT_FS_LOCK_H */
