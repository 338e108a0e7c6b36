/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Included once, by calls.c: the names of the functions that serve the calls,
 * from the kernel's own generated tables.
 */
#include <asm/unistd.h>

#define __SYSCALL_NORETURN(nr, sym) __SYSCALL(nr, sym)

#define __SYSCALL(nr, sym) [nr] = "__x64_" #sym,
static const char *const x86_64_functions[SCT_MAX_NR] = {
#include <asm/syscalls_64.h>
};

#undef __SYSCALL

#ifdef CONFIG_IA32_EMULATION
#define __SYSCALL(nr, sym) [nr] = "__ia32_" #sym,
#define __SYSCALL_WITH_COMPAT(nr, native, compat) __SYSCALL(nr, compat)
static const char *const ia32_functions[SCT_MAX_NR] = {
#include <asm/syscalls_32.h>
};

#undef __SYSCALL
#else
static const char *const ia32_functions[SCT_MAX_NR];

#endif

#ifdef CONFIG_X86_X32_ABI
#define __SYSCALL(nr, sym) [nr] = "__x64_" #sym,
static const char *const x32_functions[SCT_MAX_NR] = {
#include <asm/syscalls_x32.h>
};

#undef __SYSCALL
#else
static const char *const x32_functions[SCT_MAX_NR];
#endif

static const char *const *const functions[SCT_NR_ABIS] = {
	[SCT_ABI_X86_64] = x86_64_functions,
	[SCT_ABI_IA32] = ia32_functions,
	[SCT_ABI_X32] = x32_functions,
};
