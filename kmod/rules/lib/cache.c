// SPDX-License-Identifier: GPL-2.0-only
/*
 * Caches of objects that nobody clears.
 *
 * Kernels that clear memory when it is allocated (init_on_alloc, Debian's do)
 * would clear 4 KiB for a path of 20 bytes, and the whole of a call for the few
 * fields that are used; measured, that was three quarters of what a resolved path
 * costs, and a third of an after-rule.  They leave objects of a cache with a
 * constructor alone.  Nothing is lost by that: only what was written to such an
 * object is read.
 */
#include <linux/slab.h>

#include "lib/cache.h"

static void keep_as_it_is(void *object)
{
}

/**
 * sct_cache_create - make a cache of uncleared objects
 * @name: for /proc/slabinfo
 * @size: of an object
 * @user_at: the part of an object that user memory may be copied to, for
 *	hardened usercopy: its offset,
 * @user_size: and how many bytes it has
 *
 * Return: the cache, for kmem_cache_destroy(); NULL without memory.
 */
struct kmem_cache *sct_cache_create(const char *name, size_t size,
				    size_t user_at, size_t user_size)
{
	return kmem_cache_create_usercopy(name, size, __alignof__(u64), 0,
					  user_at, user_size, keep_as_it_is);
}
