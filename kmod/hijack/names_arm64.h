/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Included once, by calls.c: the names of the functions that serve the calls,
 * from the kernel's own tables: a generated one, or in older kernels the one that
 * also gives the numbers.  That of 32-bit programs gives them again, so it is read
 * in a file of its own, names_arm.c.
 */
#include <asm/unistd.h>

#include "names_arm.h"

#undef __SYSCALL
#undef __SYSCALL_WITH_COMPAT
#define __SYSCALL(nr, sym) [nr] = "__arm64_" #sym,
#define __SYSCALL_WITH_COMPAT(nr, native, compat) __SYSCALL(nr, native)
static const char *const arm64_functions[SCT_MAX_NR] = {
#if __has_include(<asm/syscall_table_64.h>)
#include <asm/syscall_table_64.h>
#else
#include <asm/unistd.h>
#endif
};

#undef __SYSCALL_WITH_COMPAT
#undef __SYSCALL

static const char *const *const functions[SCT_NR_ABIS] = {
	[SCT_ABI_ARM64] = arm64_functions,
#ifdef CONFIG_COMPAT
	[SCT_ABI_ARM] = sct_arm_functions,
#endif
};
