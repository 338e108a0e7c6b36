/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_ARCH_X86_H
#define SCT_ARCH_X86_H

#include <linux/ptrace.h>
#include <linux/stddef.h>
#include <linux/thread_info.h>
#include <linux/uaccess.h>
#include <asm/syscall.h>
#include <asm/unistd.h>

#include "sct_abi.h"

/*
 * The ABI and number say which call this is; the function does not: one wrapper
 * serves x86_64 and x32, one alias serves x86_64 and ia32.  orig_ax is what the
 * kernel dispatched on, after ptrace and seccomp had their say.  A caller other
 * than the dispatcher (vsyscall emulation) has -1 there.
 *
 * Return: whether it is a call at all.  @nr is below SCT_MAX_NR then, for a CPU too
 * that speculates on what follows: it indexes tables.
 */
static __always_inline bool sct_arch_call_id(const struct pt_regs *regs,
					     unsigned int *abi,
					     unsigned int *nr)
{
	unsigned int n = regs->orig_ax;

	/* x32's bit is above all numbers: one comparison finds both. */
	*abi = SCT_ABI_X86_64;
	if (in_ia32_syscall()) {
		*abi = SCT_ABI_IA32;
	} else if (unlikely(n >= SCT_MAX_NR)) {
		*abi = SCT_ABI_X32;
		n &= ~__X32_SYSCALL_BIT;
	}
	*nr = sct_bounded_nr(n);
	return n < SCT_MAX_NR;
}

/**
 * sct_call_arg_offset - where an argument register is in struct pt_regs
 * @abi: SCT_ABI_*
 * @n: 0..5
 *
 * Return: byte offset of an unsigned long; of a 32-bit call its low half counts.
 */
static inline u16 sct_call_arg_offset(unsigned int abi, unsigned int n)
{
	static const u8 ia32[] = {
		offsetof(struct pt_regs, bx), offsetof(struct pt_regs, cx),
		offsetof(struct pt_regs, dx), offsetof(struct pt_regs, si),
		offsetof(struct pt_regs, di), offsetof(struct pt_regs, bp),
	};
	static const u8 native[] = {
		offsetof(struct pt_regs, di), offsetof(struct pt_regs, si),
		offsetof(struct pt_regs, dx), offsetof(struct pt_regs, r10),
		offsetof(struct pt_regs, r8), offsetof(struct pt_regs, r9),
	};

	return abi == SCT_ABI_IA32 ? ia32[n] : native[n];
}

/*
 * The entry NOP, at @addr itself, has become a call rel32.
 *
 * Return: the address just past it, where the function goes on; 0 if it has not.
 */
static inline unsigned long sct_arch_patched(unsigned long addr)
{
	u8 insn;

	if (copy_from_kernel_nofault(&insn, (void *)addr, 1) || insn != 0xe8)
		return 0;
	return addr + 5;
}

#endif /* SCT_ARCH_X86_H */
