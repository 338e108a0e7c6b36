/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Marks on inodes.  Until 6.9 a group says that its lock may be taken where memory is
 * reclaimed; since then all groups are like that.
 */
#ifndef SCT_COMPAT_FSNOTIFY_H
#define SCT_COMPAT_FSNOTIFY_H

#include <linux/fsnotify_backend.h>

#ifdef FSNOTIFY_GROUP_NOFS
#define SCT_FSNOTIFY_GROUP	(FSNOTIFY_GROUP_DUPS | FSNOTIFY_GROUP_NOFS)
#else
#define SCT_FSNOTIFY_GROUP	FSNOTIFY_GROUP_DUPS
#endif

#endif /* SCT_COMPAT_FSNOTIFY_H */
