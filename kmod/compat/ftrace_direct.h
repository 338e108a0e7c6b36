/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ftrace direct calls for one ftrace_ops.  Until 6.3 the functions that take an
 * ops were called ..._multi(); afterwards those without an ops are gone, and
 * the short name is theirs.
 */
#ifndef SCT_COMPAT_FTRACE_DIRECT_H
#define SCT_COMPAT_FTRACE_DIRECT_H

#include <linux/ftrace.h>

static inline int sct_register_direct(struct ftrace_ops *ops,
				      unsigned long addr)
{
#ifdef HAVE_FTRACE_DIRECT_MULTI
	return register_ftrace_direct_multi(ops, addr);
#else
	return register_ftrace_direct(ops, addr);
#endif
}

static inline int sct_unregister_direct(struct ftrace_ops *ops,
					unsigned long addr)
{
#ifdef HAVE_FTRACE_DIRECT_MULTI
	return unregister_ftrace_direct_multi(ops, addr);
#else
	return unregister_ftrace_direct(ops, addr, false);
#endif
}

#endif /* SCT_COMPAT_FTRACE_DIRECT_H */
