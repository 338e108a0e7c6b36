/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ftrace direct calls for one ftrace_ops and its set of addresses.  Until 6.3 the
 * functions that take an ops were called ..._multi(); afterwards those without an
 * ops are gone, and the short name is theirs.
 *
 * arm64 has no direct calls before 6.4.  There an ordinary ops changes where its
 * trampoline returns to.
 *
 *	sct_register_direct()	each function of the ops's filter calls @addr first
 *	sct_unregister_direct()	takes that back; @addr as it was registered
 *	sct_direct_room()	how many functions one call of the first may be about
 *	SCT_DIRECT_SHRINKS	whether addresses may be taken out of the filter of a
 *				registered ops
 *	sct_redirect()		the handler of an ordinary ops that does the same
 */
#ifndef SCT_COMPAT_FTRACE_DIRECT_H
#define SCT_COMPAT_FTRACE_DIRECT_H

#include <linux/ftrace.h>
#include <linux/limits.h>
#include <linux/log2.h>
#include <linux/minmax.h>

/* When @listed functions have a direct call of ours already. */
static inline unsigned int sct_direct_room(unsigned int listed)
{
#if defined(HAVE_FTRACE_DIRECT) && defined(HAVE_FTRACE_DIRECT_MULTI)
	/*
	 * Seen in 6.1.192: register_ftrace_direct_multi() adds the functions one by one
	 * to the hash of all direct calls, which is replaced by one of twice the size
	 * before an addition that finds 2 entries a bucket exceeded, but the call
	 * remembers to free only the last that it has replaced.  So one call must not
	 * let it grow twice.  Empty, it begins with 32 buckets, room for 64.  With
	 * @listed entries it has room for @listed - 1 at least, which is always a
	 * power of two.  At worst the first addition doubles that, and so many more
	 * do not double it again.
	 */
	return roundup_pow_of_two(max(listed, 65u) - 1);
#else
	return UINT_MAX;
#endif
}

#ifdef HAVE_FTRACE_DIRECT

/*
 * They may not: ftrace keeps a second list of all functions with a direct call, and
 * takes out of it only what is in the filter when the ops is unregistered.  What was
 * taken out of the filter before stays in that list, and nobody else can have a
 * direct call there until the next boot.
 */
#define SCT_DIRECT_SHRINKS	0

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

/*
 * What ftrace itself does for a direct call while another ops is at the same
 * function.  It works in ftrace's common trampoline only, not in one that ftrace
 * makes for an ops that is alone at a function.
 */
static inline void notrace sct_redirect(unsigned long ip,
					unsigned long parent_ip,
					struct ftrace_ops *ops,
					struct ftrace_regs *fregs)
{
	unsigned long addr = (unsigned long)ops->private;

#ifdef HAVE_DIRECT_CALLER_OF_FREGS
	arch_ftrace_set_direct_caller(fregs, addr);
#else
	arch_ftrace_set_direct_caller(ftrace_get_regs(fregs), addr);
#endif
}

/* Where a trampoline with all registers exists, only that knows direct calls. */
#define SCT_REDIRECT_FLAGS						\
	(FTRACE_OPS_FL_SAVE_REGS | FTRACE_OPS_FL_SAVE_REGS_IF_SUPPORTED | \
	 FTRACE_OPS_FL_RECURSION)

#else /* arm64 before 6.4 */

#define SCT_DIRECT_SHRINKS	1

/*
 * Leaves the registers as a direct call would, but for the function's return
 * address: that trampoline restores x0 to x8, not x9.  See stub_arm64.S.
 */
static inline void notrace sct_redirect(unsigned long ip,
					unsigned long parent_ip,
					struct ftrace_ops *ops,
					struct ftrace_regs *fregs)
{
	struct pt_regs *regs = ftrace_get_regs(fregs);

	regs->regs[8] = regs->regs[30];
	regs->regs[30] = ip + AARCH64_INSN_SIZE;
	instruction_pointer_set(regs, (unsigned long)ops->private);
}

#define SCT_REDIRECT_FLAGS						\
	(FTRACE_OPS_FL_SAVE_REGS | FTRACE_OPS_FL_IPMODIFY |		\
	 FTRACE_OPS_FL_PERMANENT | FTRACE_OPS_FL_RECURSION)

static inline int sct_register_direct(struct ftrace_ops *ops,
				      unsigned long addr)
{
	ops->func = sct_redirect;
	ops->private = (void *)addr;
	ops->flags = SCT_REDIRECT_FLAGS;
	return register_ftrace_function(ops);
}

static inline int sct_unregister_direct(struct ftrace_ops *ops,
					unsigned long addr)
{
	return unregister_ftrace_function(ops);
}

#endif

#endif /* SCT_COMPAT_FTRACE_DIRECT_H */
