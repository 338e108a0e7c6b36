/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the plain C files of kmod/rules/ need from outside, in a supervisor.  It has the
 * guard of the kernel's header of the same name and is included before it, so that
 * one is then empty.
 *
 * "The caller" is run_current: the task that the supervisor judges.  Its memory is
 * read from outside (memory.c), which never waits for anything but a page, so all
 * calls are judged as one that may sleep (call_record.h): nothing is ever wanted.
 */
#ifndef SCT_RULES_INTERNAL_H
#define SCT_RULES_INTERNAL_H

#include <limits.h>
#include <sys/types.h>

#include "plain.h"

typedef int gfp_t;

#define __percpu
#define ____cacheline_aligned_in_smp
#define READ_ONCE(x)		(x)
#define WRITE_ONCE(x, v)	((x) = (v))
#define BUILD_BUG_ON(x)		static_assert(!(x), #x)
#define EXPORT_SYMBOL_GPL(x)	extern int run_no_symbols
#define ARRAY_SIZE(a)		(sizeof(a) / sizeof((a)[0]))
#define ALIGN(x, to)		(((x) + (to) - 1) & ~((__typeof__(x))(to) - 1))
#define ALIGN_DOWN(x, to)	((x) & ~((__typeof__(x))(to) - 1))
#define min_t(type, a, b)	min((type)(a), (type)(b))
#define U64_MAX			(~0ull)
#define __ffs(x)		((u32)__builtin_ctz(x))
#define __ffs64(x)		((u32)__builtin_ctzll(x))
#define TASK_COMM_LEN		16

/* One thread judges all calls. */
typedef struct { } spinlock_t;
typedef u32 refcount_t;
typedef struct { s64 counter; } atomic64_t;
#define nr_cpu_ids		1u
#define spin_lock_init(lock)	((void)(lock))
#define spin_lock(lock)		((void)(lock))
#define spin_unlock(lock)	((void)(lock))
#define refcount_set(r, n)	(*(r) = (n))
#define refcount_inc(r)		(++*(r))
#define refcount_dec_and_test(r) (!--*(r))
#define atomic64_read(v)	((v)->counter)
#define atomic64_inc(v)		((v)->counter++)
#define cond_resched()		((void)0)

static inline u64 ktime_get_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000ull + ts.tv_nsec;
}

/* Zeroed, as the kernel's; of what the caller's choice makes large there are limits. */
static inline void *sct_alloc(size_t n, size_t size)
{
	return calloc(n ? n : 1, size ? size : 1);
}

#define GFP_KERNEL		0
#define GFP_NOWAIT		0
#define GFP_KERNEL_ACCOUNT	0
#define __GFP_NOWARN		0
#define kmalloc(size, gfp)	((void)(gfp), malloc(size))
#define kvmalloc(size, gfp)	((void)(gfp), malloc(size))
#define kfree(p)		free((void *)(p))
#define kvfree(p)		free((void *)(p))

struct run_task;
extern struct run_task *run_current;
#define current			run_current

/* Who dies while he is judged is judged to the end. */
#define fatal_signal_pending(task)	((void)(task), false)

/* task.c */
s32 task_tgid_nr(struct run_task *task);
s32 task_pid_nr(struct run_task *task);
u32 current_uid(void);
#define __kuid_val(uid)		(uid)

/* memory.c: of the caller; as the kernel's functions of these names */
unsigned long copy_from_user(void *to, const void __user *from, unsigned long n);
long strncpy_from_user(char *to, const char __user *from, long room);
#define get_user(x, p)	(copy_from_user(&(x), (p), sizeof(x)) ? -EFAULT : 0)

#endif /* SCT_RULES_INTERNAL_H */
