/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_ARCH_ARM64_H
#define SCT_ARCH_ARM64_H

#include <linux/compat.h>
#include <linux/ptrace.h>
#include <linux/uaccess.h>

#include "sct_abi.h"

/*
 * One wrapper serves A64 and, for the calls that need no translation, 32-bit
 * programs; the task says which it is.  The number is that on which the kernel
 * dispatched, and negative outside of a call.
 *
 * Return: whether it is a call at all.  @nr is below SCT_MAX_NR then, for a CPU too
 * that speculates on what follows: it indexes tables.
 */
static __always_inline bool sct_arch_call_id(const struct pt_regs *regs,
					     unsigned int *abi,
					     unsigned int *nr)
{
	unsigned int n = regs->syscallno;

	*abi = is_compat_task() ? SCT_ABI_ARM : SCT_ABI_ARM64;
	*nr = sct_bounded_nr(n);
	return n < SCT_MAX_NR;
}

/**
 * sct_call_arg_offset - where an argument register is in struct pt_regs
 * @abi: SCT_ABI_*
 * @n: 0..5
 *
 * The first one stays in its register until the call has returned; the kernel
 * puts the return value there after the after-visit.
 *
 * Return: byte offset of an unsigned long; of a 32-bit call its low half counts.
 */
static inline u16 sct_call_arg_offset(unsigned int abi, unsigned int n)
{
	return offsetof(struct pt_regs, regs) + n * sizeof(unsigned long);
}

/*
 * The entry is `mov x9, lr; nop`, perhaps behind a BTI; the NOP has become a BL.
 *
 * Return: the address just past it, where the function goes on; 0 if it has not.
 */
static inline unsigned long sct_arch_patched(unsigned long addr)
{
	u32 insn[3];

	if (copy_from_kernel_nofault(insn, (void *)addr, sizeof(insn)))
		return 0;
	for (unsigned int i = 1; i < 3; i++)
		if ((le32_to_cpu((__force __le32)insn[i]) & 0xfc000000) ==
		    0x94000000)
			return addr + (i + 1) * sizeof(insn[0]);
	return 0;
}

#endif /* SCT_ARCH_ARM64_H */
