/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What any program in user space gives the plain C files of kmod/rules/ in the same way: types,
 * annotations, arithmetic, a call's registers.  Memory, locks, clocks and the caller are each
 * program's own: shim/rules_internal.h here and in tests/host/.
 */
#ifndef SCT_PLAIN_H
#define SCT_PLAIN_H

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sct_abi.h"

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef unsigned long long u64;
typedef int16_t s16;
typedef int32_t s32;
typedef long long s64;

#undef __always_inline
#define __always_inline		inline __attribute__((__always_inline__))
#define noinline		__attribute__((__noinline__))
#define __user
#define __acquires(lock)
#define __releases(lock)
/* Here the sanitizers shall see what is read without having been written. */
#define sct_uninitialized
#define smp_store_release(p, v)	__atomic_store_n((p), (v), __ATOMIC_RELEASE)
#define likely(x)		__builtin_expect(!!(x), 1)
#define unlikely(x)		__builtin_expect(!!(x), 0)
#define min(a, b)		({ __typeof__(a) a_ = (a); __typeof__(b) b_ = (b); a_ < b_ ? a_ : b_; })
#define max(a, b)		({ __typeof__(a) a_ = (a); __typeof__(b) b_ = (b); a_ > b_ ? a_ : b_; })
#define struct_size(p, member, n)	(sizeof(*(p)) + sizeof((p)->member[0]) * (n))
#define hweight64(x)		((u32)__builtin_popcountll(x))
#define U32_MAX			((u32)~0u)
#define S64_MAX			((s64)(~0ull >> 1))
#define S64_MIN			(-S64_MAX - 1)

static inline void sct_free(const void *p)
{
	free((void *)p);
}

/* The registers of a call are just its arguments. */
struct pt_regs {
	unsigned long arg[6];
};

static inline bool sct_abi_is_narrow(unsigned int abi)
{
	return abi == SCT_ABI_IA32;
}

static inline u16 sct_call_arg_offset(unsigned int abi, unsigned int n)
{
	(void)abi;
	return n * sizeof(unsigned long);
}

static inline unsigned long sct_call_arg(const struct pt_regs *regs,
					 unsigned int abi, unsigned int n)
{
	return sct_abi_is_narrow(abi) ? (u32)regs->arg[n] : regs->arg[n];
}

#endif /* SCT_PLAIN_H */
