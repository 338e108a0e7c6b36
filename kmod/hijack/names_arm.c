// SPDX-License-Identifier: GPL-2.0-only
/* The calls of 32-bit programs on arm64; see names_arm64.h. */

/* Keeps the numbers of 64-bit programs away. */
#define __COMPAT_SYSCALL_NR

#include <linux/types.h>

#include "sct_abi.h"
#include "names_arm.h"

#undef __SYSCALL
#undef __SYSCALL_WITH_COMPAT
#define __SYSCALL(nr, sym) [nr] = "__arm64_" #sym,
#define __SYSCALL_WITH_COMPAT(nr, native, compat) __SYSCALL(nr, compat)
const char *const sct_arm_functions[SCT_MAX_NR] = {
#if __has_include(<asm/syscall_table_32.h>)
#include <asm/syscall_table_32.h>
#else
#include <asm/unistd32.h>
#endif
};
