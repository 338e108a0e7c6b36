/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What differs between processors: where a call keeps its number, its arguments
 * and its ABI, and what a patched entry looks like.  Each arch_*.h defines
 *
 *	sct_arch_call_id()	which call it is
 *	sct_call_arg_offset()	where its argument registers are
 *	sct_arch_patched()	whether ftrace has patched an entry, and what follows
 *
 * The names of the functions that serve the calls are in names_*.h, the entry
 * in stub_*.S.
 */
#ifndef SCT_ARCH_H
#define SCT_ARCH_H

#include <linux/build_bug.h>
#include <linux/compiler.h>

#include "sct_abi.h"

/*
 * As array_index_nospec(), for one instruction instead of three: a number that passes
 * for a call's stays the same, another one becomes small.  The compiler must not find
 * out that the first is always so.
 */
static __always_inline unsigned int sct_bounded_nr(unsigned int n)
{
	static_assert(!(SCT_MAX_NR & (SCT_MAX_NR - 1)));

	OPTIMIZER_HIDE_VAR(n);
	return n & (SCT_MAX_NR - 1);
}

#if defined(CONFIG_X86_64)
#include "arch_x86.h"
#elif defined(CONFIG_ARM64)
#include "arch_arm64.h"
#else
#error "sct_hijack does not know this architecture"
#endif

/* Are the registers of such a call 32 bits wide? */
static __always_inline bool sct_abi_is_narrow(unsigned int abi)
{
	return abi == SCT_ABI_IA32 || abi == SCT_ABI_ARM;
}

/**
 * sct_call_arg - an argument register of a system call
 * @regs: registers at the entry
 * @abi: SCT_ABI_*
 * @n: 0..5
 *
 * Return: the register; of a 32-bit call its low half, zero-extended.
 */
static inline unsigned long sct_call_arg(const struct pt_regs *regs,
					 unsigned int abi, unsigned int n)
{
	unsigned long value = *(const unsigned long *)
		((const u8 *)regs + sct_call_arg_offset(abi, n));

	return sct_abi_is_narrow(abi) ? (u32)value : value;
}

#endif /* SCT_ARCH_H */
