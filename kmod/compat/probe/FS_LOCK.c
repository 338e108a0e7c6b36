// SPDX-License-Identifier: GPL-2.0-only
/* fs_struct.lock: until 6.17. */
#include <linux/fs_struct.h>

void probe(struct fs_struct *fs);
void probe(struct fs_struct *fs)
{
	spin_lock(&fs->lock);
}
