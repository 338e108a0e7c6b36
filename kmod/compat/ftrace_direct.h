/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ftrace direct calls for one ftrace_ops.  Until 6.3 the functions that take an
 * ops were called ..._multi(); afterwards those without an ops are gone, and
 * the short name is theirs.
 *
 * arm64 has no direct calls before 6.4.  There an ordinary ops changes where its
 * trampoline returns to.
 */
#ifndef SCT_COMPAT_FTRACE_DIRECT_H
#define SCT_COMPAT_FTRACE_DIRECT_H

#include <linux/ftrace.h>

#ifdef HAVE_FTRACE_DIRECT

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

/* Another ops will be unregistered, with a wait that does for this one. */
static inline void sct_direct_not_last(struct ftrace_ops *ops)
{
	ops->flags &= ~FTRACE_OPS_FL_DYNAMIC;
}

#else /* arm64 before 6.4 */

/*
 * Leaves the registers as a direct call would, but for the function's return
 * address: that trampoline restores x0 to x8, not x9.  See stub_arm64.S.
 */
static void notrace sct_redirect(unsigned long ip, unsigned long parent_ip,
				 struct ftrace_ops *ops,
				 struct ftrace_regs *fregs)
{
	struct pt_regs *regs = ftrace_get_regs(fregs);

	regs->regs[8] = regs->regs[30];
	regs->regs[30] = ip + AARCH64_INSN_SIZE;
	instruction_pointer_set(regs, (unsigned long)ops->private);
}

static inline int sct_register_direct(struct ftrace_ops *ops,
				      unsigned long addr)
{
	ops->func = sct_redirect;
	ops->private = (void *)addr;
	ops->flags = FTRACE_OPS_FL_SAVE_REGS | FTRACE_OPS_FL_IPMODIFY |
		     FTRACE_OPS_FL_PERMANENT | FTRACE_OPS_FL_RECURSION;
	return register_ftrace_function(ops);
}

static inline int sct_unregister_direct(struct ftrace_ops *ops,
					unsigned long addr)
{
	return unregister_ftrace_function(ops);
}

/* Each ops may have a trampoline of its own, so each one waits. */
static inline void sct_direct_not_last(struct ftrace_ops *ops)
{
}

#endif

#endif /* SCT_COMPAT_FTRACE_DIRECT_H */
