// SPDX-License-Identifier: GPL-2.0-only
/* register_ftrace_direct_multi(): 5.15 to 6.3. */
#include <linux/ftrace.h>

int probe(struct ftrace_ops *ops);
int probe(struct ftrace_ops *ops)
{
	return register_ftrace_direct_multi(ops, 0);
}
