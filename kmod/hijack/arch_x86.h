/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCT_ARCH_X86_H
#define SCT_ARCH_X86_H

#include <linux/ptrace.h>
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
 * Return: whether it is a call at all.
 */
static __always_inline bool sct_arch_call_id(const struct pt_regs *regs,
					     unsigned int *abi,
					     unsigned int *nr)
{
	unsigned int n = regs->orig_ax;

	if (in_ia32_syscall()) {
		*abi = SCT_ABI_IA32;
	} else if (n & __X32_SYSCALL_BIT) {
		*abi = SCT_ABI_X32;
		n &= ~__X32_SYSCALL_BIT;
	} else {
		*abi = SCT_ABI_X86_64;
	}
	*nr = n;
	return n < SCT_MAX_NR;
}

/**
 * sct_call_arg - an argument register of a system call
 * @regs: registers at the entry
 * @abi: SCT_ABI_*
 * @n: 0..5
 *
 * Return: the register; of an ia32 call its low 32 bits, zero-extended.
 */
static inline unsigned long sct_call_arg(const struct pt_regs *regs,
					 unsigned int abi, unsigned int n)
{
	if (abi == SCT_ABI_IA32) {
		switch (n) {
		case 0: return (u32)regs->bx;
		case 1: return (u32)regs->cx;
		case 2: return (u32)regs->dx;
		case 3: return (u32)regs->si;
		case 4: return (u32)regs->di;
		default: return (u32)regs->bp;
		}
	}
	switch (n) {
	case 0: return regs->di;
	case 1: return regs->si;
	case 2: return regs->dx;
	case 3: return regs->r10;
	case 4: return regs->r8;
	default: return regs->r9;
	}
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
