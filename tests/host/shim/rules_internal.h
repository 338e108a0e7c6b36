/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the plain C files of kmod/rules/ need from outside, in user space.  It
 * has the guard of the kernel's header of the same name and is included before
 * it, so that one is then empty.
 */
#ifndef SCT_RULES_INTERNAL_H
#define SCT_RULES_INTERNAL_H

#include <pthread.h>

#include "../../../run/shim/plain.h"

#define READ_ONCE(x)		__atomic_load_n(&(x), __ATOMIC_RELAXED)
#define WRITE_ONCE(x, v)	__atomic_store_n(&(x), (v), __ATOMIC_RELAXED)
#define ____cacheline_aligned_in_smp __attribute__((__aligned__(64)))

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

#endif /* SCT_RULES_INTERNAL_H */
