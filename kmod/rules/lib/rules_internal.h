/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Everything that verify.c, eval.c and ring.c need from outside.
 *
 * These three are plain C and include nothing else of the kernel, so that the
 * same files build in user space, where sanitizers and fuzzers are: there
 * tests/host/shim/rules_internal.h, which has the same guard, comes first.
 */
#ifndef SCT_RULES_INTERNAL_H
#define SCT_RULES_INTERNAL_H

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/ktime.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/types.h>

#include "hijack.h"
#include "sct_abi.h"

/*
 * The kernel is built to clear local variables; the evaluator's registers and
 * the buffers of a call in flight are proven to be written first, and clearing
 * them would cost more than most filters.
 */
#define sct_uninitialized __attribute__((__uninitialized__))

/* Zeroed memory, virtually contiguous, for things made at upload or load. */
static inline void *sct_alloc(size_t n, size_t size)
{
	return kvcalloc(n, size, GFP_KERNEL | __GFP_NOWARN);
}

static inline void sct_free(const void *p)
{
	kvfree(p);
}

#endif /* SCT_RULES_INTERNAL_H */
