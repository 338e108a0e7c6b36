/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the plain C files of kmod/rules/ need from outside, in user space.  It
 * has the guard of the kernel's header of the same name and is included before
 * it, so that one is then empty.
 */
#ifndef SCT_RULES_INTERNAL_H
#define SCT_RULES_INTERNAL_H

#include <assert.h>
#include <errno.h>
#include <pthread.h>
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

#define __user
#undef __always_inline
#define __always_inline		inline __attribute__((__always_inline__))
#define U32_MAX			((u32)~0u)
#define S64_MAX			((s64)(~0ull >> 1))
#define S64_MIN			(-S64_MAX - 1)
#define min(a, b)		({ __typeof__(a) a_ = (a); __typeof__(b) b_ = (b); a_ < b_ ? a_ : b_; })
#define max(a, b)		({ __typeof__(a) a_ = (a); __typeof__(b) b_ = (b); a_ > b_ ? a_ : b_; })
#define likely(x)		__builtin_expect(!!(x), 1)
#define unlikely(x)		__builtin_expect(!!(x), 0)
#define READ_ONCE(x)		__atomic_load_n(&(x), __ATOMIC_RELAXED)
#define smp_store_release(p, v)	__atomic_store_n((p), (v), __ATOMIC_RELEASE)
#define WRITE_ONCE(x, v)	__atomic_store_n(&(x), (v), __ATOMIC_RELAXED)
#define ____cacheline_aligned_in_smp __attribute__((__aligned__(64)))
#define __acquires(lock)
#define __releases(lock)
/* Here the sanitizers shall see what is read without having been written. */
#define sct_uninitialized
#define noinline		__attribute__((__noinline__))

static inline void cond_resched(void)
{
}

typedef pthread_mutex_t spinlock_t;

static inline void spin_lock_init(spinlock_t *lock)
{
	pthread_mutex_init(lock, NULL);
}

static inline void spin_lock(spinlock_t *lock)
{
	pthread_mutex_lock(lock);
}

static inline void spin_unlock(spinlock_t *lock)
{
	pthread_mutex_unlock(lock);
}

/* A test may set the clock; while 0, it is the real one. */
extern u64 shim_clock;

static inline u64 ktime_get_ns(void)
{
	struct timespec ts;

	if (shim_clock)
		return shim_clock;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000ull + ts.tv_nsec;
}

/* Where user memory ends, for what is put there; NULL: nowhere. */
extern u8 *shim_hole;

/* Allocation number @shim_fail_alloc from now on fails, if it is not 0. */
extern unsigned int shim_fail_alloc;

static inline void *sct_alloc(size_t n, size_t size)
{
	void *p;

	if (shim_fail_alloc && !--shim_fail_alloc)
		return NULL;
	/* 64 as the kernel's large allocations have; no slack for overruns. */
	if (posix_memalign(&p, 64, n * size))
		return NULL;
	return memset(p, 0, n * size);
}

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
	return n * sizeof(unsigned long);
}

static inline unsigned long sct_call_arg(const struct pt_regs *regs,
					 unsigned int abi, unsigned int n)
{
	return abi == SCT_ABI_IA32 ? (u32)regs->arg[n] : regs->arg[n];
}

#endif /* SCT_RULES_INTERNAL_H */
