// SPDX-License-Identifier: GPL-2.0-only
/* get_file_rcu(struct file __rcu **): since 6.7. */
#include <linux/fs.h>

struct file *probe(struct file __rcu **file);
struct file *probe(struct file __rcu **file)
{
	return get_file_rcu(file);
}
